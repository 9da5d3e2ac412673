"""Tasks for the worker's tests: importable by path, as the queue needs it."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from tongxin.common import audit
from tongxin.common.subjects import Subject

DONE = Subject("example.job", "1")


@task()
def leave_a_trace(word: str) -> str:
    with transaction.atomic():
        audit.record(None, "job.run", DONE, word=word)
    return word


@task()
def fail() -> None:
    raise ValueError("示例")


@task()
def do_nothing() -> None:
    """A periodic job is enqueued without arguments."""
