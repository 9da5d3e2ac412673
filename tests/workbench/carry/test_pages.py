from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.programme.factories import make_project
from tests.workbench.carry.scene import Scene, page
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.programme import telling
from tongxin.programme.actions import assigning, closing, extending, reporting, reviewing, supervising
from tongxin.programme.enums import ProjectStatus, ReportStatus, RequestStatus, SupervisionStatus
from tongxin.programme.models import (
    Assignment,
    CloseRequest,
    EvaluationResult,
    ExtensionRequest,
    Programme,
    Project,
    Score,
    SupervisionNotice,
)
from tongxin.programme.selectors import home

pytestmark = pytest.mark.django_db


def test_assigning_with_a_preview(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    html = page(client, "assign", scene.year.programme.pk)
    assert "2 次" in html
    address = reverse("workbench:assign", args=[scene.year.programme.pk])
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"projects": [scene.planned.pk], "accept_by": "2019-02-30"}).status_code == 422
    response = client.post(address, {"projects": [scene.planned.pk], "accept_by": "2019-05-10"})
    assert response.status_code == 302
    assert Project.objects.get(pk=scene.planned.pk).status == ProjectStatus.ASSIGNED
    assert Assignment.objects.get(project=scene.planned).accept_by == date(2019, 5, 10)


def test_answering_an_assignment(scene: Scene, client: Client) -> None:
    assigning.assign(project=Project.objects.get(pk=scene.planned.pk), by=scene.year.coordinator)
    part = Assignment.objects.get(project=scene.planned)
    client.force_login(scene.year.reporter)
    assert scene.planned.title in page(client, "assignments")
    address = reverse("workbench:assignment", args=[part.pk])
    assert client.post(address, {"action": "query_back", "words": "不是本单位职责。"}).status_code == 302
    client.force_login(scene.year.coordinator)
    assert "改交给" in page(client, "assignment", part.pk)
    moved = {"action": "assign_again", "words": "请牵头。", "unit": scene.year.support.pk}
    assert client.post(address, moved).status_code == 302
    assert Project.objects.get(pk=scene.planned.pk).lead_unit == scene.year.support
    client.force_login(scene.year.who("support", Role.REPORTER))
    assert client.post(address, {"action": "accept"}).status_code == 302
    assert Project.objects.get(pk=scene.planned.pk).status == ProjectStatus.RUNNING


def test_handing_a_part_over_while_work_is_under_way(scene: Scene, client: Client) -> None:
    part = scene.year.assignment()
    client.force_login(scene.year.coordinator)
    assert "改交其他单位" in page(client, "assignment", part.pk)
    address = reverse("workbench:assignment", args=[part.pk])
    moved = {"action": "hand_over", "words": "职责调整。", "unit": scene.year.stranger_unit.pk}
    for wrong in ({"unit": ""}, {"words": " "}, {"unit": scene.year.support.pk}):
        assert client.post(address, moved | wrong).status_code == 302
        assert Project.objects.get(pk=scene.year.project.pk).lead_unit == scene.year.lead
    assert client.post(address, moved).status_code == 302
    project = Project.objects.get(pk=scene.year.project.pk)
    assert project.lead_unit == scene.year.stranger_unit
    assert project.reports.get(period_starts__month=5, unit=scene.year.stranger_unit).status == ReportStatus.OWED
    # What was done stays with the unit that did it.
    assert Fact.objects.get().organisation == scene.year.lead
    client.force_login(scene.year.reporter)
    assert client.post(address, moved).status_code == 404


def test_asking_for_more_time(scene: Scene, writer: Client, client: Client) -> None:
    address = reverse("workbench:extension_ask", args=[scene.year.project.pk])
    response = writer.post(address, {"new_due": "2019-09-30", "reason": "示例"}, follow=True)
    assert "已有一份延期申请" in response.content.decode()
    extending.withdraw(request=scene.extension, by=scene.year.reporter)
    assert writer.post(address, {"new_due": "2019-06-01", "reason": "示例"}).status_code == 422
    assert writer.post(address, {"new_due": "2020-01-10", "reason": "示例"}).status_code == 422
    assert writer.post(address, {"new_due": "2019-09-30", "reason": "示例"}).status_code == 302
    asked = ExtensionRequest.objects.get(status=RequestStatus.ASKED)
    client.force_login(scene.year.coordinator)
    html = page(client, "extension", asked.pk)
    assert re.findall(r'name="action" value="(\w+)"', html) == ["grant", "refuse"]
    client.post(reverse("workbench:extension", args=[asked.pk]), {"action": "grant", "words": "同意。"})
    assert Project.objects.get(pk=scene.year.project.pk).due_on == date(2019, 9, 30)


