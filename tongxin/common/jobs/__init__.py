"""Jobs: work outside a request. A job fetches, then calls one action; run twice, it has one effect."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tongxin.common.jobs.schedule import daily, hourly, registered, tick

__all__ = ["daily", "enqueue_on_commit", "hourly", "registered", "tick"]


def enqueue_on_commit(task: Any, **arguments: Any) -> None:
    """Enqueue a task once the surrounding transaction is committed; not at all when it is rolled back."""
    transaction.on_commit(lambda: task.enqueue(**arguments))
