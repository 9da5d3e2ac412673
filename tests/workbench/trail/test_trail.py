from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import City
from tongxin.accounts.models import User
from tongxin.organisations import actions
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db
AsRole = Callable[..., User]

# May open the page: auditors and administrators of the unit at the top; nobody else, nor the same roles further down.
POSTED: dict[str, str] = {}
PAGES = {"trail": "the top unit's auditors and administrators"}


def rename(city: City, name: str) -> None:
    actions.rename_unit(unit=city.districts[0], name=name, by=None)


def test_who_may_read_it(city: City, as_role: AsRole, client: Client) -> None:
    for role in Role:
        for unit, wanted in ((city.office, {Role.AUDITOR, Role.ADMINISTRATOR}), (city.districts[0], set())):
            client.force_login(as_role(role, unit))
            assert client.get(reverse("workbench:trail")).status_code == (200 if role in wanted else 404), (role, unit)


def test_it_is_narrowed_and_taken_along(city: City, as_role: AsRole, client: Client) -> None:
    rename(city, "新名称")
    client.force_login(as_role(Role.AUDITOR, city.office))
    html = client.get(reverse("workbench:trail"), {"q": "renamed"}).content.decode()
    assert "unit.renamed" in html
    assert "系统" in html
    assert "没有符合条件的记录" in client.get(reverse("workbench:trail"), {"q": "nothing-like-it"}).content.decode()
    answer = client.get(reverse("workbench:trail"), {"q": "renamed", "export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    heads, *rows = csv.reader(io.StringIO(text))
    assert heads[:4] == ["序号", "时间", "操作人", "操作"]
    assert [row[3] for row in rows] == ["unit.renamed"]


def test_more_rows_no_more_queries(city: City, as_role: AsRole, client: Client) -> None:
    actions.add_alias(unit=city.districts[0], alias="别称", by=None)
    client.force_login(as_role(Role.AUDITOR, city.office))

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("workbench:trail"))
        return len(seen)

    queries()
    before = queries()
    for number in range(3):
        actions.add_alias(unit=city.districts[0], alias=f"别称{number}", by=None)
    assert queries() == before
