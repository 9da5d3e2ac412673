"""What happened and what is to come, in the order of days: goals, reports, moved deadlines, supervision, closing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tongxin.programme.enums import ReportStatus, RequestStatus
from tongxin.programme.lights import is_reached
from tongxin.programme.models import (
    CloseRequest,
    DeadlineMove,
    ExtensionRequest,
    Project,
    Reminder,
    Report,
    StageGoal,
    SupervisionNotice,
)
from tongxin.programme.selectors.indicators import measured


@dataclass(frozen=True)
class Happening:
    """One mark on the timeline. `state` is done, due (still to come), late or note; `kind` says what it is."""

    on: date
    kind: str
    state: str
    title: str
    detail: str = ""
    project_id: int = 0
    thing_id: int = 0


def timeline(projects: Iterable[Project]) -> dict[int, list[Happening]]:
    """The marks of each project by its id, in the order of days. A fixed number of queries."""
    known = {project.pk: project for project in projects}
    found: dict[int, list[Happening]] = defaultdict(list)
    for mark in [
        *_goals(known),
        *_reports(known),
        *_moves(known),
        *_requests(known),
        *_supervision(known),
        *_reminders(known),
        *_closings(known),
    ]:
        found[mark.project_id].append(mark)
    for project in known.values():
        state = "done" if not project.is_open else "late" if project.due_on < project.programme.today else "due"
        found[project.pk].append(Happening(project.due_on, "deadline", state, _("完成时限"), "", project.pk))
    return {pk: sorted(found[pk], key=lambda mark: (mark.on, mark.kind)) for pk in known}


def _state(is_done: bool, due: date, today: date) -> str:
    return "done" if is_done else "late" if due < today else "due"


def _goals(known: dict[int, Project]) -> Iterable[Happening]:
    values = measured(known.values())
    for goal in StageGoal.objects.filter(project_id__in=known):
        project = known[goal.project_id]
        reached = is_reached(goal, {item.indicator.pk: item for item in values[project.pk]})
        state = _state(reached, goal.due_on, project.programme.today)
        yield Happening(goal.due_on, "goal", state, goal.label, goal.text, project.pk, goal.pk)


def _reports(known: dict[int, Project]) -> Iterable[Happening]:
    rows = Report.objects.filter(project_id__in=known).exclude(status=ReportStatus.WAIVED).select_related("unit")
    for report in rows.defer("text", "difficulty"):
        project = known[report.project_id]
        handed_in = report.status in (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)
        state = _state(handed_in, report.due_on, project.programme.today)
        when = report.submitted_on if handed_in and report.submitted_on else report.due_on
        title = _("%(label)s报告") % {"label": report.label}
        detail = f"{report.unit.brief} · {report.get_status_display()}"
        yield Happening(when, "report", state, title, detail, project.pk, report.pk)


def _moves(known: dict[int, Project]) -> Iterable[Happening]:
    for move in DeadlineMove.objects.filter(project_id__in=known).select_related("goal"):
        title = _("期限由 %(old)s 调整为 %(new)s") % {"old": move.old.isoformat(), "new": move.new.isoformat()}
        yield Happening(move.decided_on, "move", "note", title, move.why, move.project_id, move.pk)


def _requests(known: dict[int, Project]) -> Iterable[Happening]:
    for request in ExtensionRequest.objects.filter(project_id__in=known).exclude(status=RequestStatus.GRANTED):
        title = _("申请延至 %(new)s：%(status)s") % {
            "new": request.new_due.isoformat(),
            "status": request.get_status_display(),
        }
        yield Happening(request.asked_on, "extension", "note", title, request.reason, request.project_id, request.pk)


def _supervision(known: dict[int, Project]) -> Iterable[Happening]:
    for notice in SupervisionNotice.objects.filter(project_id__in=known).select_related("unit"):
        title = _("督办通知单 %(number)s") % {"number": str(notice)}
        detail = f"{notice.unit.brief} · {notice.get_status_display()}"
        yield Happening(notice.issued_on, "supervision", "note", title, detail, notice.project_id, notice.pk)


def _reminders(known: dict[int, Project]) -> Iterable[Happening]:
    for reminder in Reminder.objects.filter(project_id__in=known):
        yield Happening(reminder.sent_on, "reminder", "note", _("催办"), "", reminder.project_id, reminder.pk)


def _closings(known: dict[int, Project]) -> Iterable[Happening]:
    for request in CloseRequest.objects.filter(project_id__in=known):
        title = _("申请办结：%(status)s") % {"status": request.get_status_display()}
        yield Happening(request.asked_on, "closing", "note", title, request.summary, request.project_id, request.pk)
