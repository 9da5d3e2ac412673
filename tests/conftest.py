from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.browsing import browser as browser
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.models import Unit

# A busy machine is no fault of what is tested. CI judges a change by the same examples each time; anyone's own
# `script/test` looks at new ones.
hypothesis_settings.register_profile("tongxin", deadline=None)
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis_settings.load_profile("steady" if os.environ.get("CI") else "tongxin")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Two writers at once are shown on PostgreSQL; SQLite has one writer by its nature.

    What asks no database is not run a second time on PostgreSQL.
    """
    is_postgresql = connection.vendor == "postgresql"
    left_out = [
        item for item in items if (not touches_the_database(item) if is_postgresql else item.get_closest_marker("race"))
    ]
    config.hook.pytest_deselected(items=left_out)
    chosen = set(items) - set(left_out)
    items[:] = [item for item in items if item in chosen]


def touches_the_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database, by its mark, a fixture of its own or its class."""
    test_class = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not {"db", "transactional_db", "django_db_setup"}.isdisjoint(getattr(item, "fixturenames", ()))
        or (test_class is not None and issubclass(test_class, TransactionTestCase))
    )


@pytest.fixture(autouse=True)
def _plain_settings(settings: Any) -> None:
    """Static files need no manifest, mail stays in memory, and no test inherits another's rate limits or language."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    # A test's transaction is never committed, so that nothing would renew what is kept.
    settings.PAGE_SECONDS = 0
    # Slow on purpose, which no test asks for.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    # A test before may have read in English.
    translation.activate("zh-hans")


@pytest.fixture(autouse=True, scope="session")
def clearing_the_ledger() -> Iterator[None]:
    """Let tests with real transactions empty the database on SQLite, where the triggers refuse DELETE.

    PostgreSQL empties tables by TRUNCATE, which is no row's DELETE.
    """
    operations_class = DatabaseWrapper.ops_class
    clear = operations_class.execute_sql_flush

    def clear_without_triggers(operations: Any, statements: Any) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            clear(operations, statements)
            for _name, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations_class, "execute_sql_flush", clear_without_triggers)
        yield


@dataclass
class City:
    """A small tree: the office, two departments, two districts with two streets each, a party committee, a chamber."""

    office: Unit
    departments: list[Unit]
    districts: list[Unit]
    streets: list[Unit]
    committee: Unit
    chamber: Unit

    @property
    def units(self) -> list[Unit]:
        return [self.office, *self.departments, *self.districts, *self.streets, self.committee, self.chamber]


@pytest.fixture
def city(db: None) -> City:
    office = UnitFactory(name="示例市统筹办公室", short_name="市统筹办", code="A", kind=UnitKind.OFFICE)
    departments = [
        UnitFactory(parent=office, name="示例市发展和改革委员会", short_name="市发改委", code="A01"),
        UnitFactory(parent=office, name="示例市商务局", short_name="市商务局", code="A02"),
    ]
    districts = [
        UnitFactory(parent=office, name="东区", code="A03", kind=UnitKind.DISTRICT),
        UnitFactory(parent=office, name="西区", code="A04", kind=UnitKind.DISTRICT),
    ]
    streets = [
        UnitFactory(
            parent=district, name=f"{district.name}{place}街道", code=f"{district.code}{n}", kind=UnitKind.STREET
        )
        for district in districts
        for n, place in enumerate(("南门", "北门"), 1)
    ]
    committee = UnitFactory(parent=office, name="示例党派市委员会", code="A05", kind=UnitKind.PARTY_COMMITTEE)
    chamber = UnitFactory(parent=office, name="示例市商会", code="A06", kind=UnitKind.CHAMBER)
    made = City(office, departments, districts, streets, committee, chamber)
    for unit in made.units:
        unit.refresh_from_db()
    return made


@pytest.fixture
def as_role(db: None) -> Callable[..., User]:
    """`as_role(Role.REPORTER, unit)`: somebody with exactly this role in this unit."""

    def make(role: Role, unit: Unit, **fields: str) -> User:
        user: User = UserFactory(**fields)
        MembershipFactory(user=user, unit=unit, role=role)
        return user

    return make
