from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import UserFactory
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, Refusal, WrongState
from tongxin.common.models import AuditEntry, PeriodicRun
from tongxin.common.workflow import Move, Workflow, as_rows, may_anyone_of

STATES = ("draft", "submitted", "accepted", "closed")
ACTIONS = ("submit", "send_back", "accept", "close", "reopen")


def anyone(by: Any, thing: Any) -> bool:
    return True


def only_reviewers(by: Any, thing: Any) -> bool:
    return by.username.startswith("reviewer")


def paper(state: str = "draft") -> PeriodicRun:
    """Any row with a column of text can have a workflow; this one is at hand in the ground app."""
    return PeriodicRun.objects.create(job="paper", period=state)


REPORT = Workflow(
    "report",
    (
        Move("draft", "submit", "submitted", anyone, "提交"),
        Move("submitted", "send_back", "draft", only_reviewers, "退回", needs_reason=True),
        Move("submitted", "accept", "accepted", only_reviewers, "通过"),
        Move("accepted", "close", "closed", None),
    ),
    field="period",
)


def state(thing: PeriodicRun) -> str:
    return PeriodicRun.objects.get(pk=thing.pk).period


@pytest.fixture
def clerk(db: None) -> User:
    made: User = UserFactory(username="clerk")
    return made


@pytest.fixture
def reviewer(db: None) -> User:
    made: User = UserFactory(username="reviewer")
    return made


def test_a_move_changes_the_state_and_writes_its_audit_row(clerk: User, reviewer: User) -> None:
    thing = paper()
    with transaction.atomic():
        REPORT.move(thing, "submit", by=clerk)
        REPORT.move(thing, "send_back", by=reviewer, note=" 数字与附件不符 ")
    assert state(thing) == thing.period == "draft"
    rows = list(audit.history(thing))
    assert [(row.verb, row.actor_id) for row in rows] == [
        ("report.submit", clerk.pk),
        ("report.send_back", reviewer.pk),
    ]
    assert rows[1].detail == {"source": "submitted", "target": "draft", "note": "数字与附件不符"}


def test_refusals_change_nothing(clerk: User, reviewer: User) -> None:
    thing = paper("submitted")
    with transaction.atomic(), pytest.raises(NotAllowed):
        REPORT.move(thing, "accept", by=clerk)
    with transaction.atomic(), pytest.raises(WrongState):
        REPORT.move(thing, "submit", by=clerk)
    with transaction.atomic(), pytest.raises(Invalid) as without_reason:
        REPORT.move(thing, "send_back", by=reviewer, note="  ")
    assert without_reason.value.field == "reason"
    assert state(thing) == thing.period == "submitted"
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_move_outside_a_transaction_is_refused() -> None:
    thing = paper()
    with pytest.raises(RuntimeError, match="outside a transaction"):
        REPORT.move(thing, "submit", by=None)
    assert state(thing) == "draft"


def test_columns_change_in_the_same_update(clerk: User) -> None:
    thing = paper()
    with transaction.atomic():
        REPORT.move(thing, "submit", by=clerk, job="paper-2")
    assert PeriodicRun.objects.get(pk=thing.pk).job == thing.job == "paper-2"


def test_effects_are_part_of_the_move(clerk: User) -> None:
    seen: list[tuple[str, str]] = []

    def note_down(thing: Any, by: Any, note: str) -> None:
        seen.append((thing.period, note))

    def fail(thing: Any, by: Any, note: str) -> None:
        raise Invalid("示例")

    told = Workflow("report", (Move("draft", "submit", "submitted", anyone, then=(note_down,)),), field="period")
    failing = Workflow("report", (Move("draft", "submit", "submitted", anyone, then=(fail,)),), field="period")
    thing = paper()
    with transaction.atomic():
        told.move(thing, "submit", by=clerk, note="请看")
    assert seen == [("submitted", "请看")]
    other = PeriodicRun.objects.create(job="other", period="draft")
    with pytest.raises(Invalid), transaction.atomic():
        failing.move(other, "submit", by=clerk)
    assert state(other) == "draft"
    assert list(audit.history(other)) == []


