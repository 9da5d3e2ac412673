"""What a unit still owes: asked before it is merged or closed. Apps above register their checks here."""

from __future__ import annotations

from collections.abc import Callable

from tongxin.organisations.models import Unit

# Sentences for the user, one per thing owed, each saying what it is and what to do with it first.
Check = Callable[[Unit], list[str]]

_checks: list[Check] = []
_at_closing: list[Check] = []


def register_owes(check: Check, *, follows: bool = False) -> Check:
    """Have `check` asked before a unit ends; called in `AppConfig.ready`. Usable as a decorator.

    With `follows` what it is about goes on with the unit into which another is merged (`organisations.following`), and
    is owed only where a unit is closed.
    """
    checks = _at_closing if follows else _checks
    if check not in checks:
        checks.append(check)
    return check


def owes(unit: Unit, *, merging: bool = False) -> list[str]:
    """Everything that the unit owes, of all apps, before it is closed; with `merging` before it is merged."""
    checks = _checks if merging else [*_checks, *_at_closing]
    return [sentence for check in checks for sentence in check(unit)]
