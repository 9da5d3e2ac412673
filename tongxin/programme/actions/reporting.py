"""Writing a report: saving, evidence, handing in, taking back. What the reviewers do is in `reviewing`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.files.actions import store
from tongxin.common.files.intake import Upload
from tongxin.programme import rules, telling
from tongxin.programme.enums import ProjectStatus
from tongxin.programme.figures import Figure, check_all
from tongxin.programme.models import Report, ReportEvidence, ReportFigure, ReportGoal, StageGoal
from tongxin.programme.owing import OPEN
from tongxin.programme.workflows import REPORT

MOST_EVIDENCE = 20
LONGEST_TEXT = 5000


class ReportConflict(Conflict):
    """Somebody else saved this report meanwhile. `theirs` is what stands now; nothing that was typed is thrown away."""

    def __init__(self, theirs: Report) -> None:
        super().__init__(
            _("%(who)s刚刚保存过这份报告。您填的内容还在下面，请对照后再保存。")
            % {"who": theirs.written_by or _("另一位同事")}
        )
        self.theirs = theirs


def save_report(
    *,
    report: Report,
    version: int,
    text: str,
    difficulty: str,
    figures: Sequence[Figure],
    goals: Iterable[StageGoal],
    by: Any,
) -> Report:
    """Save what was written so far; `figures` and `goals` replace those saved before.

    `version` is the one that the writer saw. Raises NotAllowed unless `by` writes for the unit, WrongState unless the
    report is open, its period has begun and the project is under way, ReportConflict when somebody else saved
    meanwhile, Invalid (with the field) for a figure, text or goal that cannot be taken.
    """
    if not rules.may_write_report(by, report):
        raise NotAllowed(_("只有本单位的填报员或审核员可以填写这份报告。"))
    text, difficulty = text.strip(), difficulty.strip()
    for field, words in (("text", text), ("difficulty", difficulty)):
        if len(words) > LONGEST_TEXT:
            raise Invalid(
                _("文字有 %(count)d 个字，最多 %(most)d 个字，请精简。") % {"count": len(words), "most": LONGEST_TEXT},
                field=field,
            )
    checked = check_all(report, figures)
    claimed = list(dict.fromkeys(goals))
    if any(goal.project_id != report.project_id for goal in claimed):
        raise Invalid(_("有的目标不属于本项目。请刷新页面后再选。"), field="goals")
    with transaction.atomic():
        saved = Report.objects.filter(pk=report.pk, version=version, status__in=OPEN).update(
            text=text, difficulty=difficulty, written_by=by, version=F("version") + 1
        )
        current = Report.objects.select_related("written_by").get(pk=report.pk)
        if not saved:
            if current.status not in OPEN:
                raise WrongState(_("这份报告已经提交或已处理，不能再改。需要改时请先撤回，或请审核人退回。"))
            raise ReportConflict(current)
        _must_be_under_way(report)
        ReportFigure.objects.filter(report=report).delete()
        ReportFigure.objects.bulk_create(
            ReportFigure(
                report=report,
                kind=figure.kind,
                indicator=figure.indicator,
                quantity=figure.quantity,
                happened_on=figure.happened_on,
                place=figure.place,
                summary=figure.summary,
            )
            for figure in checked
        )
        ReportGoal.objects.filter(report=report).delete()
        ReportGoal.objects.bulk_create(ReportGoal(report=report, goal=goal) for goal in claimed)
        audit.record(by, "report.saved", report, version=current.version)
    for name in ("text", "difficulty", "version", "written_by"):
        setattr(report, name, getattr(current, name))
    return report


def submit(*, report: Report, version: int, by: Any) -> Report:
    """Hand a report in for review, as it was saved in `version`.

    Raises as `save_report`; Invalid where the text is missing or a figure entered by hand has no evidence.
    """
    with transaction.atomic():
        current = Report.objects.select_for_update(of=("self",)).select_related("written_by").get(pk=report.pk)
        if current.version != version and current.status in OPEN:
            raise ReportConflict(current)
        changes: dict[str, Any] = {"return_reason": ""}
        if report.submitted_on is None:
            changes["submitted_on"] = report.project.programme.today
        if report.written_by_id is None:
            changes["written_by"] = by
        REPORT.move(report, "submit", by=by, **changes)
        _must_be_under_way(report)
        if not current.text:
            raise Invalid(_("请写一两句话，说做成了什么。没有进展也请写明。"), field="text")
        is_by_hand = report.figures.filter(indicator__isnull=False, indicator__kind__isnull=True).exists()
        if is_by_hand and not report.evidence.exists():
            raise Invalid(_("手工填报的数字要有佐证：请添加照片或文件后再提交。"), field="evidence")
        telling.tell_reviewers(
            report,
            key=f"submitted:{report.pk}:{current.version}:{report.times_returned}",
            title=_("待审报告：%(project)s %(period)s") % {"project": report.project.title, "period": report.label},
        )
    return report


def save_and_submit(
    *,
    report: Report,
    version: int,
    text: str,
    difficulty: str,
    figures: Sequence[Figure],
    goals: Iterable[StageGoal],
    by: Any,
) -> Report:
    """Save and hand in, both or neither. Raises as `save_report` and `submit`."""
    with transaction.atomic():
        save_report(
            report=report, version=version, text=text, difficulty=difficulty, figures=figures, goals=goals, by=by
        )
        return submit(report=report, version=report.version, by=by)


def take_back(*, report: Report, by: Any) -> Report:
    """Take a report back that was handed in and not looked at yet, to go on writing. Raises NotAllowed, WrongState."""
    with transaction.atomic():
        first_day = report.submitted_on if report.times_returned else None
        REPORT.move(report, "take_back", by=by, submitted_on=first_day)
    return report


def add_evidence(*, report: Report, upload: Upload, by: Any) -> ReportEvidence:
    """Add a photo or file to an open report. Places are removed from photos when they are stored.

    Raises NotAllowed, WrongState as `save_report`; Invalid where the file cannot be taken or there are too many.
    """
    _must_be_open_to(report, by)
    if report.evidence.count() >= MOST_EVIDENCE:
        raise Invalid(_("一份报告最多 %(most)d 件佐证。请先移除用不着的。") % {"most": MOST_EVIDENCE}, field="evidence")
    attachment = store(upload=upload, by=by)
    with transaction.atomic():
        _lock_open(report)
        evidence = ReportEvidence.objects.create(report=report, attachment=attachment)
        audit.record(by, "report.evidence_added", report, attachment=attachment.pk, sha256=attachment.sha256)
    return evidence


def remove_evidence(*, report: Report, evidence: ReportEvidence, by: Any) -> None:
    """Take a photo or file off an open report. Raises NotAllowed, WrongState as `save_report`."""
    _must_be_open_to(report, by)
    with transaction.atomic():
        _lock_open(report)
        if report.evidence.filter(pk=evidence.pk).delete()[0] != 1:
            raise WrongState(_("这件佐证已经移除了。请刷新页面。"))
        audit.record(by, "report.evidence_removed", report, attachment=evidence.attachment_id)


def _must_be_open_to(report: Report, by: Any) -> None:
    if not rules.may_write_report(by, report):
        raise NotAllowed(_("只有本单位的填报员或审核员可以填写这份报告。"))
    _must_be_under_way(report)


def _lock_open(report: Report) -> None:
    if not Report.objects.select_for_update().filter(pk=report.pk, status__in=OPEN).exists():
        raise WrongState(_("这份报告已经提交或已处理，不能再改。需要改时请先撤回，或请审核人退回。"))


def _must_be_under_way(report: Report) -> None:
    project = report.project
    if project.status not in (ProjectStatus.RUNNING, ProjectStatus.CLOSING):
        raise WrongState(_("项目不在办理中：要先由牵头单位签收才能报告；已办结的不再报告。"))
    if report.period_starts > project.programme.today:
        raise WrongState(
            _("“%(period)s”从 %(date)s开始，还不能填。")
            % {"period": report.label, "date": plain_day(report.period_starts)}
        )
