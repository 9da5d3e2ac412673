"""Who may do what with facts. Who may record is decided by the app that a fact comes from."""

from __future__ import annotations

from typing import Any

from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import has_role

CORRECTORS = frozenset({Role.REPORTER, Role.REVIEWER, Role.COORDINATOR})
READERS = frozenset(Role) - {Role.EDITOR}
KEEPERS_OF_KINDS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def may_keep_kinds(user: Any) -> bool:
    return has_role(user, KEEPERS_OF_KINDS)


def may_correct_for(user: Any, unit: Unit) -> bool:
    """The unit's reporter or reviewer, or one of these or a coordinator above it."""
    return has_role(user, CORRECTORS, unit)


def may_correct(user: Any, fact: Fact) -> bool:
    return may_correct_for(user, fact.organisation)
