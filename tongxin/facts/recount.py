"""Counting the ledger again: what the kept totals must be, and putting them back where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Case, F, Sum, Value, When, Window
from django.db.models.functions import RowNumber, TruncMonth

from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, FactSubject, MonthlyTotal, SubjectTotal
from tongxin.facts.totals import UNIT, Latest, MonthCell, SubjectCell, Sums, entries_of, standing


def rebuild(subject: Subject | None = None) -> int:
    """Throw the kept totals away and count the ledger again, of one subject or of all. Returns the number of cells.

    Must run inside a transaction, in the queue (`totals.queue`).
    """
    months, subjects = recount(subject)
    MonthlyTotal.objects.filter(**_where(subject)).delete()
    MonthlyTotal.objects.bulk_create(months)
    SubjectTotal.objects.filter(**_where(subject)).delete()
    SubjectTotal.objects.bulk_create(subjects)
    return len(months) + len(subjects)


def recount(subject: Subject | None = None) -> tuple[list[MonthlyTotal], list[SubjectTotal]]:
    """What the ledger says the totals are, of one subject or of all, as unsaved rows."""
    months: list[MonthlyTotal] = []
    sums: dict[SubjectCell, Sums] = {}
    for month, count, total in _months(subject):
        months.append(MonthlyTotal(**month._asdict(), count=count, total=total))
        kept = sums.setdefault(SubjectCell(month.subject_kind, month.subject_id, month.kind_id), Sums())
        kept.count += count
        kept.total += total
    latest = dict(_latest(subject))
    totals = []
    for cell, kept in sums.items():
        row = SubjectTotal(**cell._asdict(), count=kept.count, total=kept.total)
        if found := latest.get(cell):
            row.latest_quantity, row.latest_on, row.latest_fact_id = found.quantity, found.on, found.fact_id
        totals.append(row)
    return months, totals


def _months(subject: Subject | None) -> Iterator[tuple[MonthCell, int, Decimal]]:
    if subject is None or subject.kind == UNIT:
        sums: models.QuerySet[Any, Any] = (
            _unit_facts(subject)
            .values_list(TruncMonth("happened_on"), "kind_id", "organisation_id")
            .annotate(facts=Sum(_sign("corrects")), total=Sum("quantity"))
        )
        for month, kind, unit, count, total in sums.order_by():
            yield MonthCell(UNIT, str(unit), month, kind, unit), count, total
    if subject is None or subject.kind != UNIT:
        sums = (
            FactSubject.objects.filter(**_where(subject))
            .values_list(
                "subject_kind", "subject_id", TruncMonth("happened_on"), "fact__kind_id", "fact__organisation_id"
            )
            .annotate(facts=Sum(_sign("fact__corrects")), total=Sum("fact__quantity"))
        )
        for *key, count, total in sums.order_by():
            yield MonthCell(*key), count, total


def _latest(subject: Subject | None) -> Iterator[tuple[SubjectCell, Latest]]:
    if subject is None or subject.kind == UNIT:
        ranked: models.QuerySet[Any, Any] = standing(_unit_facts(subject)).annotate(
            rank=_rank("organisation_id", "kind_id", newest=("-happened_on", "-id"))
        )
        first: models.QuerySet[Any, Any] = ranked.filter(rank=1).values_list(
            "organisation_id", "kind_id", "happened_on", "id", "quantity"
        )
        for unit, kind, on, fact_id, quantity in first:
            yield SubjectCell(UNIT, str(unit), kind), Latest(on, fact_id, quantity)
    if subject is None or subject.kind != UNIT:
        ranked = FactSubject.objects.filter(
            **_where(subject), fact__corrects__isnull=True, fact__corrections__isnull=True
        ).annotate(rank=_rank("subject_kind", "subject_id", "fact__kind_id", newest=("-happened_on", "-fact_id")))
        first = ranked.filter(rank=1).values_list(
            "subject_kind", "subject_id", "fact__kind_id", "happened_on", "fact_id", "fact__quantity"
        )
        for subject_kind, subject_id, kind, on, fact_id, quantity in first:
            yield SubjectCell(subject_kind, subject_id, kind), Latest(on, fact_id, quantity)


def _unit_facts(subject: Subject | None) -> models.QuerySet[Fact]:
    return Fact.objects.all() if subject is None else entries_of(subject)


def _where(subject: Subject | None) -> dict[str, Any]:
    return {} if subject is None else {"subject_kind": subject.kind, "subject_id": subject.id}


def _sign(corrects: str) -> Case:
    return Case(When(**{f"{corrects}__isnull": True}, then=Value(1)), default=Value(-1))


def _rank(*within: str, newest: tuple[str, str]) -> Window:
    return Window(RowNumber(), partition_by=[F(name) for name in within], order_by=newest)
