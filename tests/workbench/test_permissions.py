"""Every page of the workbench × everybody × what they get. A page without a row fails.

Rows stand here, or, for the pages of one package, in a table of that name (`PAGES`, `POSTED`) in the package's
own tests, `tests/workbench/<package>/test_*.py`, which walk it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.conftest import City
from tests.factories import DelegationFactory, MembershipFactory, NoticeFactory, UserFactory
from tests.programme.factories import make_year
from tongxin.accounts.models import User
from tongxin.organisations import actions
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Membership

AsRole = Callable[..., User]

ROLES = [role.value for role in Role]
# In the east district, one of each role; in the office above it, an administrator; in the west one; and one without any.
STAFF = {*ROLES, "chief", "west"}
EVERYBODY = {*STAFF, "nobody"}
ABOVE = {"chief"}
ADMINISTRATORS = {"chief", "administrator"}
EAST = {*ROLES, "chief"}
NOBODY: set[str] = set()


@dataclass
class Scene:
    city: City
    people: dict[str, User]
    alias_pk: int
    membership: Membership
    notice_pk: int
    delegation_pk: int


# The page's name: its address in the scene, and who may open it (200); everybody else gets 404.
# The units' pages are asked for the east district.
PAGES: dict[str, tuple[Callable[[Scene], list[Any]], set[str]]] = {
    "units": (lambda s: [], EVERYBODY),
    "unit_found": (lambda s: [], ABOVE),
    "unit": (lambda s: [s.city.districts[0].pk], STAFF),
    "unit_add": (lambda s: [s.city.districts[0].pk], ADMINISTRATORS),
    "unit_rename": (lambda s: [s.city.districts[0].pk], ABOVE),
    "unit_change": (lambda s: [s.city.districts[0].pk], ADMINISTRATORS),
    "unit_alias_add": (lambda s: [s.city.districts[0].pk], ADMINISTRATORS),
    "unit_alias_remove": (lambda s: [s.city.districts[0].pk, s.alias_pk], ADMINISTRATORS),
    "unit_move": (lambda s: [s.city.districts[0].pk], ABOVE),
    "unit_merge": (lambda s: [s.city.districts[0].pk], ABOVE),
    "unit_close": (lambda s: [s.city.districts[0].pk], ABOVE),
    "unit_members": (lambda s: [s.city.districts[0].pk], EAST),
    "unit_grant": (lambda s: [s.city.districts[0].pk], ADMINISTRATORS),
    "unit_open_account": (lambda s: [s.city.districts[0].pk], ADMINISTRATORS),
    "role_end": (lambda s: [s.membership.pk], ADMINISTRATORS),
    "account_password": (lambda s: [s.membership.user_id], ADMINISTRATORS),
    "account_second_factor": (lambda s: [s.membership.user_id], ADMINISTRATORS),
    "account_close": (lambda s: [s.membership.user_id], ADMINISTRATORS),
    "me": (lambda s: [], EVERYBODY),
    "away": (lambda s: [], EVERYBODY),
    "away_revoke": (lambda s: [s.delegation_pk], {"reviewer"}),
    "inbox": (lambda s: [], EVERYBODY),
    "inbox_open": (lambda s: [s.notice_pk], {"reporter"}),
    "home": (lambda s: [], EVERYBODY),
    "years": (lambda s: [], EVERYBODY),
    # Of a year in which none of these people has a part: it is not there for them.
    "board": (lambda s: [YEAR["programme"]], NOBODY),
    "board_table": (lambda s: [YEAR["programme"], "xlsx"], NOBODY),
    "timeline": (lambda s: [YEAR["programme"]], NOBODY),
    "heat": (lambda s: [YEAR["programme"]], NOBODY),
    "leader": (lambda s: [YEAR["programme"]], NOBODY),
    "project": (lambda s: [YEAR["project"]], NOBODY),
    "facts": (lambda s: [], EVERYBODY),
    "fact": (lambda s: [0], NOBODY),
}
# Answered to POST only; who may post (302), everybody else gets 404.
POSTED: dict[str, tuple[Callable[[Scene], list[Any]], set[str]]] = {"inbox_read": (lambda s: [], EVERYBODY)}
YEAR: dict[str, int] = {}
TABLES = ("PAGES", "POSTED")


@pytest.fixture
def scene(city: City, as_role: AsRole, settings: Any, tmp_path: Path) -> Scene:
    settings.MEDIA_ROOT = tmp_path
    east, west = city.districts
    people = {role: as_role(Role(role), east) for role in ROLES}
    people["chief"] = as_role(Role.ADMINISTRATOR, city.office)
    people["west"] = as_role(Role.ADMINISTRATOR, west)
    people["nobody"] = UserFactory()
    year = make_year()
    YEAR.update(programme=year.programme.pk, project=year.project.pk)
    today = timezone.localdate()
    return Scene(
        city,
        people,
        actions.add_alias(by=None, unit=east, alias="老城").pk,
        MembershipFactory(unit=east),
        NoticeFactory(recipient=people["reporter"]).pk,
        DelegationFactory(
            away=people["reviewer"], stand_in=people["west"], starts=today + timedelta(1), ends=today + timedelta(2)
        ).pk,
    )


def names_of_pages() -> set[str]:
    """The names of all addresses in the workbench's namespace."""
    _prefix, resolver = get_resolver().namespace_dict["workbench"]
    return {str(name) for name in resolver.reverse_dict if isinstance(name, str)}


