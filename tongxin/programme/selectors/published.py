"""Figures as papers may give them: by kind and month from the kept totals, small counts of persons hidden.

Everything that is cut from one table of a kind (a month, a quarter, the year) comes from one result of
`facts.suppression`, so that no difference reveals what is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongxin.common.subjects import Subject
from tongxin.facts.models import FactKind, MonthlyTotal
from tongxin.facts.suppression import Published, Table, suppress
from tongxin.programme.enums import Counting
from tongxin.programme.lights import Measured
from tongxin.programme.models import Programme, Project
from tongxin.programme.selectors.indicators import REPORTED_VALUE


@dataclass(frozen=True)
class KindFigures:
    """One kind's figures in its unit. A month's figure is None where it is hidden; `facts` counts entries by month."""

    kind: FactKind
    months: Mapping[date, Decimal | None]
    total: Decimal | None
    facts: Mapping[date, int]

    def over(self, months: Iterable[date]) -> Decimal | None:
        """The sum of some months, None where one of them is hidden."""
        figures = [self.months.get(month, Decimal(0)) for month in months]
        if any(figure is None for figure in figures):
            return None
        return sum((figure for figure in figures if figure is not None), Decimal(0))


def programme_figures(programme: Programme) -> tuple[KindFigures, ...]:
    """What was done in a whole programme, by kind in their order; two queries."""
    rows = _rows(Subject.of(programme).kind, [str(programme.pk)])
    counted: dict[tuple[int, date], int] = defaultdict(int)
    by_kind: dict[int, dict[tuple[Hashable, Hashable], Decimal]] = defaultdict(dict)
    for row in rows:
        counted[row.kind_id, row.month] += row.count
        by_kind[row.kind_id][row.organisation_id, row.month] = row.total
    figures = []
    for kind in _kinds(by_kind):
        shown = _published(by_kind[kind.pk], kind.counts_persons)
        months = sorted({month for kind_id, month in counted if kind_id == kind.pk})
        figures.append(
            KindFigures(
                kind,
                {month: shown.column_total(month) for month in months},
                shown.total,
                {month: counted[kind.pk, month] for month in months},
            )
        )
    return tuple(figures)


def project_figures(projects: Iterable[Project], month: date) -> dict[int, list[tuple[FactKind, Decimal | None]]]:
    """What was done in one month (its first day) for each project: kinds with their figures; two queries."""
    by_kind: dict[int, dict[tuple[Hashable, Hashable], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in _rows(Project._meta.label_lower, [str(project.pk) for project in projects]):
        by_kind[row.kind_id][int(row.subject_id), row.month] += row.total
    found: dict[int, list[tuple[FactKind, Decimal | None]]] = defaultdict(list)
    for kind in _kinds(by_kind):
        shown = _published(by_kind[kind.pk], kind.counts_persons)
        for row_key, column in by_kind[kind.pk]:
            figure = shown.cell(row_key, column)
            if column == month and figure != 0:
                found[int(str(row_key))].append((kind, figure))
    return found


def hidden_indicators(measured: Iterable[Measured]) -> set[int]:
    """The ids of the indicators whose values are small counts of persons, or would reveal one. No query."""
    by_kind: dict[int, dict[tuple[Hashable, Hashable], Decimal]] = defaultdict(dict)
    for item in measured:
        kind = item.indicator.kind
        if kind is not None and kind.counts_persons and item.indicator.counting != Counting.COUNT and item.value:
            by_kind[kind.pk][item.indicator.pk, "value"] = item.value
    hidden: set[int] = set()
    for cells in by_kind.values():
        shown = _published(cells, counts_persons=True)
        hidden |= {int(str(row)) for row in shown.rows if shown.cell(row, "value") is None}
    return hidden


def _rows(subject_kind: str, subject_ids: list[str]) -> Iterable[MonthlyTotal]:
    return MonthlyTotal.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids).exclude(count=0)


def _kinds(by_kind: Mapping[int, object]) -> Iterable[FactKind]:
    """Kinds that can be added up; figures entered by hand have no unit in common."""
    return FactKind.objects.filter(pk__in=by_kind).exclude(code=REPORTED_VALUE)


def _published(cells: Mapping[tuple[Hashable, Hashable], Decimal], counts_persons: bool) -> Published:
    """Head-counts that are none (below nought after a correction, say) are hidden altogether."""
    table = Table(cells, counts_persons)
    try:
        return suppress(table)
    except ValueError:
        places = ((row, column) for row in (*table.rows, None) for column in (*table.columns, None))
        return Published(table.rows, table.columns, dict.fromkeys(places))
