"""Every page of the room of visits × everybody × what they get."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.visits.factories import a_day
from tests.workbench.visits.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.visits.models import Booking, OpenDay, Slot, VisitPlan
from tongxin.workbench.visits.urls import urlpatterns

pytestmark = pytest.mark.django_db
EVERYBODY = {*(role.value for role in Role), "office", "west", "nobody"}
KEEPERS = {"reporter", "reviewer", "coordinator", "office"}

# The page's name: its address in the scene, and who may open it (200); everybody else gets 404.
PAGES: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
    "visits": (lambda s: [], EVERYBODY),
    "visit_place": (lambda s: [s.place.pk], KEEPERS),
    "visit_plan": (lambda s: [s.place.pk], KEEPERS),
    "open_day_add": (lambda s: [s.place.pk], KEEPERS),
    "open_day_remove": (lambda s: [s.place.pk, s.open_day.pk], KEEPERS),
    "slot_close": (lambda s: [s.place.pk, a_day(4).isoformat(), "0900"], KEEPERS),
    "booking_arrived": (lambda s: [s.booking.pk], KEEPERS),
    "booking_missed": (lambda s: [s.booking.pk], KEEPERS),
}
POSTED: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
    "slot_reopen": (lambda s: [s.place.pk, s.closed.slot_id], KEEPERS),
    "booking_told": (lambda s: [s.closed.pk], KEEPERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    wrong = []
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in PAGES.items():
            got = client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code
            if got != (200 if who in may else 404):
                wrong.append((who, name, got))
        if who in KEEPERS:
            wrong += [
                (who, name, "get")
                for name, row in POSTED.items()
                if client.get(reverse(f"workbench:{name}", args=row[0](scene))).status_code != 405
            ]
    assert wrong == []
    client.logout()
    for name, (arguments, _may) in PAGES.items():
        assert client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code == 302, name


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in (PAGES | POSTED).items():
            if who in may or name == "visits":
                continue
            address = reverse(f"workbench:{name}", args=arguments(scene))
            assert client.post(address, {"persons": "3", "reason": "改"}).status_code == 404, (who, name)
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
