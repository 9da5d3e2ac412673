"""The product without its guards against two people at once, to show that a race test would notice."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db.models import QuerySet

from tongxin.common import audit
from tongxin.common.errors import WrongState
from tongxin.common.workflow import Workflow


def without_conditional_moves(patch: pytest.MonkeyPatch) -> None:
    """A move trusts the state that was seen, and does not ask the database whether it still holds."""

    def move(self: Workflow, thing: Any, action: str, *, by: Any, note: str = "", **changes: Any) -> None:
        seen = getattr(thing, self.field)
        found = self.find(seen, action)
        if found is None:
            raise WrongState("")
        type(thing)._default_manager.filter(pk=thing.pk).update(**{self.field: found.target}, **changes)
        setattr(thing, self.field, found.target)
        audit.record(by, f"{self.name}.{action}", thing, source=seen, target=found.target, note=note)
        for effect in found.then:
            effect(thing, by, note)

    patch.setattr(Workflow, "move", move)


def without_locks(patch: pytest.MonkeyPatch) -> None:
    """Rows are read without being held."""
    patch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())


def hesitating(patch: pytest.MonkeyPatch, owner: Any, name: str, seconds: float = 0.3) -> None:
    """A pause before `owner.name` writes, in which others read what it has read."""
    write = getattr(owner, name)

    def later(*arguments: Any, **options: Any) -> Any:
        time.sleep(seconds)
        return write(*arguments, **options)

    patch.setattr(owner, name, later)
