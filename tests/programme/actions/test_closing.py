from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.programme.factories import Year, make_goal, make_indicator
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations.enums import Role
from tongxin.programme.actions import closing, extending, reviewing
from tongxin.programme.enums import ProjectStatus, ReportStatus, RequestStatus
from tongxin.programme.figures import Figure
from tongxin.programme.models import CloseRequest, ExtensionRequest, Project, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(year: Year) -> Year:
    return year.begin().on(date(2019, 4, 1))


def settle(year: Year) -> None:
    """Let nothing stand open on 1 April."""
    for report in Report.objects.filter(project=year.project, period_starts__lte=date(2019, 4, 1)):
        reviewing.waive(report=report, by=year.coordinator, reason="示例")


def test_what_stands_open_must_be_explained(running: Year) -> None:
    goal = make_goal(running.project, label="第一季度", text="建成示例站点")
    with pytest.raises(Invalid) as refused:
        closing.ask_to_close(project=running.project, summary="完成。", by=running.reporter)
    assert refused.value.field == "explanation"
    assert "第一季度目标“建成示例站点”" in str(refused.value)
    assert "3月报告（示例单位lead）" in str(refused.value)
    project = Project.objects.get()
    assert (project.status, CloseRequest.objects.count()) == (ProjectStatus.RUNNING, 0)
    request = closing.ask_to_close(project=project, summary="完成。", explanation="目标并入明年。", by=running.reporter)
    assert Project.objects.get().status == ProjectStatus.CLOSING
    closing.grant(request=request, by=running.coordinator)
    closed = Project.objects.get()
    assert (closed.status, closed.closed_on) == (ProjectStatus.CLOSED, date(2019, 4, 1))
    # Those begun are waived with the explanation; those to come are not owed.
    assert set(Report.objects.values_list("label", "status")) == {("3月", "waived"), ("4月", "waived")}
    assert goal.pk


def test_nothing_open_needs_no_explanation(running: Year) -> None:
    indicator = make_indicator(running.project)
    make_goal(running.project, indicator=indicator, threshold=Decimal(4))
    running.accepted(3, Figure(Decimal(4), indicator))
    settle_rest = Report.objects.filter(period_starts__lte=date(2019, 4, 1)).exclude(status=ReportStatus.ACCEPTED)
    for report in settle_rest:
        reviewing.waive(report=report, by=running.coordinator, reason="示例")
    assert closing.unfinished(running.project).is_empty
    request = closing.ask_to_close(project=running.project, summary="完成。", by=running.reporter)
    assert request.explanation == ""


def test_a_summary_is_asked(running: Year) -> None:
    settle(running)
    with pytest.raises(Invalid) as refused:
        closing.ask_to_close(project=running.project, summary=" ", by=running.reporter)
    assert refused.value.field == "summary"
    assert Project.objects.get().status == ProjectStatus.RUNNING


def test_a_report_in_review_holds_the_closing(running: Year) -> None:
    running.submitted(3)
    request = closing.ask_to_close(
        project=running.project, summary="完成。", explanation="报告待审。", by=running.reporter
    )
    with pytest.raises(Invalid, match="3月报告"):
        closing.grant(request=request, by=running.coordinator)
    assert CloseRequest.objects.get().status == RequestStatus.ASKED
    assert Project.objects.get().status == ProjectStatus.CLOSING


def test_refused_and_withdrawn_work_goes_on(running: Year) -> None:
    settle(running)
    for decide in (
        lambda request: closing.refuse(request=request, by=running.coordinator, reason="请补充材料。"),
        lambda request: closing.withdraw(request=request, by=running.reporter),
    ):
        request = closing.ask_to_close(project=Project.objects.get(), summary="完成。", by=running.reporter)
        decide(CloseRequest.objects.get(pk=request.pk))
        assert Project.objects.get().status == ProjectStatus.RUNNING
    assert set(CloseRequest.objects.values_list("status", flat=True)) == {"refused", "withdrawn"}


def test_an_open_extension_lapses_with_the_closing(running: Year) -> None:
    settle(running)
    extending.ask(project=running.project, new_due=date(2019, 8, 1), reason="示例", by=running.reporter)
    request = closing.ask_to_close(project=Project.objects.get(), summary="完成。", by=running.reporter)
    closing.grant(request=request, by=running.coordinator)
    assert ExtensionRequest.objects.get().status == RequestStatus.WITHDRAWN


def test_reopening_owes_reports_again(running: Year) -> None:
    settle(running)
    request = closing.ask_to_close(project=running.project, summary="完成。", by=running.reporter)
    closing.grant(request=request, by=running.coordinator)
    running.on(date(2019, 5, 6))
    with pytest.raises(NotAllowed):
        closing.reopen(project=running.project, by=running.who("lead", Role.COORDINATOR), reason="示例")
    with pytest.raises(Invalid):
        closing.reopen(project=running.project, by=running.coordinator, reason="")
    closing.reopen(project=running.project, by=running.coordinator, reason="验收发现问题。")
    project = Project.objects.get()
    assert (project.status, project.closed_on) == (ProjectStatus.RUNNING, None)
    owed = Report.objects.filter(unit=running.lead, status=ReportStatus.OWED).values_list("label", flat=True)
    assert list(owed) == ["5月", "6月"]
    with pytest.raises(WrongState):
        closing.reopen(project=project, by=running.coordinator, reason="再来。")
