"""The decision on each place, and the document that names them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Invalid, WrongState
from tongxin.common.subjects import Subject
from tongxin.documents.actions import issuing
from tongxin.documents.models import IssuedDocument
from tongxin.documents.typesetting import OfficialDocument
from tongxin.facts.actions import record
from tongxin.facts.kinds import ensure_kinds
from tongxin.facts.models import Fact, FactKind
from tongxin.naming import telling
from tongxin.naming.actions.locking import locked_application, locked_batch
from tongxin.naming.actions.reasons import whole
from tongxin.naming.enums import ApplicationStatus
from tongxin.naming.models import Application, Batch
from tongxin.naming.papers import Named, naming_paper
from tongxin.naming.workflows import APPLICATION, BATCH


def approve(*, application: Application, reason: str, by: Any) -> Application:
    """Decide that a place is named; it is named when the document is issued.

    Raises NotAllowed for who applied, WrongState before the notice is over or while an objection has no answer,
    Invalid without a reason.
    """
    return _decide(application, "approve", reason, by)


def refuse(*, application: Application, reason: str, by: Any) -> Application:
    """Decide that a place is not named, at any step. On notice it needs what `approve` needs."""
    return _decide(application, "refuse", reason, by)


def reconsider(*, application: Application, reason: str, by: Any) -> Application:
    """Take a decision back while the document is not issued. Raises NotAllowed, WrongState, Invalid."""
    with transaction.atomic():
        row = locked_application(application)
        APPLICATION.move(row, "reconsider", by=by, note=reason, decision="", decided_by=None, decided_on=None)
    application.status = row.status
    return row


def conclude(*, batch: Batch, by: Any) -> Batch:
    """Issue the document; with it every place that was decided on is named, gets its number, and its facts are written.

    Raises NotAllowed, WrongState before the notice is over, Invalid while a place waits for a decision, an objection
    for an answer, or where none is to be named.
    """
    with transaction.atomic():
        row = locked_batch(batch)
        today = row.today
        applications = list(
            Application.objects.filter(batch=row).select_related("place__owner", "place__kind", "batch__owner")
        )
        BATCH.move(row, "conclude", by=by, concluded_on=today)
        _check_ready(row)
        waiting = [one.place.name for one in applications if one.status == ApplicationStatus.ON_NOTICE]
        if waiting:
            raise Invalid(_("还没有决定：%(list)s。") % {"list": _("、").join(waiting)})
        chosen = [one for one in applications if one.status == ApplicationStatus.APPROVED]
        if not chosen:
            raise Invalid(_("没有决定命名的场所。都不命名的，请取消这一批并写明原因。"))
        kinds = ensure_kinds()
        due = years_later(today, row.recheck_years)
        for one, code in zip(chosen, _codes(row, len(chosen)), strict=True):
            APPLICATION.move(one, "name", by=by, code=code, named_on=today, recheck_due_on=due)
            _write_facts(one, kinds, by)
            telling.tell_unit(
                one.place.owner,
                batch=row,
                key=f"naming-named:{one.pk}",
                title=_("已命名：%(place)s") % {"place": one.place.name},
                body=_("编号 %(code)s。标牌可以在申报页下载。") % {"code": code},
                link=telling.link("application", one.pk),
            )
        row.document = _issue(row, chosen, due, by)
        row.save(update_fields=["document"])
    batch.status, batch.document, batch.concluded_on = row.status, row.document, row.concluded_on
    return row


def years_later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _decide(application: Application, action: str, reason: str, by: Any) -> Application:
    with transaction.atomic():
        batch = locked_batch(application.batch)
        row = locked_application(application)
        was_on_notice = row.status == ApplicationStatus.ON_NOTICE
        APPLICATION.move(row, action, by=by, note=reason, decision=whole(reason), decided_by=by, decided_on=batch.today)
        if was_on_notice:
            _check_ready(batch)
        if action == "refuse":
            telling.tell_unit(
                row.place.owner,
                batch=batch,
                key=f"naming-refused:{row.pk}",
                title=_("未命名：%(place)s") % {"place": row.place.name},
                body=reason.strip(),
                link=telling.link("application", row.pk),
            )
    application.status = row.status
    return row


def _check_ready(batch: Batch) -> None:
    """Raise WrongState while the notice runs or an objection has no answer."""
    last = batch.last_notice_day
    if last is None or not batch.notice_is_over:
        day = plain_day(last, year=0) if last else ""
        raise WrongState(_("公示到%(day)s才结束，期满之后才能作决定。") % {"day": day})
    open_ones = batch.objections.filter(answered_on__isnull=True).count()
    if open_ones:
        raise WrongState(_("还有 %(count)d 件异议没有答复，答复完才能作决定。") % {"count": open_ones})


def _codes(batch: Batch, wanted: int) -> list[str]:
    """The next numbers of the owner's year and batch: CZ-2019-02-01, ..."""
    beginning = f"{batch.owner.code}-{batch.today.year}-{batch.number:02d}-"
    taken = Application.objects.filter(code__startswith=beginning).count()
    return [f"{beginning}{taken + number:02d}" for number in range(1, wanted + 1)]


def _write_facts(application: Application, kinds: dict[str, FactKind], by: Any) -> None:
    """The naming, by the office; and, for a place that is open to the public, its opening as a base, by its unit."""
    batch, place = application.batch, application.place
    common: dict[str, Any] = {
        "quantity": Decimal(1),
        "happened_on": application.named_on,
        "place": place.name[:120],
        "source": Subject.of(application),
        "subjects": [Subject.of(place), Subject.of(batch)],
        "by": by,
        "today": batch.today,
    }
    mark = "（示例）" if batch.is_sample else ""
    record(
        kind=kinds["base-named"],
        organisation=batch.owner,
        summary=f"{place.name}命名为{batch.title}{mark}"[:500],
        source_key=f"naming:{application.pk}:named",
        **common,
    )
    opened = f"naming:{place.pk}:opened"
    if place.is_public and not Fact.objects.filter(source_key=opened).exists():
        record(
            kind=kinds["base-opened"],
            organisation=place.owner,
            summary=f"{place.name}作为{batch.title}对外开放{mark}"[:500],
            source_key=opened,
            **common,
        )


def _issue(batch: Batch, chosen: list[Application], due: date, by: Any) -> IssuedDocument:
    named = [Named(one.place.name, one.place.owner.name, one.code) for one in chosen]
    return issue_decision(naming_paper(batch, named, due), batch=batch, subject=Subject.of(batch), by=by)


def issue_decision(paper: OfficialDocument, *, batch: Batch, subject: Subject, by: Any) -> IssuedDocument:
    """Issue a decision of naming under the next number of the batch's owner."""
    return issuing.issue(
        owner=batch.owner,
        series=IssuedDocument.Series.NAMING,
        year=batch.today.year,
        title=paper.title,
        issued_on=batch.today,
        subject=subject,
        document=paper,
        by=by,
    )
