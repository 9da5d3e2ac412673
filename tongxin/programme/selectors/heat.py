"""Units × months: how much was done where and when, read from the kept totals; and how much was asked of units."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, Value, When
from django.db.models.functions import TruncMonth

from tongxin.facts.models import FactKind, MonthlyTotal
from tongxin.organisations.models import Unit
from tongxin.programme.models import Programme, Report

SHADES = 5


@dataclass(frozen=True)
class Cell:
    """`shade` is 0 (nothing) to 5 (the most of this table)."""

    month: date
    value: Decimal
    shade: int


@dataclass(frozen=True)
class UnitRow:
    unit: Unit
    cells: tuple[Cell, ...]

    @property
    def total(self) -> Decimal:
        return sum((cell.value for cell in self.cells), Decimal(0))


@dataclass(frozen=True)
class Heat:
    """`kind` None counts facts of all kinds; else the sum of one kind, in its unit."""

    months: tuple[date, ...]
    rows: tuple[UnitRow, ...]
    kind: FactKind | None

    @property
    def totals(self) -> list[Decimal]:
        """Of each month, over all units."""
        return [sum((row.cells[i].value for row in self.rows), Decimal(0)) for i in range(len(self.months))]


def months_of(programme: Programme) -> tuple[date, ...]:
    """The first days of the programme's months."""
    first = programme.starts_on.replace(day=1)
    span = (programme.ends_on.year - first.year) * 12 + programme.ends_on.month - first.month
    return tuple(
        date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1) for i in range(span + 1)
    )


def heat(programme: Programme, kind: FactKind | None = None) -> Heat:
    """What was done: the programme's carrying units by month, also those that have done nothing. Three queries."""
    rows = MonthlyTotal.objects.filter(subject_kind=Programme._meta.label_lower, subject_id=str(programme.pk))
    if kind is not None:
        rows = rows.filter(kind=kind)
    values: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for unit_id, month, count, total in rows.values_list("organisation_id", "month", "count", "total"):
        values[unit_id, month] += total if kind is not None else Decimal(count)
    return _heat(programme, values, kind)


def burden(programme: Programme) -> Heat:
    """What was asked of units: the fields that they filled in, by the month of handing in.

    A report counts one field for its text, one for its difficulty where it tells one, and one for each figure.
    """
    handed_in = Report.objects.filter(project__programme=programme, submitted_on__isnull=False)
    fields = handed_in.annotate(
        month=TruncMonth("submitted_on"),
        told=Case(When(difficulty="", then=Value(1)), default=Value(2), output_field=IntegerField()),
        figures_given=Count("figures"),
    )
    values: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for unit_id, month, told, figures in fields.values_list("unit_id", "month", "told", "figures_given"):
        values[unit_id, month] += told + figures
    return _heat(programme, values, None)


def _heat(programme: Programme, values: dict[tuple[int, date], Decimal], kind: FactKind | None) -> Heat:
    units = list(Unit.objects.filter(assignments__project__programme=programme).distinct().order_by("path"))
    others = {unit_id for unit_id, _month in values} - {unit.pk for unit in units}
    units += list(Unit.objects.filter(pk__in=others).order_by("path")) if others else []
    months = months_of(programme)
    most = max(values.values(), default=Decimal(0))
    rows = tuple(
        UnitRow(unit, tuple(_cell(month, values.get((unit.pk, month), Decimal(0)), most) for month in months))
        for unit in units
    )
    return Heat(months, rows, kind)


def _cell(month: date, value: Decimal, most: Decimal) -> Cell:
    shade = 0 if value <= 0 or most <= 0 else max(1, min(SHADES, -int(-value * SHADES // most)))
    return Cell(month, value, shade)
