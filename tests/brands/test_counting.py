"""What a brand did is counted: once, however many ways lead to it, from what was and what comes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.brands.conftest import Scene
from tests.brands.factories import BrandFactory, StrandFactory
from tests.facts.factories import DAY, make_fact, make_kind, make_user, new_fact
from tests.places.factories import PlaceFactory
from tongxin.brands import actions
from tongxin.brands.enums import BrandStatus
from tongxin.brands.models import Brand, BrandLink, StrandIndicator
from tongxin.brands.selectors import measured
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.actions import correct, record_many
from tongxin.facts.models import Fact
from tongxin.facts.selectors import totals_for
from tongxin.facts.shown import done_for, done_with_parts
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db
PROJECT, OTHER = Subject("tests.project", "7"), Subject("tests.project", "8")


def total(thing: object, code: str) -> Decimal:
    subject = Subject.of(thing)  # type: ignore[arg-type]
    found = totals_for([subject])[subject]
    return found[code].total if code in found else Decimal(0)


def test_a_linked_project_counts_what_was_and_what_comes(scene: Scene) -> None:
    kind = make_kind()
    make_fact(kind=kind, quantity=Decimal(2), subjects=(PROJECT,))
    actions.link(brand=scene.brand, subject=PROJECT, label="项目七", by=scene.east)
    assert total(scene.brand, kind.code) == 2
    make_fact(kind=kind, quantity=Decimal(3), subjects=(PROJECT,))
    record_many([new_fact(kind=kind, quantity=Decimal(4), subjects=(PROJECT,))], by=None)
    make_fact(kind=kind, quantity=Decimal(9), subjects=(OTHER,))
    assert total(scene.brand, kind.code) == 9


def test_a_fact_counts_once_however_many_ways_lead_there(scene: Scene) -> None:
    kind, place = make_kind(), PlaceFactory()
    sub = BrandFactory(family=scene.family, parent=scene.brand, owner=scene.brand.owner)
    make_fact(kind=kind, quantity=Decimal(5), subjects=(PROJECT, Subject.of(place)))
    actions.link(brand=scene.brand, subject=PROJECT, label="项目", by=scene.east)
    actions.link(brand=sub, subject=Subject.of(place), label="场所", by=scene.east)
    assert (total(scene.brand, kind.code), total(sub, kind.code)) == (5, 5)
    make_fact(kind=kind, quantity=Decimal(7), subjects=(PROJECT, Subject.of(place)))
    assert (total(scene.brand, kind.code), total(sub, kind.code)) == (12, 12)


def test_a_correction_is_counted_too(scene: Scene) -> None:
    kind = make_kind()
    actions.link(brand=scene.brand, subject=PROJECT, label="项目", by=scene.east)
    fact = make_fact(kind=kind, quantity=Decimal(5), subjects=(PROJECT,))
    correct(fact=fact, quantity=Decimal(3), reason="数错了", by=_corrector(scene, fact))
    assert total(scene.brand, kind.code) == 3


def _corrector(scene: Scene, fact: Fact) -> object:
    return make_user(Role.REVIEWER, fact.organisation)


def test_what_was_linked_in_error_counts_nothing_further(scene: Scene) -> None:
    kind = make_kind()
    made = actions.link(brand=scene.brand, subject=PROJECT, label="项目", by=scene.east)
    make_fact(kind=kind, subjects=(PROJECT,))
    with pytest.raises(Invalid, match="已经计入"):
        actions.link(brand=scene.brand, subject=PROJECT, label="项目", by=scene.east)
    actions.end_link(made=made, by=scene.east)
    make_fact(kind=kind, subjects=(PROJECT,))
    assert total(scene.brand, kind.code) == 1
    with pytest.raises(WrongState):
        actions.end_link(made=made, by=scene.east)


def test_who_says_whose_facts_count(scene: Scene) -> None:
    for by in (scene.keeper, scene.west):
        with pytest.raises(NotAllowed):
            actions.link(brand=scene.brand, subject=PROJECT, label="项目", by=by)
    assert BrandLink.objects.count() == 0


def test_a_strands_indicators_are_counted(scene: Scene) -> None:
    kind = make_kind()
    strand = StrandFactory(brand=scene.brand)
    actions.add_indicator(strand=strand, kind=kind, name="活动", year=2019, target=Decimal(4), by=scene.keeper)
    actions.link(brand=scene.brand, subject=PROJECT, label="项目", strand=strand, by=scene.east)
    make_fact(kind=kind, quantity=Decimal(3), subjects=(PROJECT,), happened_on=date(2019, 4, 1))
    make_fact(kind=kind, quantity=Decimal(9), subjects=(PROJECT,), happened_on=date(2018, 4, 1))
    actions.record_done(
        brand=scene.brand, kind=kind, quantity=Decimal(1), happened_on=DAY, strand=strand, by=scene.keeper
    )
    [one] = measured(scene.brand)[strand.pk]
    assert (one.value, one.indicator.target, total(scene.brand, kind.code)) == (4, 4, 13)
    with pytest.raises(WrongState):
        actions.remove_strand(strand=strand, by=scene.keeper)
    for fields, field in (
        ({"target": Decimal("0")}, "target"),
        ({"target": Decimal("1.5")}, "target"),
        ({"year": 19}, "year"),
    ):
        what = {"strand": strand, "kind": make_kind(), "name": "", "year": 2019, "target": Decimal(1)} | fields
        with pytest.raises(Invalid) as refusal:
            actions.add_indicator(by=scene.keeper, **what)  # type: ignore[arg-type]
        assert refusal.value.field == field
    assert StrandIndicator.objects.count() == 1


def test_nothing_is_recorded_for_a_brand_that_is_not_named(scene: Scene) -> None:
    Brand.objects.update(status=BrandStatus.PROPOSED)
    scene.brand.refresh_from_db()
    with pytest.raises(WrongState):
        actions.record_done(brand=scene.brand, kind=make_kind(), quantity=Decimal(1), happened_on=DAY, by=scene.keeper)
    assert Fact.objects.count() == 0


def test_small_head_counts_are_hidden_from_differences_too(scene: Scene) -> None:
    """A sub-brand's 4 persons do not come out as the difference between its brand and the rest."""
    persons = make_kind(name="参加人次", unit="人次", counts_persons=True)
    small = BrandFactory(family=scene.family, parent=scene.brand, owner=scene.brand.owner)
    large = BrandFactory(family=scene.family, parent=scene.brand, owner=scene.brand.owner)
    for brand, quantity in ((small, 4), (large, 500)):
        actions.record_done(brand=brand, kind=persons, quantity=Decimal(quantity), happened_on=DAY, by=None)
    whole, parts = Subject.of(scene.brand), [Subject.of(small), Subject.of(large)]
    done = done_with_parts(whole, parts)
    assert [one.total for one in done[parts[0]]] == [None]
    shown = [done[whole][0].total, done[parts[1]][0].total]
    assert shown.count(None) >= 1
    assert [one.total for one in done_for(parts[1])] == [Decimal(500)]


def test_parts_that_overlap_are_hidden_each_by_itself(scene: Scene) -> None:
    kind = make_kind(counts_persons=True)
    subs = [BrandFactory(family=scene.family, parent=scene.brand, owner=scene.brand.owner) for _ in range(2)]
    for sub in subs:
        actions.link(brand=sub, subject=PROJECT, label="同一个项目", by=scene.east)
    make_fact(kind=kind, quantity=Decimal(30), subjects=(PROJECT,))
    done = done_with_parts(Subject.of(scene.brand), [Subject.of(sub) for sub in subs])
    assert [[one.total for one in rows] for rows in done.values()] == [[30], [30], [30]]
