"""Every page of the room of places × everybody × what they get."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.places.conftest import Scene
from tongxin.organisations.enums import Role
from tongxin.places.models import Closure, Place
from tongxin.workbench.places.urls import urlpatterns

pytestmark = pytest.mark.django_db
ROLES = {role.value for role in Role}
EVERYBODY = {*ROLES, "office", "west", "nobody"}
OURS = {*ROLES, "office"}
KEEPERS = {"reporter", "reviewer", "coordinator", "office"}
PUBLISHERS = {"coordinator", "office"}

# The page's name: its address in the scene, and who may open it (200); everybody else gets 404.
PAGES: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
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
    "plaque": (lambda s: [s.place.pk], OURS),
}
POSTED: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
    "picture_move": (lambda s: [s.place.pk, s.pictures[1].pk], KEEPERS),
    "place_publish": (lambda s: [s.place.pk], PUBLISHERS),
    "place_withdraw": (lambda s: [s.place.pk], PUBLISHERS),
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
    assert wrong == []
    client.logout()
    for name, (arguments, _may) in PAGES.items():
        assert client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code == 302, name


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in (PAGES | POSTED).items():
            if who in may or name in ("places", "place", "plaque"):
                continue
            address = reverse(f"workbench:{name}", args=arguments(scene))
            assert client.post(address, {"name": "改"}).status_code == 404, (who, name)
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
