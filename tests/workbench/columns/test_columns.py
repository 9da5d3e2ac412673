from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import City
from tests.editorial.conftest import Desk
from tests.editorial.conftest import desk as desk
from tests.editorial.factories import make_story
from tests.factories import UserFactory
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role
from tongxin.workbench.columns.urls import urlpatterns

pytestmark = pytest.mark.django_db
# The page's name: its address, and who may open it (200); everybody else gets 404.
PAGES = {"columns": ("/workbench/columns/", {"editor", "coordinator", "leader", "administrator"})}


def test_every_page_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


def test_everybody_gets_what_the_table_says(city: City, as_role: Callable[..., User], client: Client) -> None:
    address, may = PAGES["columns"]
    people = {role.value: as_role(role, city.districts[0]) for role in Role} | {"nobody": UserFactory()}
    got = {}
    for who, user in people.items():
        client.force_login(user)
        got[who] = client.get(address).status_code
    assert got == {who: 200 if who in may else 404 for who in people}
    client.logout()
    assert client.get(address).status_code == 302


def test_the_page_says_how_it_stands(desk: Desk, client: Client) -> None:
    make_story(live=True)
    client.force_login(desk.author)
    html = client.get("/workbench/columns/").content.decode()
    for words in ("新闻栏目", "14 天", "182 天", "没有待答复的"):
        assert words in html, words
    assert 'href="/workbench/columns/"' in html