def test_buttons_are_read_from_the_table(clerk: User, reviewer: User) -> None:
    assert [move.action for move in REPORT.open_to(clerk, paper("submitted"))] == []
    thing = PeriodicRun(period="submitted")
    assert [move.action for move in REPORT.open_to(reviewer, thing)] == ["send_back", "accept"]
    # What follows from another move has no button.
    assert REPORT.open_to(reviewer, PeriodicRun(period="accepted")) == []


def test_the_table_can_be_read_as_text() -> None:
    assert REPORT.states == ("draft", "submitted", "accepted", "closed")
    assert list(as_rows(REPORT))[:2] == [
        ("draft", "submit", "submitted", "anyone"),
        ("submitted", "send_back", "draft", "only_reviewers"),
    ]


def test_either_of_two_rules(clerk: User, reviewer: User) -> None:
    rule = may_anyone_of(only_reviewers, lambda by, thing: by.username == "clerk")
    assert rule(clerk, None)
    assert rule(reviewer, None)
    assert not rule(User(username="guest"), None)


moves = st.builds(
    lambda source, action, target, is_open, needs_reason: Move(
        source, action, target, anyone if is_open else only_reviewers, needs_reason=needs_reason
    ),
    st.sampled_from(STATES),
    st.sampled_from(ACTIONS),
    st.sampled_from(STATES),
    st.booleans(),
    st.booleans(),
)
tables = st.lists(moves, max_size=12, unique_by=lambda move: (move.source, move.action))
presses = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.sampled_from(["clerk", "reviewer"]), st.sampled_from(["", "理由"])),
    max_size=12,
)


class NoMoveOutsideTheTable(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(table=tables, start=st.sampled_from(STATES), pressed=presses)
    def test_whatever_is_pressed(self, table: list[Move], start: str, pressed: list[tuple[str, str, str]]) -> None:
        flow = Workflow("report", tuple(table), field="period")
        people = {name: UserFactory(username=name) for name in ("clerk", "reviewer")}
        thing = PeriodicRun.objects.create(job="paper", period=start)
        expected, expected_rows = start, 0
        for action, name, note in pressed:
            row = next((move for move in table if (move.source, move.action) == (expected, action)), None)
            allowed = (
                row is not None and (row.who is anyone or name == "reviewer") and bool(note or not row.needs_reason)
            )
            try:
                with transaction.atomic():
                    flow.move(thing, action, by=people[name], note=note)
                assert allowed, (expected, action, name, note)
            except Refusal:
                assert not allowed, (expected, action, name, note)
            if allowed and row is not None:
                expected, expected_rows = row.target, expected_rows + 1
            assert state(thing) == thing.period == expected
        assert AuditEntry.objects.filter(verb__startswith="report.").count() == expected_rows
        assert audit.verify().holds


def test_an_old_page_has_no_effect(reviewer: User) -> None:
    """Both saw "submitted"; the second one's page is old."""
    thing = paper("submitted")
    old = PeriodicRun.objects.get(pk=thing.pk)
    with transaction.atomic():
        REPORT.move(thing, "accept", by=reviewer)
    with pytest.raises(WrongState), transaction.atomic():
        REPORT.move(old, "send_back", by=reviewer, note="重写")
    assert state(thing) == "accepted"
    assert [row.verb for row in audit.history(thing)] == ["report.accept"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_people_press_the_same_button() -> None:
    thing = paper("submitted")
    people = [UserFactory(username="reviewer1"), UserFactory(username="reviewer2")]
    begin = threading.Barrier(2)
    outcomes: list[str] = []

    def press(by: User) -> None:
        own_copy = PeriodicRun.objects.get(pk=thing.pk)
        begin.wait(10)
        try:
            with transaction.atomic():
                REPORT.move(own_copy, "accept", by=by)
            outcomes.append("done")
        except WrongState:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "too late"]
    assert state(thing) == "accepted"
    assert AuditEntry.objects.count() == 1
