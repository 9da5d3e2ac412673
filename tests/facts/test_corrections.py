from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.facts.factories import (
    DAY,
    OTHER_PROJECT,
    PROJECT,
    make_attachment,
    make_fact,
    make_kind,
    make_unit,
    make_user,
)
from tests.facts.ledger import kept, recounted
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.facts.actions import correct
from tongxin.facts.models import Fact, FactKind, MonthlyTotal, SubjectTotal
from tongxin.facts.selectors import Total, totals_for
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit()


@pytest.fixture
def kind() -> FactKind:
    return make_kind(code="held")


@pytest.fixture
def reporter(unit: Unit) -> Any:
    return make_user(Role.REPORTER, unit)


def project_total() -> Total:
    return totals_for([PROJECT])[PROJECT]["held"]


def test_a_correction_takes_the_wrong_figure_back_and_writes_the_right_one(
    unit: Unit, kind: FactKind, reporter: Any
) -> None:
    file = make_attachment()
    wrong = make_fact(
        kind=kind, organisation=unit, quantity=Decimal(12), source_key="k", place="示例厅", evidence=(file,)
    )
    done = correct(fact=wrong, quantity=Decimal(21), reason=" 数字颠倒 ", by=reporter)
    assert done.right is not None
    counter, right = Fact.objects.get(pk=done.counter.pk), Fact.objects.get(pk=done.right.pk)
    assert (counter.quantity, counter.corrects, counter.replaces, counter.counts) == (Decimal(-12), wrong, None, -1)
    assert (right.quantity, right.corrects, right.replaces, right.counts) == (Decimal(21), None, wrong, 1)
    for entry in (counter, right):
        assert (entry.happened_on, entry.place, entry.source, entry.source_key) == (DAY, "示例厅", wrong.source, "")
        assert (entry.correction_reason, entry.recorded_by_id) == ("数字颠倒", reporter.pk)
        assert [row.subject for row in entry.subjects.all()] == [PROJECT]
    assert [row.attachment_id for row in right.evidence.all()] == [file]
    assert not counter.evidence.exists()
    assert project_total() == Total(1, Decimal(21), Decimal(21), DAY)
    entry = AuditEntry.objects.get(verb="fact.corrected")
    assert (entry.subject_id, entry.detail) == (
        str(wrong.pk),
        {"reason": "数字颠倒", "was": "12", "now": "21", "counter": counter.pk, "right": right.pk},
    )
    assert kept() == recounted()


def test_a_cancellation_leaves_nothing_and_the_latest_is_found_again(unit: Unit, kind: FactKind, reporter: Any) -> None:
    make_fact(kind=kind, organisation=unit, quantity=Decimal(5), happened_on=date(2019, 4, 1))
    latest = make_fact(kind=kind, organisation=unit, quantity=Decimal(7), happened_on=date(2019, 5, 1))
    assert project_total() == Total(2, Decimal(12), Decimal(7), date(2019, 5, 1))
    assert correct(fact=latest, quantity=None, reason="重复登记", by=reporter).right is None
    assert project_total() == Total(1, Decimal(5), Decimal(5), date(2019, 4, 1))
    may = MonthlyTotal.objects.get(subject_kind="tests.project", month=date(2019, 5, 1))
    assert (may.count, may.total) == (0, Decimal(0))
    assert AuditEntry.objects.get(verb="fact.cancelled").detail["now"] is None
    assert kept() == recounted()


def test_cancelling_the_only_fact_leaves_no_latest(unit: Unit, kind: FactKind, reporter: Any) -> None:
    fact = make_fact(kind=kind, organisation=unit)
    correct(fact=fact, quantity=None, reason="未举办", by=reporter)
    assert project_total() == Total(0, Decimal(0), None, None)
    assert kept() == recounted()


def test_everything_can_be_corrected_and_totals_move_along(unit: Unit, kind: FactKind) -> None:
    other_unit, other_kind, file = make_unit(), make_kind(decimals=2), make_attachment()
    user = make_user(Role.COORDINATOR, unit)
    misplaced = make_fact(kind=kind, organisation=unit, quantity=Decimal(2))
    with pytest.raises(NotAllowed, match="不能把实绩改记到"):
        correct(fact=misplaced, quantity=Decimal(2), reason="记错单位", by=user, organisation=other_unit)
    assert kept() == recounted()
    assert Fact.objects.count() == 1
    from_above = make_user(Role.COORDINATOR, unit)
    from_above.memberships.create(unit=other_unit, role=Role.REPORTER)
    right = correct(
        fact=misplaced,
        quantity=Decimal("2.50"),
        reason="全部记错",
        by=from_above,
        kind=other_kind,
        organisation=other_unit,
        happened_on=date(2019, 7, 2),
        place="乙地",
        summary="改后",
        subjects=[OTHER_PROJECT],
        evidence=[file],
    ).right
    assert right is not None
    assert (right.kind, right.organisation, right.happened_on) == (other_kind, other_unit, date(2019, 7, 2))
    assert (right.place, right.summary) == ("乙地", "改后")
    assert [row.attachment_id for row in right.evidence.all()] == [file]
    assert totals_for([PROJECT, OTHER_PROJECT]) == {
        PROJECT: {"held": Total(0, Decimal(0), None, None)},
        OTHER_PROJECT: {other_kind.code: Total(1, Decimal("2.5"), Decimal("2.5"), date(2019, 7, 2))},
    }
    assert kept() == recounted()


