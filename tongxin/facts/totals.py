"""The kept totals: the only writer of MonthlyTotal and SubjectTotal, in the transaction of the facts they count.

Whoever writes to the ledger first takes its place in the queue (`queue`): the row at the end of the audit chain, which
every write needs anyway. So two writers never wait for each other crosswise, what a writer reads of the ledger after
that is final, and a rebuild sees no half-counted fact. Cells are changed by addition in the database, so that totals
would stay exact even without the queue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection, models

from tongxin.common.models import ChainHead
from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, SubjectTotal
from tongxin.facts.quantities import QuantityField
from tongxin.facts.statements import execute_each, insert_rows
from tongxin.organisations.models import Unit

QUANTITY = QuantityField()
UNIT = Unit._meta.label_lower

# What takes facts back finds its cells made; what records facts makes those that are missing. ROWS stands for as many
# rows of placeholders as there are cells. `count` may not be negative in a row to be inserted, hence two statements.
TAKE_FROM_MONTH = """
UPDATE facts_monthlytotal SET count = count + %s, total = total + %s
WHERE subject_kind = %s AND subject_id = %s AND month = %s AND kind_id = %s AND organisation_id = %s
"""
ADD_TO_MONTH = """
INSERT INTO facts_monthlytotal (count, total, subject_kind, subject_id, month, kind_id, organisation_id) VALUES ROWS
ON CONFLICT (subject_kind, subject_id, month, kind_id, organisation_id) DO UPDATE SET
count = facts_monthlytotal.count + excluded.count, total = facts_monthlytotal.total + excluded.total
"""
TAKE_FROM_SUBJECT = """
UPDATE facts_subjecttotal SET count = count + %s, total = total + %s
WHERE subject_kind = %s AND subject_id = %s AND kind_id = %s
"""
ADD_TO_SUBJECT = """
INSERT INTO facts_subjecttotal (count, total, subject_kind, subject_id, kind_id) VALUES ROWS
ON CONFLICT (subject_kind, subject_id, kind_id) DO UPDATE SET
count = facts_subjecttotal.count + excluded.count, total = facts_subjecttotal.total + excluded.total
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
        """Write the changes: take from cells, then add to cells, making those that are missing."""
        _write(TAKE_FROM_MONTH, ADD_TO_MONTH, self.months)
        _write(TAKE_FROM_SUBJECT, ADD_TO_SUBJECT, self.subjects)
        _set_latest(self.latest, only_if_later=True)


def recompute_latest(cancelled: Fact) -> None:
    """Find the latest fact again in the cells whose latest was `cancelled`: after its counter-entry was written."""
    latest: dict[SubjectCell, Latest | None] = {}
    for row in SubjectTotal.objects.filter(latest_fact=cancelled).order_by("subject_kind", "subject_id"):
        cell = SubjectCell(row.subject_kind, row.subject_id, row.kind_id)
        facts = standing(entries_of(Subject(row.subject_kind, row.subject_id))).filter(kind_id=row.kind_id)
        newest = facts.order_by("-happened_on", "-id").first()
        latest[cell] = Latest(newest.happened_on, newest.pk, newest.quantity) if newest else None
    _set_latest(latest, only_if_later=False)


def entries_of(subject: Subject) -> models.QuerySet[Fact]:
    """All entries that count for a subject, counter-entries too."""
    if subject.kind == UNIT:
        return Fact.objects.filter(organisation_id=int(subject.id))
    return Fact.objects.filter(subjects__subject_kind=subject.kind, subjects__subject_id=subject.id)


def standing(facts: models.QuerySet[Fact]) -> models.QuerySet[Fact]:
    """Those of `facts` that count: no counter-entries, none that was taken back."""
    return facts.filter(corrects__isnull=True, corrections__isnull=True)


def _write(take: str, add: str, changes: Mapping[Any, Sums]) -> None:
    taken: list[tuple[Any, ...]] = []
    added: list[tuple[Any, ...]] = []
    for cell in sorted(changes):
        sums = changes[cell]
        rows = taken if sums.count < 0 else added
        rows.append((sums.count, _stored(sums.total), *_stored_key(cell)))
    execute_each(take, taken)
    insert_rows(add, added)


def _set_latest(latest: Mapping[SubjectCell, Latest | None], *, only_if_later: bool) -> None:
    rows = []
    for cell in sorted(latest):
        found = latest[cell]
        values = (_stored(found.quantity), stored_date(found.on), found.fact_id) if found else (None, None, None)
        rows.append((*values, *_stored_key(cell), *(values[1:] if only_if_later else ())))
    execute_each(SET_LATEST + (ONLY_IF_LATER if only_if_later else ""), rows)


def _stored(quantity: Decimal) -> Any:
    return QUANTITY.get_db_prep_value(quantity, connection)


def stored_date(on: date) -> Any:
    """A day as the database takes it in a statement of our own."""
    return connection.ops.adapt_datefield_value(on)


def _stored_key(cell: tuple[Any, ...]) -> Iterator[Any]:
    return (stored_date(part) if isinstance(part, date) else part for part in cell)
