"""How an evaluation stands for one person: what is to be scored, the own scores, the results once they are out.

Nobody reads another reviewer's scores before the results are published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tongxin.organisations.models import Unit
from tongxin.organisations.roles import held_by
from tongxin.programme.enums import CriterionMethod, EvaluatedThing, ProjectStatus
from tongxin.programme.models import Criterion, EvaluationResult, Programme, Project, Score
from tongxin.programme.yardstick import Computed, counted, criteria_of, led_by_unit, together


@dataclass(frozen=True)
class Cell:
    """One criterion of one thing: the computed points, or the reader's own score (None: not given)."""

    criterion: Criterion
    computed: str | None
    own: int | None

    @property
    def is_scored(self) -> bool:
        return self.criterion.method == CriterionMethod.SCORED


@dataclass(frozen=True)
class Row:
    """A project or unit that is evaluated. `is_party`: the reader belongs to it and does not score it."""

    thing: Project | Unit
    cells: tuple[Cell, ...]
    is_party: bool


@dataclass(frozen=True)
class Evaluation:
    """`projects` are the closed ones; `results` are in order of points."""

    project_criteria: tuple[Criterion, ...]
    unit_criteria: tuple[Criterion, ...]
    projects: tuple[Row, ...]
    units: tuple[Row, ...]
    results: tuple[EvaluationResult, ...]

    @property
    def has_criteria(self) -> bool:
        return bool(self.project_criteria or self.unit_criteria)


def evaluation_for(programme: Programme, user: Any) -> Evaluation:
    """The evaluation as `user` sees it; a fixed number of queries, however many projects and units."""
    programme = Programme.objects.prefetch_related("criteria").get(pk=programme.pk)
    projects = list(programme.projects.select_related("programme", "lead_unit", "area").prefetch_related("assignments"))
    parts = counted(projects)
    own = {
        (given.criterion_id, given.project_id, given.unit_id): given.value
        for given in Score.objects.filter(criterion__programme=programme, reviewer=user)
    }
    mine = {held.unit_id for held in held_by(user)}
    by_project = criteria_of(programme, EvaluatedThing.PROJECT)
    by_unit = criteria_of(programme, EvaluatedThing.UNIT)

    def cells(criteria: Sequence[Criterion], thing: Project | Unit, computed: Computed) -> tuple[Cell, ...]:
        found = []
        for criterion in criteria:
            key = (criterion.pk, thing.pk, None) if isinstance(thing, Project) else (criterion.pk, None, thing.pk)
            is_scored = criterion.method == CriterionMethod.SCORED
            points = None if is_scored else computed.of(criterion.method).points
            found.append(Cell(criterion, None if points is None else str(points), own.get(key)))
        return tuple(found)

    closed = [project for project in projects if project.status == ProjectStatus.CLOSED]
    project_rows = [
        Row(
            project,
            cells(by_project, project, together([parts[project.pk]])),
            bool(mine & {project.lead_unit_id, *(part.unit_id for part in project.assignments.all())}),
        )
        for project in closed
    ]
    unit_rows = [
        Row(unit, cells(by_unit, unit, together(parts[project.pk] for project in led)), unit.pk in mine)
        for unit, led in led_by_unit(projects).items()
    ]
    results = EvaluationResult.objects.filter(programme=programme).select_related("project__lead_unit", "unit")
    return Evaluation(
        tuple(by_project),
        tuple(by_unit),
        tuple(project_rows) if by_project else (),
        tuple(unit_rows) if by_unit else (),
        tuple(results),
    )
