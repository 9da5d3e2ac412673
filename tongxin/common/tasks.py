from __future__ import annotations

from datetime import time, timedelta

from django_tasks import task

from tongxin.common import jobs, personal, search
from tongxin.common.files import actions as files
from tongxin.common.jobs import worker


@jobs.daily("shred_expired_personal_fields", at=time(2, 30))
@task()
def shred_expired() -> None:
    personal.shred_expired()


@jobs.daily("prune_finished_jobs", at=time(3, 30))
@task()
def prune_finished() -> None:
    worker.prune()


@jobs.daily("sweep_unused_attachments", at=time(4, 0))
@task()
def sweep_attachments() -> None:
    """Files that were uploaded for a form that was never sent: two days leave time to come back to it."""
    files.sweep(older_than=timedelta(days=2))


@jobs.hourly("refresh_search")
@task()
def refresh_search() -> None:
    """What is public from a day on, or until one, changes without anybody doing anything."""
    search.refresh()
