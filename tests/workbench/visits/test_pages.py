from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.places.factories import ClosureFactory, PlaceFactory
from tests.visits.factories import BookingFactory, SlotFactory, a_day, planned_place
from tests.workbench.visits.conftest import Scene
from tongxin.common.models import AuditEntry
from tongxin.facts.models import Fact
from tongxin.visits.models import Booking, OpenDay, Slot, VisitPlan

pytestmark = pytest.mark.django_db
LIST = "/workbench/visits/"


def page(scene: Scene, client: Client, **query: str) -> str:
    response = client.get(reverse("workbench:visit_place", args=[scene.place.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_day_at_the_door(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    html = page(scene, client)
    assert "示例小学" in html
    assert "示例老师" in html
    assert AuditEntry.objects.filter(verb="personal.bookings_read", actor_id=scene.people["reporter"].pk).count() == 1
    arrived = reverse("workbench:booking_arrived", args=[scene.booking.pk])
    assert 'value="20"' in client.get(arrived).content.decode()
    client.post(arrived, {"persons": "18"})
    assert sorted(Fact.objects.values_list("kind__code", "quantity")) == [
        ("visit-received", 1),
        ("visitors-received", 18),
    ]
    assert "到场 18 人" in page(scene, client)
    answer = client.post(arrived, {"persons": "18"})
    assert "现在不能做这一步" in answer.content.decode()
    assert Fact.objects.count() == 2


def test_closing_says_whom_to_call(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    slot = SlotFactory(place=scene.place, day=a_day(4), persons_taken=20, groups_taken=1)
    BookingFactory(slot=slot)
    address = reverse("workbench:slot_close", args=[scene.place.pk, a_day(4).isoformat(), "0900"])
    assert "这一场已有 1 个团体预约" in client.get(address).content.decode()
    assert "原因" in client.post(address, {"reason": " "}).content.decode()
    html = client.post(address, {"reason": "临时布展", "whole_day": "on"}, follow=True).content.decode()
    assert "还有 1 个只留了电话" in html
    assert "已打电话告知" in html
    assert set(Slot.objects.filter(day=a_day(4)).values_list("closed_reason", flat=True)) == {"临时布展"}
    assert Slot.objects.filter(day=a_day(4)).count() == 2
    waiting = Booking.objects.get(slot=slot)
    client.post(reverse("workbench:booking_told", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert waiting.told_at is not None


def test_the_plan_is_set_and_what_is_refused_keeps_what_was_typed(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    fresh = PlaceFactory(owner=scene.city.districts[0])
    assert "还没有参观安排" in client.get(reverse("workbench:visit_place", args=[fresh.pk])).content.decode()
    address = reverse("workbench:visit_plan", args=[fresh.pk])
    fields: dict[str, Any] = {
        "is_open": "on", "hours": "周二至周五 9:00–11:00", "slot_minutes": 30, "persons_per_slot": 25, "groups_per_slot": 1,
        "lead_days": 2, "ahead_days": 20, "note": "请从南门进", "version": 0,
    }  # fmt: skip
    html = client.post(address, fields | {"persons_per_slot": 0}).content.decode()
    assert "每场人数应在" in html
    assert "请从南门进" in html
    assert not VisitPlan.objects.filter(place=fresh).exists()
    assert client.post(address, fields).status_code == 302
    plan = VisitPlan.objects.get(place=fresh)
    assert (plan.slot_minutes, plan.hours.count(), plan.is_closed_on_holidays) == (30, 4, False)
    html = client.post(address, fields | {"note": "第二个人写的"}).content.decode()
    assert "别人改过参观安排" in html
    assert "第二个人写的" in html
    assert 'name="version" value="1"' in html


def test_bookings_under_a_closure_are_pointed_out(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    BookingFactory(slot__place=scene.place, slot__day=a_day(5))
    assert "停约并告知" not in page(scene, client)
    ClosureFactory(place=scene.place, starts_on=a_day(5), ends_on=a_day(5))
    html = page(scene, client)
    assert "停约并告知" in html
    assert reverse("workbench:slot_close", args=[scene.place.pk, a_day(5).isoformat(), "0900"]) in html


def test_an_open_day_is_announced_and_taken_back(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    address = reverse("workbench:open_day_add", args=[scene.place.pk])
    fields = {"day": a_day(9).isoformat(), "title": "开放日", "opens": "09:00", "closes": "17:00", "slot_minutes": "60"}
    client.post(address, fields | {"persons_per_slot": "100", "groups_per_slot": "5"})
    row = OpenDay.objects.get(day=a_day(9))
    client.post(reverse("workbench:open_day_remove", args=[scene.place.pk, row.pk]))
    assert not OpenDay.objects.filter(day=a_day(9)).exists()


def test_the_list_and_its_file_hold_no_names(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    for query in ({}, {"export": "csv"}, {"status": "booked", "place": "示例"}, {"since": a_day().isoformat()}):
        response = client.get(LIST, query)
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        text = body.decode("utf-8-sig")
        assert "示例故居" in text
        for name in ("示例小学", "示例老师", "12345678"):
            assert name not in text, query
    client.force_login(scene.people["west"])
    assert "示例故居" not in client.get(LIST).content.decode()


def test_what_waits_is_said_first(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    html = client.get(LIST).content.decode()
    assert "待确认到场 1 批" in html
    assert "待告知停约 1 批" in html
    client.post(reverse("workbench:booking_arrived", args=[scene.booking.pk]), {"persons": "18"})
    client.post(reverse("workbench:booking_told", args=[scene.closed.pk]))
    html = client.get(LIST).content.decode()
    assert "待确认到场" not in html
    assert "待告知停约" not in html


def test_more_bookings_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    addresses = [(LIST, {}), (LIST, {"export": "csv"}), (reverse("workbench:visit_place", args=[scene.place.pk]), {})]

    def queries() -> list[int]:
        found = []
        for address, query in addresses:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address, query).status_code == 200
            found.append(len(seen))
        return found

    queries()
    before = queries()
    for number in range(3):
        BookingFactory(slot=SlotFactory(place=scene.place, day=a_day(1 + number), starts="10:00", ends="11:00"))
        BookingFactory(slot__place=planned_place(owner=scene.city.districts[0]))
    assert queries() == before
