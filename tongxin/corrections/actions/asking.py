from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit, clock
from tongxin.common.errors import Invalid, WrongState
from tongxin.common.guards import Kind, find_personal
from tongxin.corrections import telling
from tongxin.corrections.models import CorrectionRequest
from tongxin.corrections.pages import PublicPage
from tongxin.corrections.selectors import ALPHABET, GROUP, GROUPS

MOST_TEXT, MOST_CONTACT = 1000, 120


def ask(
    *, page: PublicPage, text: str, contact: str = "", asked_at: datetime | None = None, is_sample: bool = False
) -> CorrectionRequest:
    """Say that a page is wrong: anybody may, without an account. Tells those who answer.

    Raises Invalid on a text that is empty, too long, or holds numbers of identity or bank cards, which nobody needs for
    an answer. Raises WrongState while there is no unit that could answer.
    """
    text, contact = text.strip(), contact.strip()
    _check(text, contact)
    unit = page.unit or telling.office()
    if unit is None:
        raise WrongState(_("本站还没有可以答复的单位，请过些时候再来。"))
    moment = asked_at or timezone.now()
    day = timezone.localtime(moment).date()
    with transaction.atomic():
        row = CorrectionRequest.objects.create(
            code=new_code(),
            path=page.path[:300],
            title=page.title[:200],
            subject_kind=page.subject.kind if page.subject else "",
            subject_id=page.subject.id if page.subject else "",
            unit=unit,
            text=text,
            contact=contact,
            asked_at=moment,
            started_on=day,
            due_on=clock.add_working_days(day, settings.CORRECTION_WORKING_DAYS).due,
            is_sample=is_sample,
        )
        audit.record(None, "correction.asked", row, path=row.path, unit=unit.pk)
        telling.tell_asked(row)
    return row


def new_code() -> str:
    """A receipt: ABCD-EFGH-JKLM."""
    return "-".join("".join(secrets.choice(ALPHABET) for _place in range(GROUP)) for _group in range(GROUPS))


def _check(text: str, contact: str) -> None:
    if not text:
        raise Invalid(_("请写一句哪里不对，例如“开放时间已经改了”。"), field="text")
    if len(text) > MOST_TEXT:
        raise Invalid(_("最多写 %(most)d 个字。") % {"most": MOST_TEXT}, field="text")
    if len(contact) > MOST_CONTACT:
        raise Invalid(_("最多写 %(most)d 个字。") % {"most": MOST_CONTACT}, field="contact")
    for name, words in (("text", text), ("contact", contact)):
        for found in find_personal(words):
            if found.kind in (Kind.IDENTITY_CARD, Kind.BANK_CARD):
                raise Invalid(
                    _("这里好像有%(kind)s（%(excerpt)s），答复用不着，请删去。")
                    % {"kind": found.kind.label, "excerpt": found.excerpt},
                    field=name,
                )
