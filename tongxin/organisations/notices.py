"""Notices: messages about work in people's in-boxes, each once per key, and by mail where there is an address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from tongxin.common import jobs
from tongxin.organisations.models import Notice


@task()
def mail_notice(notice_id: int) -> None:
    """Mail one notice. Run twice, it is sent once."""
    deliver(notice_id)


def notify(
    *, recipients: Iterable[Any], key: str, title: str, body: str = "", link: str = "", mail: bool = True
) -> list[Notice]:
    """Put a notice into each in-box that has none with this `key` yet; mail follows on commit. Returns the new ones.

    The unique row decides who was first, so that two workers send one notice. `link` is a path of this site.
    """
    sent = []
    for recipient in recipients:
        row, is_new = Notice.objects.get_or_create(
            recipient=recipient, key=key, defaults={"title": title, "body": body, "link": link}
        )
        if not is_new:
            continue
        sent.append(row)
        if not mail or not recipient.email:
            Notice.objects.filter(pk=row.pk).update(mailed_at=row.created_at)
        else:
            jobs.enqueue_on_commit(mail_notice, notice_id=row.pk)
    return sent


def unread_for(user: Any) -> QuerySet[Notice]:
    """Unread notices, newest first."""
    return Notice.objects.filter(recipient=user, read_at__isnull=True).order_by("-created_at", "-pk")


def mark_read(*, user: Any, notices: Iterable[Notice] | None = None) -> int:
    """Mark one's own notices as read, all of them where none are named. Returns how many were unread."""
    rows = unread_for(user)
    if notices is not None:
        rows = rows.filter(pk__in=[notice.pk for notice in notices])
    return rows.update(read_at=timezone.now())


def deliver(notice_id: int) -> bool:
    """Send one notice by mail, once: whoever sets `mailed_at` first sends. Says whether this call did.

    Where the mail server refuses, the mark is taken back and the error goes on, so that the hourly job tries again.
    """
    claimed = Notice.objects.filter(pk=notice_id, mailed_at__isnull=True).update(mailed_at=timezone.now())
    if not claimed:
        return False
    notice = Notice.objects.select_related("recipient").get(pk=notice_id)
    if not notice.recipient.email or not notice.recipient.is_active:
        return False
    with override(notice.recipient.language or settings.LANGUAGE_CODE):
        lines = [notice.title, notice.body, f"{settings.BASE_URL}{notice.link}" if notice.link else ""]
        text = "\n\n".join(line for line in lines if line) + "\n\n" + _("——“同心”工作平台自动发出，请勿回复。")
        message = EmailMessage(_("［同心］%(title)s") % {"title": notice.title}, text, to=[notice.recipient.email])
    try:
        message.send()
    except Exception:
        Notice.objects.filter(pk=notice_id).update(mailed_at=None)
        raise
    return True
