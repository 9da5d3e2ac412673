"""Who writes and who reads what is written. Roles are those of `organisations`; which role reads at which step is data."""

from __future__ import annotations

from typing import Any

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import Held, has_role, held_by, holds_any


def _at_the_top(held: Held) -> bool:
    """Whether a role is held for the whole site: in a root of the tree."""
    return len(held.path) == Unit.steplen


def may_enter(user: Any) -> bool:
    """Into the editor's room: editors of any unit, and administrators of the whole."""
    return holds_any(user, Role.EDITOR) or may_set_up(user)


def may_set_up(user: Any) -> bool:
    """Who sets which role reads at which step: administrators of the whole."""
    return any(held.role == Role.ADMINISTRATOR and _at_the_top(held) for held in held_by(user))


def may_read(user: Any, role: str) -> bool:
    """Whether the person holds the role of a step, for the whole site."""
    tops = {held.unit_id for held in held_by(user) if held.role == role and _at_the_top(held)}
    return any(has_role(user, Role(role), unit) for unit in Unit.objects.filter(pk__in=tops))
