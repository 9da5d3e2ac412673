"""Who may do what in a year of work. Each predicate reads as a sentence: may_review(user, report).

The office that owns a programme coordinates it. A unit's reporters write for their own unit only; a lead unit's
reviewers look at what its supporting units report, the coordinator at what the lead unit itself reports. Nobody decides
on what he or she wrote. A unit's own plan is the unit's: the office above sees into it as far as `insight` says and
does not act in it (`holds_in`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import account_numbers, has_role, has_role_in, held_by
from tongxin.programme.enums import AssignmentRole
from tongxin.programme.models import (
    Assignment,
    CloseRequest,
    ExtensionRequest,
    Programme,
    Project,
    Report,
    SupervisionNotice,
)

WRITERS = frozenset({Role.REPORTER, Role.REVIEWER, Role.COORDINATOR})
"""Those who write and answer for their unit."""


def holds_in(user: Any, roles: Iterable[Role], programme: Programme) -> bool:
    """Whether the person holds one of the roles over the programme: in its owner or above.

    In a unit's own plan a role held in the office that handed the project down, or above that office, does not count.
    """
    wanted = set(roles)
    paths = [held.path for held in held_by(user) if held.role in wanted]
    owner = programme.owner
    if programme.parent_project is None:
        return any(owner.path.startswith(path) for path in paths)
    above = programme.parent_project.programme.owner
    return any(
        owner.path.startswith(path) and (owner.pk == above.pk or not above.path.startswith(path)) for path in paths
    )


def may_coordinate(user: Any, programme: Programme) -> bool:
    """Coordinators of the office that owns the programme, or of an office above it."""
    return holds_in(user, {Role.COORDINATOR}, programme)


def may_start_programme(user: Any, owner: Any) -> bool:
    return has_role(user, Role.COORDINATOR, owner)


def may_coordinate_project(user: Any, project: Project) -> bool:
    return may_coordinate(user, project.programme)


def may_carry(user: Any, project: Project) -> bool:
    """Reporters and reviewers of the lead unit: they accept it, ask for more time, ask to close it."""
    return has_role_in(user, WRITERS, project.lead_unit)


def may_answer_assignment(user: Any, assignment: Assignment) -> bool:
    return has_role_in(user, WRITERS, assignment.unit)


def may_assign_again(user: Any, assignment: Assignment) -> bool:
    return may_coordinate(user, assignment.project.programme)


def may_write_report(user: Any, report: Report) -> bool:
    return has_role_in(user, WRITERS, report.unit)


def may_review(user: Any, report: Report) -> bool:
    """The coordinator; for a supporting unit's report also reviewers of the lead unit. Never its own writer."""
    if report.written_by_id in account_numbers(user):
        return False
    project = report.project
    if may_coordinate(user, project.programme):
        return True
    return report.unit_id != project.lead_unit_id and has_role_in(user, Role.REVIEWER, project.lead_unit)


def may_correct_figure(user: Any, report: Report) -> bool:
    """The unit that reported it, and the coordinator."""
    return may_write_report(user, report) or may_coordinate(user, report.project.programme)


def may_waive_report(user: Any, report: Report) -> bool:
    return may_coordinate(user, report.project.programme)


def may_decide_extension(user: Any, request: ExtensionRequest) -> bool:
    return request.asked_by_id not in account_numbers(user) and may_coordinate(user, request.project.programme)


def may_withdraw_extension(user: Any, request: ExtensionRequest) -> bool:
    return may_carry(user, request.project)


def may_decide_closing(user: Any, request: CloseRequest) -> bool:
    return request.asked_by_id not in account_numbers(user) and may_coordinate(user, request.project.programme)


def may_withdraw_closing(user: Any, request: CloseRequest) -> bool:
    return may_carry(user, request.project)


def may_supervise(user: Any, project: Project) -> bool:
    return may_coordinate(user, project.programme)


def may_answer_supervision(user: Any, notice: SupervisionNotice) -> bool:
    return has_role_in(user, WRITERS, notice.unit)


def may_close_supervision(user: Any, notice: SupervisionNotice) -> bool:
    return may_coordinate(user, notice.project.programme)


def may_break_down(user: Any, project: Project) -> bool:
    """Units that carry a part of the project may make their own plan for it."""
    return any(may_break_down_for(user, assignment.unit) for assignment in project.assignments.select_related("unit"))


def may_break_down_for(user: Any, unit: Unit) -> bool:
    """Coordinators and reviewers make a plan for their own unit."""
    return has_role_in(user, {Role.COORDINATOR, Role.REVIEWER}, unit)


def may_set_insight(user: Any, programme: Programme) -> bool:
    """The unit itself says how far the office above sees into its own plan."""
    return programme.parent_project_id is not None and may_coordinate_own_plan(user, programme)


def may_coordinate_own_plan(user: Any, programme: Programme) -> bool:
    return may_coordinate(user, programme) or may_break_down_for(user, programme.owner)


def may_see_programme(user: Any, programme: Programme) -> bool:
    """Everybody with a role in the owner or above it, or in a unit that carries one of its projects."""
    return holds_in(user, Role, programme) or any(
        has_role_in(user, set(Role), assignment.unit)
        for assignment in Assignment.objects.filter(project__programme=programme).select_related("unit")
    )


def may_score(user: Any, programme: Programme) -> bool:
    """Coordinators and reviewers of the office that owns the programme, or above it. See `is_party_to`."""
    return holds_in(user, {Role.COORDINATOR, Role.REVIEWER}, programme)


def is_party_to(user: Any, units: Iterable[Unit]) -> bool:
    """Whether somebody belongs to one of these units: he or she does not score them."""
    return any(has_role_in(user, set(Role), unit) for unit in units)


def leads(assignment: Assignment) -> bool:
    return assignment.role == AssignmentRole.LEAD
