"""Who may do what with corrections. Each predicate reads as a sentence; `by` None is the system itself (the demo)."""

from __future__ import annotations

from typing import Any

from tongxin.corrections.models import CorrectionRequest
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import has_role

ANSWERERS = frozenset({Role.REPORTER, Role.REVIEWER, Role.COORDINATOR, Role.EDITOR})


def may_see(by: Any, request: CorrectionRequest) -> bool:
    """Whoever has a role in the answering unit or above it."""
    return by is None or has_role(by, set(Role), request.unit)


def may_answer(by: Any, request: CorrectionRequest) -> bool:
    """Reporters, reviewers, coordinators and editors of the answering unit or of one above it."""
    return by is None or has_role(by, ANSWERERS, request.unit)


def may_note_for(by: Any, unit: Unit) -> bool:
    """The same people of the unit that answers for a page: say what was corrected on it."""
    return by is None or has_role(by, ANSWERERS, unit)
