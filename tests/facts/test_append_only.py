from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from tests.facts.factories import make_attachment, make_fact
from tongxin.facts.append_only import WrittenOnce
from tongxin.facts.models import Fact, FactEvidence, FactSubject

pytestmark = pytest.mark.django_db
LEDGER = [Fact, FactSubject, FactEvidence]


def stored(model: Any) -> list[Any]:
    return list(model.objects.order_by("pk").values())


@pytest.fixture
def fact() -> Fact:
    return make_fact(evidence=(make_attachment(),))


@pytest.mark.parametrize("model", LEDGER)
def test_the_program_refuses_to_change_or_delete_a_row(fact: Fact, model: Any) -> None:
    before = stored(model)
    row = model.objects.get()
    attempts = [
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(id=9),
        lambda: model.objects.bulk_update([row], ["id"]),
        lambda: model.objects.bulk_create([row], update_conflicts=True, update_fields=["id"], unique_fields=["id"]),
    ]
    for attempt in attempts:
        with pytest.raises(WrittenOnce, match="append-only"):
            attempt()
    assert stored(model) == before


@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id + 100", "DELETE FROM {table}"])
@pytest.mark.parametrize("model", LEDGER)
def test_the_database_refuses_too(fact: Fact, model: Any, statement: str) -> None:
    before = stored(model)
    refused = pytest.raises(IntegrityError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=model._meta.db_table))
    assert stored(model) == before


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_can_clear_the_ledger_afterwards() -> None:
    make_fact(evidence=(make_attachment(),))
    call_command("flush", interactive=False, verbosity=0)
    assert [model.objects.count() for model in LEDGER] == [0, 0, 0]
    fact = make_fact()
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_fact")
    assert Fact.objects.get() == fact
