"""The editor's room: who may in, in Chinese, under its own policy, with no word to another host."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.editorial.conftest import Desk
from tests.editorial.factories import make_story
from tests.factories import MembershipFactory, UserFactory
from tongxin.accounts.models import User
from tongxin.editorial.models import NewsIndex, Story
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db


def test_who_may_enter(desk: Desk, as_role: Callable[..., User], client: Client) -> None:
    got = {}
    for role in Role:
        client.force_login(as_role(role, desk.city.office))
        got[role.value] = client.get("/editor/").status_code
    assert got == {
        "coordinator": 404, "reporter": 404, "reviewer": 404, "leader": 404, "editor": 200, "auditor": 404,
        "administrator": 200,
    }  # fmt: skip
    client.force_login(as_role(Role.EDITOR, desk.city.districts[0]))
    assert client.get("/editor/").status_code == 200
    client.force_login(as_role(Role.ADMINISTRATOR, desk.city.districts[0]))
    assert client.get("/editor/").status_code == 404
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/editor/").status_code == 404
    client.logout()
    assert client.get("/editor/pages/").headers["Location"] == "/accounts/login/?next=/editor/pages/"


def test_a_role_that_ended_closes_the_door(desk: Desk, client: Client) -> None:
    client.force_login(desk.author)
    assert client.get("/editor/").status_code == 200
    assert desk.author.groups.count() == 1
    desk.author.memberships.all().delete()
    assert client.get("/editor/").status_code == 404


@pytest.mark.parametrize("address", ["login/", "password_reset/", "users/", "groups/", "sites/", "redirects/"])
def test_accounts_are_not_kept_here(desk: Desk, as_role: Callable[..., User], client: Client, address: str) -> None:
    client.force_login(as_role(Role.ADMINISTRATOR, desk.city.office))
    assert client.get(f"/editor/{address}").status_code == 404


def test_it_speaks_chinese_and_bears_our_name(desk: Desk, client: Client) -> None:
    client.force_login(desk.author)
    page = client.get("/editor/").content.decode()
    assert '<html lang="zh-hans"' in page
    assert "网站编辑室" in page
    assert "- 同心</title>" in page
    assert "gravatar" not in page
    assert "Wagtail 8" not in page


def test_two_policies(desk: Desk, client: Client) -> None:
    story = make_story(desk.author)
    client.force_login(desk.author)
    room = client.get(f"/editor/pages/{story.pk}/edit/").headers
    assert "script-src 'self' 'unsafe-inline'" in room["Content-Security-Policy"]
    assert "unsafe-eval" not in room["Content-Security-Policy"]
    draft = client.get(f"/editor/pages/{story.pk}/view_draft/")
    assert draft.status_code == 200
    assert story.title in draft.content.decode()
    assert "unsafe" not in draft.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in draft.headers["Content-Security-Policy"]
    assert draft.headers["Cache-Control"] == "no-store"
    for path in ("/", "/news/", "/workbench/"):
        assert "unsafe" not in client.get(path).headers["Content-Security-Policy"], path


def test_direct_publishing_is_closed_in_the_form_too(desk: Desk, client: Client) -> None:
    index = NewsIndex.objects.get()
    client.force_login(desk.author)
    form = {
        "title": "越过三审", "slug": "past", "dated": "2019-09-12", "summary": "", "source": "", "picture": "",
        "body-count": "0", "action-publish": "1", "search_description": "", "seo_title": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "go_live_at": "", "expire_at": "",
    }  # fmt: skip
    response = client.post(f"/editor/pages/add/editorial/story/{index.pk}/", form)
    assert response.status_code in (200, 302)
    story = Story.objects.get(slug="past")
    assert story.live is False
    client.post(f"/editor/pages/{story.pk}/edit/", form)
    client.post(f"/editor/pages/{story.pk}/edit/", {**form, "action-submit": "1"})
    story.refresh_from_db()
    assert (story.live, story.workflow_in_progress) == (False, True)
    state = story.current_workflow_task_state
    MembershipFactory(user=desk.author, unit=desk.city.office, role=Role.COORDINATOR)
    address = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", state.pk])
    assert client.post(address, {"comment": ""}).status_code == 302
    story.refresh_from_db()
    assert story.live is False
