from __future__ import annotations

from datetime import time

from django_tasks import task

from tongxin.common import jobs, personal
from tongxin.common.jobs import worker


@jobs.daily("shred_expired_personal_fields", at=time(2, 30))
@task()
def shred_expired() -> None:
    personal.shred_expired()


@jobs.daily("prune_finished_jobs", at=time(3, 30))
@task()
def prune_finished() -> None:
    worker.prune()
