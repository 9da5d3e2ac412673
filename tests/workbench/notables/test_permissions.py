"""Every page of the room of notables × everybody × what they get."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.notables.conftest import Scene
from tongxin.organisations.enums import Role
from tongxin.places.models import Notable
from tongxin.workbench.notables.urls import urlpatterns

pytestmark = pytest.mark.django_db
ROLES = {role.value for role in Role}
EVERYBODY = {*ROLES, "office", "west", "nobody"}
OURS = {*ROLES, "office"}
KEEPERS = {"reporter", "reviewer", "coordinator", "office"}
PUBLISHERS = {"coordinator", "office"}
Row = tuple[Callable[[Scene], list[object]], set[str]]

PAGES: dict[str, Row] = {
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
POSTED: dict[str, Row] = {
    "notable_publish": (lambda s: [s.notable.pk], PUBLISHERS),
    "notable_withdraw": (lambda s: [s.notable.pk], PUBLISHERS),
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
    scene.notable.refresh_from_db()
    assert (scene.notable.version, scene.notable.is_public, scene.notable.statements.count()) == (1, False, 2)
    client.logout()
    for name, (arguments, _may) in PAGES.items():
        assert client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code == 302, name


def test_what_is_posted(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    for name, shown in (("notable_publish", True), ("notable_withdraw", False)):
        address = reverse(f"workbench:{name}", args=[scene.notable.pk])
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
        assert Notable.objects.get().is_public == shown
