"""Every page of the readers' room × everybody × what they get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from tests.editorial.conftest import Desk
from tests.editorial.conftest import desk as desk
from tests.editorial.factories import make_story
from tests.factories import UserFactory
from tests.workbench.everybody import Table, assert_opened_as_said
from tongxin.accounts.models import User
from tongxin.editorial import reviewing
from tongxin.editorial.models import ReviewVerdict, Story
from tongxin.organisations.enums import Role
from tongxin.workbench.editorial.urls import urlpatterns

pytestmark = pytest.mark.django_db
READERS = {"author", "editor", "reviewer", "coordinator"}


@dataclass
class Scene:
    """A story that waits for its first reading, one that is out, and people of each role in the office."""

    desk: Desk
    waiting: Story
    out: Story
    people: dict[str, User]

    @property
    def reading(self) -> int:
        return int(self.waiting.current_workflow_task_state.pk)


@pytest.fixture
def scene(desk: Desk, as_role: Callable[..., User]) -> Scene:
    waiting = make_story(desk.author, summary="第一段")
    out = make_story(desk.author, live=True)
    reviewing.hand_in(page=waiting, by=desk.author)
    people = {role.value: as_role(role, desk.city.office) for role in Role}
    people |= {
        "author": desk.author,
        "east": as_role(Role.EDITOR, desk.city.districts[0]),
        "nobody": UserFactory(),
        "superuser": UserFactory(is_superuser=True),
    }
    return Scene(desk, waiting, out, people)


PAGES: Table = {
    "readings": (lambda s: [], READERS),
    "reading": (lambda s: [s.reading], READERS),
    "reading_preview": (lambda s: [s.reading], READERS),
    "page_take_back": (lambda s: [s.out.pk], {"coordinator"}),
}
POSTED: Table = {
    "reading_decide": (lambda s: [s.reading], READERS),
}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | set(POSTED)


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    assert_opened_as_said(scene, client, PAGES)


def test_only_a_first_reader_decides_and_the_author_does_not(scene: Scene, client: Client) -> None:
    address = reverse("workbench:reading_decide", args=[scene.reading])
    for who, user in scene.people.items():
        if who == "editor":
            continue
        client.force_login(user)
        expected = 403 if who in READERS else 404
        assert client.post(address, {"verdict": "approve"}).status_code == expected, who
        assert client.get(address).status_code == 405
    assert ReviewVerdict.objects.count() == 0
    client.force_login(scene.people["editor"])
    assert client.post(address, {"verdict": "send_back", "words": " "}).status_code == 422
    assert client.post(address, {"verdict": "approve"}).status_code == 302
    assert ReviewVerdict.objects.get().person == scene.people["editor"]


def test_the_draft_is_shown_as_it_would_go_out_and_kept_nowhere(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["editor"])
    address = reverse("workbench:reading_preview", args=[scene.reading])
    shown = client.get(address)
    assert "第一段" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in shown.headers["Content-Security-Policy"]


def test_taking_back_asks_for_the_reason(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    address = reverse("workbench:page_take_back", args=[scene.out.pk])
    assert client.post(address, {"words": ""}).status_code == 422
    assert Story.objects.get(pk=scene.out.pk).live is True
    assert client.post(address, {"words": "数字有误"}).status_code == 302
    assert Story.objects.get(pk=scene.out.pk).live is False
    assert client.get(address).status_code == 404
