"""The law of the ledger: whatever is recorded, corrected and attached, kept totals are what a recount gives."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.facts.factories import REPORT, make_kind, make_unit, make_user, new_fact
from tests.facts.ledger import kept, recounted
from tongxin.common.errors import Invalid, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.actions import correct, count_also_for, rebuild_totals, record, record_many
from tongxin.facts.models import Fact, SubjectTotal
from tongxin.organisations.enums import Role

SUBJECTS = [Subject("tests.project", str(number)) for number in range(3)]
QUANTITIES = st.decimals(-1000, 100_000_000, places=2).filter(bool)
DAYS = st.integers(0, 120).map(lambda days: date(2019, 1, 15) + timedelta(days=days))
NEW = st.fixed_dictionaries(
    {
        "kind": st.integers(0, 1),
        "organisation": st.integers(0, 1),
        "quantity": QUANTITIES,
        "happened_on": DAYS,
        "subjects": st.lists(st.sampled_from(SUBJECTS), max_size=3),
    }
)
CHANGED = st.fixed_dictionaries(
    {"quantity": st.none() | QUANTITIES},
    optional={
        "kind": st.integers(0, 1),
        "organisation": st.integers(0, 1),
        "happened_on": DAYS,
        "subjects": st.lists(st.sampled_from(SUBJECTS), max_size=3),
    },
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("record"), NEW),
        st.tuples(st.just("batch"), st.lists(NEW, max_size=4)),
        st.tuples(st.just("correct"), st.tuples(st.integers(0, 50), CHANGED)),
        st.tuples(st.just("attach"), st.tuples(st.integers(0, 50), st.sampled_from(SUBJECTS))),
    ),
    max_size=12,
)


class LawTest(TestCase):
    @settings(max_examples=120, deadline=None)
    @given(STEPS)
    def test_kept_totals_always_equal_a_recount(self, steps: list[tuple[str, Any]]) -> None:
        top = make_unit()
        self.units = [make_unit(parent=top), make_unit(parent=top)]
        self.kinds = [make_kind(decimals=2), make_kind(decimals=2)]
        self.by = make_user(Role.COORDINATOR, top)
        for name, given_values in steps:
            getattr(self, f"step_{name}")(given_values)
        assert kept() == recounted()
        standing = Fact.objects.filter(corrects__isnull=True, corrections__isnull=True)
        for unit in self.units:
            own = standing.filter(organisation=unit)
            rows = SubjectTotal.objects.filter(subject_kind="organisations.unit", subject_id=str(unit.pk))
            assert sum(row.count for row in rows) == own.count()
            assert sum((row.total for row in rows), Decimal(0)) == sum((fact.quantity for fact in own), Decimal(0))
        before = kept()
        rebuild_totals()
        assert kept() == before

    def step_record(self, new: dict[str, Any]) -> None:
        record(**self.rows(new), source=REPORT, by=self.by)

    def step_batch(self, many: list[dict[str, Any]]) -> None:
        record_many([new_fact(**self.rows(new) | {"subjects": tuple(new["subjects"])}) for new in many], by=self.by)

    def step_correct(self, given_values: tuple[int, dict[str, Any]]) -> None:
        number, changes = given_values
        fact = self.some(number)
        if fact is None:
            return
        if fact.is_counter_entry or fact.corrections.exists():
            with pytest.raises(WrongState):
                correct(fact=fact, reason="更正", by=self.by, **self.rows(changes))
            return
        try:
            correct(fact=fact, reason="更正", by=self.by, **self.rows(changes))
        except Invalid as refusal:
            if "完全一样" not in str(refusal):
                raise

    def step_attach(self, given_values: tuple[int, Subject]) -> None:
        number, subject = given_values
        fact = self.some(number)
        if fact is None:
            return
        if fact.is_counter_entry or fact.corrections.exists():
            with pytest.raises(WrongState):
                count_also_for(fact=fact, subject=subject, by=self.by)
            return
        counted = fact.subjects.filter(subject_kind=subject.kind, subject_id=subject.id).exists()
        assert count_also_for(fact=fact, subject=subject, by=self.by) is not counted

    def rows(self, given_values: dict[str, Any]) -> dict[str, Any]:
        """The values with kinds and units in the place of their numbers."""
        rows = dict(given_values)
        for name, things in (("kind", self.kinds), ("organisation", self.units)):
            if name in rows:
                rows[name] = things[rows[name]]
        return rows

    def some(self, number: int) -> Fact | None:
        facts = list(Fact.objects.order_by("id"))
        return facts[number % len(facts)] if facts else None
