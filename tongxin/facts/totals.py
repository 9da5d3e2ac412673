"""The kept totals: the only writer of MonthlyTotal and SubjectTotal, in the transaction of the facts they count.

Whoever writes to the ledger first takes its place in the queue (`queue`): the row at the end of the audit chain, which
every write needs anyway. So two writers never wait for each other crosswise, what a writer reads of the ledger after
that is final, and a rebuild sees no half-counted fact. Cells are changed by addition in the database, in the order of
their keys, so that totals would stay exact even without the queue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import Case, Sum, Value, When, Window
from django.db.models.functions import RowNumber, TruncMonth

from tongxin.common.models import ChainHead
from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, FactSubject, MonthlyTotal, SubjectTotal
from tongxin.facts.quantities import QuantityField
from tongxin.organisations.models import Unit

QUANTITY = QuantityField()
UNIT = Unit._meta.label_lower
CHUNK = 5000

ADD_TO_MONTH = """
UPDATE facts_monthlytotal SET count = count + %s, total = total + %s
WHERE subject_kind = %s AND subject_id = %s AND month = %s AND kind_id = %s AND organisation_id = %s
"""
ADD_TO_SUBJECT = """
UPDATE facts_subjecttotal SET count = count + %s, total = total + %s
WHERE subject_kind = %s AND subject_id = %s AND kind_id = %s
"""
SET_LATEST = """
UPDATE facts_subjecttotal SET latest_quantity = %s, latest_on = %s, latest_fact_id = %s
WHERE subject_kind = %s AND subject_id = %s AND kind_id = %s
"""
ONLY_IF_LATER = "AND (latest_on IS NULL OR (latest_on, latest_fact_id) < (%s, %s))"


class MonthCell(NamedTuple):
    """The key of a MonthlyTotal; tuples sort in the order in which cells are written."""

    subject_kind: str
    subject_id: str
    month: date
    kind_id: int
    organisation_id: int


class SubjectCell(NamedTuple):
    """The key of a SubjectTotal."""

    subject_kind: str
    subject_id: str
    kind_id: int


class Latest(NamedTuple):
    """A candidate for the latest fact of a cell; the greater one is later."""

    on: date
    fact_id: int
    quantity: Decimal


@dataclass
class Sums:
    count: int = 0
    total: Decimal = Decimal(0)


def queue() -> None:
    """Wait until no other transaction writes to the ledger, and keep others waiting until this one ends."""
    if not connection.in_atomic_block:
        raise RuntimeError("facts written outside a transaction")
    ChainHead.objects.get_or_create(only=True)
    ChainHead.objects.select_for_update().get(only=True)


def unit_subject(organisation_id: int) -> Subject:
    return Subject(UNIT, str(organisation_id))


class Changes:
    """What a batch of entries adds to the totals; gathered in memory, then written by one `apply`."""

    def __init__(self) -> None:
        self.months: dict[MonthCell, Sums] = {}
        self.subjects: dict[SubjectCell, Sums] = {}
        self.latest: dict[SubjectCell, Latest] = {}

    def add(self, fact: Fact, subjects: Iterable[Subject]) -> None:
        """Count one entry for its unit and for each of `subjects`."""
        for subject in (unit_subject(fact.organisation_id), *subjects):
            self.add_for(fact, subject)

    def add_for(self, fact: Fact, subject: Subject) -> None:
        """Count one entry for one subject only."""
        cell = SubjectCell(subject.kind, subject.id, fact.kind_id)
        month = MonthCell(subject.kind, subject.id, fact.happened_on.replace(day=1), fact.kind_id, fact.organisation_id)
        for sums in (self.months.setdefault(month, Sums()), self.subjects.setdefault(cell, Sums())):
            sums.count += fact.counts
            sums.total += fact.quantity
        if not fact.is_counter_entry:
            candidate = Latest(fact.happened_on, fact.pk, fact.quantity)
            self.latest[cell] = max(candidate, self.latest.get(cell, candidate))

    def apply(self) -> None:
        """Write the changes: make the cells that are missing, then add to all of them, in the order of their keys."""
        _add(MonthlyTotal, ADD_TO_MONTH, self.months)
        _add(SubjectTotal, ADD_TO_SUBJECT, self.subjects)
        _set_latest(self.latest, only_if_later=True)


def recompute_latest(cancelled: Fact) -> None:
    """Find the latest fact again in the cells whose latest was `cancelled`: after its counter-entry was written."""
    latest: dict[SubjectCell, Latest | None] = {}
    for row in SubjectTotal.objects.filter(latest_fact=cancelled).order_by("subject_kind", "subject_id"):
        cell = SubjectCell(row.subject_kind, row.subject_id, row.kind_id)
        facts = standing(entries_of(Subject(row.subject_kind, row.subject_id))).filter(kind_id=row.kind_id)
        first = facts.order_by("-happened_on", "-id").first()
        latest[cell] = first and Latest(first.happened_on, first.pk, first.quantity)
    _set_latest(latest, only_if_later=False)


def entries_of(subject: Subject) -> models.QuerySet[Fact]:
    """All entries that count for a subject, counter-entries too."""
    if subject.kind == UNIT:
        return Fact.objects.filter(organisation_id=subject.id)
    return Fact.objects.filter(subjects__subject_kind=subject.kind, subjects__subject_id=subject.id)


def standing(facts: models.QuerySet[Fact]) -> models.QuerySet[Fact]:
    """Those of `facts` that count: no counter-entries, none that was taken back."""
    return facts.filter(corrects__isnull=True, corrections__isnull=True)


def rebuild(subject: Subject | None = None) -> int:
    """Throw the kept totals away and count the ledger again, of one subject or of all. Returns the number of cells.

    Must run inside a transaction, in the queue.
    """
    months, subjects = recount(subject)
    for model, rows in ((MonthlyTotal, months), (SubjectTotal, subjects)):
        kept = model.objects.all() if subject is None else model.objects.filter(**_where(subject))
        kept.delete()
        model.objects.bulk_create(rows, batch_size=CHUNK)
    return len(months) + len(subjects)


def recount(subject: Subject | None = None) -> tuple[list[MonthlyTotal], list[SubjectTotal]]:
    """What the ledger says the totals are, as unsaved rows."""
    months: list[MonthlyTotal] = []
    sums: dict[SubjectCell, Sums] = {}
    for month, count, total in _counted_months(subject):
        months.append(MonthlyTotal(**month._asdict(), count=count, total=total))
        kept = sums.setdefault(SubjectCell(month.subject_kind, month.subject_id, month.kind_id), Sums())
        kept.count += count
        kept.total += total
    latest = dict(_counted_latest(subject))
    totals = []
    for cell, kept in sums.items():
        found = latest.get(cell)
        row = SubjectTotal(**cell._asdict(), count=kept.count, total=kept.total)
        if found:
            row.latest_quantity, row.latest_on, row.latest_fact_id = found.quantity, found.on, found.fact_id
        totals.append(row)
    return months, totals


def _counted_months(subject: Subject | None) -> Iterator[tuple[MonthCell, int, Decimal]]:
    if subject is None or subject.kind == UNIT:
        facts = Fact.objects.all() if subject is None else entries_of(subject)
        sums = facts.values_list(TruncMonth("happened_on"), "kind_id", "organisation_id").annotate(
            Sum(_sign("corrects")), Sum("quantity")
        )
        for month, kind, unit, count, total in sums.order_by():
            yield MonthCell(UNIT, str(unit), month, kind, unit), count, total
    if subject is None or subject.kind != UNIT:
        sums = (
            FactSubject.objects.filter(**_where(subject))
            .values_list(
                "subject_kind", "subject_id", TruncMonth("happened_on"), "fact__kind_id", "fact__organisation_id"
            )
            .annotate(Sum(_sign("fact__corrects")), Sum("fact__quantity"))
        )
        for *key, count, total in sums.order_by():
            yield MonthCell(*key), count, total


def _counted_latest(subject: Subject | None) -> Iterator[tuple[SubjectCell, Latest]]:
    if subject is None or subject.kind == UNIT:
        facts = standing(Fact.objects.all() if subject is None else entries_of(subject))
        ranked = facts.annotate(rank=_rank("organisation_id", "kind_id", newest=("-happened_on", "-id")))
        columns = ("organisation_id", "kind_id", "happened_on", "id", "quantity")
        for unit, kind, *latest in ranked.filter(rank=1).values_list(*columns):
            yield SubjectCell(UNIT, str(unit), kind), Latest(*latest)
    if subject is None or subject.kind != UNIT:
        rows = FactSubject.objects.filter(
            **_where(subject), fact__corrects__isnull=True, fact__corrections__isnull=True
        ).annotate(rank=_rank("subject_kind", "subject_id", "fact__kind_id", newest=("-happened_on", "-fact_id")))
        columns = ("subject_kind", "subject_id", "fact__kind_id", "happened_on", "fact_id", "fact__quantity")
        for *key, on, fact_id, quantity in rows.filter(rank=1).values_list(*columns):
            yield SubjectCell(*key), Latest(on, fact_id, quantity)


def _where(subject: Subject | None) -> dict[str, str]:
    return {} if subject is None else {"subject_kind": subject.kind, "subject_id": subject.id}


def _sign(corrects: str) -> Case:
    return Case(When(**{f"{corrects}__isnull": True}, then=Value(1)), default=Value(-1))


def _rank(*within: str, newest: tuple[str, str]) -> Window:
    return Window(RowNumber(), partition_by=within, order_by=newest)


def _add(model: type[MonthlyTotal] | type[SubjectTotal], statement: str, changes: Mapping[Any, Sums]) -> None:
    cells = sorted(changes)
    missing = [model(**cell._asdict()) for cell in cells]
    model.objects.bulk_create(missing, batch_size=CHUNK, ignore_conflicts=True)
    rows = [(changes[cell].count, _stored(changes[cell].total), *_stored_key(cell)) for cell in cells]
    _execute_many(statement, rows)


def _set_latest(latest: Mapping[SubjectCell, Latest | None], *, only_if_later: bool) -> None:
    rows = []
    for cell in sorted(latest):
        found = latest[cell]
        values = (_stored(found.quantity), _stored_date(found.on), found.fact_id) if found else (None, None, None)
        rows.append((*values, *_stored_key(cell), *(values[1:] if only_if_later else ())))
    _execute_many(SET_LATEST + (ONLY_IF_LATER if only_if_later else ""), rows)


def _execute_many(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def _stored(quantity: Decimal) -> Any:
    return QUANTITY.get_db_prep_value(quantity, connection)


def _stored_date(on: date) -> Any:
    return connection.ops.adapt_datefield_value(on)


def _stored_key(cell: tuple[Any, ...]) -> Iterator[Any]:
    return (_stored_date(part) if isinstance(part, date) else part for part in cell)
