from __future__ import annotations

from django_tasks import task

from tongxin.common import jobs
from tongxin.organisations import mailing


@task()
def mail_notice(notice_id: int) -> None:
    mailing.mail_notice(notice_id)


@jobs.hourly("mail_waiting_notices")
@task()
def mail_waiting() -> None:
    mailing.mail_waiting()
