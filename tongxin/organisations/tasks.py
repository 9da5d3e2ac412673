from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from tongxin.common import jobs
from tongxin.organisations import notices
from tongxin.organisations.models import Notice

logger = logging.getLogger(__name__)
TRIED_FOR = timedelta(days=3)


@jobs.hourly("mail-unsent-notices")
@task()
def mail_unsent_notices() -> None:
    """Try again what the mail server refused, for three days."""
    waiting = Notice.objects.filter(mailed_at__isnull=True, created_at__gte=timezone.now() - TRIED_FOR)
    for notice_id in waiting.values_list("pk", flat=True).order_by("pk"):
        try:
            notices.deliver(notice_id)
        except OSError as error:
            logger.warning("notice %s could not be mailed: %s", notice_id, error)
