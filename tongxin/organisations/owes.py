"""What a unit still owes: asked before it is merged or closed. Apps above register their checks here."""

from __future__ import annotations

from collections.abc import Callable

from tongxin.organisations.models import Unit

# Sentences for the user, one per thing owed, each saying what it is and what to do with it first.
Check = Callable[[Unit], list[str]]

_checks: list[Check] = []


def register_owes(check: Check) -> Check:
    """Have `check` asked before a unit ends; called in `AppConfig.ready`. Usable as a decorator."""
    if check not in _checks:
        _checks.append(check)
    return check


def owes(unit: Unit) -> list[str]:
    """Everything that the unit owes, of all apps."""
    return [sentence for check in _checks for sentence in check(unit)]
