"""Handing projects to their units, and the units' answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit, clock
from tongxin.common.clock.wording import day
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations.models import Unit
from tongxin.programme import rules, telling
from tongxin.programme.enums import AssignmentRole, AssignmentStatus, ProgrammeStatus, ProjectStatus
from tongxin.programme.lights import LightRules
from tongxin.programme.models import Assignment, Programme, Project, Report
from tongxin.programme.owing import OPEN, owe_reports
from tongxin.programme.workflows import ASSIGNMENT, PROGRAMME, PROJECT


def accept_by_of(programme: Programme) -> date:
    """The day by which units are to accept what is assigned today: the programme's `accept_days` working days on."""
    days = LightRules.of(programme.light_rules).accept_days
    return clock.add_working_days(programme.today, days).due


def assign(*, project: Project, by: Any, accept_by: date | None = None) -> Project:
    """Hand a planned project to its lead and supporting units; the reports that they will owe are put down.

    A programme that was only planned starts with its first project handed out. Raises NotAllowed unless `by`
    coordinates, WrongState unless the project is planned, Invalid when `accept_by` lies in the past or the lead unit
    was closed.
    """
    programme = project.programme
    today = programme.today
    wanted = accept_by or accept_by_of(programme)
    with transaction.atomic():
        if programme.status == ProgrammeStatus.PLANNED:
            PROGRAMME.move(programme, "start", by=by)
        if programme.status == ProgrammeStatus.CLOSED:
            raise WrongState(_("工作年已经结束，不能再交办项目。需要时请先重新开启工作年。"))
        PROJECT.move(project, "assign", by=by, assigned_on=today)
        if wanted < today:
            raise Invalid(_("签收期限不能早于今天。请改为今天或以后的日期。"), field="accept_by")
        _put_lead_first(project)
        units = list(project.assignments.select_related("unit"))
        for assignment in units:
            if not assignment.unit.is_open:
                raise Invalid(
                    _("%(project)s：“%(unit)s”已经撤销，不能交办。请先在项目里换成现在的单位。")
                    % {"project": project, "unit": assignment.unit},
                    field="units",
                )
        project.assignments.filter(status=AssignmentStatus.WAITING).update(accept_by=wanted)
        owe_reports(project, since=today)
        for assignment in units:
            telling.tell_unit(
                assignment.unit,
                programme=programme,
                key=f"assigned:{assignment.pk}:{today}",
                title=_("新交办项目：%(project)s") % {"project": project.title},
                body=_("本单位为%(role)s单位，请于 %(date)s前签收。")
                % {"role": assignment.get_role_display(), "date": day(wanted)},
                link=telling.link("assignments"),
            )
    return project


def assign_all(
    *, programme: Programme, by: Any, accept_by: date | None = None, projects: Iterable[Project] | None = None
) -> list[Project]:
    """Hand out all planned projects of a programme, or those of `projects` that belong to it: all or none.

    Raises as `assign`; Invalid when there is nothing to hand out.
    """
    with transaction.atomic():
        planned = programme.projects.filter(status=ProjectStatus.PLANNED).select_related("lead_unit")
        if projects is not None:
            planned = planned.filter(pk__in=[project.pk for project in projects])
        chosen = list(planned)
        if not rules.may_coordinate(by, programme):
            raise NotAllowed(_("只有主办单位的协调员可以交办项目。"))
        if not chosen:
            raise Invalid(_("没有选中待交办的项目。请至少选一个。"), field="projects")
        for project in chosen:
            project.programme = programme
            assign(project=project, by=by, accept_by=accept_by)
    return chosen


def accept(*, assignment: Assignment, by: Any) -> Assignment:
    """A unit takes its part on. When the lead unit does, work on the project begins.

    Raises NotAllowed unless `by` answers for the unit, WrongState unless the assignment waits for an answer.
    """
    programme = assignment.project.programme
    with transaction.atomic():
        project = Project.objects.select_for_update().get(pk=assignment.project_id)
        ASSIGNMENT.move(assignment, "accept", by=by, answered_on=programme.today)
        if rules.leads(assignment) and project.status == ProjectStatus.ASSIGNED:
            PROJECT.move(project, "begin", by=by)
        assignment.project.status = project.status
    return assignment


