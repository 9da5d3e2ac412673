"""Two writers at once: the database decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from tests.facts.factories import OTHER_PROJECT, PROGRAMME, PROJECT, make_fact, make_kind, make_unit, make_user
from tests.facts.ledger import kept, recounted
from tongxin.common.errors import WrongState
from tongxin.facts import totals
from tongxin.facts.actions import correct, count_also_for, rebuild_totals
from tongxin.facts.models import Fact, FactSubject, SubjectTotal
from tongxin.organisations.enums import Role

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own, all starting together; what each returned or raised."""
    results: list[Any] = [None] * len(works)
    start = Barrier(len(works))

    def run(number: int, work: Callable[[], Any]) -> None:
        start.wait(timeout=20)
        try:
            results[number] = work()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def fifty(subjects: list[Any], kind: Any, unit: Any) -> Callable[[], None]:
    def work() -> None:
        for number in range(1, 51):
            make_fact(
                kind=kind,
                organisation=unit,
                quantity=Decimal(number),
                happened_on=date(2019, 1 + number % 12, 1),
                subjects=tuple(subjects if number % 2 else reversed(subjects)),
            )

    return work


@pytest.mark.parametrize("has_queue", [True, False])
def test_two_writers_of_fifty_facts_give_exact_totals(monkeypatch: pytest.MonkeyPatch, has_queue: bool) -> None:
    """Also without the queue: the cells themselves are added to in the database."""
    kind, unit = make_kind(), make_unit()
    if not has_queue:
        monkeypatch.setattr(totals, "queue", lambda: None)
    subjects = [PROJECT, OTHER_PROJECT, PROGRAMME]
    assert at_once(fifty(subjects, kind, unit), fifty(subjects[::-1], kind, unit)) == [None, None]
    assert {(row.count, row.total) for row in SubjectTotal.objects.all()} == {(100, Decimal(2550))}
    assert kept() == recounted()


def test_several_facts_in_one_transaction_do_not_block_each_other_crosswise() -> None:
    kind, unit = make_kind(), make_unit()

    def some(keys: list[str]) -> Callable[[], None]:
        def work() -> None:
            for _turn in range(20):
                with transaction.atomic():
                    for key in keys:
                        make_fact(kind=kind, organisation=unit, source_key=f"{key}{_turn}", subjects=(PROJECT,))

        return work

    assert at_once(some(["a", "b"]), some(["b", "a"])) == [None, None]
    assert Fact.objects.count() == 40
    assert kept() == recounted()


def test_two_people_correct_the_same_fact_and_one_is_told() -> None:
    kind, unit = make_kind(), make_unit()
    user = make_user(Role.REVIEWER, unit)
    for _turn in range(10):
        fact = make_fact(kind=kind, organisation=unit, quantity=Decimal(5))

        def work(fact: Fact = fact) -> str:
            correct(fact=Fact.objects.get(pk=fact.pk), quantity=Decimal(6), reason="更正", by=user)
            return "done"

        results = at_once(work, work)
        assert sorted(type(result) for result in results if result != "done") == [WrongState]
        assert fact.corrections.count() == 1
    assert SubjectTotal.objects.get(subject_kind="tests.project").total == 60
    assert kept() == recounted()


def test_a_fact_attached_while_it_is_corrected_is_counted_right() -> None:
    kind, unit = make_kind(), make_unit()
    user = make_user(Role.REVIEWER, unit)
    for _turn in range(10):
        fact = make_fact(kind=kind, organisation=unit)
        at_once(
            lambda fact=fact: correct(fact=fact, quantity=None, reason="重复", by=user),
            lambda fact=fact: count_also_for(fact=fact, subject=OTHER_PROJECT, by=user),
        )
    assert kept() == recounted()
    assert FactSubject.objects.filter(subject_id="2").count() % 2 == 0
    assert not SubjectTotal.objects.exclude(count=0).exists()


def test_a_rebuild_among_writers_loses_nothing() -> None:
    kind, unit = make_kind(), make_unit()

    def rebuild() -> None:
        for _turn in range(15):
            rebuild_totals()

    assert at_once(fifty([PROJECT], kind, unit), rebuild, fifty([PROGRAMME], kind, unit)) == [None, None, None]
    assert {row.subject_kind: row.count for row in SubjectTotal.objects.all()} == {
        "tests.project": 50,
        "tests.programme": 50,
        "organisations.unit": 100,
    }
    assert kept() == recounted()