def rows_elsewhere() -> set[str]:
    """Pages with a row in the table of their package's own tests."""
    rows: set[str] = set()
    for file in sorted(Path(__file__).parent.glob("*/test_*.py")):
        module = importlib.import_module(f"tests.workbench.{file.parent.name}.{file.stem}")
        for table in TABLES:
            rows |= set(getattr(module, table, {}))
    return rows


def test_every_address_has_a_name_of_its_own() -> None:
    """Of two with one name, a link to the first would lead to the second."""
    _prefix, resolver = get_resolver().namespace_dict["workbench"]
    names = [name for name in resolver.reverse_dict if isinstance(name, str)]
    assert [name for name in names if len(resolver.reverse_dict.getlist(name)) > 1] == []


def test_every_page_has_a_row() -> None:
    rows = set(PAGES) | set(POSTED) | rows_elsewhere()
    pages = {name for name in names_of_pages() if not name.startswith("look")}
    assert pages - rows == set(), "say who may open these"
    assert (set(PAGES) | set(POSTED)) - pages == set(), "rows without a page"


def is_strict(policy: str) -> bool:
    """Whether a Content-Security-Policy keeps to this host, and lets nothing run that stands in a page."""
    return "default-src 'self'" in policy and "script-src 'self';" in policy + ";" and "unsafe" not in policy


def test_everybody_gets_what_the_table_says(scene: Scene, client: Client) -> None:
    wrong = []
    for who in sorted(EVERYBODY):
        client.force_login(scene.people[who])
        for name, (arguments, may) in PAGES.items():
            expected = {200} if who in may else {404}
            response = client.get(reverse(f"workbench:{name}", args=arguments(scene)))
            if response.status_code not in expected:
                wrong.append((who, name, response.status_code, expected))
            assert is_strict(response["Content-Security-Policy"]), name
    assert wrong == []


def test_who_is_not_signed_in_signs_in_first(scene: Scene, client: Client) -> None:
    for name, (arguments, _may) in PAGES.items():
        response = client.get(reverse(f"workbench:{name}", args=arguments(scene)))
        assert (response.status_code, response["location"].split("?")[0]) == (302, reverse("account_login")), name


def test_what_is_posted(scene: Scene, client: Client) -> None:
    for name, (arguments, may) in POSTED.items():
        address = reverse(f"workbench:{name}", args=arguments(scene))
        for who in sorted(EVERYBODY):
            client.force_login(scene.people[who])
            assert client.get(address).status_code == 405
            assert client.post(address).status_code == (302 if who in may else 404), (name, who)


@pytest.mark.parametrize("name", [name for name, (_at, may) in PAGES.items() if may in (ABOVE, ADMINISTRATORS)])
def test_a_stranger_cannot_post_either(scene: Scene, client: Client, name: str) -> None:
    client.force_login(scene.people["west"])
    arguments, _may = PAGES[name]
    assert client.post(reverse(f"workbench:{name}", args=arguments(scene)), {"confirmed": "yes"}).status_code == 404
