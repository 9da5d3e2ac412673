"""Every page of the room of notables × everybody × what they get."""

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
from tests.workbench.notables.conftest import Scene
from tongxin.places.models import Notable
from tongxin.workbench.notables.urls import urlpatterns

pytestmark = pytest.mark.django_db

PAGES: Table = {
    "notables": (lambda s: [], EVERYBODY),
    "notable": (lambda s: [s.notable.pk], OURS),
    "notable_add": (lambda s: [], {*KEEPERS, "west"}),
    "notable_change": (lambda s: [s.notable.pk], KEEPERS),
    "notable_portrait": (lambda s: [s.notable.pk], KEEPERS),
    "notable_portrait_remove": (lambda s: [s.notable.pk], KEEPERS),
    "statement_add": (lambda s: [s.notable.pk], KEEPERS),
    "statement_change": (lambda s: [s.notable.pk, s.statement.pk], KEEPERS),
    "statement_remove": (lambda s: [s.notable.pk, s.statement.pk], KEEPERS),
}
POSTED: Table = {
    "notable_publish": (lambda s: [s.notable.pk], PUBLISHERS),
    "notable_withdraw": (lambda s: [s.notable.pk], PUBLISHERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    assert_opened_as_said(scene, client, PAGES, POSTED)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(scene, client, PAGES | POSTED, {"name": "改"})
    scene.notable.refresh_from_db()
    assert (scene.notable.version, scene.notable.is_public, scene.notable.statements.count()) == (1, False, 2)


def test_what_is_posted(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    for name, shown in (("notable_publish", True), ("notable_withdraw", False)):
        address = reverse(f"workbench:{name}", args=[scene.notable.pk])
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
        assert Notable.objects.get().is_public == shown
