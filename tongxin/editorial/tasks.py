from __future__ import annotations

from datetime import time

from django_tasks import task

from tongxin.common import jobs
from tongxin.editorial import columns, scheduled


@jobs.every_minutes("publish_scheduled_pages", minutes=5)
@task()
def publish_scheduled() -> None:
    scheduled.publish_due()


@jobs.daily("warn_of_stale_columns", at=time(7, 30))
@task()
def warn_of_stale_columns() -> int:
    return len(columns.warn_editors())
