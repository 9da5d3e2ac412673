"""A workflow is one table (from, action, to, who, then). Buttons, API, documentation and tests read the same table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState

# Says whether a person may make the move with this thing. Reads as a sentence: may_review(user, report).
Who = Callable[[Any, Any], bool]
# What a move brings about inside its transaction: effect(thing, by, note).
Then = Callable[[Any, Any, str], None]


@dataclass(frozen=True)
class Move:
    """One row: in state `source`, `who` may do `action`, and the thing is then in state `target`.

    `who` None is a move that follows from another (a request is decided, so its project goes on): it has no button, and
    the action that brings it about has checked the permission.
    """

    source: str
    action: str
    target: str
    who: Who | None
    label: Any = ""
    needs_reason: bool = False
    then: tuple[Then, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """`name` is the model's word for itself ("report"): audit verbs are `name.action`. `field` holds the state."""

    name: str
    moves: tuple[Move, ...]
    field: str = "status"

    @property
    def states(self) -> tuple[str, ...]:
        """Every state that the table names, in its order."""
        return tuple(dict.fromkeys(state for move in self.moves for state in (move.source, move.target)))

    def find(self, source: str, action: str) -> Move | None:
        return next((move for move in self.moves if move.source == source and move.action == action), None)

    def open_to(self, by: Any, thing: Any) -> list[Move]:
        """The moves that this person may make with this thing now: what the page shows as buttons."""
        state = getattr(thing, self.field)
        return [move for move in self.moves if move.source == state and move.who and move.who(by, thing)]

    def move(self, thing: models.Model, action: str, *, by: Any, note: str = "", **changes: Any) -> None:
        """Make one move: the only writer of the state. `changes` are columns that change with it, in the same update.

        Must run inside a transaction. The database decides between two people: the update holds only while the row is
        still in the state that was seen. Raises WrongState when it is not, NotAllowed when `by` may not, Invalid when a
        reason is asked and `note` is empty.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("a move outside a transaction")
        seen = getattr(thing, self.field)
        found = self.find(seen, action)
        if found is None:
            raise WrongState(_("现在不能做这一步：内容可能刚被别人处理过。请刷新页面，看看最新的状态。"))
        if found.who is not None and not found.who(by, thing):
            raise NotAllowed(_("您的角色不能做这一步。需要时请联系本单位管理员。"))
        note = note.strip()
        if found.needs_reason and not note:
            raise Invalid(_("请写明理由，让对方知道该怎么改。"), field="reason")
        rows = type(thing)._default_manager.filter(pk=thing.pk, **{self.field: seen})
        if rows.update(**{self.field: found.target}, **changes) != 1:
            raise WrongState(_("刚才已有人处理过这一项。请刷新页面，看看最新的状态。"))
        setattr(thing, self.field, found.target)
        for name, value in changes.items():
            setattr(thing, name, value)
        audit.record(by, f"{self.name}.{action}", thing, source=seen, target=found.target, note=note)
        for effect in found.then:
            effect(thing, by, note)


def may_anyone_of(*rules: Who) -> Who:
    """A rule that holds where one of `rules` does."""

    def holds(by: Any, thing: Any) -> bool:
        return any(rule(by, thing) for rule in rules)

    return holds


def as_rows(workflow: Workflow) -> Iterable[tuple[str, str, str, str]]:
    """The table as text, for the documentation and its test."""
    for move in workflow.moves:
        yield move.source, move.action, move.target, getattr(move.who, "__name__", "")
