"""Who uses attachments. Upper apps tell how to find the ids they use; what nobody uses is swept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

InUse = Callable[[], Iterable[UUID]]

_in_use: list[InUse] = []


def register_reference(in_use: InUse) -> InUse:
    """Register a function that gives the ids of all attachments its app uses; called once, in `AppConfig.ready`."""
    if in_use not in _in_use:
        _in_use.append(in_use)
    return in_use


def ids_in_use() -> set[UUID]:
    """The ids of every attachment somebody uses."""
    return {attachment_id for in_use in _in_use for attachment_id in in_use()}


def is_anyone_registered() -> bool:
    return bool(_in_use)
