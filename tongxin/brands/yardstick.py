"""The computed part of the yearly evaluation: what facts, indicators and evidence say, 0 to 100, and from what.

A part with nothing to count is None: it is left out, and the other weights count for more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from tongxin.brands.enums import CriterionGroup, CriterionMethod, EvidenceStatus, Level
from tongxin.brands.models import Brand, Evaluation, Evidence, Strand, StrandIndicator
from tongxin.common.scoring import CENT, HUNDRED
from tongxin.common.subjects import Subject
from tongxin.facts.models import MonthlyTotal

# What confirmed evidence of the year is worth, by its highest level.
EVIDENCE_POINTS = {Level.CITY: Decimal(60), Level.PROVINCE: Decimal(80), Level.NATION: Decimal(100)}


@dataclass(frozen=True)
class Part:
    """`points` 0 to 100, None where nothing was to count; `good` of `whole` says from what."""

    points: Decimal | None
    good: str
    whole: int


@dataclass(frozen=True)
class Line:
    """A criterion as it is to be: `weight` in percent."""

    group: CriterionGroup
    title: str
    weight: int
    method: CriterionMethod


def default_lines() -> list[Line]:
    """The usual yardstick, to begin with: features scored, effect and influence mostly counted."""
    features, effect, influence = CriterionGroup.FEATURES, CriterionGroup.EFFECT, CriterionGroup.INFLUENCE
    return [
        Line(features, _("特色鲜明"), 20, CriterionMethod.SCORED),
        Line(features, _("机制健全"), 10, CriterionMethod.SCORED),
        Line(effect, _("服务对象受益"), 15, CriterionMethod.SCORED),
        Line(effect, _("全年有实绩"), 15, CriterionMethod.MONTHS),
        Line(effect, _("指标完成"), 10, CriterionMethod.TARGETS),
        Line(influence, _("影响有佐证"), 20, CriterionMethod.EVIDENCE),
        Line(influence, _("可学可推广"), 10, CriterionMethod.SCORED),
    ]


def computed(evaluation: Evaluation, brands: Sequence[Brand]) -> dict[int, dict[str, Part]]:
    """The computed parts of each brand by method, by brand id; a fixed number of queries."""
    months = _months(evaluation, brands)
    targets = _targets(evaluation, brands)
    levels = _levels(evaluation, brands)
    return {
        brand.pk: {
            CriterionMethod.MONTHS.value: months[brand.pk],
            CriterionMethod.TARGETS.value: targets[brand.pk],
            CriterionMethod.EVIDENCE.value: levels[brand.pk],
        }
        for brand in brands
    }


def _begins(evaluation: Evaluation) -> date:
    return date(evaluation.year, 1, 1)


def _months(evaluation: Evaluation, brands: Sequence[Brand]) -> dict[int, Part]:
    """How many months of the year, up to the day it is counted until, have facts."""
    kind = Subject.of(Brand, 0).kind
    rows = MonthlyTotal.objects.filter(
        subject_kind=kind,
        subject_id__in=[str(brand.pk) for brand in brands],
        month__gte=_begins(evaluation),
        month__lte=evaluation.until,
        count__gt=0,
    )
    having: dict[int, set[date]] = defaultdict(set)
    for pk, month in rows.values_list("subject_id", "month").distinct():
        having[int(pk)].add(month)
    whole = evaluation.until.month
    return {
        brand.pk: Part(_share(Decimal(len(having[brand.pk])), whole), str(len(having[brand.pk])), whole)
        for brand in brands
    }


def _targets(evaluation: Evaluation, brands: Sequence[Brand]) -> dict[int, Part]:
    """How far the strands' indicators of the year have come, each at most whole."""
    indicators = list(
        StrandIndicator.objects.filter(strand__brand__in=brands, year=evaluation.year).select_related("strand")
    )
    values = values_of(indicators, evaluation.until)
    reached: dict[int, list[Decimal]] = defaultdict(list)
    for indicator in indicators:
        share = min(Decimal(1), max(Decimal(0), values[indicator.pk] / indicator.target))
        reached[indicator.strand.brand_id].append(share)
    found = {}
    for brand in brands:
        shares = reached[brand.pk]
        good = sum(shares, Decimal(0))
        found[brand.pk] = Part(_share(good, len(shares)) if shares else None, str(good.quantize(CENT)), len(shares))
    return found


def values_of(indicators: Sequence[StrandIndicator], until: date | None = None) -> dict[int, Decimal]:
    """What was done of each indicator in its year (up to the month of `until`), by its id; one query."""
    years = {indicator.year for indicator in indicators}
    rows = MonthlyTotal.objects.filter(
        subject_kind=Subject.of(Strand, 0).kind,
        subject_id__in=[str(indicator.strand_id) for indicator in indicators],
        month__year__in=years,
    )
    if until is not None:
        rows = rows.filter(month__lte=until)
    sums: dict[tuple[int, int, int], Decimal] = defaultdict(Decimal)
    for strand, kind, month, total in rows.values_list("subject_id", "kind_id", "month").annotate(sum=Sum("total")):
        sums[int(strand), kind, month.year] += total
    return {one.pk: sums[one.strand_id, one.kind_id, one.year] for one in indicators}


def _levels(evaluation: Evaluation, brands: Sequence[Brand]) -> dict[int, Part]:
    """The highest level that confirmed evidence of the year reaches."""
    rows = Evidence.objects.filter(
        brand__in=brands, status=EvidenceStatus.CONFIRMED, on__gte=_begins(evaluation), on__lte=evaluation.until
    )
    found: dict[int, list[str]] = defaultdict(list)
    for brand_id, level in rows.values_list("brand_id", "level"):
        found[brand_id].append(level)
    order = list(EVIDENCE_POINTS)
    parts = {}
    for brand in brands:
        levels = found[brand.pk]
        highest = max(levels, key=lambda level: order.index(Level(level))) if levels else ""
        points = EVIDENCE_POINTS[Level(highest)] if highest else Decimal(0)
        parts[brand.pk] = Part(points, highest, len(levels))
    return parts


def _share(good: Decimal, whole: int) -> Decimal:
    return (good * HUNDRED / whole).quantize(CENT, ROUND_HALF_UP)
