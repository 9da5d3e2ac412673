"""Jobs of naming. Each fetches, then calls one action a row; run twice, nobody is told twice. None closes anything."""

from __future__ import annotations

from datetime import time

from django_tasks import task

from tongxin.common import jobs
from tongxin.naming.actions import noticing, rechecking
from tongxin.naming.enums import STANDING, BatchStatus
from tongxin.naming.models import Application, Batch


@jobs.daily("naming_remind", at=time(8, 15))
@task()
def remind() -> int:
    """Re-checks that come near or are overdue, and notices that are over. Returns how many re-checks were told of."""
    for batch in Batch.objects.filter(status=BatchStatus.ON_NOTICE).select_related("owner"):
        noticing.tell_when_over(batch)
    named = Application.objects.filter(status__in=STANDING, recheck_due_on__isnull=False)
    return sum(rechecking.remind(one) for one in named.select_related("batch__owner", "place__owner").order_by("pk"))
