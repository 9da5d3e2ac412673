"""The buttons of a thing, from its workflow's table; pressing one calls the action that makes the move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongxin.common.errors import NotAllowed, Refusal, WrongState
from tongxin.common.workflow import Workflow

# A move's action, given what was written beside the button.
Act = Callable[[str], Any]


@dataclass(frozen=True)
class Button:
    """A move that is open to this person. `asks` is the label of the words that go with it; empty for none."""

    action: str
    label: str
    asks: str
    must_say: bool
    is_primary: bool
    typed: str = ""
    wrong: str = ""


@dataclass(frozen=True)
class Pressed:
    """What came of a press: the refusal, if any, and what had been typed."""

    action: str
    typed: str
    refusal: Refusal | None


def buttons(
    workflow: Workflow,
    by: Any,
    thing: Any,
    *,
    asks: Mapping[str, str] | None = None,
    needed: frozenset[str] = frozenset(),
    hidden: frozenset[str] = frozenset(),
    pressed: Pressed | None = None,
) -> list[Button]:
    """The buttons for `by`, the one that goes on first; `asks` labels words that may go with a move without need.

    `needed` are those of them that the action does not do without; `hidden` moves have a page of their own.
    """
    labels = asks or {}
    shown: list[Button] = []
    for move in workflow.open_to(by, thing):
        if move.action in hidden:
            continue
        refused = pressed is not None and pressed.action == move.action and pressed.refusal is not None
        shown.append(
            Button(
                action=move.action,
                label=str(move.label),
                asks=labels.get(move.action, _("理由") if move.needs_reason else ""),
                must_say=move.needs_reason or move.action in needed,
                is_primary=not move.needs_reason and not any(button.is_primary for button in shown),
                typed=pressed.typed if refused and pressed is not None else "",
                wrong=_beside(pressed) if refused and pressed is not None else "",
            )
        )
    return shown


def _beside(pressed: Pressed) -> str:
    """What stands beside the button; that the state has moved on was told at the top of the page (see `press`)."""
    return "" if isinstance(pressed.refusal, WrongState) else str(pressed.refusal)


def press(request: HttpRequest, acts: Mapping[str, Act], done: Mapping[str, Any]) -> Pressed:
    """Make the move that was pressed. Words in `done` are shown when it is made; a refusal is kept for the page.

    Where somebody was faster the button is gone with the state it belonged to: that is told at the top, with what had
    been typed. Raises NotAllowed as the action does.
    """
    action = request.POST.get("action", "")
    typed = request.POST.get("words", "")
    act = acts.get(action)
    if act is None:
        raise WrongState(_("这个按钮已经失效。请刷新页面再试。"))
    try:
        act(typed)
    except NotAllowed:
        raise
    except WrongState as gone:
        messages.error(
            request, " ".join([str(gone), _("您写的是：%(words)s") % {"words": typed}] if typed else [str(gone)])
        )
        return Pressed(action, typed, gone)
    except Refusal as refusal:
        return Pressed(action, typed, refusal)
    messages.success(request, str(done.get(action, _("已办好。"))))
    return Pressed(action, "", None)
