"""Every page of the room of walks × everybody × what they get."""

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
from tests.workbench.walks.conftest import Scene
from tongxin.places.models import Walk
from tongxin.workbench.walks.urls import urlpatterns

pytestmark = pytest.mark.django_db

PAGES: Table = {
    "walks": (lambda s: [], EVERYBODY),
    "walk": (lambda s: [s.walk.pk], OURS),
    "walk_add": (lambda s: [], {*KEEPERS, "west"}),
    "walk_change": (lambda s: [s.walk.pk], KEEPERS),
    "stop_add": (lambda s: [s.walk.pk], KEEPERS),
    "stop_change": (lambda s: [s.walk.pk, s.stop.pk], KEEPERS),
    "stop_picture": (lambda s: [s.walk.pk, s.stop.pk], KEEPERS),
    "stop_remove": (lambda s: [s.walk.pk, s.stop.pk], KEEPERS),
}
POSTED: Table = {
    "stop_move": (lambda s: [s.walk.pk, s.stop.pk], KEEPERS),
    "stops_order": (lambda s: [s.walk.pk], KEEPERS),
    "walk_publish": (lambda s: [s.walk.pk], PUBLISHERS),
    "walk_withdraw": (lambda s: [s.walk.pk], PUBLISHERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    assert_opened_as_said(scene, client, PAGES, POSTED)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(scene, client, PAGES | POSTED, {"name": "改"})
    scene.walk.refresh_from_db()
    assert (scene.walk.version, scene.walk.is_public, scene.order()) == (1, False, ["东口", "中段", "西口"])


def test_what_is_posted(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    for name, shown in (("walk_publish", True), ("walk_withdraw", False)):
        address = reverse(f"workbench:{name}", args=[scene.walk.pk])
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
        assert Walk.objects.get().is_public == shown
