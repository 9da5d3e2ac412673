"""Who may do what with brands. Each predicate reads as a sentence; `by` None is the system itself."""

from __future__ import annotations

from typing import Any

from tongxin.brands.enums import ENDED
from tongxin.brands.models import Brand, BrandSystem, Evaluation, Evidence
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import account_numbers, has_role, held_by

KEEPERS = frozenset({Role.REPORTER, Role.REVIEWER, Role.COORDINATOR})
REVIEWERS = frozenset({Role.REVIEWER, Role.COORDINATOR})


def may_keep_for(by: Any, unit: Unit) -> bool:
    """Reporters, reviewers and coordinators of the owning unit or of one above it: propose and describe its brands."""
    return by is None or has_role(by, KEEPERS, unit)


def may_edit(by: Any, brand: Brand) -> bool:
    """Keepers of the owning unit, while the brand stands."""
    return brand.status not in ENDED and may_keep_for(by, brand.owner)


def system_owner(brand: Brand) -> Unit:
    return brand.family.category.system.owner


def may_review(by: Any, brand: Brand) -> bool:
    """Reviewers and coordinators of the system's owner, but not who proposed it."""
    if by is None:
        return True
    return has_role(by, REVIEWERS, system_owner(brand)) and brand.proposed_by_id not in account_numbers(by)


def may_name(by: Any, brand: Brand) -> bool:
    """Coordinators of the system's owner: name, keep, merge and end brands."""
    return by is None or has_role(by, Role.COORDINATOR, system_owner(brand))


def may_hand_over(by: Any, brand: Brand) -> bool:
    """Coordinators of the system's owner, while the brand stands or is on its way."""
    return brand.status not in ENDED and may_name(by, brand)


def may_link(by: Any, brand: Brand) -> bool:
    """Coordinators of the owning unit or above it say whose facts count for the brand."""
    return brand.status not in ENDED and (by is None or has_role(by, Role.COORDINATOR, brand.owner))


def may_keep_system(by: Any, system: BrandSystem) -> bool:
    return by is None or has_role(by, Role.COORDINATOR, system.owner)


def may_decide_evidence(by: Any, evidence: Evidence) -> bool:
    """Reviewers and coordinators of the owning unit or above it, but never who entered it."""
    if by is None:
        return True
    return has_role(by, REVIEWERS, evidence.brand.owner) and not entered(by, evidence)


def entered(by: Any, evidence: Evidence) -> bool:
    """Whether somebody, or who stands in for him or her, entered this evidence."""
    return evidence.entered_by_id in account_numbers(by)


def may_withdraw_evidence(by: Any, evidence: Evidence) -> bool:
    """Reviewers and coordinators of the owning unit or above it: what turns out to be wrong is taken down by any."""
    return by is None or has_role(by, REVIEWERS, evidence.brand.owner)


def may_run_evaluation(by: Any, evaluation: Evaluation) -> bool:
    return may_keep_system(by, evaluation.system)


def is_own_unit(by: Any, brand: Brand) -> bool:
    """Whether somebody belongs to the brand's unit, or to one below it: a conflict of interest.

    Below the system's owner stand all the units of the city, independent of it: there only the owner itself counts.
    """
    return would_be_own_unit(by, brand, brand.owner)


def would_be_own_unit(by: Any, brand: Brand, owner: Unit) -> bool:
    """The same if the brand's unit were `owner`."""
    is_owners = owner.pk == brand.family.category.system.owner_id
    return any(held.unit_id == owner.pk or (not is_owners and held.path.startswith(owner.path)) for held in held_by(by))