def query_back(*, assignment: Assignment, by: Any, reason: str) -> Assignment:
    """A unit hands its part back with a question or an objection; the coordinator is told.

    Raises NotAllowed, WrongState as `accept`, Invalid without a reason.
    """
    programme = assignment.project.programme
    with transaction.atomic():
        ASSIGNMENT.move(assignment, "query_back", by=by, note=reason, answered_on=programme.today)
        _write_note(assignment, reason)
        telling.tell_office(
            programme,
            key=f"queried:{assignment.pk}:{programme.today}",
            title=_("%(unit)s退回说明：%(project)s")
            % {"unit": assignment.unit.brief, "project": assignment.project.title},
            body=assignment.note,
            link=telling.link("assignments"),
        )
    return assignment


def assign_again(*, assignment: Assignment, by: Any, note: str = "", unit: Unit | None = None) -> Assignment:
    """Answer a query: hand the part to the same unit again with a word of explanation, or to another `unit`.

    With another unit, open reports go with the part; for the lead's part the project's lead unit changes too. Raises
    NotAllowed unless `by` coordinates, WrongState unless it was queried, Invalid when the other unit has a part already
    or is closed.
    """
    project = assignment.project
    programme = project.programme
    with transaction.atomic():
        ASSIGNMENT.move(
            assignment, "assign_again", by=by, note=note, accept_by=accept_by_of(programme), answered_on=None
        )
        if unit is not None and unit.pk != assignment.unit_id:
            _hand_over(assignment, unit, by=by)
        _write_note(assignment, note)
        telling.tell_unit(
            assignment.unit,
            programme=programme,
            key=f"assigned-again:{assignment.pk}:{programme.today}",
            title=_("重新交办：%(project)s") % {"project": project.title},
            body=note.strip(),
            link=telling.link("assignments"),
        )
    return assignment


def hand_over(*, assignment: Assignment, unit: Unit, by: Any, note: str) -> Assignment:
    """Give a unit's part to another one while work is under way: reorganised, merged, better placed.

    Open reports go with the part; what the old unit did stays its own. Raises NotAllowed unless `by` coordinates,
    WrongState once the project is closed, Invalid without a reason or where the other unit cannot take it.
    """
    project = assignment.project
    if not rules.may_assign_again(by, assignment):
        raise NotAllowed(_("只有主办单位的协调员可以改交。"))
    if not project.is_open:
        raise WrongState(_("项目已经办结，不能改交。"))
    if not note.strip():
        raise Invalid(_("请写明为什么改交。"), field="note")
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        old = assignment.unit
        _hand_over(assignment, unit, by=by)
        _write_note(assignment, note)
        for one in (old, unit):
            telling.tell_unit(
                one,
                programme=project.programme,
                key=f"handed-over:{assignment.pk}:{one.pk}:{project.programme.today}",
                title=_("改交：%(project)s") % {"project": project.title},
                body=_("由%(old)s改交%(new)s。%(note)s") % {"old": old.brief, "new": unit.brief, "note": note.strip()},
                link=telling.link("assignments"),
            )
    return assignment


def _put_lead_first(project: Project) -> None:
    """Make the lead unit's assignment where planning left it out, and see that it is the only one that leads."""
    own = project.assignments.filter(unit=project.lead_unit).first()
    project.assignments.filter(role=AssignmentRole.LEAD).exclude(unit=project.lead_unit).update(
        role=AssignmentRole.SUPPORT
    )
    if own is None:
        Assignment.objects.create(project=project, unit=project.lead_unit, role=AssignmentRole.LEAD)
    elif own.role != AssignmentRole.LEAD:
        own.role = AssignmentRole.LEAD
        own.save(update_fields=["role"])


def _write_note(assignment: Assignment, note: str) -> None:
    assignment.note = note.strip()
    assignment.save(update_fields=["note"])


def _hand_over(assignment: Assignment, unit: Unit, *, by: Any) -> None:
    project, old = assignment.project, assignment.unit
    if not unit.is_open:
        raise Invalid(_("“%(unit)s”已经撤销，请选现在的单位。") % {"unit": unit}, field="unit")
    if project.assignments.filter(unit=unit).exists():
        raise Invalid(_("“%(unit)s”在这个项目里已有分工，请选别的单位。") % {"unit": unit}, field="unit")
    assignment.unit = unit
    assignment.save(update_fields=["unit"])
    if rules.leads(assignment):
        project.lead_unit = unit
        project.save(update_fields=["lead_unit"])
    Report.objects.filter(project=project, unit=old, status__in=OPEN).update(unit=unit)
    audit.record(by, "assignment.handed_over", assignment, old=old.pk, new=unit.pk)
