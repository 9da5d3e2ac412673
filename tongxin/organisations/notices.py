"""The in-box: a notice per person and key, once, however many workers try; by mail too, once."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone, translation
from django.utils.functional import Promise

from tongxin.accounts.models import User
from tongxin.common import jobs
from tongxin.organisations import tasks
from tongxin.organisations.models import Notice

Text = str | Promise


def notify(
    *, recipients: Iterable[User], key: str, title: Text, body: Text = "", link: str = "", mail: bool = True
) -> list[Notice]:
    """Put a notice into the in-box of each active recipient, at most one per person and `key`, and mail it on commit.

    `key` names the occasion ("report:17:sent_back:2"), up to 160 characters. Lazy texts are put into each recipient's
    language. `link` is a path of this site. Without `mail` it stands in the in-box only (sample years).
    Returns the notices of those who had not been told yet. Raises ValueError on a key that is empty or too long.
    """
    if not 0 < len(key) <= 160:
        raise ValueError(f"A notice's key has 1 to 160 characters: {key!r}")
    people = {user.pk: user for user in recipients if user.is_active}
    with transaction.atomic():
        told = set(Notice.objects.filter(key=key, recipient__in=people).values_list("recipient_id", flat=True))
        rows = []
        for pk, user in people.items():
            if pk not in told:
                with translation.override(user.language or settings.LANGUAGE_CODE):
                    line = " ".join(str(title).split())[:200]
                    rows.append(
                        Notice(
                            recipient=user,
                            key=key,
                            title=line,
                            body=str(body),
                            link=link[:300],
                            mailed_at=None if mail and user.email else timezone.now(),
                        )
                    )
        # Another worker may have been faster for some of them: the unique constraint decides.
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
        new = list(Notice.objects.filter(key=key, recipient__in=[row.recipient_id for row in rows]))
        for notice in new:
            if notice.mailed_at is None:
                jobs.enqueue_on_commit(tasks.mail_notice, notice_id=notice.pk)
    return new


def notices_for(user: User) -> QuerySet[Notice]:
    """All notices of a person, newest first."""
    return Notice.objects.filter(recipient=user).order_by("-created_at", "-pk")


def unread_for(user: User) -> QuerySet[Notice]:
    """The notices that a person has not opened yet, newest first."""
    return notices_for(user).filter(read_at__isnull=True)


def notice_for(user: User, pk: int) -> Notice:
    """One of one's own notices. Raises Http404 where it is somebody else's."""
    notice = notices_for(user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice


def mark_read(*, user: User, notices: Iterable[Notice] | None = None) -> int:
    """Mark one's own notices (all where None) as read. Returns how many were unread."""
    rows = unread_for(user)
    if notices is not None:
        rows = rows.filter(pk__in=[notice.pk for notice in notices])
    return rows.order_by().update(read_at=timezone.now())
