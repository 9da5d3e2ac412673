"""What can be handed out: declared by the app that keeps the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongxin.common.tables.writing import OutValue


@dataclass(frozen=True)
class ExportKind:
    """A list of persons of one thing (a place) and a period.

    `rows` gives it as it is at this moment. `may_ask` says whether a person works with this data of this thing.
    `check` raises a Refusal for a thing of which there must be no names; asked when the list is asked for, when it is
    allowed and whenever the file is fetched.
    """

    code: str
    label: Any
    headings: tuple[Any, ...]
    rows: Callable[[int, date, date], list[Sequence[OutValue]]]
    may_ask: Callable[[Any, int], bool]
    check: Callable[[int], None]


_declared: dict[str, ExportKind] = {}


def declare(kind: ExportKind) -> None:
    """Called once by the app that keeps the data, in `AppConfig.ready`."""
    _declared[kind.code] = kind


def kind_of(code: str) -> ExportKind:
    return _declared[code]
