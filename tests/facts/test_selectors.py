from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.facts.factories import (
    DAY,
    OTHER_PROJECT,
    PROJECT,
    make_fact,
    make_kind,
    make_unit,
    make_user,
)
from tongxin.common.subjects import Subject
from tongxin.facts.actions import correct
from tongxin.facts.models import Fact
from tongxin.facts.selectors import (
    MonthRow,
    Total,
    UnitMonthRow,
    by_month,
    by_unit_and_month,
    explain,
    facts_of,
    get_fact,
    split_days,
    totals_filtered,
    totals_for,
)
from tongxin.facts.totals import unit_subject
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("projects", [1, 3, 30])
def test_totals_of_many_subjects_are_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, projects: int
) -> None:
    held, yuan, unit = make_kind(code="held"), make_kind(code="yuan", decimals=2), make_unit()
    subjects = [Subject("tests.project", str(number)) for number in range(projects)]
    for number, subject in enumerate(subjects, start=1):
        make_fact(kind=held, organisation=unit, quantity=Decimal(number), subjects=(subject,))
        make_fact(kind=yuan, organisation=unit, quantity=Decimal("0.50"), subjects=(subject,))
    empty = Subject("tests.programme", "9")
    with django_assert_num_queries(1):
        found = totals_for([*subjects, empty, unit_subject(unit.pk)])
    for number, subject in enumerate(subjects, start=1):
        assert found[subject] == {
            "held": Total(1, Decimal(number), Decimal(number), DAY),
            "yuan": Total(1, Decimal("0.5"), Decimal("0.5"), DAY),
        }
    assert found[empty] == {}
    assert found[unit_subject(unit.pk)]["held"].count == projects


def test_totals_of_no_subject_ask_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert totals_for([]) == {}


def a_spring(code: str = "held") -> tuple[Any, list[Any], list[Fact]]:
    """One fact of 1, 2, 3 … on the 10th of January to June, by two units in turn."""
    kind, units = make_kind(code=code), [make_unit(), make_unit()]
    facts = [
        make_fact(kind=kind, organisation=units[i % 2], quantity=Decimal(i + 1), happened_on=date(2019, i + 1, 10))
        for i in range(6)
    ]
    return kind, units, facts


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, Total(6, Decimal(21), Decimal(6), date(2019, 6, 10))),
        (date(2019, 2, 1), date(2019, 4, 30), Total(3, Decimal(9), Decimal(4), date(2019, 4, 10))),
        (date(2019, 2, 11), date(2019, 4, 9), Total(1, Decimal(3), Decimal(3), date(2019, 3, 10))),
        (date(2019, 2, 10), date(2019, 4, 10), Total(3, Decimal(9), Decimal(4), date(2019, 4, 10))),
        (date(2019, 2, 5), date(2019, 2, 20), Total(1, Decimal(2), Decimal(2), date(2019, 2, 10))),
        (date(2019, 5, 31), None, Total(1, Decimal(6), Decimal(6), date(2019, 6, 10))),
        (None, date(2019, 1, 9), Total()),
        (date(2019, 4, 2), date(2019, 4, 1), Total()),
    ],
)
def test_a_filtered_total_is_exact_to_the_day(since: date | None, until: date | None, expected: Total) -> None:
    kind, _units, _facts = a_spring()
    assert totals_filtered(PROJECT, kind, since=since, until=until) == expected


