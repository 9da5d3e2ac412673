"""The computed part of the year-end evaluation: what facts, goals and reports say, 0 to 100, and from what.

A part with nothing to count is None: it is left out, and the other weights count for more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from tongxin.common.scoring import CENT, HUNDRED
from tongxin.organisations.models import Unit
from tongxin.programme.enums import CriterionMethod, EvaluatedThing, ReportStatus
from tongxin.programme.lights import is_reached
from tongxin.programme.models import Criterion, Programme, Project, Report, StageGoal
from tongxin.programme.selectors.indicators import measured

DEFAULT_CRITERIA: tuple[tuple[EvaluatedThing, CriterionMethod, int], ...] = (
    (EvaluatedThing.PROJECT, CriterionMethod.INDICATORS, 30),
    (EvaluatedThing.PROJECT, CriterionMethod.GOALS, 30),
    (EvaluatedThing.PROJECT, CriterionMethod.ON_TIME, 10),
    (EvaluatedThing.PROJECT, CriterionMethod.SCORED, 30),
    (EvaluatedThing.UNIT, CriterionMethod.INDICATORS, 30),
    (EvaluatedThing.UNIT, CriterionMethod.GOALS, 30),
    (EvaluatedThing.UNIT, CriterionMethod.ON_TIME, 20),
    (EvaluatedThing.UNIT, CriterionMethod.SCORED, 20),
)


def default_title(thing: EvaluatedThing, method: CriterionMethod) -> str:
    """What a default criterion is called."""
    return {
        CriterionMethod.INDICATORS: _("指标完成率"),
        CriterionMethod.GOALS: _("阶段目标按期完成率"),
        CriterionMethod.ON_TIME: _("按时报告率"),
        CriterionMethod.SCORED: _("工作实效") if thing == EvaluatedThing.PROJECT else _("协同配合"),
    }[method]


@dataclass(frozen=True)
class Part:
    """A computed part: `points` 0 to 100, None where nothing was to count; `found` says from what (3 of 4)."""

    points: Decimal | None
    good: Decimal
    whole: int


@dataclass(frozen=True)
class Computed:
    """The computed parts of one project, or of a unit's projects together."""

    on_time: Part
    goals: Part
    indicators: Part

    def of(self, method: str) -> Part:
        return {
            CriterionMethod.ON_TIME: self.on_time,
            CriterionMethod.GOALS: self.goals,
            CriterionMethod.INDICATORS: self.indicators,
        }[CriterionMethod(method)]


def part(values: Sequence[Decimal]) -> Part:
    """The mean of values between 0 and 1, as points."""
    good = sum(values, Decimal(0))
    points = (good * HUNDRED / len(values)).quantize(CENT, ROUND_HALF_UP) if values else None
    return Part(points, good, len(values))


@dataclass(frozen=True)
class Counted:
    """What one project's parts are the means of, each value between 0 and 1."""

    on_time: tuple[Decimal, ...]
    goals: tuple[Decimal, ...]
    indicators: tuple[Decimal, ...]


def counted(projects: Sequence[Project]) -> dict[int, Counted]:
    """What is counted of each project, by id, in a fixed number of queries. Only what was due by the programme's day.

    A report is in time when it was first handed in by its due date; a waived one does not count. A goal is reached in
    time when it was reached by its due date, one with a threshold when its indicator has come to it.
    """
    ids = [project.pk for project in projects]
    by_id = {project.pk: project for project in projects}
    on_time: dict[int, list[Decimal]] = defaultdict(list)
    for report in Report.objects.filter(project_id__in=ids).exclude(status=ReportStatus.WAIVED):
        if report.due_on <= by_id[report.project_id].programme.today:
            is_in_time = report.submitted_on is not None and report.submitted_on <= report.due_on
            on_time[report.project_id].append(Decimal(is_in_time))
    values = measured(projects)
    goals: dict[int, list[Decimal]] = defaultdict(list)
    for goal in StageGoal.objects.filter(project_id__in=ids):
        if goal.due_on <= by_id[goal.project_id].programme.today:
            by_indicator = {item.indicator.pk: item for item in values[goal.project_id]}
            is_in_time = is_reached(goal, by_indicator) and (goal.reached_on is None or goal.reached_on <= goal.due_on)
            goals[goal.project_id].append(Decimal(is_in_time))
    return {
        pk: Counted(
            tuple(on_time[pk]),
            tuple(goals[pk]),
            tuple(
                min(Decimal(1), max(Decimal(0), (item.value or Decimal(0)) / item.indicator.target))
                for item in values[pk]
                if item.indicator.target
            ),
        )
        for pk in ids
    }


def together(parts: Iterable[Counted]) -> Computed:
    """The computed parts over one or several projects: every report, goal and indicator counts alike."""
    known = list(parts)
    return Computed(
        part([value for one in known for value in one.on_time]),
        part([value for one in known for value in one.goals]),
        part([value for one in known for value in one.indicators]),
    )


def criteria_of(programme: Programme, thing: str) -> list[Criterion]:
    return [criterion for criterion in programme.criteria.all() if criterion.thing == thing]


def led_by_unit(projects: Iterable[Project]) -> dict[Unit, list[Project]]:
    """The projects that each unit leads."""
    found: dict[Unit, list[Project]] = defaultdict(list)
    for project in projects:
        found[project.lead_unit].append(project)
    return dict(found)
