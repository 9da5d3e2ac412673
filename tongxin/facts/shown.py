"""What was done, as the public may see it: by kind and month, small head-counts hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tongxin.common.subjects import Subject
from tongxin.facts.models import FactKind, MonthlyTotal
from tongxin.facts.selectors import next_month
from tongxin.facts.suppression import Published, Table, suppress


@dataclass(frozen=True)
class Done:
    """What was done for a subject, of one kind: by month (its first day), newest first. None is a hidden head-count."""

    kind: FactKind
    total: Decimal | None
    months: tuple[tuple[date, Decimal | None], ...]


def months_in_a_row(months: Iterable[date]) -> list[date]:
    """Every month from the first of them to the last, also those in which nothing was done; for a chart."""
    there = sorted(months)
    row = there[:1]
    while row and row[-1] < there[-1]:
        row.append(next_month(row[-1]))
    return row


Cells = dict[tuple[Hashable, Hashable], Decimal]


def done_for(subject: Subject) -> list[Done]:
    """What was done for a subject, of the kinds that may be shown, small head-counts hidden; one query."""
    return done_with_parts(subject, ())[subject]


def done_with_parts(whole: Subject, parts: Sequence[Subject]) -> dict[Subject, list[Done]]:
    """The same of a whole and of the parts whose facts count for it too; one query.

    All are cut from one table, in which what belongs to no part is a row of its own: so no difference between the
    whole's figures and its parts' gives a hidden count away.
    """
    kinds: dict[int, FactKind] = {}
    cells: dict[int, dict[Subject, dict[date, Decimal]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    wanted = Q(pk__in=[])
    for subject in (whole, *parts):
        wanted |= Q(subject_kind=subject.kind, subject_id=subject.id)
    rows = MonthlyTotal.objects.filter(wanted, kind__is_public=True).exclude(count=0).select_related("kind")
    # Of several units in a month there are several rows.
    for row in rows.order_by("kind__position", "kind__code", "month", "pk"):
        kinds.setdefault(row.kind_id, row.kind)
        cells[row.kind_id][Subject(row.subject_kind, row.subject_id)][row.month] += row.total
    found: dict[Subject, list[Done]] = {subject: [] for subject in (whole, *parts)}
    for kind in kinds.values():
        for subject, done in _of_kind(kind, cells[kind.pk], whole, parts).items():
            found[subject].append(done)
    return found


def _of_kind(
    kind: FactKind, figures: dict[Subject, dict[date, Decimal]], whole: Subject, parts: Sequence[Subject]
) -> dict[Subject, Done]:
    having = [part for part in parts if figures.get(part)]
    if having and not _overlap(figures, whole, having):
        table: Cells = {(part, month): total for part in having for month, total in figures[part].items()}
        for month, total in figures[whole].items():
            rest = total - sum((figures[part].get(month, Decimal(0)) for part in having), Decimal(0))
            if rest:
                table["rest", month] = rest
        published = _suppressed(table, kind)
        if published is None:
            return {}
        found = {part: _row(kind, published, part, figures[part]) for part in having}
        months = tuple((month, published.column_total(month)) for month in sorted(figures[whole], reverse=True))
        return found | {whole: Done(kind, published.total, months)}
    found = {}
    for subject in (whole, *having):
        alone = _suppressed({(subject, month): total for month, total in figures.get(subject, {}).items()}, kind)
        if alone is not None and figures.get(subject):
            found[subject] = _row(kind, alone, subject, figures[subject])
    return found


def _overlap(figures: dict[Subject, dict[date, Decimal]], whole: Subject, parts: Sequence[Subject]) -> bool:
    """Whether a fact counts for several parts: then they do not add up to the whole, and are no table with it."""
    together: dict[date, Decimal] = defaultdict(Decimal)
    for part in parts:
        for month, total in figures[part].items():
            together[month] += total
    return any(total > figures.get(whole, {}).get(month, Decimal(0)) for month, total in together.items())


def _suppressed(table: Cells, kind: FactKind) -> Published | None:
    """None for a head-count that is none, after a correction say: nothing of it is shown."""
    try:
        return suppress(Table(table, kind.counts_persons))
    except ValueError:
        return None


def _row(kind: FactKind, published: Published, subject: Subject, months: dict[date, Decimal]) -> Done:
    shown = tuple((month, published.cell(subject, month)) for month in sorted(months, reverse=True))
    return Done(kind, published.row_total(subject), shown)
