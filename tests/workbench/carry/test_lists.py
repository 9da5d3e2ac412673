"""Lists in another order, and taken along as files."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.programme.factories import make_project
from tests.workbench.carry.scene import Scene, page
from tongxin.organisations.enums import Role
from tongxin.programme.actions import supervising

pytestmark = pytest.mark.django_db


def lines(client: Client, name: str, *arguments: object, **query: str) -> list[list[str]]:
    """The rows of a list's file, heading first."""
    response = client.get(reverse(f"workbench:{name}", args=arguments), query | {"export": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8", name
    assert ".csv" in response["Content-Disposition"]
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def column(rows: list[list[str]], heading: str) -> list[str]:
    at = rows[0].index(heading)
    return [row[at] for row in rows[1:]]


def test_every_list_is_taken_along_as_it_is_narrowed(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    title = scene.year.project.title
    assert column(lines(client, "review"), "期次") == ["4月"]
    assert column(lines(client, "extensions"), "申请延至") == ["2019-08-15"]
    assert column(lines(client, "closings"), "项目") == []
    assert column(lines(client, "closings", status="all"), "项目") == [scene.closed.title]
    assert column(lines(client, "notices"), "编号") == ["2019-01"]
    assert column(lines(client, "notices", q="没有这样的项目"), "编号") == []
    assert column(lines(client, "notices", q=title), "发给") == [scene.year.lead.name]
    assert column(lines(client, "assignments"), "状态") == []
    assert set(column(lines(client, "assignments", status="accepted"), "状态")) == {"已签收"}
    assert set(column(lines(client, "assignments", status="all"), "状态")) == {"已签收", "待签收"}
    assert column(lines(client, "facts"), "数量") == ["4"]
    assert column(lines(client, "facts", month="2019-03"), "数量") == ["4"]
    assert column(lines(client, "facts", month="2019-04"), "数量") == []


def test_the_same_as_a_workbook(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    response = client.get(reverse("workbench:notices"), {"export": "xlsx"})
    (sheet,) = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets
    assert (sheet.title, sheet["A1"].value, sheet["A2"].value) == ("督办通知单", "编号", "2019-01")


def test_reports_of_all_units_for_those_who_coordinate(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    of_one = {"q": scene.year.project.title, "unit": str(scene.year.lead.pk)}
    assert column(lines(client, "reports", **of_one), "期次") == ["5月", "4月", "3月"]
    assert column(lines(client, "reports", status="open", **of_one), "期次") == ["5月"]
    assert column(lines(client, "reports", status="accepted", **of_one), "期次") == ["3月"]
    assert "各单位各期的报告" in page(client, "reports")
    # The unit itself starts with what it has to write, and leads to the form; the coordinator to the report's page.
    client.force_login(scene.year.reporter)
    assert column(lines(client, "reports", q=scene.year.project.title), "期次") == ["5月"]
    assert reverse("workbench:report_write", args=[scene.owed.pk]) in page(client, "reports")
    client.force_login(scene.year.who("office", Role.LEADER))
    assert reverse("workbench:report", args=[scene.owed.pk]) in page(client, "reports")
    assert reverse("workbench:report_write", args=[scene.owed.pk]) not in page(client, "reports")


def test_another_order(scene: Scene, client: Client) -> None:
    supervising.issue_notice(
        project=scene.year.project,
        unit=scene.year.lead,
        reason="第二份",
        demand="示例",
        answer_by=date(2019, 5, 8),
        by=scene.year.coordinator,
    )
    client.force_login(scene.year.coordinator)
    assert column(lines(client, "notices"), "编号") == ["2019-02", "2019-01"]
    assert column(lines(client, "notices", sort="number"), "编号") == ["2019-01", "2019-02"]
    assert column(lines(client, "notices", sort="-number"), "编号") == ["2019-02", "2019-01"]
    assert column(lines(client, "notices", sort="nonsense"), "编号") == ["2019-02", "2019-01"]
    html = page(client, "notices", sort="number")
    assert html.index("2019-01</span>") < html.index("2019-02</span>")


def test_a_list_that_starts_narrowed_can_show_all(scene: Scene, client: Client) -> None:
    """A choice without a value would be left out of the address, and the list would start narrowed again."""
    client.force_login(scene.year.coordinator)
    for name in ("reports", "assignments", "extensions", "closings", "notices"):
        html = page(client, name)
        status = html.split('name="status"')[1].split("</select>")[0]
        assert ('<option value="all"' in status, 'value=""' in status) == (True, False), name


def test_from_the_board_on(scene: Scene, client: Client) -> None:
    """The plan and the handing out are found where one would look for them, by those who may."""
    programme = scene.year.programme
    make_project(programme, scene.year.lead)
    ways = [reverse(f"workbench:{name}", args=[programme.pk]) for name in ("plan", "assign")]
    client.force_login(scene.year.coordinator)
    html = page(client, "board", programme.pk)
    assert all(f'href="{way}"' in html for way in ways)
    assert f'href="{ways[0]}"' in page(client, "plan_drafts")
    edit = reverse("workbench:plan_project", args=[scene.year.project.pk])
    assert f'href="{edit}"' in page(client, "project", scene.year.project.pk)
    client.force_login(scene.year.reporter)
    html = page(client, "board", programme.pk)
    assert not any(f'href="{way}"' in html for way in ways)
    assert f'href="{edit}"' not in page(client, "project", scene.year.project.pk)


def test_a_project_leads_to_what_is_under_way(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.reporter)
    html = page(client, "project", scene.year.project.pk)
    assert f'href="{reverse("workbench:supervision", args=[scene.notice.pk])}"' in html
    assert f'href="{reverse("workbench:extension", args=[scene.extension.pk])}"' in html
    assert f'href="{reverse("workbench:report", args=[scene.accepted.pk])}"' in html
    # A unit that only supports sees neither the request nor the notice to the lead unit.
    client.force_login(scene.year.who("support", Role.REPORTER))
    html = page(client, "project", scene.year.project.pk)
    assert reverse("workbench:supervision", args=[scene.notice.pk]) not in html
    assert reverse("workbench:extension", args=[scene.extension.pk]) not in html
