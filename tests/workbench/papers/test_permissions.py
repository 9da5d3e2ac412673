"""Every page of papers × everybody × what they get. A new page without a row fails."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.workbench.papers.conftest import Scene
from tongxin.documents.models import IssuedDocument
from tongxin.workbench.papers.urls import urlpatterns

EVERYBODY = {"reporter", "support", "coordinator", "leader", "stranger", "nobody"}
INVOLVED = {"reporter", "support", "coordinator", "leader"}

# The page's name: its address in the scene, its query, and who may open it (200); everybody else gets 404.
PAGES: dict[str, tuple[Callable[[Scene], list[object]], str, set[str]]] = {
    "papers": (lambda s: [], "", EVERYBODY),
    "paper_file": (lambda s: [s.issued.pk, "pdf"], "", INVOLVED),
    "paper_new": (lambda s: [s.year.programme.pk], "", {"coordinator"}),
    "paper_preview": (lambda s: [s.year.programme.pk], "?series=year_report", {"coordinator"}),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    wrong = []
    for who, user in scene.people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        for name, (arguments, query, may) in PAGES.items():
            expected = 302 if user is None else 200 if who in may else 404
            got = client.get(reverse(f"workbench:{name}", args=arguments(scene)) + query).status_code
            if got != expected:
                wrong.append((who, name, got, expected))
    assert wrong == []


def test_who_may_not_make_a_paper_cannot_post_one(scene: Scene, client: Client) -> None:
    before = IssuedDocument.objects.count()
    for who, user in scene.people.items():
        if user is None or who == "coordinator":
            continue
        client.force_login(user)
        address = reverse("workbench:paper_new", args=[scene.year.programme.pk])
        assert client.post(address, {"series": "year_report"}).status_code == 404, who
    assert IssuedDocument.objects.count() == before


def test_a_notice_is_read_by_its_unit_and_the_office(scene: Scene, client: Client) -> None:
    document = scene.notice.document
    assert document is not None
    for who, expected in {"reporter": 200, "coordinator": 200, "leader": 200, "support": 404, "stranger": 404}.items():
        user = scene.people[who]
        assert user is not None
        client.force_login(user)
        assert client.get(reverse("workbench:paper_file", args=[document.pk, "pdf"])).status_code == expected, who
