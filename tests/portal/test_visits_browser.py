"""A teacher's way in a real browser, on a phone and at a desk: place, calendar, form, ticket, another number, cancelled; axe on every page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import Visit
from tests.browsing import page as page
from tests.visits.factories import OpenDayFactory, a_day, planned_place
from tongxin.visits.models import Booking, Slot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_school_books_and_cancels(page: Page, live_server: LiveServer) -> None:
    place = planned_place(name="示例故居", slug="shili", summary="示例", location="某路")
    OpenDayFactory(place=place, day=a_day(12))
    visit = Visit(page, live_server.url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit.open("/visits/")
    assert visit.faults() == []
    page.get_by_role("link", name="示例故居").last.click()
    page.wait_for_url("**/places/shili/visit/**")
    assert visit.faults() == []
    page.locator("a.slot").first.click()
    assert visit.faults() == []
    page.get_by_label("人数").fill("36")
    page.get_by_label("单位或团体名称").fill("示例小学")
    page.get_by_label("联系人", exact=True).fill("示例老师")
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator(".wrongs")).to_contain_text("电话和邮箱请至少填一个")
    assert visit.faults() == []
    page.get_by_label("电话").fill("0519-12345678")
    page.get_by_label("我是联系人本人").check()
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator(".ticket .code")).to_have_text(re.compile(r"^\w{4}-\w{4}-\w{4}$"))
    assert visit.faults() == []
    page.get_by_label("人数").fill("40")
    page.get_by_role("button", name="改人数").click()
    expect(page.locator(".ticket")).to_contain_text("40")
    page.get_by_role("link", name="取消预约").click()
    assert visit.faults() == []
    page.get_by_role("button", name="取消预约").click()
    expect(page.locator(".verdict")).to_contain_text("已取消")
    assert visit.faults() == []
    assert (Booking.objects.get().contact_name, Slot.objects.get().persons_taken) == ("", 0)
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
