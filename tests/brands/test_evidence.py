"""No evidence, no claim; and nobody confirms what they entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.brands.conftest import Scene
from tests.brands.factories import BrandFactory, BrandFamilyFactory, EvidenceFactory, decision
from tests.facts.factories import make_kind
from tongxin.brands import actions
from tongxin.brands.actions import NewEvidence
from tongxin.brands.actions.evidence import visitors
from tongxin.brands.actions.evidence_kinds import GivenKind, add_kind, change_kind
from tongxin.brands.enums import BrandStatus, EvidenceStatus
from tongxin.brands.models import Brand, Evidence
from tongxin.brands.selectors import evidence_to_confirm, levels_of
from tongxin.common.errors import Invalid, NotAllowed, WrongState

pytestmark = pytest.mark.django_db
TODAY = date(2019, 9, 12)
NEW = NewEvidence(level="province", kind="award", title="省级优秀案例", source="示例省厅", on=date(2019, 6, 3))


def enter(scene: Scene, by: Any = None, **changes: Any) -> Evidence:
    return actions.enter_evidence(brand=scene.brand, new=replace(NEW, **changes), by=by or scene.keeper, today=TODAY)


def claims(brand: Brand) -> list[int]:
    return [len(rows) for _level, rows in levels_of(brand)]


def test_a_level_is_claimed_once_a_second_person_confirmed(scene: Scene) -> None:
    evidence = enter(scene)
    assert claims(scene.brand) == [0, 0, 0]
    with pytest.raises(NotAllowed):
        actions.decide(evidence=evidence, action="confirm", by=scene.west)
    assert list(evidence_to_confirm(scene.east)) == [evidence]
    actions.decide(evidence=evidence, action="confirm", by=scene.east, today=TODAY)
    assert claims(scene.brand) == [0, 1, 0]
    assert list(evidence_to_confirm(scene.east)) == []
    actions.decide(evidence=Evidence.objects.get(), action="withdraw", by=scene.east, reason="证书有误")
    assert claims(scene.brand) == [0, 0, 0]


def test_who_entered_it_does_not_confirm_it(scene: Scene) -> None:
    evidence = enter(scene, by=scene.east)
    for action in ("confirm", "refuse"):
        with pytest.raises(NotAllowed, match="登记的人不能自己核对"):
            actions.decide(evidence=evidence, action=action, by=scene.east, reason="理由")
    evidence.refresh_from_db()
    assert evidence.status == EvidenceStatus.ENTERED
    assert list(evidence_to_confirm(scene.east)) == []


def test_the_database_holds_it_too(scene: Scene) -> None:
    evidence = EvidenceFactory(brand=scene.brand, entered_by_id=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(decided_by_id=7, status="confirmed")


def test_a_refusal_has_its_reason(scene: Scene) -> None:
    evidence = enter(scene)
    with pytest.raises(Invalid) as refusal:
        actions.decide(evidence=evidence, action="refuse", by=scene.east)
    assert refusal.value.field == "reason"
    done = actions.decide(evidence=evidence, action="refuse", by=scene.east, reason="证书看不清")
    assert (done.status, done.reason) == (EvidenceStatus.REFUSED, "证书看不清")
    with pytest.raises(WrongState):
        actions.decide(evidence=done, action="confirm", by=scene.east)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"source": ""}, "source"),
        ({"level": "world"}, "level"),
        ({"kind": "hearsay"}, "kind"),
        ({"on": date(2019, 9, 13)}, "on"),
        ({"kind": "coverage"}, "address"),
        ({"kind": "coverage", "address": "ftp://x"}, "address"),
        ({"kind": "visitors"}, "fact_kind"),
    ],
)
def test_what_cannot_be_taken_is_named(scene: Scene, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        enter(scene, **changes)
    assert refusal.value.field == field
    assert Evidence.objects.count() == 0


def test_what_a_kind_asks_for_is_data(scene: Scene) -> None:
    given = GivenKind(name="院士题词", levels=("province", "nation"), needs_file=True)
    for by in (scene.east, scene.keeper, scene.reviewer):
        with pytest.raises(NotAllowed):
            add_kind(system=scene.system, code="letter", given=given, by=by)
    kind = add_kind(system=scene.system, code="letter", given=given, by=scene.coordinator)
    assert (kind.level_names, kind.needs, kind.position) == (["全省有影响", "全国有知名度"], ["证明文件"], 6)
    for changes, field in (({"level": "city"}, "level"), ({}, "file")):
        with pytest.raises(Invalid) as refusal:
            enter(scene, kind="letter", **changes)
        assert refusal.value.field == field
    new = replace(NEW, kind="letter")
    evidence = actions.enter_evidence(brand=scene.brand, new=new, by=scene.keeper, file=decision(), today=TODAY)
    assert evidence.kind == kind
    # Another system has its own kinds.
    other = BrandFactory(family=BrandFamilyFactory(), owner=scene.brand.owner)
    with pytest.raises(Invalid):
        actions.enter_evidence(brand=other, new=new, by=scene.keeper, file=decision(), today=TODAY)


@pytest.mark.parametrize(
    ("code", "changes", "field"),
    [
        ("award", {}, "code"),
        ("媒体", {}, "code"),
        ("letter", {"name": " "}, "name"),
        ("letter", {"name": "媒体报道"}, "name"),
        ("letter", {"levels": ()}, "levels"),
        ("letter", {"levels": ("city", "world")}, "levels"),
    ],
)
def test_a_kind_that_cannot_be_declared(scene: Scene, code: str, changes: dict[str, Any], field: str) -> None:
    given = replace(GivenKind(name="院士题词", levels=("city",)), **changes)
    with pytest.raises(Invalid) as refusal:
        add_kind(system=scene.system, code=code, given=given, by=scene.coordinator)
    assert refusal.value.field == field
    assert scene.system.evidence_kinds.count() == 5


def test_what_waits_is_held_against_what_its_kind_asks_for_now(scene: Scene) -> None:
    """No evidence, no claim: neither by a kind that asks more, nor by one that no longer shows the level."""
    first, second = enter(scene), enter(scene, title="又一个案例")
    actions.decide(evidence=first, action="confirm", by=scene.east, today=TODAY)
    award = first.kind
    for changed, lacking in (
        (GivenKind(name="奖", levels=("province",), needs_file=True), "证明文件"),
        (GivenKind(name="奖", levels=("city",), is_offered=False), "能说明这一层的种类"),
    ):
        change_kind(kind=award, given=changed, by=scene.coordinator)
        with pytest.raises(WrongState, match=lacking):
            actions.decide(evidence=second, action="confirm", by=scene.east)
    # What was confirmed stands, with its kind.
    assert claims(scene.brand) == [0, 1, 0]
    first.refresh_from_db()
    assert first.kind.name == "奖"
    with pytest.raises(Invalid) as refusal:
        enter(scene, level="city", title="第三个")
    assert refusal.value.field == "kind"


def test_an_address_is_entered_once(scene: Scene) -> None:
    enter(scene, kind="coverage", address="https://example.org/1")
    with pytest.raises(Invalid, match="已经登记"):
        enter(scene, kind="coverage", address="https://example.org/1")


def test_visitors_are_counted_from_facts(scene: Scene) -> None:
    persons = make_kind(name="参加人次", unit="人次", counts_persons=True)
    fields = {"kind": "visitors", "fact_kind": persons, "since": date(2019, 5, 1), "on": date(2019, 6, 30)}
    with pytest.raises(Invalid, match="没有足够的实绩"):
        enter(scene, **fields)
    for quantity, month in ((9, 5), (300, 6), (800, 7)):
        actions.record_done(
            brand=scene.brand, kind=persons, quantity=Decimal(quantity), happened_on=date(2019, month, 8), by=None
        )
    with pytest.raises(Invalid, match="没有足够的实绩"):
        enter(scene, **fields | {"on": date(2019, 5, 31)})
    assert visitors(enter(scene, **fields)) == 309


def test_before_it_is_named_nothing_is_claimed(scene: Scene) -> None:
    Brand.objects.update(status=BrandStatus.PROPOSED)
    scene.brand.refresh_from_db()
    with pytest.raises(WrongState):
        enter(scene)
