"""Every page of the room of restored houses × everybody × what they get."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.everybody import (
    EVERYBODY,
    KEEPERS,
    OURS,
    PUBLISHERS,
    Table,
    assert_opened_as_said,
    assert_refused_as_said,
)
from tests.workbench.houses.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.places.models import Restoration, RestorationPair, RestorationStage
from tongxin.workbench.houses.urls import urlpatterns

pytestmark = pytest.mark.django_db

PAGES: Table = {
    "houses": (lambda s: [], EVERYBODY),
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
    assert_opened_as_said(scene, client, PAGES)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(scene, client, PAGES, {"title": "改", "opened_on": "2019-05-01"}, ("houses", "house"))
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
