"""Jobs: work outside a request. A job fetches, then calls one action; run twice, it has one effect."""

from __future__ import annotations

from typing import Any

from django.db import connection

from tongxin.common.jobs.schedule import daily, every_minutes, hourly, registered, tick

__all__ = ["daily", "enqueue_on_commit", "every_minutes", "hourly", "registered", "tick"]


def enqueue_on_commit(task: Any, **arguments: Any) -> None:
    """Enqueue a task that is run once the surrounding transaction is committed; never when it is rolled back.

    The queue is a table of the same database: the task's row is part of the transaction, so that a server killed right
    after the commit loses no job.
    Raises RuntimeError outside a transaction: the change and its job could part.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("enqueue_on_commit outside a transaction")
    task.enqueue(**arguments)
