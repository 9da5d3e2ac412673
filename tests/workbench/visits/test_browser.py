"""A place's visits in a real browser: the plan, an open day, a group that books, one that cancels, heads at the door."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.places.factories import PlaceFactory
from tests.visits.factories import a_day
from tests.workbench.visits.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.visits.models import Booking, VisitPlan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def book(walk: Turns, slug: str, group: str, persons: str) -> None:
    """Book the first slot that is free, as a visitor does."""
    walk.page.context.clear_cookies()
    walk.open(f"/places/{slug}/visit/")
    walk.page.locator("a.slot").first.click()
    walk.fill(persons=persons, group_name=group, contact_name="示例老师", phone="0519-12345678")
    walk.page.get_by_label("我是联系人本人").check()
    walk.press("提交预约")


def test_from_the_plan_to_heads_at_the_door(scene: Scene, one_page: Page, live_server: Any) -> None:
    walk, page = Turns(one_page, live_server.url), one_page
    keeper = scene.people["reporter"]
    place = PlaceFactory(owner=scene.city.districts[0], name="示例书院", slug="shuyuan")
    here = f"/workbench/visits/places/{place.pk}/"

    walk.be(keeper, here)
    walk.look_at_both()
    walk.follow("设参观安排")
    walk.fill(hours="每天 9:00–11:00、15:00–14:00", persons_per_slot="40")
    walk.press("保存")
    expect(page.get_by_role("alert")).to_contain_text("15:00")
    walk.look_at_both()
    walk.fill(hours="每天 0:00–23:00", slot_minutes="240")
    page.get_by_text("提前多久、节假日").click()
    walk.fill(lead_days="0")
    page.get_by_label("法定节假日不接待").uncheck()
    walk.press("保存")
    expect(page.locator("main")).to_contain_text("240 分钟，40 人，2 个团体")
    walk.look_at_both()
    walk.follow("登记开放日")
    walk.fill(day=a_day(10).isoformat(), title="示例开放日")
    walk.look_at_both()
    walk.press("登记")
    expect(page.locator("main")).to_contain_text("示例开放日")

    book(walk, "shuyuan", "示例小学", "36")
    walk.follow("取消预约")
    walk.press("取消预约")
    book(walk, "shuyuan", "示例中学", "30")
    booking = Booking.objects.get(group_name="示例中学")

    walk.be(keeper, f"{here}?from={booking.slot.day.isoformat()}")
    walk.look_at_both()
    page.get_by_role("link", name=f"停约 {booking.slot.starts:%H:%M}").first.click()
    expect(page.locator("main")).to_contain_text("这一场已有 1 个团体预约")
    walk.look_at_both()
    walk.follow("先不")
    # The group stands at the door: its slot is today's.
    booking.slot.__class__.objects.filter(pk=booking.slot_id).update(
        day=timezone.localdate(), starts="00:00", ends="01:00"
    )
    walk.open(here)
    walk.follow("到场 示例中学")
    walk.fill(persons="0")
    walk.press("确认")
    walk.look_at_both()
    walk.fill(persons="28")
    walk.press("确认")
    expect(page.locator("main")).to_contain_text("到场 28 人")
    walk.open("/workbench/visits/")
    expect(page.locator("main")).not_to_contain_text("示例中学")
    walk.look_at_both()
    assert VisitPlan.objects.get(place=place).lead_days == 0
    assert sorted(Fact.objects.values_list("kind__code", "quantity")) == [
        ("visit-received", 1),
        ("visitors-received", 28),
    ]
