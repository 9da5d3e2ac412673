"""Refusals: what an action raises instead of doing nothing. Faces turn them into messages; nothing was changed.

Each message is written for the person who reads it: what happened, where, and what to do.
"""

from __future__ import annotations

from django.utils.functional import Promise


class Refusal(Exception):
    """An action that was not done, for a reason that the user can be told."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refusal):
    """The person lacks the role for this; the object itself may be seen."""


class WrongState(Refusal):
    """The thing is no longer (or not yet) in a state that allows this: somebody was faster, or the page was old."""


class Invalid(Refusal):
    """What was entered cannot be taken. `field` names the place where there is one."""


class Conflict(Refusal):
    """Two people changed the same thing; the later one is told and loses nothing."""
