"""The board as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.programme.factories import Year, make_goal, make_indicator, make_project, make_year
from tongxin.organisations.enums import Role
from tongxin.programme.figures import Figure

Rows = list[dict[str, str]]


@pytest.fixture
def year(db: None, settings: Any, tmp_path: Path) -> Year:
    settings.MEDIA_ROOT = tmp_path
    year = make_year()
    indicator = make_indicator(year.project, name="走访企业")
    make_goal(year.project, label="第二季度", text="走访 12 家", due_on=date(2019, 6, 28))
    year.begin().on(date(2019, 4, 1)).accepted(3, Figure(Decimal(7), indicator), text="=走访了 7 家")
    make_project(year.programme, year.support, title="没有动的项目", code="9-99", starts_on=date(2019, 5, 1))
    return year


@pytest.fixture
def rows(year: Year, client: Client) -> Callable[..., Rows]:
    client.force_login(year.coordinator)

    def read(**query: str) -> Rows:
        response = client.get(reverse("workbench:board_table", args=[year.programme.pk, "csv"]), query)
        content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        return list(csv.DictReader(io.StringIO(content)))

    return read


def test_every_project_is_a_row(year: Year, rows: Callable[..., Rows]) -> None:
    first, second = rows()
    assert first["重点项目"] == year.project.title
    assert (first["牵头单位"], first["配合单位"]) == ("示例单位lead", "示例单位support")
    assert (first["阶段目标"], first["目标期限"]) == ("第二季度 走访 12 家", "2019-06-28")
    assert (first["主要指标"], first["现值"], first["目标值"], first["计量单位"]) == ("走访企业", "7", "12", "家")
    assert (first["灯"], first["灯的说明"]) == ("按计划", "按计划")
    # What would be a formula is text.
    assert first["进展情况"].endswith("=走访了 7 家")
    assert not first["进展情况"].startswith("=")
    assert (second["重点项目"], second["进展情况"], second["灯"]) == ("没有动的项目", "", "未到期")


def test_the_filters_of_the_board_hold(year: Year, rows: Callable[..., Rows]) -> None:
    def titles(**query: str) -> list[str]:
        return [row["重点项目"] for row in rows(**query)]

    assert titles(light="idle") == ["没有动的项目"]
    assert titles(q="没有动") == ["没有动的项目"]
    assert titles(unit=str(year.lead.pk)) == [year.project.title]
    assert titles(area=str(year.project.area_id), light="good") == [year.project.title]
    assert titles(light="late") == []


def test_the_workbook_keeps_types(year: Year, client: Client) -> None:
    client.force_login(year.coordinator)
    response = client.get(reverse("workbench:board_table", args=[year.programme.pk, "xlsx"]))
    assert response["Content-Disposition"].startswith("attachment")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets
    heads = [cell.value for cell in sheet[1]]
    first = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert (first["现值"], first["完成时限"].date()) == (7, date(2019, 6, 30))
    assert sheet.max_row == 3


def test_reports_stand_in_it_only_for_those_who_may_read_them(year: Year, client: Client) -> None:
    client.force_login(year.who("support", Role.REPORTER))
    response = client.get(reverse("workbench:board_table", args=[year.programme.pk, "csv"]))
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert year.project.title in text
    assert "走访了 7 家" not in text


def test_another_form_or_a_stranger_is_404(year: Year, client: Client) -> None:
    client.force_login(year.coordinator)
    assert client.get(reverse("workbench:board_table", args=[year.programme.pk, "pdf"])).status_code == 404
    client.force_login(year.who("stranger", Role.COORDINATOR))
    assert client.get(reverse("workbench:board_table", args=[year.programme.pk, "xlsx"])).status_code == 404


def test_queries_do_not_grow_with_projects(year: Year, client: Client) -> None:
    client.force_login(year.coordinator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("workbench:board_table", args=[year.programme.pk, "xlsx"]))
        return len(captured)

    few = queries()
    for _number in range(3):
        make_goal(make_project(year.programme, year.lead, year.support))
    assert queries() == few


def test_the_board_links_its_table_with_its_filters(year: Year, client: Client) -> None:
    client.force_login(year.coordinator)
    page = client.get(reverse("workbench:board", args=[year.programme.pk]), {"light": "idle", "pick": "1"})
    address = reverse("workbench:board_table", args=[year.programme.pk, "xlsx"])
    assert f'href="{address}?light=idle"' in page.content.decode()
