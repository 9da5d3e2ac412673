"""The rules of chasing, as data: what is chased, when, how far up. Days are working days around the due date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common import clock
from tongxin.common.clock.wording import plain_day
from tongxin.organisations.models import Unit
from tongxin.programme import telling
from tongxin.programme.enums import AssignmentStatus, ProgrammeStatus, ProjectStatus, SupervisionStatus
from tongxin.programme.lights import is_reached
from tongxin.programme.models import Assignment, Programme, Project, Report, StageGoal, SupervisionNotice
from tongxin.programme.owing import OPEN
from tongxin.programme.selectors.indicators import measured

UNDER_WAY = (ProjectStatus.RUNNING, ProjectStatus.CLOSING)
BEFORE = 3


class Level(models.TextChoices):
    """Who is told: the unit's reporters, its reviewers too, the coordinator too."""

    UNIT = "unit", gettext_lazy("填报员")
    REVIEWER = "reviewer", gettext_lazy("审核员")
    COORDINATOR = "coordinator", gettext_lazy("协调员")


@dataclass(frozen=True)
class Step:
    """On the `offset`-th working day after the due date (before it, if negative) everybody up to `level` is told."""

    name: str
    offset: int
    level: Level


STEPS = (
    Step("before-3", -BEFORE, Level.UNIT),
    Step("due", 0, Level.UNIT),
    Step("after-1", 1, Level.UNIT),
    Step("after-3", 3, Level.REVIEWER),
    Step("after-5", 5, Level.COORDINATOR),
)


@dataclass(frozen=True)
class Chased:
    """One thing that somebody is to be reminded of. `kind` and `pk` name it in the reminder's key."""

    kind: str
    pk: int
    project: Project
    unit: Unit
    due: date
    title: str
    link: str
    report: Report | None = None
    goal: StageGoal | None = None

    def key(self, step: Step) -> str:
        """Unique per thing, due date and step: an extension starts the steps anew."""
        return f"{self.kind}:{self.pk}:{self.due.isoformat()}:{step.name}"


def step_on(due: date, today: date) -> Step | None:
    """The step that has come by `today`: the latest one, so that days missed by the job do not pile up. None before."""
    offset = clock.working_days_between(due, today)
    come = [step for step in STEPS if step.offset <= offset]
    return come[-1] if come else None


def recipients(chased: Chased, level: Level) -> list[Any]:
    """The people up to a level, those of the unit first."""
    people = telling.reporters(chased.unit)
    if level in (Level.REVIEWER, Level.COORDINATOR):
        people = [*people, *telling.reviewers(chased.unit)]
    if level == Level.COORDINATOR:
        people = [*people, *telling.coordinators(chased.project.programme)]
    return list(dict.fromkeys(people))


def words(due: date, today: date) -> str:
    """How it stands with the date: 还有 3 个工作日, 今天到期, 已逾期 2 个工作日."""
    if due < today:
        return _("应于 %(due)s，已逾期 %(days)d 个工作日。") % {
            "due": plain_day(due, year=today.year),
            "days": clock.overdue_by(due, today),
        }
    left = clock.working_days_between(today, due)
    if left == 0:
        return _("今天（%(due)s）到期。") % {"due": plain_day(due, year=today.year)}
    return _("应于 %(due)s，还有 %(days)d 个工作日。") % {"due": plain_day(due, year=today.year), "days": left}


def chased_in(programme: Programme) -> Iterator[Chased]:
    """Everything open in a running programme whose first step has come, in a fixed number of queries."""
    if programme.status != ProgrammeStatus.RUNNING:
        return
    until = clock.add_working_days(programme.today, BEFORE).due
    for find in (_reports, _goals, _assignments, _notices):
        yield from _within(find(programme), until)


def _within(found: Iterable[Chased], until: date) -> Iterator[Chased]:
    return (chased for chased in found if chased.due <= until)


def _reports(programme: Programme) -> Iterator[Chased]:
    rows = Report.objects.filter(
        project__programme=programme,
        project__status__in=UNDER_WAY,
        status__in=OPEN,
        period_starts__lte=programme.today,
    ).select_related("project", "unit")
    for report in rows:
        report.project.programme = programme
        yield Chased(
            "report",
            report.pk,
            report.project,
            report.unit,
            report.due_on,
            _("%(period)s报告：%(project)s") % {"period": report.label, "project": report.project.title},
            telling.link("report", report.pk),
            report=report,
        )


def _goals(programme: Programme) -> Iterator[Chased]:
    projects = list(programme.projects.filter(status=ProjectStatus.RUNNING).select_related("lead_unit"))
    by_id = {project.pk: project for project in projects}
    values = measured(projects)
    for goal in StageGoal.objects.filter(project_id__in=by_id):
        project = by_id[goal.project_id]
        project.programme = programme
        if is_reached(goal, {item.indicator.pk: item for item in values[project.pk]}):
            continue
        yield Chased(
            "goal",
            goal.pk,
            project,
            project.lead_unit,
            goal.due_on,
            _("%(stage)s目标：%(project)s") % {"stage": goal.label, "project": project.title},
            telling.link("project", project.pk),
            goal=goal,
        )


def _assignments(programme: Programme) -> Iterator[Chased]:
    rows = Assignment.objects.filter(
        project__programme=programme, status=AssignmentStatus.WAITING, accept_by__isnull=False
    ).exclude(project__status=ProjectStatus.PLANNED)
    for assignment in rows.select_related("project", "unit"):
        assignment.project.programme = programme
        if assignment.accept_by is not None and assignment.project.is_open:
            yield Chased(
                "assignment",
                assignment.pk,
                assignment.project,
                assignment.unit,
                assignment.accept_by,
                _("待签收：%(project)s") % {"project": assignment.project.title},
                telling.link("assignments"),
            )


def _notices(programme: Programme) -> Iterator[Chased]:
    rows = SupervisionNotice.objects.filter(
        project__programme=programme, status__in=[SupervisionStatus.ISSUED, SupervisionStatus.DELIVERED]
    ).select_related("project", "unit")
    for notice in rows:
        notice.project.programme = programme
        yield Chased(
            "supervision",
            notice.pk,
            notice.project,
            notice.unit,
            notice.answer_by,
            _("督办待答复 %(number)s：%(project)s") % {"number": notice, "project": notice.project.title},
            telling.link("supervision", notice.pk),
        )
