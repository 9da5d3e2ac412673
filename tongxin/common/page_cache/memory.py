"""What was worked out from the database and holds for everybody, kept in this process until anything changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.conf import settings

from tongxin.common.page_cache.generation import current

T = TypeVar("T")
MOST = 500
_kept: dict[Hashable, tuple[bytes, float, Any]] = {}


def remembered(key: Hashable, work_out: Callable[[], T]) -> T:
    """`work_out()`, or what it gave before if nothing has changed since and it is not older than a kept page may be.

    `key` must name all that the outcome depends on besides the database: the day, the language where it holds words.
    Whoever takes the outcome must not change it. `settings.PAGE_SECONDS` 0 keeps nothing.
    """
    seconds = settings.PAGE_SECONDS
    if not seconds:
        return work_out()
    # Read before the work begins: what changes meanwhile makes the outcome stale from the start.
    generation = current()
    found = _kept.get(key)
    if found is not None and found[0] == generation and found[1] > time.monotonic():
        return found[2]  # type: ignore[no-any-return]
    outcome = work_out()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = (generation, time.monotonic() + seconds, outcome)
    return outcome
