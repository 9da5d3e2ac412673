"""Issuing the papers of a year: looked at first without a number, then issued with one, by the programme's coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.subjects import Subject
from tongxin.documents.actions import issuing
from tongxin.documents.models import IssuedDocument
from tongxin.documents.typesetting import OfficialDocument
from tongxin.programme import papers, rules
from tongxin.programme.models import Programme, SupervisionNotice

Series = IssuedDocument.Series

# What a coordinator chooses from; a supervision notice becomes paper by itself.
CHOSEN = (Series.BRIEFING, Series.PROGRESS_TABLE, Series.YEAR_REPORT)


@dataclass(frozen=True)
class Wanted:
    """A paper that is asked for. `month` (any day of it) is for a briefing only."""

    series: str
    month: date | None = None


def draw_up(*, programme: Programme, wanted: Wanted, by: Any) -> OfficialDocument:
    """The paper as it would be issued now, without a number; nothing is kept.

    Raises NotAllowed unless `by` coordinates, Invalid for a series that is not made by choice, or for a briefing of a
    month that has not begun or lies outside the programme.
    """
    if not rules.may_coordinate(by, programme):
        raise NotAllowed(_("只有主办单位的协调员可以生成和印发文件。"))
    if wanted.series == Series.BRIEFING:
        return papers.briefing(programme, _month(programme, wanted.month))
    if wanted.series == Series.PROGRESS_TABLE:
        return papers.progress_table(programme)
    if wanted.series == Series.YEAR_REPORT:
        return papers.year_report(programme)
    raise Invalid(_("请选择要生成哪一种文件。"), field="series")


def issue_paper(*, programme: Programme, wanted: Wanted, by: Any) -> IssuedDocument:
    """Issue a paper as the facts stand now, under the next number of the owner's series and the programme's day's year.

    Raises as `draw_up`.
    """
    document = draw_up(programme=programme, wanted=wanted, by=by)
    return issuing.issue(
        owner=programme.owner,
        series=wanted.series,
        year=programme.today.year,
        title=document.title,
        issued_on=programme.today,
        subject=Subject.of(programme),
        document=document,
        by=by,
    )


def make_supervision_paper(*, notice: SupervisionNotice) -> IssuedDocument:
    """Put a notice that was issued on paper, under its own number, once: a second call returns the first's document.

    Run by the system; the right to issue was checked when the notice was.
    """
    if notice.document is not None:
        return notice.document
    document = papers.supervision_paper(notice)
    with transaction.atomic():
        locked = SupervisionNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
        if locked.document is None:
            locked.document = issuing.issue(
                owner=notice.issuer,
                series=Series.SUPERVISION,
                year=notice.year,
                serial=notice.serial,
                title=document.title,
                issued_on=notice.issued_on,
                subject=Subject.of(notice),
                document=document,
                by=None,
            )
            locked.save(update_fields=["document"])
    notice.document = locked.document
    return locked.document


def _month(programme: Programme, month: date | None) -> date:
    if month is None:
        raise Invalid(_("请选择简报写哪个月。"), field="month")
    first = month.replace(day=1)
    if not programme.starts_on.replace(day=1) <= first <= min(programme.ends_on, programme.today):
        raise Invalid(_("这个月不在工作年之内，或者还没有开始，请另选一个月。"), field="month")
    return first
