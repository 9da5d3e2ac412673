"""Two reviewers of other units visit, each with the checklist, neither seeing the other's before the own is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.naming import rules, telling
from tongxin.naming.actions.locking import locked_application
from tongxin.naming.enums import AWAITS_VISITS, Mark, Stage
from tongxin.naming.models import Application, Finding, Visit
from tongxin.naming.workflows import APPLICATION

REVIEWERS = 2
LONGEST_SUMMARY, LONGEST_NOTE = 1000, 300


@dataclass(frozen=True)
class Found:
    """What a reviewer found of one line of the checklist."""

    mark: str
    note: str = ""


def assign_reviewers(*, application: Application, reviewers: Sequence[User], by: Any) -> list[Visit]:
    """Ask two people of other units to visit. Whoever has not handed in yet may be replaced.

    Raises NotAllowed, WrongState unless a visit is due, Invalid unless they are two who may visit.
    """
    if not rules.may_judge(by, application):
        raise NotAllowed(_("考察人员由主办单位的协调员安排，申报人不能安排。"))
    with transaction.atomic():
        row = locked_application(application)
        if row.status not in AWAITS_VISITS:
            raise WrongState(_("现在不在实地考察这一步，不能安排考察人员。"))
        if len(set(reviewers)) != REVIEWERS:
            raise Invalid(_("请选两位不同的考察人员。"), field="second")
        for field, person in zip(("first", "second"), reviewers, strict=True):
            if not rules.may_visit(person, row):
                raise Invalid(
                    _("“%(person)s”不能考察这一处：要是审核员或协调员，并且不属于申报单位。") % {"person": person},
                    field=field,
                )
        wanted = {person.pk for person in reviewers}
        recheck = row.open_recheck
        visits = row.visits.filter(recheck=recheck)
        for visit in visits.exclude(reviewer__in=wanted):
            if visit.filled_on is not None:
                raise WrongState(_("“%(person)s”已经提交核查表，不能再换。") % {"person": visit.reviewer})
            visit.delete()
        there = set(visits.values_list("reviewer_id", flat=True))
        for person in reviewers:
            if person.pk not in there:
                visit = Visit.objects.create(application=row, recheck=recheck, reviewer=person)
                telling.tell(
                    [person],
                    batch=row.batch,
                    key=f"naming-visit:{visit.pk}",
                    title=(_("请复核考察：%(place)s") if recheck else _("请实地考察：%(place)s"))
                    % {"place": row.place.name},
                    body=row.place.location,
                    link=telling.link("visit", visit.pk),
                )
        audit.record(by, "naming_application.reviewers_assigned", row, reviewers=sorted(wanted))
    return list(visits.select_related("reviewer"))


def save_visit(
    *,
    visit: Visit,
    visited_on: date | None,
    findings: Mapping[int, Found],
    recommends: bool | None,
    summary: str,
    by: Any,
) -> Visit:
    """Keep one's checklist as far as it goes; nobody else sees it. `findings` by the criterion's id.

    Raises NotAllowed unless it is one's own, WrongState once it is handed in, Invalid for what is too long.
    """
    with transaction.atomic():
        row, mine = _open_visit(visit, by)
        _put(mine, row, visited_on, findings, recommends, summary)
        audit.record(by, "naming_visit.saved", mine, application=row.pk)
    return mine


def fill_visit(
    *,
    visit: Visit,
    visited_on: date | None,
    findings: Mapping[int, Found],
    recommends: bool | None,
    summary: str,
    by: Any,
) -> Visit:
    """Hand in one's checklist, whole and once; with the second one the visits are over.

    Raises as `save_visit`, and Invalid with the field for what is missing.
    """
    with transaction.atomic():
        row, mine = _open_visit(visit, by)
        _put(mine, row, visited_on, findings, recommends, summary)
        _check_whole(mine, row)
        mine.filled_on = row.batch.today
        mine.save(update_fields=["filled_on"])
        audit.record(by, "naming_visit.filled", mine, application=row.pk, recommends=recommends)
        if row.visits.filter(recheck=mine.recheck, filled_on__isnull=False).count() == REVIEWERS:
            APPLICATION.move(row, "finish_visits", by=by)
            again = f":{mine.recheck_id}" if mine.recheck_id else ""
            words = _("复核考察完成，请作决定：%(place)s") if again else _("考察完成：%(place)s")
            telling.tell_office(
                row.batch,
                key=f"naming-visited:{row.pk}{again}",
                title=words % {"place": row.place.name},
                link=telling.link("application", row.pk),
            )
    visit.application.status = row.status
    return mine


def _open_visit(visit: Visit, by: Any) -> tuple[Application, Visit]:
    """The rows, the application's locked: of two reviewers who hand in at one moment, the second finds the first's."""
    row = locked_application(visit.application)
    rows = Visit.objects.select_related("application__batch__owner", "application__place__owner", "recheck")
    mine = rows.get(pk=visit.pk)
    if not rules.may_fill(by, mine):
        raise NotAllowed(_("核查表只能由安排的考察人员本人填写。"))
    if row.status not in AWAITS_VISITS or mine.filled_on is not None or mine.recheck != row.open_recheck:
        raise WrongState(_("这份核查表已经提交，或者申报已不在考察这一步。"))
    return row, mine


def _put(
    mine: Visit,
    row: Application,
    visited_on: date | None,
    findings: Mapping[int, Found],
    recommends: bool | None,
    summary: str,
) -> None:
    summary = summary.strip()
    if len(summary) > LONGEST_SUMMARY:
        raise Invalid(_("考察意见最多 %(most)d 个字。") % {"most": LONGEST_SUMMARY}, field="summary")
    rows = []
    for criterion in row.batch.criteria.filter(stage=Stage.VISIT):
        found = findings.get(criterion.pk)
        if found is None or found.mark not in Mark.values:
            continue
        note = found.note.strip()
        if len(note) > LONGEST_NOTE:
            raise Invalid(_("最多 %(most)d 个字，请精简。") % {"most": LONGEST_NOTE}, field=f"note-{criterion.pk}")
        rows.append(Finding(visit=mine, criterion=criterion, mark=found.mark, note=note))
    mine.findings.all().delete()
    Finding.objects.bulk_create(rows)
    mine.visited_on, mine.recommends, mine.summary = visited_on, recommends, summary
    mine.save(update_fields=["visited_on", "recommends", "summary"])


def _check_whole(mine: Visit, row: Application) -> None:
    there = {finding.criterion_id: finding for finding in mine.findings.all()}
    for criterion in row.batch.criteria.filter(stage=Stage.VISIT):
        finding = there.get(criterion.pk)
        if finding is None:
            raise Invalid(_("“%(item)s”还没有选核查结果。") % {"item": criterion.title}, field=f"mark-{criterion.pk}")
        if finding.mark != Mark.MET and not finding.note:
            raise Invalid(_("不完全符合的，请写看到了什么。"), field=f"note-{criterion.pk}")
    if mine.visited_on is None:
        raise Invalid(_("请填考察日期。"), field="visited_on")
    if mine.visited_on > row.batch.today:
        raise Invalid(_("考察日期还没有到。"), field="visited_on")
    if mine.recheck is None and mine.visited_on < row.batch.opens_on:
        raise Invalid(_("考察日期早于这一批的申报开始日。"), field="visited_on")
    if mine.recheck and mine.recheck.started_on and mine.visited_on < mine.recheck.started_on:
        raise Invalid(_("考察日期早于复核开始的那一天。"), field="visited_on")
    if mine.recommends is None:
        raise Invalid(_("请给出结论：建议，还是不建议。"), field="recommends")
    if not mine.summary:
        raise Invalid(_("请写考察意见。"), field="summary")
