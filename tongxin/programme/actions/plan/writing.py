"""What the plan's actions share: holding rows to their rules, noting what changed, writing many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions.plan.given import AreaGiven, GoalGiven, IndicatorGiven, ProjectGiven, SupportGiven
from tongxin.programme.enums import AssignmentRole, ProgrammeStatus
from tongxin.programme.models import Area, Assignment, Indicator, Programme, Project, StageGoal

# Rows in one statement: SQLite takes at most 32,766 values in one.
BATCH = 1000


def check_may_coordinate(by: Any, programme: Programme) -> None:
    """Raises NotAllowed unless `by` coordinates the programme; None is the system itself (the command line)."""
    if by is not None and not rules.may_coordinate(by, programme):
        raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以修改这个工作年的计划。") % {"owner": programme.owner})


def check_open(programme: Programme) -> None:
    if programme.status == ProgrammeStatus.CLOSED:
        raise WrongState(_("工作年已经结束，计划不再修改。需要时请先重新开启工作年。"))


def locked_programme(programme: Programme) -> Programme:
    """The programme's row as it stands now, held until the transaction ends: one at a time changes the plan."""
    return Programme.objects.select_for_update(of=("self",)).select_related("owner").get(pk=programme.pk)


def checked(row: models.Model, *, leave_out: Iterable[str] = ()) -> None:
    """Hold a row to its fields' rules. Raises Invalid that names the first field that is wrong."""
    try:
        row.full_clean(exclude=set(leave_out), validate_constraints=False)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = getattr(row._meta.get_field(field), "verbose_name", "") if field != "__all__" else ""
        raise Invalid(
            _("%(label)s：%(message)s") % {"label": label, "message": messages[0]} if label else messages[0],
            field=field,
        ) from None


def changed(row: models.Model, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Set the values on the row; what really changed, as {field: [old, new]}, related rows by their ids."""
    found: dict[str, list[Any]] = {}
    for name, new in values.items():
        old = getattr(row, name)
        if old != new:
            setattr(row, name, new)
            found[name] = [_plain(old), _plain(new)]
    return found


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def check_dates(programme: Programme, starts_on: Any, due_on: Any, what: str) -> None:
    """A project's days lie in order and within its year. `what` names it in the message."""
    if due_on < starts_on:
        raise Invalid(_("“%(what)s”的完成时限早于开始日期。请改其中一个。") % {"what": what}, field="due_on")
    if starts_on < programme.starts_on or due_on > programme.ends_on:
        raise Invalid(
            _("“%(what)s”的起止日期超出了工作年（%(start)s 至 %(end)s）。请改日期，或先调整工作年的起止。")
            % {"what": what, "start": programme.starts_on, "end": programme.ends_on},
            field="due_on" if due_on > programme.ends_on else "starts_on",
        )


def check_units(lead_unit: Unit, supports: Sequence[SupportGiven], what: str) -> None:
    """A unit stands once in a project, and units that were closed carry nothing new."""
    seen = {lead_unit.pk}
    for unit in (lead_unit, *(support.unit for support in supports)):
        if not unit.is_open:
            raise Invalid(
                _("“%(what)s”：“%(unit)s”已经撤销，不能承担新的项目。请换成现在的单位。")
                % {"what": what, "unit": unit},
                field="lead_unit" if unit.pk == lead_unit.pk else "supports",
            )
    for support in supports:
        if support.unit.pk in seen:
            raise Invalid(
                _("“%(what)s”里“%(unit)s”出现了两次。一个单位在一个项目里只能牵头或配合。")
                % {"what": what, "unit": support.unit},
                field="supports",
            )
        seen.add(support.unit.pk)


def project_row(programme: Programme, area: Area, given: ProjectGiven) -> Project:
    return Project(
        programme=programme,
        area=area,
        code=given.code,
        title=given.title,
        description=given.description,
        lead_unit=given.lead_unit,
        contact_role=given.contact_role,
        starts_on=given.starts_on,
        due_on=given.due_on,
        rhythm=given.rhythm,
        is_public=given.is_public,
        public_fields=list(given.public_fields),
        spans=[list(span) for span in given.spans],
        is_sample=programme.is_sample,
    )


def assignment_rows(project: Project, given: ProjectGiven) -> list[Assignment]:
    return [
        Assignment(project=project, unit=given.lead_unit, role=AssignmentRole.LEAD, reports=True),
        *(support_row(project, support) for support in given.supports),
    ]


def support_row(project: Project, support: SupportGiven) -> Assignment:
    return Assignment(project=project, unit=support.unit, role=AssignmentRole.SUPPORT, reports=support.reports)


def indicator_row(project: Project, position: int, given: IndicatorGiven) -> Indicator:
    return Indicator(
        project=project,
        position=position,
        name=given.name,
        unit=given.unit,
        target=given.target,
        kind=given.kind,
        counting=given.counting,
        filters=given.filters,
    )


def goal_row(project: Project, given: GoalGiven, indicators: dict[str, Indicator]) -> StageGoal:
    return StageGoal(
        project=project,
        label=given.label,
        starts_on=given.starts_on,
        due_on=given.due_on,
        text=given.text,
        indicator=indicators.get(given.indicator),
        threshold=given.threshold if given.indicator in indicators else None,
    )


def write_areas(programme: Programme, areas: Sequence[AreaGiven], *, after: int = 0) -> int:
    """Write areas with all that is in them, in few statements. Returns how many projects there are.

    `after` is the position of the programme's last area. Must run in the transaction of the action that calls; what
    is given has been checked by it.
    """
    rows = [
        Area(programme=programme, position=position, title=area.title, spans=[list(span) for span in area.spans])
        for position, area in enumerate(areas, after + 1)
    ]
    Area.objects.bulk_create(rows, batch_size=BATCH)
    given = [(row, project) for row, area in zip(rows, areas, strict=True) for project in area.projects]
    write_projects(programme, given)
    return len(given)


def write_projects(programme: Programme, given: Sequence[tuple[Area, ProjectGiven]]) -> list[Project]:
    """Write projects with their units, indicators and goals, in few statements. As `write_areas`."""
    rows = Project.objects.bulk_create(
        [project_row(programme, area, project) for area, project in given], batch_size=BATCH
    )
    both = list(zip(rows, (project for _area, project in given), strict=True))
    Assignment.objects.bulk_create(
        [assignment for row, project in both for assignment in assignment_rows(row, project)], batch_size=BATCH
    )
    write_measures(both)
    return rows


def write_measures(both: Sequence[tuple[Project, ProjectGiven]]) -> None:
    """Write the indicators of projects, then the goals that may point at them."""
    numbered = [
        (row.pk, indicator_row(row, position, indicator))
        for row, project in both
        for position, indicator in zip(count(1), project.indicators)
    ]
    Indicator.objects.bulk_create([indicator for _pk, indicator in numbered], batch_size=BATCH)
    by_project: dict[int, dict[str, Indicator]] = {}
    for pk, indicator in numbered:
        by_project.setdefault(pk, {})[indicator.name] = indicator
    StageGoal.objects.bulk_create(
        [goal_row(row, goal, by_project.get(row.pk, {})) for row, project in both for goal in project.goals],
        batch_size=BATCH,
    )
