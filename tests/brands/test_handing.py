"""A brand goes to another unit: handed over, or with the unit that is merged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.brands.conftest import Scene
from tests.brands.factories import BrandFactory, EvaluationFactory, EvidenceFactory
from tests.factories import UnitFactory
from tongxin.accounts.models import User
from tongxin.brands import actions, rules
from tongxin.brands.models import Brand, BrandStep, BrandSystem, EvaluationReviewer
from tongxin.brands.selectors.coverage import coverage
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations import actions as units
from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.models import Notice, Unit
from tongxin.organisations.owes import owes

pytestmark = pytest.mark.django_db
DAY = date(2019, 9, 12)
AsRole = Callable[..., User]


def hand(scene: Scene, to: Unit, by: Any = None, reason: str = "职能调整") -> Brand:
    return actions.hand_over(brand=scene.brand, to=to, reason=reason, by=by or scene.coordinator, on=DAY)


def test_another_unit_leads_and_both_are_told(scene: Scene) -> None:
    east, west = scene.city.districts
    actions.ensure_rule(family=scene.family, unit_kind=UnitKind.DISTRICT, name="一区域一特色", by=None)
    evidence = EvidenceFactory(brand=scene.brand)
    hand(scene, west)
    brand = Brand.objects.get()
    assert (brand.owner, brand.status, brand.version) == (west, "running", 2)
    step = BrandStep.objects.get()
    assert (step.action, step.on, step.by_id) == ("hand_over", DAY, scene.coordinator.pk)
    assert step.note == f"{east} → {west}。职能调整"
    entry = AuditEntry.objects.get(verb="brand.handed_over")
    assert entry.detail == {"was": east.pk, "now": west.pk, "reason": "职能调整"}
    told = set(Notice.objects.filter(key__contains=":hand_over:").values_list("recipient", flat=True))
    assert told == {scene.keeper.pk, scene.east.pk, scene.west.pk}
    # The new unit keeps it, the old one no longer does; evidence that waits is confirmed by the new one.
    assert rules.may_edit(scene.west, brand)
    assert not rules.may_edit(scene.east, brand)
    evidence.refresh_from_db()
    assert rules.may_decide_evidence(scene.west, evidence)
    assert not rules.may_decide_evidence(scene.east, evidence)
    [covered] = coverage(scene.system)
    assert {row.unit: row.state for row in covered.rows} == {east: "none", west: "one"}


@pytest.mark.parametrize("who", ["keeper", "reviewer", "east", "west"])
def test_who_may_not_hand_over(scene: Scene, who: str) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        hand(scene, scene.city.districts[1], by=getattr(scene, who))
    assert (Brand.objects.get().owner, AuditEntry.objects.count()) == (scene.city.districts[0], before)


def test_what_cannot_be_is_named(scene: Scene) -> None:
    east, west = scene.city.districts
    closed = UnitFactory(parent=scene.city.office, name="示例已撤销局", code="CLOSED", closed_on=DAY)
    outside = UnitFactory(name="示例外市", code="OUT")
    for to, reason, field in (
        (east, "理由", "to"),
        (closed, "理由", "to"),
        (outside, "理由", "to"),
        (west, " ", "reason"),
        (west, "长" * 301, "reason"),
    ):
        with pytest.raises(Invalid) as refusal:
            hand(scene, to, reason=reason)
        assert refusal.value.field == field
    Brand.objects.update(status="retired")
    with pytest.raises(WrongState):
        hand(scene, west)
    assert BrandStep.objects.count() == 0


@pytest.fixture
def judged(scene: Scene, as_role: AsRole) -> list[User]:
    """The brand is being scored, by two of other units."""
    evaluation = EvaluationFactory(system=scene.system, status="open")
    evaluation.entries.create(brand=scene.brand)
    judges = [as_role(Role.REVIEWER, scene.city.departments[0]), as_role(Role.REVIEWER, scene.city.office)]
    for user in judges:
        EvaluationReviewer.objects.create(evaluation=evaluation, user=user)
    return judges


def test_while_it_is_scored_it_goes_only_where_the_same_step_back(scene: Scene, judged: list[User]) -> None:
    with pytest.raises(WrongState, match="要回避的评审人就不同了"):
        hand(scene, scene.city.departments[0])
    assert Brand.objects.get().owner == scene.city.districts[0]
    hand(scene, scene.city.districts[1])
    brand = Brand.objects.get()
    assert [rules.is_own_unit(user, brand) for user in judged] == [False, False]


def test_nor_away_from_one_that_stepped_back(scene: Scene, judged: list[User], as_role: AsRole) -> None:
    own = as_role(Role.REVIEWER, scene.city.districts[0])
    EvaluationReviewer.objects.create(evaluation=scene.brand.evaluations.get().evaluation, user=own)
    with pytest.raises(WrongState):
        hand(scene, scene.city.districts[1])
    assert Brand.objects.get().owner == scene.city.districts[0]


def test_a_brand_follows_its_unit_into_another(scene: Scene) -> None:
    east, west = scene.city.districts
    ended = BrandFactory(family=scene.family, owner=east, status="retired", ended_on=DAY)
    assert owes(east, merging=True) == []
    units.merge_units(by=None, source=east, into=west, reason="撤并")
    brand = Brand.objects.get(pk=scene.brand.pk)
    assert (brand.owner.pk, brand.status) == (west.pk, "running")
    assert BrandStep.objects.get().note == f"{east} → {west}。“{east}”并入“{west}”。撤并"
    # Who kept it goes on keeping it, in the other unit.
    assert rules.may_edit(User.objects.get(pk=scene.keeper.pk), brand)
    assert Notice.objects.filter(key__contains=":hand_over:", recipient=scene.west).count() == 1
    ended.refresh_from_db()
    assert ended.owner_id == east.pk


def test_a_merging_waits_for_the_scores(scene: Scene, judged: list[User]) -> None:
    east = scene.city.districts[0]
    with pytest.raises(WrongState, match="请等评价公布以后再移交"):
        units.merge_units(by=None, source=east, into=scene.city.departments[0])
    assert (Brand.objects.get().owner, Unit.objects.get(pk=east.pk).closed_on) == (east, None)
    units.merge_units(by=None, source=east, into=scene.city.districts[1])
    assert Brand.objects.get().owner == scene.city.districts[1]


def test_a_unit_with_brands_is_not_closed(scene: Scene) -> None:
    street = scene.city.streets[0]
    Brand.objects.update(owner=street)
    with pytest.raises(WrongState, match="请先移交给别的单位牵头"):
        units.close_unit(by=None, unit=street)


def test_an_office_with_a_system_is_not_closed(scene: Scene) -> None:
    office = scene.city.departments[0]
    BrandSystem.objects.create(name="示例部门体系", owner=office)
    with pytest.raises(WrongState, match="主管品牌体系“示例部门体系”：请改用“合并”"):
        units.close_unit(by=None, unit=office)
    assert Unit.objects.get(pk=office.pk).closed_on is None


def test_a_system_follows_its_office(scene: Scene) -> None:
    office, other = scene.city.departments[0], scene.city.departments[1]
    system = BrandSystem.objects.create(name="示例部门体系", owner=office)
    units.merge_units(by=None, source=office, into=other)
    system.refresh_from_db()
    assert system.owner == other
