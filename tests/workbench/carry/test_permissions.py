"""Every page through which units act × everybody × what they get. A new page without a row fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.carry.scene import Scene
from tongxin.workbench.carry.urls import urlpatterns

pytestmark = pytest.mark.django_db

PEOPLE = ("reporter", "reviewer", "support", "coordinator", "leader", "stranger", "nobody")
EVERYBODY = set(PEOPLE)
LEAD = {"reporter", "reviewer"}
OFFICE = {"coordinator", "leader"}
INVOLVED = LEAD | OFFICE | {"support"}

# The page's name: its address in the scene, and who may open it (200); everybody else gets 404.
PAGES: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
    "reports": (lambda s: [], EVERYBODY),
    "report": (lambda s: [s.submitted.pk], LEAD | OFFICE),
    "report_write": (lambda s: [s.owed.pk], LEAD),
    "evidence": (lambda s: [s.accepted.pk, s.evidence.pk], LEAD | OFFICE),
    "figure_correct": (lambda s: [s.accepted.pk, s.accepted.figures.get().pk], LEAD | {"coordinator"}),
    "review": (lambda s: [], EVERYBODY),
    "assignments": (lambda s: [], EVERYBODY),
    "assignment": (lambda s: [s.year.assignment().pk], LEAD | {"coordinator"}),
    "assign": (lambda s: [s.year.programme.pk], {"coordinator"}),
    "extensions": (lambda s: [], EVERYBODY),
    "extension": (lambda s: [s.extension.pk], LEAD | OFFICE),
    "extension_ask": (lambda s: [s.year.project.pk], LEAD),
    "closings": (lambda s: [], EVERYBODY),
    "closing": (lambda s: [s.closing.pk], LEAD | OFFICE),
    "closing_ask": (lambda s: [s.year.project.pk], LEAD),
    "reopen": (lambda s: [s.closed.pk], {"coordinator"}),
    "notices": (lambda s: [], EVERYBODY),
    "supervision": (lambda s: [s.notice.pk], LEAD | OFFICE),
    "supervise": (lambda s: [s.year.project.pk], {"coordinator"}),
    "remind": (lambda s: [s.year.project.pk], {"coordinator"}),
    "break_down": (lambda s: [s.year.project.pk], {"reviewer"}),
    "attach_plan": (lambda s: [s.year.project.pk], {"reviewer"}),
    "insight": (lambda s: [s.plan.pk], {"reviewer"}),
    "evaluation": (lambda s: [s.year.programme.pk], INVOLVED),
    "criteria": (lambda s: [s.year.programme.pk], {"coordinator"}),
    "publish_results": (lambda s: [s.year.programme.pk], {"coordinator"}),
    "score": (lambda s: [s.year.programme.pk, s.criterion.pk, "project", s.closed.pk], {"coordinator"}),
}
# Answered to POST only; who may post (200), everybody else gets 404.
POSTED: dict[str, tuple[Callable[[Scene], list[object]], set[str]]] = {
    "report_autosave": (lambda s: [s.owed.pk], LEAD),
    "evidence_add": (lambda s: [s.owed.pk], LEAD),
    "evidence_remove": (lambda s: [s.accepted.pk, s.evidence.pk], LEAD),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    wrong = []
    for who, user in scene.people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        for name, (arguments, may) in PAGES.items():
            expected = 302 if user is None else 200 if who in may else 404
            got = client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code
            if got != expected:
                wrong.append((who, name, got, expected))
        for name, (arguments, may) in POSTED.items():
            address = reverse(f"workbench:{name}", args=arguments(scene))
            assert client.get(address).status_code == (302 if user is None else 405)
            expected = 302 if user is None else 200 if who in may else 404
            got = client.post(address).status_code
            if got != expected:
                wrong.append((who, name, got, expected))
    assert wrong == []


@pytest.mark.parametrize("name", ["report", "extension", "closing", "supervision", "assignment", "assign", "remind"])
def test_a_stranger_cannot_post_either(scene: Scene, client: Client, name: str) -> None:
    client.force_login(scene.people["stranger"])  # type: ignore[arg-type]
    arguments, _may = PAGES[name]
    before = scene.notice.status, scene.extension.status
    assert client.post(reverse(f"workbench:{name}", args=arguments(scene)), {"action": "accept"}).status_code == 404
    scene.notice.refresh_from_db()
    scene.extension.refresh_from_db()
    assert (scene.notice.status, scene.extension.status) == before
