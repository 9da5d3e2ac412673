"""The yearly evaluation: yardstick and reviewers are set, it is opened, scored apart, and published with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.brands import rules
from tongxin.brands.actions.life import lock_system, make_move
from tongxin.brands.enums import BrandStatus, CriterionGroup, CriterionMethod, EvaluationStatus
from tongxin.brands.guarding import insist_clean_row
from tongxin.brands.models import (
    Brand,
    BrandCriterion,
    BrandSystem,
    Evaluation,
    EvaluationEntry,
    EvaluationReviewer,
    ScoreSheet,
    SheetScore,
)
from tongxin.brands.telling import tell_reviewers
from tongxin.brands.workflows import EVALUATION
from tongxin.brands.yardstick import Line, Part, computed, default_lines
from tongxin.common import audit, clock
from tongxin.common.enumeration import listed
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.guards.rows import refuse_in
from tongxin.common.scoring import REASON_BELOW, spread, weighted

# "Several reviewers": fewer are no independent judgement.
LEAST_REVIEWERS = 2
Given = Mapping[int, tuple[int | None, str]]
"""Criterion id: score from 0 to 100 (None: not given yet) and reason."""


def _insist(by: Any, system: BrandSystem) -> None:
    if not rules.may_keep_system(by, system):
        raise NotAllowed(_("品牌评价由品牌体系主管单位的协调员组织。"))


def prepare(*, system: BrandSystem, year: int, until: date, by: Any, is_sample: bool = False) -> Evaluation:
    """Begin a year's evaluation with the usual yardstick; what is counted is what happened by `until`.

    Raises NotAllowed, Invalid for a day outside the year, Conflict where the year has one.
    """
    _insist(by, system)
    if until.year != year:
        raise Invalid(_("数据截至的日期要在评价的那一年里。"), field="until")
    with transaction.atomic():
        evaluation, is_new = Evaluation.objects.get_or_create(
            system=system, year=year, defaults={"until": until, "is_sample": is_sample}
        )
        if not is_new:
            raise Conflict(_("%(year)d 年的评价已经有了。") % {"year": year})
        _put_criteria(evaluation, default_lines())
        audit.record(by, "brand_evaluation.prepared", evaluation, year=year, until=until)
    return evaluation


def set_criteria(*, evaluation: Evaluation, lines: Sequence[Line], by: Any) -> list[BrandCriterion]:
    """Say how the year is evaluated; what stood before is replaced.

    Raises NotAllowed, WrongState once scoring has begun, Invalid where weights do not come to 100, a group has no
    criterion, a title is missing or stands twice.
    """
    _insist(by, evaluation.system)
    total = 0
    for number, line in enumerate(lines, start=1):
        if not line.title.strip():
            raise Invalid(_("第 %(number)d 条没有写评价内容。") % {"number": number}, field="criteria")
        if not 1 <= line.weight <= 100:
            raise Invalid(_("第 %(number)d 条的权重要在 1 到 100 之间。") % {"number": number}, field="criteria")
        total += line.weight
    if total != 100:
        raise Invalid(_("各条权重合计为 %(total)d，要正好是 100。") % {"total": total}, field="criteria")
    for group in CriterionGroup:
        if not any(line.group == group for line in lines):
            raise Invalid(_("“%(group)s”这一组还没有评价内容。") % {"group": group.label}, field="criteria")
    if len({line.title.strip() for line in lines}) != len(lines):
        raise Invalid(_("有两条内容相同。请合并或改名。"), field="criteria")
    with transaction.atomic():
        _locked(evaluation, EvaluationStatus.PREPARING, _("已经开始评分，评价标准不能再改。"))
        made = _put_criteria(evaluation, lines)
        audit.record(
            by,
            "brand_evaluation.criteria_set",
            evaluation,
            criteria=[[line.group.value, line.title, line.weight, line.method.value] for line in lines],
        )
    return made


def _put_criteria(evaluation: Evaluation, lines: Sequence[Line]) -> list[BrandCriterion]:
    evaluation.criteria.all().delete()
    return BrandCriterion.objects.bulk_create(
        BrandCriterion(
            evaluation=evaluation,
            group=line.group,
            title=line.title.strip(),
            weight=line.weight,
            method=line.method,
            position=position,
        )
        for position, line in enumerate(lines, start=1)
    )


def set_reviewers(*, evaluation: Evaluation, users: Sequence[User], by: Any) -> list[EvaluationReviewer]:
    """Say who scores; what stood before is replaced. Raises NotAllowed, WrongState once scoring has begun."""
    _insist(by, evaluation.system)
    with transaction.atomic():
        _locked(evaluation, EvaluationStatus.PREPARING, _("已经开始评分，评审人不能再改。"))
        evaluation.reviewers.all().delete()
        made = EvaluationReviewer.objects.bulk_create(
            EvaluationReviewer(evaluation=evaluation, user=user) for user in dict.fromkeys(users)
        )
        audit.record(
            by, "brand_evaluation.reviewers_set", evaluation, reviewers=[reviewer.user_id for reviewer in made]
        )
    return made


def open_evaluation(*, evaluation: Evaluation, by: Any) -> Evaluation:
    """Open it: every brand in operation takes part, and its reviewers can score.

    Raises NotAllowed, WrongState without brands in operation, Invalid naming each brand for which fewer than two
    reviewers are left once those of its own unit step back.
    """
    _insist(by, evaluation.system)
    with transaction.atomic():
        lock_system(evaluation.system_id)
        row = _locked(evaluation, EvaluationStatus.PREPARING, _("这次评价已经开始了。"))
        if not row.criteria.exists():
            raise WrongState(_("还没有定评价标准。请先定标准。"))
        brands = list(
            Brand.objects.select_for_update(of=("self",))
            .filter(
                family__category__system=row.system_id,
                parent__isnull=True,
                status=BrandStatus.RUNNING,
                named_on__lte=row.until,
            )
            .select_related("owner", "family__category__system")
        )
        if not brands:
            raise WrongState(_("还没有运行中的品牌，没有可以评价的。"))
        users = [reviewer.user for reviewer in row.reviewers.select_related("user")]
        lacking = [
            str(brand)
            for brand in brands
            if sum(not rules.is_own_unit(user, brand) for user in users) < LEAST_REVIEWERS
        ]
        if lacking:
            raise Invalid(
                _("除去本单位要回避的，这些品牌的评审人不足 %(least)d 位：%(brands)s。请再加评审人。")
                % {"least": LEAST_REVIEWERS, "brands": listed(lacking)},
                field="reviewers",
            )
        EvaluationEntry.objects.bulk_create(EvaluationEntry(evaluation=row, brand=brand) for brand in brands)
        EVALUATION.move(row, "open", by=by)
        tell_reviewers(row)
    return row


def save_sheet(*, entry: EvaluationEntry, scores: Given, by: User, submit: bool) -> ScoreSheet:
    """Keep one's scores of one brand; with `submit` they are fixed, and one sees the others'.

    Raises NotAllowed unless `by` is a reviewer and not of the brand's own unit, WrongState once submitted or while the
    evaluation is not open, Invalid (field "criterion-<id>") for a score outside 0 to 100, a missing one on submitting,
    or one below 60 without a reason.
    """
    evaluation = entry.evaluation
    if not evaluation.reviewers.filter(user=by).exists():
        raise NotAllowed(_("您不是这次评价的评审人。"))
    if rules.is_own_unit(by, entry.brand):
        raise NotAllowed(_("这是您所在单位的品牌，请回避，由其他评审人评分。"))
    with transaction.atomic():
        row = _locked(evaluation, EvaluationStatus.OPEN, _("现在不在评分期间。"))
        criteria = [one for one in row.criteria.all() if one.method == CriterionMethod.SCORED]
        _check_scores(criteria, scores, submit=submit)
        sheet, _is_new = ScoreSheet.objects.select_for_update().get_or_create(entry=entry, reviewer=by)
        if sheet.submitted_at is not None:
            raise WrongState(_("这张评分表已经提交，不能再改。"))
        sheet.scores.all().delete()
        SheetScore.objects.bulk_create(
            SheetScore(sheet=sheet, criterion=one, value=value, reason=reason.strip())
            for one in criteria
            for value, reason in [scores.get(one.pk, (None, ""))]
            if value is not None
        )
        if submit:
            sheet.submitted_at = timezone.now()
            sheet.save(update_fields=["submitted_at"])
        audit.record(by, "brand_evaluation.sheet_submitted" if submit else "brand_evaluation.sheet_saved", sheet)
    return sheet


def _check_scores(criteria: Sequence[BrandCriterion], scores: Given, *, submit: bool) -> None:
    for one in criteria:
        value, reason = scores.get(one.pk, (None, ""))
        field = f"criterion-{one.pk}"
        if value is None:
            if submit:
                raise Invalid(_("“%(title)s”还没有评分。") % {"title": one.title}, field=field)
            continue
        if not 0 <= value <= 100:
            raise Invalid(_("得分要在 0 到 100 之间。"), field=field)
        if value < REASON_BELOW and not reason.strip():
            raise Invalid(_("低于 %(least)d 分要写明理由。") % {"least": REASON_BELOW}, field=field)
        if len(reason) > 300:
            raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 300}, field=field)
        # Reasons go out with the results.
        refuse_in(SheetScore(reason=reason), field=field)


def publish(
    *, evaluation: Evaluation, by: Any, conclusions: Mapping[int, str] | None = None, on: date | None = None
) -> list[EvaluationEntry]:
    """Fix and publish the results with their parts, the spread of scores and the reasons; brands become evaluated.

    `conclusions` are the office's words by entry id. Raises NotAllowed, WrongState unless open, Invalid naming the
    brands with fewer than two submitted sheets.
    """
    _insist(by, evaluation.system)
    with transaction.atomic():
        lock_system(evaluation.system_id)
        row = _locked(evaluation, EvaluationStatus.OPEN, _("现在不能公布：还没有开始评分，或已经公布。"))
        entries = list(row.entries.select_related("brand__owner", "brand__family__category__system__owner"))
        sheets = _submitted(row)
        lacking = [str(entry.brand) for entry in entries if len(sheets[entry.pk]) < LEAST_REVIEWERS]
        if lacking:
            raise Invalid(
                _("还有 %(count)d 个品牌不足 %(least)d 位评审人提交：%(brands)s。")
                % {"count": len(lacking), "least": LEAST_REVIEWERS, "brands": listed(lacking[:10])}
            )
        parts = computed(row, [entry.brand for entry in entries])
        criteria = list(row.criteria.all())
        for entry in entries:
            entry.parts, entry.points = _result(criteria, parts[entry.brand_id], sheets[entry.pk])
            entry.conclusion = (conclusions or {}).get(entry.pk, entry.conclusion).strip()[:500]
            try:
                insist_clean_row(entry, entry.brand)
            except Invalid as refusal:
                raise Invalid(f"{entry.brand}: {refusal}", field=f"conclusion-{entry.pk}") from None
        EvaluationEntry.objects.bulk_update(entries, ["parts", "points", "conclusion"])
        day = on or clock.today()
        EVALUATION.move(row, "publish", by=by, published_on=day)
        for entry in entries:
            if entry.brand.status == BrandStatus.RUNNING:
                make_move(entry.brand, "evaluate", by=by, on=day, note=str(row.year))
    return entries


def _submitted(evaluation: Evaluation) -> dict[int, list[ScoreSheet]]:
    found: dict[int, list[ScoreSheet]] = defaultdict(list)
    rows = ScoreSheet.objects.filter(entry__evaluation=evaluation, submitted_at__isnull=False)
    for sheet in rows.prefetch_related("scores"):
        found[sheet.entry_id].append(sheet)
    return found


def _result(
    criteria: Sequence[BrandCriterion], counted: Mapping[str, Part], sheets: Sequence[ScoreSheet]
) -> tuple[list[dict[str, Any]], Decimal]:
    parts: list[dict[str, Any]] = []
    weights: list[tuple[int, Decimal | None]] = []
    for criterion in criteria:
        about: dict[str, Any] = {
            "group": criterion.group,
            "criterion": criterion.title,
            "weight": criterion.weight,
            "method": criterion.method,
        }
        if criterion.method == CriterionMethod.SCORED:
            given = [one for sheet in sheets for one in sheet.scores.all() if one.criterion_id == criterion.pk]
            together = spread([one.value for one in given])
            points: Decimal | None = together.mean
            about |= {
                "lowest": together.lowest,
                "highest": together.highest,
                "scores": together.count,
                "reasons": [one.reason for one in given if one.reason],
            }
        else:
            part = counted[criterion.method]
            points = part.points
            about |= {"good": part.good, "counted": part.whole}
        parts.append(about | {"points": None if points is None else str(points)})
        weights.append((criterion.weight, points))
    return parts, weighted(weights) or Decimal(0)


def _locked(evaluation: Evaluation, status: EvaluationStatus, otherwise: str) -> Evaluation:
    row = Evaluation.objects.select_for_update(of=("self",)).select_related("system__owner").get(pk=evaluation.pk)
    if row.status != status:
        raise WrongState(otherwise)
    return row