def test_a_filtered_total_of_some_units_leaves_out_what_was_taken_back(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    kind, units, facts = a_spring()
    user = make_user(Role.REPORTER, units[0])
    correct(fact=facts[4], quantity=None, reason="重复", by=user)
    with django_assert_max_num_queries(3):
        found = totals_filtered(PROJECT, kind, organisations=units[:1], since=date(2019, 1, 10))
    assert found == Total(2, Decimal(4), Decimal(3), date(2019, 3, 10))
    assert totals_filtered(unit_subject(units[0].pk), kind) == found
    assert totals_filtered(PROJECT, kind, organisations=[]) == Total()


@settings(max_examples=300)
@given(st.none() | st.integers(0, 500), st.none() | st.integers(0, 500))
def test_whole_months_and_edges_together_are_every_day_once(since: int | None, until: int | None) -> None:
    begin = date(2019, 1, 1)
    first = None if since is None else begin + timedelta(days=since)
    last = None if until is None else begin + timedelta(days=until)
    whole, edges = split_days(first, last)
    for number in range(-40, 560):
        day = begin + timedelta(days=number)
        wanted = (first is None or day >= first) and (last is None or day <= last)
        in_whole = whole is not None and holds(whole, {"month": day.replace(day=1)})
        in_edges = edges is not None and holds(edges, {"happened_on": day})
        assert (in_whole, in_edges) in {(wanted, False), (False, wanted)}


def holds(condition: Q, row: dict[str, date]) -> bool:
    """Evaluate a simple condition on one row."""
    results = []
    for child in condition.children:
        if isinstance(child, Q):
            results.append(holds(child, row))
            continue
        name, operator = child[0].split("__")
        left, right = row[name], child[1]
        results.append({"gte": left >= right, "lte": left <= right, "lt": left < right}[operator])
    if not results:
        return True
    return all(results) if condition.connector == Q.AND else any(results)


def test_by_month_and_by_unit_and_month(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    kind, units, _facts = a_spring()
    other = make_kind(code="yuan", decimals=2, position=1)
    make_fact(kind=other, organisation=units[0], quantity=Decimal("9.99"), happened_on=date(2019, 1, 31))
    make_fact(kind=kind, organisation=units[1], quantity=Decimal(7), happened_on=date(2019, 1, 31))
    january, february = date(2019, 1, 1), date(2019, 2, 1)
    with django_assert_num_queries(1):
        rows = by_month(PROJECT)
    assert rows[:3] == [
        MonthRow(january, "held", 2, Decimal(8)),
        MonthRow(january, "yuan", 1, Decimal("9.99")),
        MonthRow(february, "held", 1, Decimal(2)),
    ]
    assert by_month(PROJECT, [other]) == [MonthRow(january, "yuan", 1, Decimal("9.99"))]
    with django_assert_num_queries(1):
        cells = by_unit_and_month(PROJECT, kind, until=february)
    assert cells == [
        UnitMonthRow(units[0].pk, january, 1, Decimal(1)),
        UnitMonthRow(units[1].pk, january, 1, Decimal(7)),
        UnitMonthRow(units[1].pk, february, 1, Decimal(2)),
    ]
    assert by_unit_and_month(PROJECT, until=january) == [
        UnitMonthRow(units[0].pk, january, 2, None),
        UnitMonthRow(units[1].pk, january, 1, None),
    ]
    assert by_unit_and_month(PROJECT, kind, since=date(2019, 6, 1)) == [
        UnitMonthRow(units[1].pk, date(2019, 6, 1), 1, Decimal(6))
    ]


def test_staff_see_their_unit_and_below_others_only_what_the_app_above_shows() -> None:
    top = make_unit()
    unit, beside = make_unit(parent=top), make_unit(parent=top)
    fact, other = make_fact(organisation=unit), make_fact(organisation=beside)
    seen = {
        "reporter": make_user(Role.REPORTER, unit),
        "leader above": make_user(Role.LEADER, top),
        "stranger": make_user(),
        "editor": make_user(Role.EDITOR, top),
    }
    expected = {"reporter": [fact], "leader above": [other, fact], "stranger": [], "editor": []}
    assert {name: list(facts_of(PROJECT, user).facts) for name, user in seen.items()} == expected
    through = Q(pk=other.pk)
    assert list(facts_of(PROJECT, seen["stranger"], through=through).facts) == [other]
    assert list(facts_of(PROJECT, seen["reporter"], through=through).facts) == [other, fact]
    assert get_fact(fact.pk, seen["reporter"]) == fact
    with pytest.raises(Fact.DoesNotExist):
        get_fact(other.pk, seen["reporter"])


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_the_public_sees_public_kinds_only_and_through_the_app_above(nobody: Any) -> None:
    shown = make_fact(kind=make_kind(is_public=True))
    make_fact(kind=make_kind(is_public=False))
    assert facts_of(PROJECT, nobody).facts == ()
    assert facts_of(PROJECT, nobody, through=Q()).facts == (shown,)
    with pytest.raises(Fact.DoesNotExist):
        get_fact(shown.pk, nobody)


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_a_page_of_facts_is_newest_first_with_the_same_queries(
    django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    kind, unit = make_kind(), make_unit()
    user = make_user(Role.REPORTER, unit)
    facts = [
        make_fact(
            kind=kind,
            organisation=unit,
            happened_on=DAY + timedelta(days=number // 2),
            subjects=(PROJECT, OTHER_PROJECT),
        )
        for number in range(rows)
    ]
    newest = sorted(facts, key=lambda fact: (fact.happened_on, fact.pk), reverse=True)
    facts_of(PROJECT, user)
    for subject in (PROJECT, unit_subject(unit.pk)):
        with django_assert_num_queries(1):
            page = facts_of(subject, user, number=1, size=5)
            assert [(fact.kind.name, fact.organisation.name) for fact in page.facts] == [(kind.name, unit.name)] * min(
                rows, 5
            )
        assert list(page.facts) == newest[:5]
        assert (page.number, page.has_previous, page.has_next) == (1, False, rows > 5)
    third = facts_of(PROJECT, user, number=3, size=5)
    assert (list(third.facts), third.has_previous, third.has_next) == (newest[10:], True, False)


def test_a_figure_is_explained_from_its_first_entry_to_what_stands() -> None:
    unit = make_unit()
    user = make_user(Role.REPORTER, unit)
    first = make_fact(organisation=unit, quantity=Decimal(1))
    one = correct(fact=first, quantity=Decimal(2), reason="漏记", by=user)
    assert one.right is not None
    two = correct(fact=one.right, quantity=Decimal(3), reason="又漏", by=user)
    assert two.right is not None
    life = (first, one.counter, one.right, two.counter, two.right)
    for entry in life:
        found = explain(entry)
        assert (found.entries, found.stands) == (life, two.right)
    three = correct(fact=two.right, quantity=None, reason="未发生", by=user)
    found = explain(first)
    assert (found.entries, found.stands) == ((*life, three.counter), None)
    assert explain(make_fact()).entries[0].counts == 1
