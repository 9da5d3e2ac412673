"""Personal fields: each is declared with a purpose and an expiry (red line 4); a nightly job shreds what expired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class PersonalFields:
    """Fields of one model that say something of a living person.

    `expired` gives the rows whose time is over; `shred` empties the fields of one row, in its own transaction with an
    audit row as the receipt.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    purpose: Any
    keeps: Any
    expired: Callable[[], models.QuerySet[Any]]
    shred: Callable[[Any], None]


_registered: list[PersonalFields] = []


def declare(fields: PersonalFields) -> None:
    """Declare personal fields; called once by the app that owns them, in `AppConfig.ready`."""
    _registered.append(fields)


def declared() -> tuple[PersonalFields, ...]:
    return tuple(_registered)