def test_closing_names_what_stands_open(scene: Scene, writer: Client, client: Client) -> None:
    assert "5月报告" in page(writer, "closing_ask", scene.year.project.pk)
    address = reverse("workbench:closing_ask", args=[scene.year.project.pk])
    refused = writer.post(address, {"summary": "完成。", "explanation": ""})
    assert refused.status_code == 422
    assert 'id="id_explanation-error"' in refused.content.decode()
    assert writer.post(address, {"summary": "完成。", "explanation": "其余并入明年。"}).status_code == 302
    asked = CloseRequest.objects.get(status=RequestStatus.ASKED)
    client.force_login(scene.year.coordinator)
    held = client.post(reverse("workbench:closing", args=[asked.pk]), {"action": "grant", "words": ""})
    # A report still waits for review.
    assert held.status_code == 422
    client.post(reverse("workbench:closing", args=[asked.pk]), {"action": "refuse", "words": "先审完报告。"})
    assert Project.objects.get(pk=scene.year.project.pk).status == ProjectStatus.RUNNING


def test_supervision_from_issue_to_close(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    html = page(client, "supervise", scene.year.project.pk)
    # The light's own grounds are there to begin with.
    assert "阶段" in html
    fields = {"unit": scene.year.lead.pk, "reason": "逾期。", "demand": "说明。", "answer_by": "2019-05-13"}
    assert client.post(reverse("workbench:supervise", args=[scene.year.project.pk]), fields).status_code == 302
    notice = SupervisionNotice.objects.get(serial=2)
    address = reverse("workbench:supervision", args=[notice.pk])
    client.force_login(scene.year.reporter)
    client.post(address, {"action": "receive"})
    assert client.post(address, {"action": "answer", "words": ""}).status_code == 422
    client.post(address, {"action": "answer", "words": "本周完成。"})
    client.force_login(scene.year.coordinator)
    client.post(address, {"action": "close"})
    notice.refresh_from_db()
    assert (notice.status, notice.answer) == (SupervisionStatus.CLOSED, "本周完成。")


def test_reminding_by_hand(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    address = reverse("workbench:remind", args=[scene.year.project.pk])
    assert "一天只能催一次" in client.get(address).content.decode()
    assert client.post(address).headers["Location"] == reverse("workbench:project", args=[scene.year.project.pk])
    assert "今天已经催办过" in client.post(address, follow=True).content.decode()


def test_breaking_down_and_insight(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.who("support", Role.REVIEWER))
    address = reverse("workbench:break_down", args=[scene.year.project.pk])
    fields = {"unit": scene.year.support.pk, "name": "配合方案", "insight": "full"}
    assert client.post(address, fields | {"name": ""}).status_code == 422
    assert client.post(address, fields).status_code == 302
    plan = Programme.objects.get(name="配合方案")
    assert (plan.owner, plan.insight) == (scene.year.support, "full")
    client.post(reverse("workbench:insight", args=[plan.pk]), {"insight": "totals"})
    plan.refresh_from_db()
    assert plan.insight == "totals"


def test_reopening(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    address = reverse("workbench:reopen", args=[scene.closed.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "复核。"}).status_code == 302
    assert Project.objects.get(pk=scene.closed.pk).status == ProjectStatus.RUNNING


def test_scoring_and_publishing(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    programme = scene.year.programme.pk
    there = reverse("workbench:score", args=[programme, scene.criterion.pk, "project", scene.closed.pk])
    assert client.post(there, {"value": "很好"}).status_code == 422
    assert client.post(there, {"value": "50", "words": ""}).status_code == 422
    assert client.post(there, {"value": "85", "words": ""}).status_code == 302
    assert Score.objects.get().value == 85
    assert ">85<span" in page(client, "evaluation", programme)
    client.force_login(scene.year.who("office", Role.REVIEWER))
    # Nobody reads another's score before the results are out.
    assert ">85<span" not in page(client, "evaluation", programme)
    client.force_login(scene.year.coordinator)
    publish = reverse("workbench:publish_results", args=[programme])
    assert "没有人评分" in client.post(publish, follow=True).content.decode()
    unit_line = scene.year.programme.criteria.get(thing="unit", method="scored")
    for unit in (scene.year.lead,):
        client.post(reverse("workbench:score", args=[programme, unit_line.pk, "unit", unit.pk]), {"value": "90"})
    assert client.post(publish).status_code == 302
    assert EvaluationResult.objects.count() == 2
    assert "1 人评，85—85" in page(client, "evaluation", programme)


def test_the_yardstick(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    address = reverse("workbench:criteria", args=[scene.year.programme.pk])
    rows = {"title": ["实效", ""], "thing": ["project", "unit"], "weight": ["99", ""], "method": ["scored", "scored"]}
    assert client.post(address, rows).status_code == 422
    assert client.post(address, rows | {"weight": ["一百", ""]}).status_code == 422
    assert client.post(address, rows | {"weight": ["100", ""]}).status_code == 302
    assert list(scene.year.programme.criteria.values_list("title", "weight")) == [("实效", 100)]


def test_notices_lead_to_pages_that_are_there(scene: Scene) -> None:
    named = {
        "assignments": ("assignments", []),
        "report": ("report", [7]),
        "project": ("project", [7]),
        "extension": ("extension", [7]),
        "closing": ("closing", [7]),
        "supervision": ("supervision", [7]),
    }
    assert set(named) == set(telling.PLACES)
    for place, (name, arguments) in named.items():
        assert telling.link(place, *arguments) == reverse(f"workbench:{name}", args=arguments)


def _more(scene: Scene) -> None:
    """Several more of everything that the lists show."""
    year = scene.year
    for _number in range(3):
        project = make_project(year.programme, year.lead, year.support)
        assigning.assign(project=project, by=year.coordinator)
        assigning.accept(assignment=project.assignments.get(unit=year.lead), by=year.reporter)
        project = Project.objects.get(pk=project.pk)
        report = project.reports.get(unit=year.lead, period_starts__month=5)
        reporting.save_and_submit(
            report=report, version=0, text="示例", difficulty="", figures=(), goals=(), by=year.reporter
        )
        supervising.issue_notice(project=project, unit=year.lead, reason="示例", demand="示例", by=year.coordinator)
        extending.ask(project=project, new_due=date(2019, 8, 15), reason="示例", by=year.reporter)
        closing.ask_to_close(project=project, summary="示例", explanation="示例", by=year.reporter)
        make_project(year.programme, year.lead, year.support)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("reports", "reporter"),
        ("review", "coordinator"),
        ("assignments", "reporter"),
        ("extensions", "coordinator"),
        ("closings", "coordinator"),
        ("notices", "coordinator"),
        ("assign", "coordinator"),
        ("evaluation", "coordinator"),
        ("inbox", "reporter"),
    ],
)
def test_lists_ask_the_database_the_same_with_many_rows(scene: Scene, client: Client, name: str, who: str) -> None:
    client.force_login(scene.people[who])  # type: ignore[arg-type]
    arguments = [scene.year.programme.pk] if name in ("assign", "evaluation") else []
    address = reverse(f"workbench:{name}", args=arguments) + "?status="
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert client.get(address).status_code == 200
    _more(scene)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    assert len(many) == len(few)


def test_lists_are_narrowed_by_the_address(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.coordinator)
    assert scene.year.project.title in page(client, "notices", status="open")
    assert scene.year.project.title not in page(client, "notices", status="closed")
    assert scene.year.project.title in page(client, "review", q=scene.year.project.title)
    assert "没有待审的报告" in page(client, "review", q="没有这个")
    client.force_login(scene.year.reporter)
    assert "3月" not in page(client, "reports").split('class="todo"')[1]
    assert "3月" in page(client, "reports", status="accepted").split('class="todo"')[1]


def test_the_menu_counts_all_that_is_owed(scene: Scene) -> None:
    scene.year.on(date(2019, 7, 8))
    owed = home.home(scene.year.reporter).owed
    assert len([item for item in owed if item.kind == "report"]) > 1
    assert home.counts(scene.year.reporter)["owed"] == len(owed)


def test_what_must_be_said_is_not_called_optional(scene: Scene, writer: Client) -> None:
    """An answer to a supervision notice, and why something is unfinished when a project is to be closed."""
    notice = supervising.receive(notice=scene.notice, by=scene.year.reporter)
    html = page(writer, "supervision", notice.pk)
    assert "可不填" not in html[html.index("采取了什么措施") : html.index('id="words-answer"')]
    html = page(writer, "closing_ask", scene.year.project.pk)
    assert "上面列的每一项" in html
    assert "可不填" not in html[html.index("未完成事项的说明") : html.index('id="id_explanation"')]


def test_a_district_finds_its_own_plan(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.who("lead", Role.COORDINATOR))
    assert scene.plan.name in page(client, "home")
    assert scene.plan.name in page(client, "break_down", scene.plan.parent_project_id)


def test_home_says_why_a_report_came_back(scene: Scene, writer: Client) -> None:
    reviewing.send_back(report=scene.submitted, reason="请写明是哪两家。", by=scene.year.coordinator)
    assert "退回：请写明是哪两家。" in page(writer, "home")


def test_a_choice_between_nothing_is_no_search_field(scene: Scene, client: Client) -> None:
    client.force_login(scene.year.reporter)
    assert 'name="year"' not in page(client, "review")
