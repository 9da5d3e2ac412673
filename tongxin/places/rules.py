"""Who may do what with places. Each predicate reads as a sentence; `by` None is the system itself (the demo)."""

from __future__ import annotations

from typing import Any

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import has_role, has_role_in
from tongxin.places.models import Place

KEEPERS = frozenset({Role.REPORTER, Role.REVIEWER, Role.COORDINATOR})


def may_keep_for(by: Any, unit: Unit) -> bool:
    """Reporters, reviewers and coordinators of the owning unit or of one above it: add and change its places."""
    return by is None or has_role(by, KEEPERS, unit)


def may_edit(by: Any, place: Place) -> bool:
    return may_keep_for(by, place.owner)


def may_publish_for(by: Any, unit: Unit) -> bool:
    """Coordinators of the owning unit or of one above it: show what it keeps to the public, or take it back."""
    return by is None or has_role(by, Role.COORDINATOR, unit)


def may_publish(by: Any, place: Place) -> bool:
    return may_publish_for(by, place.owner)


def may_set_standard(by: Any) -> bool:
    """Coordinators of a unit that has none above it: say what a members' home must have, and which kinds of place there are."""
    return by is None or any(has_role_in(by, Role.COORDINATOR, root) for root in Unit.get_root_nodes())


def may_draw_outline(by: Any, district: Unit) -> bool:
    """Coordinators and administrators of a district or of a unit above it: draw its outline for the map."""
    return by is None or has_role(by, {Role.COORDINATOR, Role.ADMINISTRATOR}, district)
