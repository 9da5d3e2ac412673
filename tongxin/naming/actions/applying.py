"""The place's unit applies: a draft is begun, written, given its evidence, handed in, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.files import actions as files
from tongxin.common.files.intake import Upload
from tongxin.naming import rules, telling
from tongxin.naming.actions.locking import locked_application, locked_batch
from tongxin.naming.enums import STANDING, ApplicationStatus, BatchStatus, Stage
from tongxin.naming.models import Answer, Application, Batch, Evidence
from tongxin.naming.selectors.completeness import missing_items
from tongxin.naming.workflows import APPLICATION
from tongxin.places.models import Place

LONGEST_STATEMENT = LONGEST_ANSWER = 1000
MOST_FILES = 10
WRITABLE = (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED)


def start(*, batch: Batch, place: Place, by: Any) -> Application:
    """Begin an application for a place; only its unit sees it until it is handed in.

    Raises NotAllowed unless `by` is of the place's unit, WrongState outside the window, Invalid where the place stands
    outside the owner's units, is in this batch already, or holds the title already.
    """
    if not rules.may_apply_for(by, place):
        raise NotAllowed(_("只有场所的管理单位可以申报。"))
    if not place.owner.path.startswith(batch.owner.path):
        raise Invalid(_("“%(place)s”不属于主办单位的范围，不能在这一批申报。") % {"place": place}, field="place")
    if Application.objects.filter(place=place, batch__title=batch.title, status__in=STANDING).exists():
        raise Invalid(_("“%(place)s”已经是%(title)s。") % {"place": place, "title": batch.title}, field="place")
    with transaction.atomic():
        _check_window(locked_batch(batch))
        try:
            with transaction.atomic():
                application = Application.objects.create(batch=batch, place=place, applied_by=by)
        except IntegrityError:
            raise Invalid(_("“%(place)s”在这一批已经有申报了。") % {"place": place}, field="place") from None
        papers = batch.criteria.filter(stage=Stage.PAPERS)
        Answer.objects.bulk_create(Answer(application=application, criterion=one) for one in papers)
        audit.record(by, "naming_application.started", application, place=place.pk, batch=batch.pk)
    return application


def save(*, application: Application, version: int, statement: str, texts: Mapping[int, str], by: Any) -> Application:
    """Keep what was written; nothing is asked yet. `texts` by the answer's id.

    Raises NotAllowed, WrongState once it is handed in, Conflict where somebody else saved since `version`, Invalid.
    """
    with transaction.atomic():
        row = _writable(application, by)
        if row.version != version:
            raise Conflict(_("您打开之后，同事存过一版。您填的都还在表里：请对照页面核对，再存一次。"))
        statement = statement.strip()
        if len(statement) > LONGEST_STATEMENT:
            raise Invalid(_("申报理由最多 %(most)d 个字。") % {"most": LONGEST_STATEMENT}, field="statement")
        row.statement = statement
        row.version += 1
        row.save(update_fields=["statement", "version"])
        for answer in row.answers.all():
            text = texts.get(answer.pk, answer.text).strip()
            if len(text) > LONGEST_ANSWER:
                raise Invalid(_("最多 %(most)d 个字，请精简。") % {"most": LONGEST_ANSWER}, field=f"text-{answer.pk}")
            if text != answer.text:
                answer.text = text
                answer.save(update_fields=["text"])
        audit.record(by, "naming_application.saved", row, version=row.version)
    application.statement, application.version = row.statement, row.version
    return row


def add_evidence(*, answer: Answer, upload: Upload, by: Any) -> Evidence:
    """Store a file with an answer. Raises NotAllowed, WrongState, Invalid with the reason for the file."""
    field = f"files-{answer.pk}"
    with transaction.atomic():
        _writable(answer.application, by)
        if answer.evidence.count() >= MOST_FILES:
            raise Invalid(_("一项最多附 %(most)d 个文件，请挑最能说明的。") % {"most": MOST_FILES}, field=field)
        try:
            attachment = files.store(upload=upload, by=by)
        except Invalid as refusal:
            raise Invalid(refusal.message, field=field) from refusal
        evidence = Evidence.objects.create(answer=answer, attachment=attachment)
        audit.record(by, "naming_application.evidence_added", answer.application, attachment=str(attachment.pk))
    return evidence


def remove_evidence(*, evidence: Evidence, by: Any) -> None:
    """Take a file off an answer. Raises NotAllowed, WrongState."""
    with transaction.atomic():
        application = _writable(evidence.answer.application, by)
        audit.record(by, "naming_application.evidence_removed", application, attachment=str(evidence.attachment_id))
        evidence.delete()


def submit(*, application: Application, by: Any) -> Application:
    """Hand it in. Raises NotAllowed, WrongState outside the window, Invalid naming what is missing."""
    with transaction.atomic():
        batch = locked_batch(application.batch)
        row = locked_application(application)
        today = batch.today
        if row.status == ApplicationStatus.RETURNED:
            last = max(batch.closes_on, row.supplement_by or batch.closes_on)
            if batch.status != BatchStatus.OPEN or today > last:
                raise WrongState(
                    _("补正的期限（%(day)s）已过，不能再提交。请与主办单位联系。") % {"day": plain_day(last, year=0)}
                )
        else:
            _check_window(batch)
        APPLICATION.move(row, "submit", by=by, submitted_on=today, applied_by=by, return_reason="")
        missing = missing_items(row)
        if missing:
            first = missing[0]
            raise Invalid(
                _("还缺：%(list)s。补上再提交。") % {"list": _("、").join(one.title for one in missing)},
                field=first.field,
            )
        row.answers.exclude(lacks="").update(lacks="")
        telling.tell_office(
            batch,
            key=f"naming-submitted:{row.pk}:{row.version}",
            title=_("收到申报：%(place)s") % {"place": row.place.name},
            body=batch.name,
            link=telling.link("application", row.pk),
        )
    application.status = row.status
    return row


def withdraw(*, application: Application, reason: str, by: Any) -> Application:
    """The unit takes its application back. Raises NotAllowed, WrongState, Invalid without a reason."""
    with transaction.atomic():
        row = locked_application(application)
        was_draft = row.status == ApplicationStatus.DRAFT
        APPLICATION.move(row, "withdraw", by=by, note=reason)
        if not was_draft:
            telling.tell_office(
                row.batch,
                key=f"naming-withdrawn:{row.pk}",
                title=_("撤回了申报：%(place)s") % {"place": row.place.name},
                body=reason.strip(),
                link=telling.link("application", row.pk),
            )
    application.status = row.status
    return row


def _check_window(batch: Batch) -> None:
    today = batch.today
    if batch.status != BatchStatus.OPEN:
        raise WrongState(_("这一批现在不受理申报。"))
    if today < batch.opens_on:
        raise WrongState(_("还没有到申报的日子，%(day)s开始。") % {"day": plain_day(batch.opens_on, year=0)})
    if today > batch.closes_on:
        raise WrongState(_("申报已于%(day)s截止。") % {"day": plain_day(batch.closes_on, year=0)})


def _writable(application: Application, by: Any) -> Application:
    row = locked_application(application)
    if not rules.may_apply(by, row):
        raise NotAllowed(_("只有场所的管理单位可以填写申报。"))
    if row.status not in WRITABLE:
        raise WrongState(_("申报已经提交，不能再改。被退回后可以再改。"))
    return row
