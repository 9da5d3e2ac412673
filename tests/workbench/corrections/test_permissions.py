"""Every page of the room of corrections × everybody × what they get."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.workbench.corrections.conftest import Scene
from tests.workbench.everybody import EVERYBODY, OURS, Table, assert_opened_as_said, assert_refused_as_said
from tongxin.workbench.corrections.urls import urlpatterns

pytestmark = pytest.mark.django_db
ANSWERERS = {"reporter", "reviewer", "coordinator", "editor", "office"}


def one(scene: Scene) -> list[object]:
    return [scene.request.pk]


PAGES: Table = {
    "corrections": (lambda s: [], EVERYBODY),
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
    assert_opened_as_said(scene, client, PAGES)


def test_who_may_not_changes_nothing(scene: Scene, client: Client) -> None:
    assert_refused_as_said(
        scene,
        client,
        PAGES,
        {"outcome": "stands", "text": "无误", "reason": "理由", "unit": scene.city.office.pk},
        ("corrections", "correction"),
    )
    scene.request.refresh_from_db()
    assert (scene.request.status, scene.request.unit) == ("received", scene.city.districts[0])
