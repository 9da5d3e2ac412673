"""Who works with a unit's things, and a table of pages walked by everybody: who may open or post, and who may not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Protocol

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import City
from tests.factories import UserFactory
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit

ROLES = {role.value for role in Role}
OURS = {*ROLES, "office"}
EVERYBODY = {*OURS, "west", "nobody"}
KEEPERS = {"reporter", "reviewer", "coordinator", "office"}
PUBLISHERS = {"coordinator", "office"}

# A page's name: what stands in its address, and who may open it (200) or post (302); everybody else gets 404.
Table = dict[str, tuple[Callable[[Any], list[object]], set[str]]]


class Peopled(Protocol):
    people: dict[str, User]


def make_everybody(city: City, as_role: Callable[..., User], ours: Unit) -> dict[str, User]:
    """One of each role in our unit, a coordinator above it and one elsewhere, and somebody without any role."""
    people = {role.value: as_role(role, ours) for role in Role}
    return people | {
        "office": as_role(Role.COORDINATOR, city.office),
        "west": as_role(Role.COORDINATOR, city.districts[1]),
        "nobody": UserFactory(),
    }


def assert_opened_as_said(scene: Peopled, client: Client, pages: Table, posted: Table | None = None) -> None:
    """Everybody gets what the table says; what is only posted cannot be opened; a stranger signs in first."""
    wrong = []
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in pages.items():
            got = client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code
            if got != (200 if who in may else 404):
                wrong.append((who, name, got))
        for name, (arguments, may) in (posted or {}).items():
            got = client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code
            if who in may and got != 405:
                wrong.append((who, name, got))
    client.logout()
    for name, (arguments, _may) in pages.items():
        got = client.get(reverse(f"workbench:{name}", args=arguments(scene))).status_code
        if got != 302:
            wrong.append(("nobody signed in", name, got))
    assert not wrong, wrong


def assert_refused_as_said(
    scene: Peopled, client: Client, table: Table, filled: dict[str, Any], only_read: Collection[str] = ()
) -> None:
    """Who may not open a page may not post to it either. `only_read` are pages that take no post at all."""
    wrong = []
    for who, user in scene.people.items():
        client.force_login(user)
        for name, (arguments, may) in table.items():
            if who in may or name in only_read:
                continue
            got = client.post(reverse(f"workbench:{name}", args=arguments(scene)), filled).status_code
            if got != 404:
                wrong.append((who, name, got))
    assert not wrong, wrong


def queries_of(client: Client, address: str, query: dict[str, str]) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address, query).status_code == 200
    return len(seen)
