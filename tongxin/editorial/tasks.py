from __future__ import annotations

from django_tasks import task

from tongxin.common import jobs
from tongxin.editorial import scheduled


@jobs.every_minutes("publish_scheduled_pages", minutes=5)
@task()
def publish_scheduled() -> None:
    scheduled.publish_due()
