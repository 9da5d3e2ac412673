"""Members' homes: the verdict comes from evidence and facts; funds have a source; no person is tied to a home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.common.files.samples import EXECUTABLE
from tests.conftest import City
from tests.places.factories import CriterionFactory, EvidenceFactory, FundsFactory, HomeFactory, PlaceFactory
from tongxin.accounts.models import User
from tongxin.common import personal, red_lines
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.facts.kinds import ensure_kinds
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.places.actions import homes as actions
from tongxin.places.homes import State, judge, months_after
from tongxin.places.models import HomeCriterion, HomeEvidence, HomeFund, Place
from tongxin.places.selectors import homes as selectors
from tongxin.places.standard import CRITERIA, ensure_criteria

pytestmark = pytest.mark.django_db
AsRole = Callable[..., User]
TODAY = date(2019, 9, 12)


def relations(model: type[models.Model]) -> Iterator[type[models.Model]]:
    """The models that a row points at, and those that point at it."""
    for field in model._meta.get_fields():
        if field.is_relation and field.related_model is not None and not isinstance(field.related_model, str):
            yield field.related_model


def test_no_model_of_a_home_is_tied_to_a_person() -> None:
    holding = [HomeCriterion, HomeEvidence, HomeFund]
    for model in holding:
        assert User not in set(relations(model)), model
        names = {field.name for field in model._meta.get_fields()}
        assert not {name for name in names if red_lines.looks_personal(name)}, model
        assert not [one for one in personal.declared() if one.model is model]
    # What points at a place at all, and so could point at a home: none of it is, or points at, an account.
    for model in relations(Place):
        assert model is not User
        if model in holding or model.__module__.startswith("tongxin.places"):
            assert User not in set(relations(model)), model


def test_the_verdict_is_worked_out() -> None:
    room, plan = CriterionFactory(), CriterionFactory(aspect="plan", valid_months=12)
    events = CriterionFactory(aspect="activity", fact_kind=ensure_kinds()["event-held"], minimum=4)
    criteria = [room, plan, events]

    def states(evidence: list[HomeEvidence], counted: int) -> list[State]:
        by_criterion = {one.criterion_id: one for one in evidence}
        assert events.fact_kind_id is not None
        verdict = judge(criteria, by_criterion, {events.fact_kind_id: Decimal(counted)}, TODAY)
        assert verdict.is_up_to_standard == all(one.is_met for one in verdict.findings)
        return [one.state for one in verdict.findings]

    def found(criterion: HomeCriterion, is_met: bool, seen_on: date) -> HomeEvidence:
        return HomeEvidence(criterion=criterion, is_met=is_met, seen_on=seen_on)

    assert states([], 0) == [State.MISSING, State.MISSING, State.NOT_MET]
    old = found(plan, True, date(2018, 9, 12))
    assert states([found(room, True, date(2010, 1, 1)), old], 4) == [State.MET, State.STALE, State.MET]
    fresh = found(plan, True, date(2018, 9, 13))
    assert states([found(room, False, TODAY), fresh], 3) == [State.NOT_MET, State.MET, State.NOT_MET]
    assert states([found(room, True, TODAY), fresh], 4) == [State.MET] * 3
    assert judge([], {}, {}, TODAY).is_up_to_standard is False


def test_months_after_ends_in_the_month() -> None:
    assert months_after(date(2019, 1, 31), 1) == date(2019, 2, 28)
    assert months_after(date(2020, 2, 29), 12) == date(2021, 2, 28)
    assert months_after(date(2019, 3, 15), -12) == date(2018, 3, 15)


def test_evidence_is_recorded_and_withdrawn(city: City, as_role: AsRole) -> None:
    by = as_role(Role.REPORTER, city.committee)
    home, criterion = HomeFactory(owner=city.committee), CriterionFactory()
    today = timezone.localdate()
    first = actions.record_evidence(
        home=home, criterion=criterion, is_met=True, seen_on=today - timedelta(days=9), note="有房间", by=by
    )
    later = actions.record_evidence(home=home, criterion=criterion, is_met=False, seen_on=today, note="锁着", by=by)

    def stands() -> tuple[State, Any]:
        ((finding,),) = [one.verdict.findings for one in selectors.views_of([home], [criterion], today, today.year)]
        return finding.state, finding.evidence

    assert stands() == (State.NOT_MET, later)
    actions.withdraw_evidence(evidence=later, by=by)
    assert stands() == (State.MET, first)
    with pytest.raises(WrongState):
        actions.withdraw_evidence(evidence=later, by=by)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"note": ""}, "note"),
        ({"note": "长" * 301}, "note"),
        ({"note": "联系 138-1234-5678"}, "note"),
        ({"note": "证件 320402199001011239"}, "note"),
        ({"seen_on": date(2999, 1, 1)}, "seen_on"),
        ({"upload": SimpleUploadedFile("照片.jpg", EXECUTABLE)}, "file"),
    ],
)
def test_evidence_that_cannot_be_taken(changes: dict[str, Any], field: str, city: City) -> None:
    given = {"home": HomeFactory(owner=city.committee), "criterion": CriterionFactory(), "is_met": True}
    with pytest.raises(Invalid) as refusal:
        actions.record_evidence(**given | {"seen_on": TODAY, "note": "有房间", "by": None} | changes)
    assert (refusal.value.field, HomeEvidence.objects.count()) == (field, 0)


def test_what_is_counted_needs_no_evidence_and_no_place_but_a_home(city: City) -> None:
    counted = CriterionFactory(fact_kind=ensure_kinds()["event-held"], minimum=4)
    given: dict[str, Any] = {"is_met": True, "seen_on": TODAY, "note": "有", "by": None}
    with pytest.raises(WrongState, match="自动计算"):
        actions.record_evidence(home=HomeFactory(), criterion=counted, **given)
    with pytest.raises(WrongState, match="停用"):
        actions.record_evidence(home=HomeFactory(), criterion=CriterionFactory(is_active=False), **given)
    with pytest.raises(WrongState, match="不是党派成员之家"):
        actions.record_evidence(home=PlaceFactory(), criterion=CriterionFactory(), **given)
    assert HomeEvidence.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": 1999}, "year"),
        ({"quarter": 5}, "quarter"),
        ({"flow": "lost"}, "flow"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("1.001")}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"source": " "}, "source"),
        ({"flow": "used", "purpose": ""}, "purpose"),
    ],
)
def test_funds_that_cannot_be_taken(changes: dict[str, Any], field: str, city: City) -> None:
    given = {"home": HomeFactory(owner=city.committee), "year": 2019, "flow": "granted", "amount": Decimal(30000)}
    with pytest.raises(Invalid) as refusal:
        actions.record_funds(**given | {"source": "常统发〔2019〕3号", "by": None} | changes)
    assert (refusal.value.field, HomeFund.objects.count()) == (field, 0)


def test_a_wrong_figure_is_withdrawn_and_counts_no_more(city: City) -> None:
    home = HomeFactory(owner=city.committee)
    actions.record_funds(home=home, year=2019, flow="granted", amount=Decimal(30000), source="文件", by=None)
    wrong = actions.record_funds(home=home, year=2019, flow="granted", amount=Decimal(300000), source="文件", by=None)
    FundsFactory(home=home, year=2019, flow="used", amount=Decimal("1200.50"))
    FundsFactory(home=home, year=2018, flow="granted", amount=Decimal(7))
    with pytest.raises(Invalid):
        actions.withdraw_funds(funds=wrong, reason="", by=None)
    actions.withdraw_funds(funds=wrong, reason="多写了一个 0", by=None)
    with pytest.raises(WrongState):
        actions.withdraw_funds(funds=wrong, reason="再来", by=None)
    (view,) = selectors.views_of([home], [], TODAY, 2019)
    assert (view.money.granted, view.money.used, view.money.left) == (
        Decimal(30000),
        Decimal("1200.50"),
        Decimal("28799.50"),
    )


def test_use_is_heads_written_once(city: City) -> None:
    home, key = HomeFactory(owner=city.committee), uuid4()
    today = timezone.localdate()
    for _twice in range(2):
        actions.record_use(home=home, held_on=today, persons=7, request_key=key, by=None)
    assert sorted(Fact.objects.values_list("kind__code", "quantity")) == [("event-held", 1), ("persons-reached", 7)]
    for changes, field in (({"persons": 0}, "persons"), ({"held_on": date(2999, 1, 1)}, "held_on")):
        with pytest.raises(Invalid) as refusal:
            actions.record_use(
                **{"home": home, "held_on": today, "persons": 7, "request_key": uuid4(), "by": None} | changes
            )
        assert refusal.value.field == field
    assert Fact.objects.count() == 2


def test_the_public_sees_totals_and_no_small_head_count(city: City) -> None:
    home = HomeFactory(owner=city.committee)
    HomeFactory(owner=city.committee, is_public=False)
    EvidenceFactory(home=home, criterion=CriterionFactory())
    actions.record_use(home=home, held_on=timezone.localdate(), persons=9, request_key=uuid4(), by=None)
    totals = selectors.totals()
    assert (totals.homes, totals.up_to_standard, totals.events, totals.persons) == (1, 1, Decimal(1), None)
    actions.record_use(home=home, held_on=timezone.localdate(), persons=1, request_key=uuid4(), by=None)
    assert selectors.totals().persons == Decimal(10)


def test_who_keeps_a_home_and_who_sets_the_standard(city: City, as_role: AsRole) -> None:
    home, criterion = HomeFactory(owner=city.committee), CriterionFactory()
    for by in (as_role(Role.COORDINATOR, city.chamber), as_role(Role.LEADER, city.committee)):
        with pytest.raises(NotAllowed):
            actions.record_use(home=home, held_on=TODAY, persons=3, request_key=uuid4(), by=by)
        with pytest.raises(NotAllowed):
            actions.record_funds(home=home, year=2019, flow="granted", amount=Decimal(1), source="x", by=by)
        with pytest.raises(NotAllowed):
            actions.record_evidence(home=home, criterion=criterion, is_met=True, seen_on=TODAY, note="x", by=by)
        with pytest.raises(NotAllowed):
            actions.put_criterion(by=by, aspect="room", name="房间", how="有")
    given: dict[str, Any] = {"aspect": "room", "name": "房间", "how": "有一间"}
    with pytest.raises(NotAllowed):
        actions.put_criterion(by=as_role(Role.COORDINATOR, city.committee), **given)
    office = as_role(Role.COORDINATOR, city.office)
    assert actions.put_criterion(by=office, **given).position == criterion.position + 10
    for changes, field in (
        ({"name": ""}, "name"),
        ({"how": ""}, "how"),
        ({"minimum": 3}, "minimum"),
        ({"valid_months": 121}, "valid_months"),
        ({"aspect": "x"}, "aspect"),
    ):
        with pytest.raises(Invalid) as refusal:
            actions.put_criterion(by=office, **given | changes)
        assert refusal.value.field == field
    assert HomeCriterion.objects.count() == 2


def test_the_shipped_standard_has_all_four_sides_and_comes_once() -> None:
    assert set(ensure_criteria()) == {one.code for one in CRITERIA}
    HomeCriterion.objects.filter(code="room").update(name="改过的")
    assert ensure_criteria()["room"].name == "改过的"
    assert {one.aspect for one in HomeCriterion.objects.all()} == {"room", "rules", "plan", "activity"}


def test_more_homes_no_more_queries(city: City) -> None:
    criteria = [CriterionFactory() for _number in range(3)]

    def queries(homes: list[Place]) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert len(selectors.views_of(homes, criteria, TODAY, 2019)) == len(homes)
        return len(seen)

    homes = [HomeFactory(owner=city.committee) for _number in range(4)]
    for home in homes:
        EvidenceFactory(home=home, criterion=criteria[0])
        FundsFactory(home=home)
    assert queries(homes[:1]) == queries(homes) == 3
