"""Who may do what in the naming of bases. Each predicate reads as a sentence: may_judge(user, application).

The office that owns a batch coordinates it; a place's own unit applies; two reviewers of other units visit. Nobody
decides on what he or she applied for.
"""

from __future__ import annotations

from typing import Any

from tongxin.naming.enums import ApplicationStatus
from tongxin.naming.models import Application, Batch, Visit
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import account_numbers, has_role, has_role_in, held_by
from tongxin.places.models import Place

APPLICANTS = frozenset({Role.REPORTER, Role.REVIEWER, Role.COORDINATOR})
VISITORS = frozenset({Role.REVIEWER, Role.COORDINATOR})
READERS = frozenset({Role.COORDINATOR, Role.REVIEWER, Role.LEADER, Role.AUDITOR})
"""Those of the office who see what units hand in."""


def may_start_batch(by: Any, owner: Unit) -> bool:
    return has_role(by, Role.COORDINATOR, owner)


def may_coordinate(by: Any, batch: Batch) -> bool:
    """Coordinators of the office that owns the batch, or of one above it."""
    return has_role(by, Role.COORDINATOR, batch.owner)


def may_read_all(by: Any, batch: Batch) -> bool:
    """The office sees every application that was handed in."""
    return has_role(by, READERS, batch.owner)


def may_apply_for(by: Any, place: Place) -> bool:
    """Reporters, reviewers and coordinators of the place's own unit."""
    return has_role_in(by, APPLICANTS, place.owner)


def may_apply(by: Any, application: Application) -> bool:
    return may_apply_for(by, application.place)


def is_of_unit(by: Any, unit: Unit) -> bool:
    """Whether somebody works in this unit or below it, as himself or as a stand-in."""
    return any(held.path.startswith(unit.path) for held in held_by(by))


def may_judge(by: Any, application: Application) -> bool:
    """Coordinators of the batch, but never who applied."""
    return application.applied_by_id not in account_numbers(by) and may_coordinate(by, application.batch)


def may_visit(by: Any, application: Application) -> bool:
    """Reviewers and coordinators of other units of the same city, who did not apply."""
    is_party = application.applied_by_id in account_numbers(by) or is_of_unit(by, application.place.owner)
    return not is_party and any(
        held.role in VISITORS and held.path[: Unit.steplen] == application.batch.owner.path[: Unit.steplen]
        for held in held_by(by)
    )


def may_fill(by: Any, visit: Visit) -> bool:
    """The reviewer whose visit it is, in person: a checklist is what one saw oneself."""
    return bool(by is not None and visit.reviewer_id == getattr(by, "pk", None)) and may_visit(by, visit.application)


def may_answer_objections(by: Any, batch: Batch) -> bool:
    return may_coordinate(by, batch)


def may_see_marks(by: Any, visit: Visit) -> bool:
    """One's own checklist; another's once one has none left to fill: the two are filled independently."""
    if visit.reviewer_id == by.pk:
        return True
    own_is_open = any(one.reviewer_id == by.pk and one.filled_on is None for one in visit.application.present_visits)
    return not own_is_open and may_read_all(by, visit.application.batch)


def is_handed_in(application: Application) -> bool:
    return application.status != ApplicationStatus.DRAFT
