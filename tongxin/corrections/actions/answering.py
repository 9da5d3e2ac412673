from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit, clock
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.guards import find_personal
from tongxin.common.subjects import Subject
from tongxin.corrections import rules, telling
from tongxin.corrections.actions.noting import note_correction
from tongxin.corrections.enums import Outcome
from tongxin.corrections.models import CorrectionRequest
from tongxin.corrections.pages import PublicPage
from tongxin.corrections.workflows import CORRECTION
from tongxin.organisations.models import Unit

MOST_ANSWER = 2000


def answer(
    *, request: CorrectionRequest, outcome: str, text: str, what: str = "", by: Any, at: datetime | None = None
) -> CorrectionRequest:
    """Answer a request; whoever asked reads it with the receipt.

    `at` is when, now where it is None (sample years). Where something was corrected, `what` says what: it is noted on the page, for everybody. Raises NotAllowed,
    WrongState where it is answered already, Invalid naming the field ("outcome", "text", "what").
    """
    text, what = text.strip(), what.strip()
    if outcome not in Outcome.values:
        raise Invalid(_("请选一个结果。"), field="outcome")
    if not text:
        raise Invalid(_("请写答复，提出的人凭查询码能看到。"), field="text")
    if len(text) > MOST_ANSWER:
        raise Invalid(_("最多写 %(most)d 个字。") % {"most": MOST_ANSWER}, field="text")
    if outcome == Outcome.CORRECTED and not what:
        raise Invalid(_("请写一句更正了什么，会登在这一页上。"), field="what")
    if found := find_personal(text):
        raise Invalid(_("答复里有%(what)s。%(remedy)s") % {"what": found[0], "remedy": found[0].remedy}, field="text")
    with transaction.atomic():
        row = _locked(request)
        CORRECTION.move(row, "answer", by=by, outcome=outcome, answer=text, closed_at=at or timezone.now())
        if outcome == Outcome.CORRECTED:
            note_correction(page=_page(row), what=what, by=by, request=row, made_at=at)
    return row


def hand_over(*, request: CorrectionRequest, unit: Unit, reason: str, by: Any) -> CorrectionRequest:
    """Give a request to the unit that it belongs to; the time that is left stays. Raises NotAllowed, WrongState, Invalid."""
    if not unit.is_open:
        raise Invalid(_("“%(unit)s”已经撤销，请选别的单位。") % {"unit": unit.brief}, field="unit")
    with transaction.atomic():
        row = _locked(request)
        if unit.pk == row.unit_id:
            raise Invalid(_("已经在这个单位了。"), field="unit")
        CORRECTION.move(row, "hand_over", by=by, note=reason, unit=unit)
        telling.tell_handed_over(row, reason.strip())
    return row


def set_aside(*, request: CorrectionRequest, reason: str, by: Any) -> CorrectionRequest:
    """Do not take up a request (it is about nothing here, or it is abuse). Whoever asked reads the reason."""
    with transaction.atomic():
        row = _locked(request)
        CORRECTION.move(row, "set_aside", by=by, note=reason, answer=reason.strip(), closed_at=timezone.now())
    return row


def reopen(*, request: CorrectionRequest, reason: str, by: Any) -> CorrectionRequest:
    """Take up again what was answered or set aside; the days for an answer begin anew. What was noted stays noted."""
    today = clock.today()
    due = clock.add_working_days(today, settings.CORRECTION_WORKING_DAYS).due
    with transaction.atomic():
        row = _locked(request)
        CORRECTION.move(row, "reopen", by=by, note=reason, outcome="", closed_at=None, started_on=today, due_on=due)
        telling.tell_asked(row)
    return row


def read_contact(*, request: CorrectionRequest, by: Any) -> str:
    """How to reach whoever asked, to get back to them about this request. Each reading is in the audit trail."""
    if not rules.may_answer(by, request):
        raise NotAllowed(_("联系方式只给答复的人看。"))
    with transaction.atomic():
        row = _locked(request)
        audit.record(by, "personal.read", row, fields=["contact"])
    return row.contact


def _locked(request: CorrectionRequest) -> CorrectionRequest:
    return CorrectionRequest.objects.select_for_update(of=("self",)).select_related("unit").get(pk=request.pk)


def _page(row: CorrectionRequest) -> PublicPage:
    subject = Subject(row.subject_kind, row.subject_id) if row.subject_kind else None
    return PublicPage(row.path, row.title, subject, row.unit)
