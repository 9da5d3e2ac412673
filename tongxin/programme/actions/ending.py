"""Ending a year of work, and opening it again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tongxin.programme.models import Programme
from tongxin.programme.workflows import PROGRAMME


def end_year(*, programme: Programme, by: Any, note: str = "") -> Programme:
    """End a running year: nothing more is handed out in it or chased; what was done stays to be read.

    Open projects stay open to closing and evaluation. Raises NotAllowed unless `by` coordinates, WrongState unless the
    year runs.
    """
    with transaction.atomic():
        PROGRAMME.move(programme, "close", by=by, note=note)
    return programme


def reopen_year(*, programme: Programme, by: Any, reason: str) -> Programme:
    """Open an ended year again. Raises Invalid where `reason` is empty."""
    with transaction.atomic():
        PROGRAMME.move(programme, "reopen", by=by, note=reason)
    return programme
