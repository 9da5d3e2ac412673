"""Jobs of visits: mail to those who gave an address. Each fetches, then sends; run twice, one mail goes out."""

from __future__ import annotations

from django_tasks import task

from tongxin.visits import mailing


@task()
def mail_booked(booking_id: int) -> None:
    mailing.mail_booked(booking_id)


@task()
def mail_closed(booking_id: int) -> None:
    mailing.mail_closed(booking_id)
