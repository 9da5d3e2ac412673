"""The batches of an office that is merged into another."""

from __future__ import annotations

import pytest

from tests.factories import MembershipFactory, UnitFactory
from tests.naming.factories import BatchFactory, Naming
from tongxin.common.errors import WrongState
from tongxin.common.models import AuditEntry
from tongxin.naming import rules
from tongxin.naming.models import Batch
from tongxin.organisations import actions
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.owes import owes

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices(naming: Naming) -> tuple[Unit, Unit]:
    """Two below the office of the city, the first with a batch under way and one that is over."""
    source, into = (UnitFactory(parent=naming.office, name=f"示例{word}处", code=word) for word in ("一", "二"))
    BatchFactory(owner=source, number=1, status="concluded")
    BatchFactory(owner=source, number=2)
    return source, into


def test_they_go_on_with_the_other(offices: tuple[Unit, Unit]) -> None:
    source, into = offices
    coordinator = MembershipFactory(unit=source, role=Role.COORDINATOR).user
    assert owes(source, merging=True) == []
    assert owes(source) == ["主办的“第二批示例教育基地”还没有结束，请先办完或取消。"]
    actions.merge_units(by=None, source=source, into=into, reason="撤并")
    batches = list(Batch.objects.filter(owner=into).order_by("number"))
    assert [(batch.number, batch.status, batch.version) for batch in batches] == [(1, "concluded", 2), (2, "open", 2)]
    assert rules.may_coordinate(type(coordinator).objects.get(pk=coordinator.pk), batches[1])
    details = [entry.detail for entry in AuditEntry.objects.filter(verb="naming_batch.handed_over")]
    assert [(one["was"], one["now"], one["reason"]) for one in details] == [(source.pk, into.pk, "撤并")] * 2


def test_two_under_way_never_have_one_name(offices: tuple[Unit, Unit]) -> None:
    source, into = offices
    for number in (1, 2):
        BatchFactory(owner=into, number=number, status="concluded")
    with pytest.raises(WrongState, match="也有“第二批示例教育基地”。请先办完、取消或改批次"):
        actions.merge_units(by=None, source=source, into=into)
    assert Batch.objects.filter(owner=source).count() == 2
    Batch.objects.filter(owner=source).update(status="cancelled")
    actions.merge_units(by=None, source=source, into=into)
    assert Batch.objects.filter(owner=source).count() == 2


def test_an_application_under_way_waits(naming: Naming) -> None:
    naming.submitted()
    with pytest.raises(WrongState, match="请等办完，或先撤回申报"):
        actions.merge_units(by=None, source=naming.east, into=naming.west)
