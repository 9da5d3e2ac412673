"""Deciding on a report: accept (its figures become facts, once), send back, waive; and correcting what was accepted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.actions import Correction, correct, record
from tongxin.facts.models import Fact
from tongxin.programme import rules, telling
from tongxin.programme.cascade import counts_for
from tongxin.programme.enums import ReportStatus
from tongxin.programme.models import Report, ReportFigure, StageGoal
from tongxin.programme.workflows import REPORT


def key_of(figure: ReportFigure) -> str:
    """The ledger's key for a figure: accepting twice, however it came about, records it once."""
    return f"programme.report:{figure.report_id}:{figure.pk}"


def accept(*, report: Report, by: Any) -> list[Fact]:
    """Accept a report: its figures are recorded as facts for the project and everything above it, and the goals that
    it says were reached hold. Returns the facts.

    Raises NotAllowed unless `by` reviews it (never one's own), WrongState unless it was handed in.
    """
    project = report.project
    today = project.programme.today
    with transaction.atomic():
        REPORT.move(report, "accept", by=by, decided_by=by, decided_on=today)
        above = counts_for(project)
        evidence = [row.attachment_id for row in report.evidence.all()]
        facts = []
        for figure in report.figures.select_related("kind", "indicator"):
            own = (Subject.of(figure.indicator),) if figure.indicator and figure.indicator.is_by_hand else ()
            facts.append(
                record(
                    kind=figure.kind,
                    quantity=figure.quantity,
                    organisation=report.unit,
                    happened_on=figure.happened_on,
                    source=Subject.of(report),
                    source_key=key_of(figure),
                    subjects=(*above, *own),
                    by=by,
                    summary=figure.summary,
                    place=figure.place,
                    evidence=evidence,
                    today=today,
                )
            )
        reached_on = min(report.period_ends, report.submitted_on or today)
        StageGoal.objects.filter(claims__report=report, reached_on__isnull=True).update(
            reached_on=reached_on, reached_in=report
        )
        _tell_writer(
            report,
            key=f"accepted:{report.pk}",
            title=_("报告已通过：%(project)s %(period)s") % {"project": project.title, "period": report.label},
        )
    return facts


def send_back(*, report: Report, by: Any, reason: str) -> Report:
    """Return a report to its unit for another try.

    Raises NotAllowed unless `by` reviews it, WrongState unless it was handed in, Invalid without a reason.
    """
    with transaction.atomic():
        REPORT.move(
            report,
            "send_back",
            by=by,
            note=reason,
            return_reason=reason.strip(),
            times_returned=report.times_returned + 1,
            decided_by=by,
            decided_on=report.project.programme.today,
        )
        _tell_writer(
            report,
            key=f"sent-back:{report.pk}:{report.times_returned}",
            title=_("报告请修改：%(project)s %(period)s") % {"project": report.project.title, "period": report.label},
            body=report.return_reason,
        )
    return report


def waive(*, report: Report, by: Any, reason: str) -> Report:
    """Let a unit off one report. Raises NotAllowed unless `by` coordinates, WrongState, Invalid without a reason."""
    with transaction.atomic():
        REPORT.move(report, "waive", by=by, note=reason, decided_by=by, decided_on=report.project.programme.today)
        _tell_writer(
            report,
            key=f"waived:{report.pk}",
            title=_("本期免报：%(project)s %(period)s") % {"project": report.project.title, "period": report.label},
            body=reason.strip(),
        )
    return report


def correct_figure(*, figure: ReportFigure, quantity: Decimal | None, reason: str, by: Any) -> Correction:
    """Correct a figure of an accepted report in the ledger: a counter-entry, and the right fact if one is given.

    The report keeps what it said. Raises NotAllowed unless `by` writes for the unit or coordinates, WrongState before
    the report is accepted or when the figure was cancelled before, Invalid without a reason or change.
    """
    report = figure.report
    if not rules.may_correct_figure(by, report):
        raise NotAllowed(_("只有填报单位或主办单位的协调员可以更正。"))
    if report.status != ReportStatus.ACCEPTED:
        raise WrongState(_("报告还没有通过，数字还没有记成实绩：请直接改报告。"))
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=report.pk)
        fact = standing_fact(figure)
        if fact is None:
            raise WrongState(_("这个数字已经撤销，没有可以更正的实绩。"))
        correction = correct(fact=fact, quantity=quantity, reason=reason, by=by, today=report.project.programme.today)
        audit.record(by, "report.figure_corrected", report, figure=figure.pk, quantity=quantity, reason=reason.strip())
    return correction


def standing_fact(figure: ReportFigure) -> Fact | None:
    """The fact that a figure stands as now, after any corrections; None where it was cancelled or never recorded."""
    fact = Fact.objects.filter(source_key=key_of(figure)).first()
    while fact is not None and fact.corrections.exists():
        fact = fact.replacements.first()
    return fact


def _tell_writer(report: Report, *, key: str, title: str, body: str = "") -> None:
    writer = report.written_by
    people = [writer] if writer is not None and writer.is_active else telling.reporters(report.unit)
    telling.tell(
        people,
        programme=report.project.programme,
        key=key,
        title=title,
        body=body,
        link=telling.link("report", report.pk),
    )
