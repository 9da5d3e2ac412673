"""What goes on with the unit into which another is merged. Apps above register what of theirs follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tongxin.organisations.models import Unit
from tongxin.organisations.rules import Actor

# Called inside the merging's transaction with both units, the day, the reason and who merges; may refuse the merging.
Follow = Callable[[Unit, Unit, date, str, Actor], None]

_follows: list[Follow] = []


def register_follow(follow: Follow) -> Follow:
    """Have `follow` called when units merge, before people move; called in `AppConfig.ready`."""
    if follow not in _follows:
        _follows.append(follow)
    return follow


def follow_all(source: Unit, into: Unit, on: date, reason: str, by: Actor) -> None:
    """Let everything that follows go from `source` to `into`. Raises what any of them refuses with."""
    for follow in _follows:
        follow(source, into, on, reason, by)
