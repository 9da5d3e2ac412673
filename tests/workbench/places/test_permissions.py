"""Every page of the room of places × everybody × what they get."""

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
from tests.workbench.places.conftest import Scene
from tongxin.places.models import Closure, Place
from tongxin.workbench.places.urls import urlpatterns

pytestmark = pytest.mark.django_db

PAGES: Table = {
    "places": (lambda s: [], EVERYBODY),
    "place": (lambda s: [s.place.pk], OURS),
    "place_add": (lambda s: [], {*KEEPERS, "west"}),
    "places_import": (lambda s: [], {*KEEPERS, "west"}),
    "place_change": (lambda s: [s.place.pk], KEEPERS),
    "closure_add": (lambda s: [s.place.pk], KEEPERS),
    "closure_remove": (lambda s: [s.place.pk, s.closure.pk], KEEPERS),
    "picture_add": (lambda s: [s.place.pk], KEEPERS),
    "picture_caption": (lambda s: [s.place.pk, s.pictures[0].pk], KEEPERS),
    "picture_remove": (lambda s: [s.place.pk, s.pictures[0].pk], KEEPERS),
    "place_kinds": (lambda s: [], EVERYBODY),
    "place_kind_add": (lambda s: [], {"office"}),
    "place_kind_change": (lambda s: [s.place.kind.pk], {"office"}),
    "place_kind_remove": (lambda s: [s.place.kind.pk], {"office"}),
    "district_outline": (lambda s: [s.city.districts[0].pk], {"coordinator", "administrator", "office"}),
    "plaque": (lambda s: [s.place.pk], OURS),
}
POSTED: Table = {
    "picture_move": (lambda s: [s.place.pk, s.pictures[1].pk], KEEPERS),
    "place_publish": (lambda s: [s.place.pk], PUBLISHERS),
    "place_withdraw": (lambda s: [s.place.pk], PUBLISHERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    assert_opened_as_said(scene, client, PAGES, POSTED)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(scene, client, PAGES | POSTED, {"name": "改"}, ("places", "place", "place_kinds", "plaque"))
    scene.place.refresh_from_db()
    assert (scene.place.version, scene.place.is_public, Closure.objects.count()) == (1, False, 1)
    assert list(scene.place.pictures.all()) == scene.pictures


def test_what_is_posted(scene: Scene, client: Client) -> None:
    for name, shown in (("place_publish", True), ("place_withdraw", False)):
        client.force_login(scene.people["coordinator"])
        address = reverse(f"workbench:{name}", args=[scene.place.pk])
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
        assert Place.objects.get().is_public == shown
