"""Who may do what with lists of persons. Each predicate reads as a sentence."""

from __future__ import annotations

from typing import Any

from tongxin.organisations.enums import Role
from tongxin.organisations.personal_exports.models import PersonalExport
from tongxin.organisations.roles import account_numbers, has_role


def may_decide(by: Any, export: PersonalExport) -> bool:
    """A coordinator of the unit that keeps the data or of one above it, and never who asked or stands in for who asked."""
    if by is None or export.asked_by_id in account_numbers(by):
        return False
    return has_role(by, Role.COORDINATOR, export.unit)


def may_withdraw(by: Any, export: PersonalExport) -> bool:
    return export.asked_by_id == getattr(by, "pk", None)
