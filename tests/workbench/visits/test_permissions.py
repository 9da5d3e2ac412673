"""Every page of the room of visits × everybody × what they get."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.visits.factories import a_day
from tests.workbench.everybody import EVERYBODY, KEEPERS, Table, assert_opened_as_said, assert_refused_as_said
from tests.workbench.visits.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.visits.models import Booking, OpenDay, Slot, VisitPlan
from tongxin.workbench.visits.urls import urlpatterns

pytestmark = pytest.mark.django_db

PAGES: Table = {
    "visits": (lambda s: [], EVERYBODY),
    "visit_place": (lambda s: [s.place.pk], KEEPERS),
    "visit_plan": (lambda s: [s.place.pk], KEEPERS),
    "bookings_export": (lambda s: [s.place.pk], KEEPERS),
    "open_day_add": (lambda s: [s.place.pk], KEEPERS),
    "open_day_remove": (lambda s: [s.place.pk, s.open_day.pk], KEEPERS),
    "slot_close": (lambda s: [s.place.pk, a_day(4).isoformat(), "0900"], KEEPERS),
    "booking_arrived": (lambda s: [s.booking.pk], KEEPERS),
    "booking_missed": (lambda s: [s.booking.pk], KEEPERS),
}
POSTED: Table = {
    "slot_reopen": (lambda s: [s.place.pk, s.closed.slot_id], KEEPERS),
    "booking_told": (lambda s: [s.closed.pk], KEEPERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    assert_opened_as_said(scene, client, PAGES, POSTED)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(scene, client, PAGES | POSTED, {"persons": "3", "reason": "改"}, ("visits",))
    assert (VisitPlan.objects.get().version, OpenDay.objects.count(), Fact.objects.count()) == (1, 1, 0)
    assert Slot.objects.filter(closed_at__isnull=False).count() == 1
    assert sorted(Booking.objects.values_list("status", "told_at")) == [("booked", None), ("closed", None)]


def test_another_places_slot_is_not_there(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["west"])
    for name in ("booking_arrived", "booking_missed"):
        assert client.get(reverse(f"workbench:{name}", args=[scene.booking.pk])).status_code == 404
    client.force_login(scene.people["coordinator"])
    for day, starts in (("2019-13-01", "0900"), (a_day(4).isoformat(), "0930"), (a_day(4).isoformat(), "x")):
        assert client.get(reverse("workbench:slot_close", args=[scene.place.pk, day, starts])).status_code == 404
