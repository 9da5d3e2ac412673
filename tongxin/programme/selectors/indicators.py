"""Where indicators stand: always counted from facts' kept totals, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from tongxin.common.subjects import Subject
from tongxin.facts.models import MonthlyTotal
from tongxin.facts.selectors import Total, totals_for
from tongxin.programme.enums import Counting
from tongxin.programme.lights import Measured
from tongxin.programme.models import Indicator, Project

# The kind of fact that a figure entered by hand becomes.
REPORTED_VALUE = "reported-value"


# By (project id, kind).
Months = dict[tuple[str, int], list[MonthlyTotal]]


def measured(projects: Iterable[Project]) -> dict[int, tuple[Measured, ...]]:
    """The indicators of these projects with their values, by project id, in their order.

    Four queries at most, however many projects: indicators, totals, and months where one is limited by filters.
    """
    return measured_with_months(projects, lambda indicator: False)[0]


def measured_with_months(
    projects: Iterable[Project], wanted: Callable[[Indicator], bool]
) -> tuple[dict[int, tuple[Measured, ...]], Months]:
    """The same, and the months of the indicators that are `wanted`, which come with those that filters need."""
    ids = [project.pk for project in projects]
    indicators = list(Indicator.objects.filter(project_id__in=ids).select_related("kind"))
    subjects = {_subject(indicator) for indicator in indicators if not indicator.filters}
    totals = totals_for(subjects) if subjects else {}
    months = _months([indicator for indicator in indicators if _is_filtered(indicator) or wanted(indicator)])
    found: dict[int, list[Measured]] = defaultdict(list)
    for indicator in indicators:
        if _is_filtered(indicator):
            item = _from_months(indicator, months)
        else:
            item = _from_total(indicator, totals.get(_subject(indicator), {}))
        found[indicator.project_id].append(item)
    return {pk: tuple(found[pk]) for pk in ids}, months


def _is_filtered(indicator: Indicator) -> bool:
    return bool(indicator.filters) and not indicator.is_by_hand


def _subject(indicator: Indicator) -> Subject:
    return Subject.of(Indicator, indicator.pk) if indicator.is_by_hand else Subject.of(Project, indicator.project_id)


def _from_total(indicator: Indicator, by_kind: dict[str, Total]) -> Measured:
    total = by_kind.get(indicator.kind.code if indicator.kind else REPORTED_VALUE)
    if total is None:
        return Measured(indicator, None)
    if indicator.counting == Counting.COUNT:
        value: Decimal | None = Decimal(total.count)
    elif indicator.counting == Counting.LATEST:
        value = total.latest
    else:
        value = total.total
    return Measured(indicator, value, total.latest_on, total.count)


def _months(indicators: list[Indicator]) -> Months:
    """The monthly totals of the projects and kinds of these indicators."""
    if not indicators:
        return {}
    rows = MonthlyTotal.objects.filter(
        subject_kind=Project._meta.label_lower,
        subject_id__in={str(indicator.project_id) for indicator in indicators},
        kind_id__in={indicator.kind_id for indicator in indicators},
    )
    found: Months = defaultdict(list)
    for row in rows:
        found[row.subject_id, row.kind_id].append(row)
    return found


def months_that_count(indicator: Indicator, months: Months) -> list[MonthlyTotal]:
    """Those of the months that an indicator counts: of its project and kind, within its filters."""
    filters = indicator.filters
    units, since, until = filters.get("units"), filters.get("since", ""), filters.get("until", "9999-12")
    return [
        row
        for row in months.get((str(indicator.project_id), indicator.kind_id or 0), [])
        if (not units or row.organisation_id in units) and since <= row.month.strftime("%Y-%m") <= until
    ]


def value_of_months(indicator: Indicator, rows: Iterable[MonthlyTotal]) -> Decimal:
    """What these months come to, as the indicator counts: a sum or a number of facts."""
    if indicator.counting == Counting.COUNT:
        return Decimal(sum(row.count for row in rows))
    return sum((row.total for row in rows), Decimal(0))


def _from_months(indicator: Indicator, months: Months) -> Measured:
    rows = months_that_count(indicator, months)
    if not rows:
        return Measured(indicator, None)
    last: date = max(row.month for row in rows)
    return Measured(indicator, value_of_months(indicator, rows), last, sum(row.count for row in rows))
