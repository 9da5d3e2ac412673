"""When a file of persons ends, and how it is shredded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.common import audit, personal
from tongxin.organisations.personal_exports.models import ExportStatus, PersonalExport

KEPT = timedelta(hours=24)
PURPOSE = _("申请时写明、经第二个人同意的那一次用途")
KEEPS = _("同意之后 24 小时")


def expired_exports() -> QuerySet[PersonalExport]:
    return PersonalExport.objects.filter(content__isnull=False, expires_at__lte=timezone.now())


def shred(export: PersonalExport) -> None:
    """Empty the file; who asked, why, who allowed it and when stay."""
    export.content, export.shredded_at = None, timezone.now()
    export.save(update_fields=["content", "shredded_at"])


def shred_with(kind: str, subject_id: int, day: date) -> None:
    """Shred the files that hold somebody of this day who is erased now. Runs in the erasure's transaction.

    What is still asked for is locked too: a file that is being made at this moment is seen when it is there.
    """
    rows = PersonalExport.objects.filter(kind=kind, subject_id=subject_id, first__lte=day, last__gte=day)
    alive = rows.filter(status__in=(ExportStatus.ASKED, ExportStatus.APPROVED), shredded_at__isnull=True)
    for export in alive.select_for_update():
        if export.content is None:
            continue
        shred(export)
        audit.record(None, "personal.shredded", export, fields=["content"], kept=str(_("名单里有人的信息已删去")))


def declare_fields() -> None:
    """Tell the nightly job; called once, when the app is ready."""
    fields: Any = ("content",)
    personal.declare(
        personal.PersonalFields(
            model=PersonalExport, fields=fields, purpose=PURPOSE, keeps=KEEPS, expired=expired_exports, shred=shred
        )
    )
