from __future__ import annotations

from datetime import time

from django_tasks import task

from tongxin.common import jobs
from tongxin.corrections import actions


@jobs.daily("remind_of_corrections", at=time(8, 10))
@task()
def remind_of_corrections() -> int:
    return len(actions.remind_due())
