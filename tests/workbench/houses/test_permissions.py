"""Every page of the room of restored houses × everybody × what they get."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.houses.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.places.models import Restoration, RestorationPair, RestorationStage
from tongxin.workbench.houses.urls import urlpatterns

pytestmark = pytest.mark.django_db
ROLES = {role.value for role in Role}
OURS = {*ROLES, "office"}
KEEPERS = {"reporter", "reviewer", "coordinator", "office"}
PUBLISHERS = {"coordinator", "office"}

# The page's name: its address in the scene, and who may open it (200); everybody else gets 404.
PAGES: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
    "houses": (lambda s: [], {*OURS, "west", "nobody"}),
    "house": (lambda s: [s.place.pk], OURS),
    "house_change": (lambda s: [s.place.pk], KEEPERS),
    "stage_add": (lambda s: [s.place.pk], KEEPERS),
    "stage_change": (lambda s: [s.place.pk, s.stage.pk], KEEPERS),
    "stage_remove": (lambda s: [s.place.pk, s.stage.pk], KEEPERS),
    "pair_add": (lambda s: [s.place.pk], KEEPERS),
    "pair_after": (lambda s: [s.place.pk, s.pair.pk], KEEPERS),
    "pair_remove": (lambda s: [s.place.pk, s.pair.pk], KEEPERS),
    "house_open": (lambda s: [s.place.pk], PUBLISHERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    wrong = []
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in PAGES.items():
            got = client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code
            if got != (200 if who in may else 404):
                wrong.append((who, name, got))
    assert wrong == []
    client.logout()
    for name, (arguments, _may) in PAGES.items():
        assert client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code == 302, name


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in PAGES.items():
            if who in may or name in ("houses", "house"):
                continue
            address = reverse(f"workbench:{name}", args=arguments(scene))
            assert client.post(address, {"title": "改", "opened_on": "2019-05-01"}).status_code == 404, (who, name)
    assert (RestorationStage.objects.count(), RestorationPair.objects.count(), Fact.objects.count()) == (1, 1, 0)
    assert Restoration.objects.get().version == 1


def test_a_place_without_restoration_leads_its_keepers_to_one(scene: Scene, client: Client) -> None:
    address = reverse("workbench:house", args=[scene.plain.pk])
    for who, expected in (("reporter", 200), ("leader", 404), ("west", 404)):
        client.force_login(scene.people[who])
        assert client.get(address).status_code == expected, who
    client.force_login(scene.people["coordinator"])
    for name in ("stage_add", "house_open"):
        assert client.get(reverse(f"workbench:{name}", args=[scene.plain.pk])).status_code == 404
