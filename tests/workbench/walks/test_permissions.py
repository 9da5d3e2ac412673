"""Every page of the room of walks × everybody × what they get."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.walks.conftest import Scene
from tongxin.organisations.enums import Role
from tongxin.places.models import Walk
from tongxin.workbench.walks.urls import urlpatterns

pytestmark = pytest.mark.django_db
ROLES = {role.value for role in Role}
EVERYBODY = {*ROLES, "office", "west", "nobody"}
OURS = {*ROLES, "office"}
KEEPERS = {"reporter", "reviewer", "coordinator", "office"}
PUBLISHERS = {"coordinator", "office"}
Row = tuple[Callable[[Scene], list[object]], set[str]]

PAGES: dict[str, Row] = {
    "walks": (lambda s: [], EVERYBODY),
    "walk": (lambda s: [s.walk.pk], OURS),
    "walk_add": (lambda s: [], {*KEEPERS, "west"}),
    "walk_change": (lambda s: [s.walk.pk], KEEPERS),
    "stop_add": (lambda s: [s.walk.pk], KEEPERS),
    "stop_change": (lambda s: [s.walk.pk, s.stop.pk], KEEPERS),
    "stop_picture": (lambda s: [s.walk.pk, s.stop.pk], KEEPERS),
    "stop_remove": (lambda s: [s.walk.pk, s.stop.pk], KEEPERS),
}
POSTED: dict[str, Row] = {
    "stop_move": (lambda s: [s.walk.pk, s.stop.pk], KEEPERS),
    "stops_order": (lambda s: [s.walk.pk], KEEPERS),
    "walk_publish": (lambda s: [s.walk.pk], PUBLISHERS),
    "walk_withdraw": (lambda s: [s.walk.pk], PUBLISHERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    wrong = []
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in PAGES.items():
            address = reverse(f"workbench:{name}", args=arguments(scene))
            got = client.get(address).status_code
            if got != (200 if who in may else 404):
                wrong.append((who, name, got))
        for name, (arguments, may) in (PAGES | POSTED).items():
            if who not in may:
                address = reverse(f"workbench:{name}", args=arguments(scene))
                if client.post(address, {"name": "改"}).status_code != 404:
                    wrong.append((who, name, "posted"))
    assert wrong == []
    scene.walk.refresh_from_db()
    assert (scene.walk.version, scene.walk.is_public, scene.order()) == (1, False, ["东口", "中段", "西口"])
    client.logout()
    for name, (arguments, _may) in PAGES.items():
        assert client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code == 302, name


def test_what_is_posted(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    for name, shown in (("walk_publish", True), ("walk_withdraw", False)):
        address = reverse(f"workbench:{name}", args=[scene.walk.pk])
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
        assert Walk.objects.get().is_public == shown
