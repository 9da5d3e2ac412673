"""Every page of the room of corrections × everybody × what they get."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.corrections.conftest import Scene
from tongxin.organisations.enums import Role
from tongxin.workbench.corrections.urls import urlpatterns

pytestmark = pytest.mark.django_db
ROLES = {role.value for role in Role}
OURS = {*ROLES, "office"}
ANSWERERS = {"reporter", "reviewer", "coordinator", "editor", "office"}


def one(scene: Scene) -> list[object]:
    return [scene.request.pk]


# The page's name: its address in the scene, and who may open it (200); everybody else gets 404.
PAGES: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
    "corrections": (lambda s: [], {*OURS, "west", "nobody"}),
    "correction": (one, OURS),
    "correction_answer": (one, ANSWERERS),
    "correction_hand_over": (one, ANSWERERS),
    "correction_set_aside": (one, ANSWERERS),
    "correction_reopen": (one, ANSWERERS),
    "correction_contact": (one, ANSWERERS),
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
            if who in may or name in ("corrections", "correction"):
                continue
            address = reverse(f"workbench:{name}", args=arguments(scene))
            filled = {"outcome": "stands", "text": "无误", "reason": "理由", "unit": scene.city.office.pk}
            assert client.post(address, filled).status_code == 404, (who, name)
    scene.request.refresh_from_db()
    assert (scene.request.status, scene.request.unit) == ("received", scene.city.districts[0])
