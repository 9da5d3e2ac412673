from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from tests.facts.factories import (
    DAY,
    OTHER_PROJECT,
    PROGRAMME,
    PROJECT,
    make_attachment,
    make_fact,
    make_kind,
    make_unit,
    make_user,
    new_fact,
)
from tests.facts.ledger import kept, recounted
from tongxin.common.errors import Conflict, Invalid
from tongxin.common.models import AuditEntry
from tongxin.facts.actions import NewFact, record, record_many
from tongxin.facts.models import Fact, FactEvidence, FactSubject, MonthlyTotal, SubjectTotal

pytestmark = pytest.mark.django_db
CELLS = ("subject_kind", "subject_id", "kind__code", "count", "total", "latest_quantity", "latest_on")


def a_year() -> list[NewFact]:
    """Facts of three units and two kinds in a mixed order, some under a key twice."""
    chance = Random(2019)
    units = [make_unit() for _ in range(3)]
    kinds = [make_kind(code="held"), make_kind(code="yuan", decimals=2)]
    files = [make_attachment() for _ in range(3)]
    facts = [
        new_fact(
            kind=chance.choice(kinds),
            organisation=chance.choice(units),
            quantity=Decimal(chance.randint(1, 500)),
            happened_on=date(2019, 1, 1) + timedelta(days=chance.randrange(365)),
            subjects=tuple(chance.choices([PROJECT, OTHER_PROJECT, PROGRAMME], k=chance.randint(0, 3))),
            evidence=tuple(chance.choices(files, k=chance.randint(0, 2))),
            source_key=f"row:{i}" if i % 3 else "",
            place="示例地点",
        )
        for i in range(60)
    ]
    return [*facts, facts[1], facts[2]]


def ledger() -> list[Any]:
    return [
        [
            *Fact.objects.order_by("id").values_list(
                "kind", "quantity", "organisation", "happened_on", "place", "source_key", "recorded_by_id"
            )
        ],
        sorted(FactSubject.objects.values_list("subject_kind", "subject_id", "happened_on", "fact__happened_on")),
        FactEvidence.objects.count(),
        sorted(MonthlyTotal.objects.values_list("subject_kind", "subject_id", "kind", "month", "count", "total")),
        sorted(SubjectTotal.objects.values_list(*CELLS)),
    ]


def test_a_batch_gives_the_same_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongxin.facts.actions.batch.CHUNK", 7)
    facts, user = a_year(), make_user()
    with transaction.atomic():
        for new in facts:
            record(
                kind=new.kind,
                quantity=new.quantity,
                organisation=new.organisation,
                happened_on=new.happened_on,
                source=new.source,
                source_key=new.source_key,
                place=new.place,
                subjects=new.subjects,
                evidence=new.evidence,
                by=user,
            )
        singly = ledger()
        transaction.set_rollback(True)
    assert Fact.objects.count() == 0
    done = record_many(iter(facts), by=user)
    assert ledger() == singly
    assert (done.written, done.known) == (60, 2)
    assert kept() == recounted()


def test_one_audit_row_tells_of_the_batch_with_a_digest_of_its_rows() -> None:
    user, kind, unit = make_user(), make_kind(code="held"), make_unit()
    facts = [new_fact(kind=kind, organisation=unit, quantity=Decimal(i), source_key=f"k{i}") for i in (1, 2)]
    done = record_many(facts, by=user)
    entry = AuditEntry.objects.get(verb="fact.batch_recorded")
    assert (entry.actor_id, entry.detail) == (user.pk, {"count": 2, "sha256": done.digest})
    again = record_many(facts, by=user)
    assert (again.written, again.known) == (0, 2)
    assert AuditEntry.objects.filter(verb__startswith="fact.").count() == 1
    assert Fact.objects.count() == 2
    other = record_many([new_fact(kind=kind, organisation=unit, quantity=Decimal(1), source_key="k3")], by=user)
    assert other.digest != done.digest


def test_a_batch_adds_to_what_is_there() -> None:
    kind, unit = make_kind(), make_unit()
    make_fact(kind=kind, organisation=unit, quantity=Decimal(5), happened_on=DAY)
    record_many(
        (new_fact(kind=kind, organisation=unit, quantity=Decimal(i), happened_on=date(2019, 1, i)) for i in (1, 2)),
        by=None,
    )
    row = SubjectTotal.objects.get(subject_kind="tests.project")
    assert (row.count, row.total, row.latest_quantity, row.latest_on) == (3, Decimal(8), Decimal(5), DAY)
    assert kept() == recounted()


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_an_import_done_again_asks_the_same_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    kind, unit = make_kind(), make_unit()
    facts = [new_fact(kind=kind, organisation=unit, source_key=f"k{number}") for number in range(rows)]
    with django_assert_max_num_queries(17):
        assert record_many(facts, by=None).written == rows
    with django_assert_max_num_queries(5):
        assert record_many(facts, by=None).known == rows


@pytest.mark.parametrize("chunk", [2, 100])
def test_one_row_that_cannot_be_taken_stops_the_batch_and_is_named(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr("tongxin.facts.actions.batch.CHUNK", chunk)
    kind, unit = make_kind(), make_unit()

    def facts() -> Iterator[NewFact]:
        for quantity in (1, 2, 3, 0, 5):
            yield new_fact(kind=kind, organisation=unit, quantity=Decimal(quantity))

    with pytest.raises(Invalid, match=r"第 4 条：数量不能是 0") as refusal:
        record_many(facts(), by=None)
    assert refusal.value.field == "rows.4.quantity"
    assert Fact.objects.count() == SubjectTotal.objects.count() == AuditEntry.objects.count() == 0


@pytest.mark.parametrize("chunk", [1, 100])
def test_a_key_with_another_content_is_a_conflict(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr("tongxin.facts.actions.batch.CHUNK", chunk)
    kind, unit = make_kind(), make_unit()
    facts = [new_fact(kind=kind, organisation=unit, quantity=Decimal(i), source_key="same") for i in (1, 2)]
    with pytest.raises(Conflict, match="第 2 条：这件事已经记过") as refusal:
        record_many(facts, by=None)
    assert refusal.value.field == "rows.2.source_key"
    assert Fact.objects.count() == 0