def test_only_what_stands_can_be_corrected_and_once(unit: Unit, kind: FactKind, reporter: Any) -> None:
    wrong = make_fact(kind=kind, organisation=unit, quantity=Decimal(1))
    done = correct(fact=wrong, quantity=Decimal(2), reason="漏记", by=reporter)
    assert done.right is not None
    before = kept()
    for entry in (wrong, done.counter):
        with pytest.raises(WrongState, match="已经更正过"):
            correct(fact=entry, quantity=Decimal(3), reason="再改", by=reporter)
    assert kept() == before
    assert Fact.objects.count() == 3
    again = correct(fact=done.right, quantity=Decimal(3), reason="又漏一场", by=reporter)
    assert again.right is not None
    assert again.right.replaces == done.right
    assert project_total() == Total(1, Decimal(3), Decimal(3), DAY)


def test_the_database_lets_nobody_take_a_fact_back_twice(unit: Unit, kind: FactKind, reporter: Any) -> None:
    wrong = make_fact(kind=kind, organisation=unit)
    counter = correct(fact=wrong, quantity=None, reason="重复", by=reporter).counter
    counter.pk, counter._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        counter.save()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"reason": "  "}, "reason", "请写明更正的理由"),
        ({"reason": "理" * 501}, "reason", "最多 500 个字"),
        ({"quantity": Decimal(0)}, "quantity", "数量不能是 0"),
        ({"quantity": Decimal("0.5")}, "quantity", "要填整数"),
        ({"quantity": Decimal(12)}, "quantity", "完全一样"),
        ({"happened_on": date(2999, 1, 1)}, "happened_on", "还没有到"),
        ({"place": "街" * 121}, "place", "最多 120 个字"),
    ],
)
def test_a_correction_that_cannot_be_taken_changes_nothing(
    unit: Unit, kind: FactKind, reporter: Any, changes: dict[str, Any], field: str, message: str
) -> None:
    fact = make_fact(kind=kind, organisation=unit, quantity=Decimal(12))
    before, entries = kept(), AuditEntry.objects.count()
    with pytest.raises(Invalid, match=message) as refusal:
        correct(**{"fact": fact, "quantity": Decimal(13), "reason": "更正", "by": reporter} | changes)
    assert refusal.value.field == field
    assert (kept(), AuditEntry.objects.count(), Fact.objects.count()) == (before, entries, 1)


def test_what_a_closed_unit_recorded_in_a_closed_kind_can_still_be_put_right(
    unit: Unit, kind: FactKind, reporter: Any
) -> None:
    fact = make_fact(kind=kind, organisation=unit, quantity=Decimal(4))
    FactKind.objects.update(is_active=False)
    Unit.objects.filter(pk=unit.pk).update(closed_on=DAY)
    fact = Fact.objects.get()
    correct(fact=fact, quantity=Decimal(5), reason="漏记一场", by=reporter)
    assert project_total().total == 5
    closed_kind = make_kind(is_active=False)
    standing = Fact.objects.get(replaces=fact)
    with pytest.raises(Invalid, match="已停用"):
        correct(fact=standing, quantity=Decimal(5), reason="换种类", by=reporter, kind=closed_kind)


@pytest.mark.parametrize(
    ("role", "where", "may"),
    [
        (Role.REPORTER, "unit", True),
        (Role.REVIEWER, "unit", True),
        (Role.COORDINATOR, "above", True),
        (Role.LEADER, "above", False),
        (Role.AUDITOR, "unit", False),
        (Role.EDITOR, "unit", False),
        (Role.ADMINISTRATOR, "above", False),
        (Role.REPORTER, "below", False),
        (Role.COORDINATOR, "beside", False),
    ],
)
def test_who_may_correct(role: Role, where: str, may: bool) -> None:
    above = make_unit()
    unit = make_unit(parent=above)
    places = {"above": above, "unit": unit, "below": make_unit(parent=unit), "beside": make_unit(parent=above)}
    fact = make_fact(organisation=unit)
    user = make_user(role, places[where])
    if may:
        correct(fact=fact, quantity=None, reason="重复", by=user)
        assert SubjectTotal.objects.get(subject_kind="tests.project").count == 0
    else:
        with pytest.raises(NotAllowed):
            correct(fact=fact, quantity=None, reason="重复", by=user)
        assert Fact.objects.count() == 1
