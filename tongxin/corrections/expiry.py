"""How long the way to reach whoever asked is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.common import personal
from tongxin.corrections.models import CorrectionRequest

AFTER_ANSWER = timedelta(days=30)
AT_MOST = timedelta(days=365)


def expired_contacts() -> QuerySet[CorrectionRequest]:
    """Requests answered a month ago, or asked a year ago, that still say how to reach somebody."""
    now = timezone.now()
    return CorrectionRequest.objects.exclude(contact="").filter(
        Q(closed_at__lte=now - AFTER_ANSWER) | Q(asked_at__lte=now - AT_MOST)
    )


def shred_contact(request: Any) -> None:
    request.contact = ""
    request.save(update_fields=["contact"])


def declare_fields() -> None:
    """Tell the nightly job; called once, when the app is ready."""
    personal.declare(
        personal.PersonalFields(
            model=CorrectionRequest,
            fields=("contact",),
            purpose=_("就本人提出的更正请求，在需要问清楚时与本人联系"),
            keeps=_("答复后三十天，最长一年"),
            expired=expired_contacts,
            shred=shred_contact,
        )
    )
