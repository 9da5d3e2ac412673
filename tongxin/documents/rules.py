"""Who may do what with documents that order work, with drafts of a plan, and with documents that are issued."""

from __future__ import annotations

from typing import Any

from tongxin.documents.models import Draft, SourceDocument
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import has_role


def may_take_in(user: Any, owner: Unit) -> bool:
    """Coordinators of the office, or of one above it."""
    return has_role(user, Role.COORDINATOR, owner)


def may_draft_from(user: Any, document: SourceDocument) -> bool:
    return may_take_in(user, document.owner)


def may_change_draft(user: Any, draft: Draft) -> bool:
    return may_draft_from(user, draft.document)


def may_issue(user: Any, owner: Unit) -> bool:
    """Coordinators of the office, or of one above it, issue in its name."""
    return has_role(user, Role.COORDINATOR, owner)
