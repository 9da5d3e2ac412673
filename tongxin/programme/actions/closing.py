"""Asking to close a project, deciding on it, and opening it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid
from tongxin.programme import telling
from tongxin.programme.enums import ReportStatus, RequestStatus
from tongxin.programme.lights import is_reached
from tongxin.programme.models import CloseRequest, Project, Report, StageGoal
from tongxin.programme.owing import OPEN, drop_not_begun, owe_reports
from tongxin.programme.selectors.indicators import measured
from tongxin.programme.workflows import CLOSING, EXTENSION, PROJECT, REPORT


@dataclass(frozen=True)
class Unfinished:
    """What stands open in a project that is to be closed."""

    reports: tuple[Report, ...]
    goals: tuple[StageGoal, ...]

    @property
    def is_empty(self) -> bool:
        return not self.reports and not self.goals

    def in_words(self) -> str:
        """A list in one sentence: 8月报告（示例单位）、第三季度目标“……”."""
        words = [
            _("%(period)s报告（%(unit)s）") % {"period": report.label, "unit": report.unit.brief}
            for report in self.reports
        ]
        words += [_("%(stage)s目标“%(text)s”") % {"stage": goal.label, "text": goal.text[:40]} for goal in self.goals]
        return listed(words)


def unfinished(project: Project) -> Unfinished:
    """Reports that are owed or wait for review (their period has begun), and goals that were not reached."""
    today = project.programme.today
    reports = (
        Report.objects.filter(project=project, period_starts__lte=today)
        .filter(status__in=(*OPEN, ReportStatus.SUBMITTED))
        .select_related("unit")
    )
    values = {item.indicator.pk: item for item in measured([project])[project.pk]}
    goals = [goal for goal in project.goals.all() if not is_reached(goal, values)]
    return Unfinished(tuple(reports), tuple(goals))


def ask_to_close(*, project: Project, summary: str, by: Any, explanation: str = "") -> CloseRequest:
    """Say that a project is done. What stands open must be explained.

    Raises NotAllowed unless `by` carries the project, WrongState unless it is under way, Invalid without a summary, or
    (field "explanation", with the list) while something is unfinished and not explained.
    """
    programme = project.programme
    summary, explanation = summary.strip(), explanation.strip()
    with transaction.atomic():
        PROJECT.move(project, "ask_to_close", by=by)
        if not summary:
            raise Invalid(_("请写明完成情况：做成了什么，结果如何。"), field="summary")
        left = unfinished(project)
        if not left.is_empty and not explanation:
            raise Invalid(
                _("还有没做完的：%(list)s。请先补上，或在“未完成事项的说明”里写明原因。") % {"list": left.in_words()},
                field="explanation",
            )
        request = CloseRequest.objects.create(
            project=project, summary=summary, explanation=explanation, asked_by=by, asked_on=programme.today
        )
        audit.record(by, "closing.asked", request, summary=summary, explanation=explanation)
        telling.tell_office(
            programme,
            key=f"closing-asked:{request.pk}",
            title=_("申请办结：%(project)s") % {"project": project.title},
            body=summary,
            link=telling.link("closing", request.pk),
        )
    return request


def grant(*, request: CloseRequest, by: Any, decision: str = "") -> CloseRequest:
    """Close the project. Reports of periods to come are no longer owed; those still open are waived.

    Raises NotAllowed unless `by` coordinates and is not who asked, WrongState unless it waits for a decision, Invalid
    while a report waits for review.
    """
    project = request.project
    today = project.programme.today
    with transaction.atomic():
        CLOSING.move(
            request, "grant", by=by, note=decision, decided_by_id=by.pk, decided_on=today, decision=decision.strip()
        )
        waiting = Report.objects.filter(project=project, status=ReportStatus.SUBMITTED).select_related("unit")
        if waiting:
            raise Invalid(
                _("还有报告待审：%(list)s。请先审完再同意办结。") % {"list": Unfinished(tuple(waiting), ()).in_words()}
            )
        PROJECT.move(project, "close", by=by, closed_on=today)
        for extension in project.extension_requests.filter(status=RequestStatus.ASKED):
            EXTENSION.move(extension, "lapse", by=by, decided_on=today)
        dropped = drop_not_begun(project, today=today)
        for report in Report.objects.filter(project=project, status__in=OPEN).select_related(
            "project__programme__owner"
        ):
            REPORT.move(
                report, "waive", by=by, note=request.explanation or _("项目办结"), decided_by=by, decided_on=today
            )
        audit.record(by, "project.reports_dropped", project, count=dropped)
        _tell_unit(request, _("已同意办结：%(project)s"))
    return request


def refuse(*, request: CloseRequest, by: Any, reason: str) -> CloseRequest:
    """Refuse it: work goes on. Raises NotAllowed, WrongState as `grant`, Invalid without a reason."""
    with transaction.atomic():
        CLOSING.move(
            request,
            "refuse",
            by=by,
            note=reason,
            decided_by_id=by.pk,
            decided_on=request.project.programme.today,
            decision=reason.strip(),
        )
        PROJECT.move(request.project, "continue", by=by, note=reason)
        _tell_unit(request, _("不同意办结：%(project)s"))
    return request


def withdraw(*, request: CloseRequest, by: Any) -> CloseRequest:
    """Withdraw it: work goes on. Raises NotAllowed unless `by` carries the project, WrongState."""
    with transaction.atomic():
        CLOSING.move(request, "withdraw", by=by)
        PROJECT.move(request.project, "continue", by=by)
    return request


def reopen(*, project: Project, by: Any, reason: str) -> Project:
    """Open a closed or evaluated project again; reports are owed from now on.

    Raises NotAllowed unless `by` coordinates, WrongState unless it is closed, Invalid without a reason.
    """
    programme = project.programme
    with transaction.atomic():
        PROJECT.move(project, "reopen", by=by, note=reason, closed_on=None)
        project.results.all().delete()
        owe_reports(project, since=programme.today)
        telling.tell_unit(
            project.lead_unit,
            programme=programme,
            key=f"reopened:{project.pk}:{programme.today}",
            title=_("重新办理：%(project)s") % {"project": project.title},
            body=reason.strip(),
            link=telling.link("project", project.pk),
        )
    return project


def _tell_unit(request: CloseRequest, title: str) -> None:
    project = request.project
    telling.tell_unit(
        project.lead_unit,
        programme=project.programme,
        key=f"closing-decided:{request.pk}",
        title=title % {"project": project.title},
        body=request.decision,
        link=telling.link("closing", request.pk),
    )
