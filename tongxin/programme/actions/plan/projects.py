"""Making and changing a project: its fields, units, indicators and stage goals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid, WrongState
from tongxin.programme.actions.plan.given import GoalGiven, IndicatorGiven, ProjectGiven, SupportGiven
from tongxin.programme.actions.plan.writing import (
    changed,
    check_dates,
    check_may_coordinate,
    check_open,
    check_units,
    checked,
    goal_row,
    indicator_row,
    locked_programme,
    project_row,
    support_row,
    write_projects,
)
from tongxin.programme.enums import AssignmentRole, ProjectStatus, PublicField
from tongxin.programme.models import Area, Assignment, Indicator, Project, StageGoal

PROJECT_FIELDS = frozenset(
    {
        "area",
        "code",
        "title",
        "description",
        "lead_unit",
        "contact_role",
        "starts_on",
        "due_on",
        "rhythm",
        "is_public",
        "public_fields",
    }
)
# Fixed once a project is assigned: a deadline moves by extension, a lead unit by handing over.
FIXED_FIELDS = frozenset({"starts_on", "due_on", "lead_unit"})


def next_code(area: Area) -> str:
    """The code that a new project of this area gets: "2-05" is the fifth of the second area."""
    taken = set(Project.objects.filter(programme_id=area.programme_id).values_list("code", flat=True))
    number = Project.objects.filter(area=area).count() + 1
    while (code := f"{area.position}-{number:02d}") in taken:
        number += 1
    return code


def add_project(*, area: Area, given: ProjectGiven, by: Any) -> Project:
    """Add a project with its units, indicators and goals; with an empty code it gets the next one of its area.

    Raises NotAllowed unless `by` coordinates, WrongState when the year is closed, Invalid when something is wrong.
    """
    with transaction.atomic():
        programme = locked_programme(area.programme)
        check_may_coordinate(by, programme)
        check_open(programme)
        if not given.code:
            given = ProjectGiven(**{**vars(given), "code": next_code(area)})
        row = project_row(programme, area, given)
        _check(row)
        check_units(given.lead_unit, given.supports, given.title)
        _check_goals(row, given.goals, {indicator.name for indicator in given.indicators})
        _check_indicators(row, given.indicators)
        (row,) = write_projects(programme, [(area, given)])
        audit.record(by, "project.added", row, programme=programme.pk, code=row.code, title=row.title)
    return row


def edit_project(*, project: Project, by: Any, **values: Any) -> Project:
    """Change a project's own fields; `area` must be one of its programme. What stands as given leaves no trace.

    Raises NotAllowed, Invalid; WrongState for the days and the lead unit once the project is assigned, and for
    everything once it is closed.
    """
    unknown = set(values) - PROJECT_FIELDS
    if unknown:
        raise TypeError(f"not fields of a project: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        row = _locked(project, by)
        for name in ("code", "title", "contact_role"):
            if name in values:
                values[name] = str(values[name]).strip()
        old_lead = row.lead_unit
        changes = changed(row, values)
        if not changes:
            return row
        if changes.keys() & FIXED_FIELDS and row.status != ProjectStatus.PLANNED:
            raise WrongState(_("项目已经交办，起止日期和牵头单位不能直接修改。改期限请走延期，换单位请重新交办。"))
        if row.area.programme_id != row.programme_id:
            raise Invalid(_("所选领域不属于这个工作年。请重新选择。"), field="area")
        _check(row)
        if row.lead_unit_id != old_lead.pk:
            _change_lead(row)
        if changes.keys() & {"starts_on", "due_on"}:
            for goal in row.goals.all():
                _check_goal_inside(row, goal.label, goal.starts_on, goal.due_on)
        row.save(update_fields=list(changes))
        audit.record(by, "project.edited", row, changes=changes)
    return row


def set_assignments(*, project: Project, supports: Sequence[SupportGiven], by: Any) -> Project:
    """Say which units support a planned project. Raises NotAllowed, Invalid; WrongState once it is assigned."""
    with transaction.atomic():
        row = _locked(project, by)
        check_units(row.lead_unit, supports, row.title)
        wanted = {support.unit.pk: support for support in supports}
        known = {
            assignment.unit_id: assignment
            for assignment in row.assignments.filter(role=AssignmentRole.SUPPORT).select_related("unit")
        }
        same = {pk: support.reports for pk, support in wanted.items()} == {
            pk: assignment.reports for pk, assignment in known.items()
        }
        if same:
            return row
        if row.status != ProjectStatus.PLANNED:
            raise WrongState(_("项目已经交办，配合单位不能在这里修改。需要换单位时请重新交办。"))
        row.assignments.filter(role=AssignmentRole.SUPPORT).exclude(unit_id__in=wanted).delete()
        Assignment.objects.bulk_create([support_row(row, support) for pk, support in wanted.items() if pk not in known])
        for pk, assignment in known.items():
            if pk in wanted and assignment.reports != wanted[pk].reports:
                row.assignments.filter(pk=assignment.pk).update(reports=wanted[pk].reports)
        audit.record(
            by,
            "project.supports_set",
            row,
            old=sorted(known),
            new={str(pk): support.reports for pk, support in wanted.items()},
        )
    return row


def set_indicators(*, project: Project, indicators: Sequence[IndicatorGiven], by: Any) -> Project:
    """Set what a project is measured by, in order. An indicator is known by its name: a kept name keeps its figures.

    Raises NotAllowed, Invalid; WrongState when an indicator that reports have figures for, or goals count on, would go.
    """
    with transaction.atomic():
        row = _locked(project, by)
        _check_indicators(row, indicators)
        known = {indicator.name: indicator for indicator in row.indicators.select_related("kind")}
        wanted = {given.name for given in indicators}
        changes: dict[str, Any] = {}
        for name in known.keys() - wanted:
            _remove_indicator(known[name])
            changes[name] = ["removed"]
        for position, given in enumerate(indicators, 1):
            if given.name not in known:
                indicator_row(row, position, given).save(force_insert=True)
                changes[given.name] = ["added", given.target, given.unit]
                continue
            found = changed(known[given.name], {"position": position, **vars(given)})
            if found:
                known[given.name].save(update_fields=list(found))
                changes[given.name] = [found]
        if changes:
            audit.record(by, "project.indicators_set", row, changes=changes)
    return row


def set_goals(*, project: Project, goals: Sequence[GoalGiven], by: Any) -> Project:
    """Set a project's stage goals. A goal is known by its stage's name.

    Raises NotAllowed, Invalid; once the project is assigned WrongState when a goal would go or its day or threshold
    change: that takes an extension. Words may be mended and goals added at any time.
    """
    with transaction.atomic():
        row = _locked(project, by)
        indicators = {indicator.name: indicator for indicator in row.indicators.all()}
        _check_goals(row, goals, set(indicators))
        known = {goal.label: goal for goal in row.goals.all()}
        wanted = {given.label for given in goals}
        changes: dict[str, Any] = {}
        is_fixed = row.status != ProjectStatus.PLANNED
        for label in known.keys() - wanted:
            if is_fixed:
                raise _goal_is_fixed(label)
            known[label].delete()
            changes[label] = ["removed"]
        for given in goals:
            made = goal_row(row, given, indicators)
            if given.label not in known:
                made.save(force_insert=True)
                changes[given.label] = ["added", given.due_on]
                continue
            fields = ("starts_on", "due_on", "text", "indicator", "threshold")
            found = changed(known[given.label], {name: getattr(made, name) for name in fields})
            if is_fixed and found.keys() & {"due_on", "threshold", "indicator"}:
                raise _goal_is_fixed(given.label)
            if found:
                known[given.label].save(update_fields=list(found))
                changes[given.label] = [found]
        if changes:
            audit.record(by, "project.goals_set", row, changes=changes)
    return row


def remove_project(*, project: Project, by: Any) -> None:
    """Take a project that is only planned out of the plan. Raises NotAllowed, WrongState."""
    with transaction.atomic():
        row = _locked(project, by)
        if row.status != ProjectStatus.PLANNED:
            raise WrongState(_("项目已经交办，不能删除。不再继续时请走办结。"))
        audit.record(by, "project.removed", row, programme=row.programme_id, code=row.code, title=row.title)
        row.goals.all().delete()
        row.delete()


def _locked(project: Project, by: Any) -> Project:
    """The project as it stands now, held until the transaction ends. Raises NotAllowed, WrongState once closed."""
    row = (
        Project.objects.select_for_update(of=("self",))
        .select_related("programme__owner", "area", "lead_unit")
        .get(pk=project.pk)
    )
    check_may_coordinate(by, row.programme)
    check_open(row.programme)
    if not row.is_open:
        raise WrongState(_("项目已经办结，计划不再修改。需要时请先重新办理。"))
    return row


def _check(row: Project) -> None:
    checked(row)
    check_dates(row.programme, row.starts_on, row.due_on, row.title)
    unknown = set(row.public_fields) - set(PublicField.values)
    if unknown:
        raise Invalid(_("没有这样的公开内容：%(names)s。") % {"names": listed(sorted(unknown))}, field="public_fields")
    if Project.objects.filter(programme=row.programme, code=row.code).exclude(pk=row.pk).exists():
        raise Invalid(_("编号“%(code)s”已经用过。请换一个。") % {"code": row.code}, field="code")


def _change_lead(row: Project) -> None:
    check_units(row.lead_unit, (), row.title)
    row.assignments.filter(role=AssignmentRole.LEAD).delete()
    row.assignments.filter(unit=row.lead_unit).delete()
    Assignment.objects.create(project=row, unit=row.lead_unit, role=AssignmentRole.LEAD, reports=True)


def _check_indicators(project: Project, indicators: Sequence[IndicatorGiven]) -> None:
    names = [given.name for given in indicators]
    if len(set(names)) != len(names):
        raise Invalid(_("“%(project)s”有两个同名的指标。请改其中一个。") % {"project": project}, field="indicators")
    for given in indicators:
        checked(indicator_row(project, 0, given), leave_out=["project"])
        if given.kind is not None and given.kind.unit != given.unit:
            raise Invalid(
                _("指标“%(name)s”的计量单位是“%(unit)s”，而实绩“%(kind)s”按“%(kind_unit)s”计。请改成一致。")
                % {"name": given.name, "unit": given.unit, "kind": given.kind, "kind_unit": given.kind.unit},
                field="indicators",
            )


def _remove_indicator(indicator: Indicator) -> None:
    if StageGoal.objects.filter(indicator=indicator, threshold__isnull=False).exists():
        raise WrongState(_("指标“%(name)s”还用在阶段目标里，不能删除。请先改那个目标。") % {"name": indicator.name})
    try:
        indicator.delete()
    except ProtectedError:
        raise WrongState(_("指标“%(name)s”已有填报的数字，不能删除。") % {"name": indicator.name}) from None


def _check_goals(project: Project, goals: Sequence[GoalGiven], indicators: set[str]) -> None:
    labels = [given.label for given in goals]
    if len(set(labels)) != len(labels):
        raise Invalid(_("“%(project)s”有两个同名的阶段。请改其中一个。") % {"project": project}, field="goals")
    for given in goals:
        checked(goal_row(project, given, {}), leave_out=["project", "indicator"])
        _check_goal_inside(project, given.label, given.starts_on, given.due_on)
        if given.indicator and given.indicator not in indicators:
            raise Invalid(
                _("阶段“%(label)s”写的指标“%(name)s”不在这个项目里。")
                % {"label": given.label, "name": given.indicator},
                field="goals",
            )
        if given.threshold is not None and not given.indicator:
            raise Invalid(
                _("阶段“%(label)s”写了应达到的数值，还要选一个指标。") % {"label": given.label}, field="goals"
            )


def _check_goal_inside(project: Project, label: str, starts_on: Any, due_on: Any) -> None:
    if due_on < starts_on:
        raise Invalid(_("阶段“%(label)s”的应于日期早于阶段开始。") % {"label": label}, field="goals")
    if due_on > project.due_on:
        raise Invalid(
            _("阶段“%(label)s”的应于日期（%(day)s）晚于项目的完成时限（%(due)s）。")
            % {"label": label, "day": due_on, "due": project.due_on},
            field="goals",
        )


def _goal_is_fixed(label: str) -> WrongState:
    return WrongState(_("项目已经交办，阶段“%(label)s”的日期和数值不能直接修改或删除。请走延期。") % {"label": label})
