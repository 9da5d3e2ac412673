"""Notices by mail: each at most once. What a failing mail server kept back is tried again every hour."""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tongxin.organisations.models import Notice

logger = logging.getLogger(__name__)

# What could not be sent for so long is no news any more; it stands in the in-box.
TRY_FOR = timedelta(days=3)


def mail_notice(notice_id: int) -> bool:
    """Send one notice by mail unless that was done. Returns whether it was sent now.

    `mailed_at` is set before sending, on condition that it is empty: of two workers one sends. A worker killed in
    between leaves a notice unsent rather than sent twice; it stands in the in-box. Raises OSError or
    smtplib.SMTPException where the mail server fails, with the notice left for the next hour.
    """
    waiting = Notice.objects.filter(pk=notice_id, mailed_at__isnull=True, recipient__is_active=True)
    notice = waiting.exclude(recipient__email="").select_related("recipient").first()
    if notice is None or not Notice.objects.filter(pk=notice_id, mailed_at__isnull=True).update(
        mailed_at=timezone.now()
    ):
        return False
    try:
        _send(notice)
    except (OSError, smtplib.SMTPException):
        Notice.objects.filter(pk=notice_id).update(mailed_at=None)
        raise
    return True


def mail_waiting() -> int:
    """Send what is still waiting and neither read nor old. Returns how many were sent; stops at the first failure."""
    waiting = Notice.objects.filter(
        mailed_at__isnull=True, read_at__isnull=True, created_at__gte=timezone.now() - TRY_FOR
    ).exclude(recipient__email="")
    sent = 0
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            sent += mail_notice(pk)
        except (OSError, smtplib.SMTPException):
            logger.warning("The mail server does not answer; notices are tried again in an hour.", exc_info=True)
            break
    return sent


def _send(notice: Notice) -> None:
    recipient = notice.recipient
    with translation.override(recipient.language or settings.LANGUAGE_CODE):
        lines = [_("%(name)s：") % {"name": recipient}, "", notice.title]
        if notice.body:
            lines += ["", notice.body]
        if notice.link:
            lines += ["", _("请点此办理：%(link)s") % {"link": absolute(notice.link)}]
        lines += ["", _("这封邮件由“同心”系统发出，请勿直接回复。")]
        subject = _("【同心】%(title)s") % {"title": notice.title}
        send_mail(" ".join(subject.split()), "\n".join(lines), None, [recipient.email])


def absolute(link: str) -> str:
    """The full address of a path of this site."""
    return urljoin(settings.BASE_URL.rstrip("/") + "/", link)
