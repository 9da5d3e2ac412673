"""The life of a brand: the table walked by every role, and what each move asks and leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.brands.conftest import Scene
from tests.brands.factories import BrandFactory, EvaluationFactory, EvidenceFactory, decision
from tests.facts.factories import make_kind
from tongxin.accounts.models import User
from tongxin.brands import actions
from tongxin.brands.enums import BrandStatus
from tongxin.brands.models import Brand, BrandDocument, BrandLink, EvaluationEntry
from tongxin.brands.workflows import ALL, BRAND, ON_PAPER
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.common.subjects import Subject
from tongxin.facts.selectors import totals_for
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice

pytestmark = pytest.mark.django_db
AsRole = Callable[..., User]
S = BrandStatus

# Who makes which move: the owner's keepers (of the east district, and of the office above it), or the office's people.
KEEPERS = {"reporter", "reviewer", "coordinator", "office-reporter", "office-reviewer", "office-coordinator"}
OFFICE = {"office-reviewer", "office-coordinator"}
NAMERS = {"office-coordinator"}
MAY: dict[tuple[str, str], set[str]] = {
    (S.DRAFT, "propose"): KEEPERS,
    (S.PROPOSED, "take_back"): KEEPERS,
    (S.PROPOSED, "send_back"): OFFICE,
    (S.PROPOSED, "review"): OFFICE,
    (S.REVIEWED, "send_back"): NAMERS,
    (S.REVIEWED, "name"): NAMERS,
    (S.NAMED, "start"): KEEPERS,
    (S.EVALUATED, "keep"): NAMERS,
    (S.RUNNING, "merge"): NAMERS,
    (S.EVALUATED, "merge"): NAMERS,
    (S.NAMED, "retire"): NAMERS,
    (S.RUNNING, "retire"): NAMERS,
    (S.EVALUATED, "retire"): NAMERS,
    (S.RETIRED, "restore"): NAMERS,
}


def test_every_move_has_its_row() -> None:
    assert {(move.source, move.action) for move in BRAND.moves if move.who} == set(MAY)
    assert {move.action for move in BRAND.moves} >= ON_PAPER
    assert [workflow.name for workflow in ALL] == ["brand", "evidence", "brand_evaluation"]


def in_state(scene: Scene, status: str) -> Brand:
    Brand.objects.filter(pk=scene.brand.pk).update(
        status=status,
        merged_into=None,
        proposed_by_id=None,
        ended_on=date(2019, 9, 1) if status == S.RETIRED else None,
    )
    return Brand.objects.get(pk=scene.brand.pk)


def act(brand: Brand, action: str, by: Any, into: Brand) -> Brand:
    paper = decision() if action in ON_PAPER else None
    if action == "merge":
        return actions.merge_brand(brand=brand, into=into, by=by, note="重复", paper=paper)
    return actions.move_brand(brand=brand, action=action, by=by, note="理由", paper=paper)


def test_the_table_walked_by_every_role(scene: Scene, as_role: AsRole) -> None:
    """Each move by each role that may not: refused, and nothing changed. Who may is the next test."""
    east, west = scene.city.districts
    people = {role.value: as_role(role, east) for role in Role}
    people |= {f"office-{role.value}": as_role(role, scene.city.office) for role in Role}
    people["west"] = as_role(Role.COORDINATOR, west)
    into = BrandFactory(family=scene.family)
    for move in BRAND.moves:
        for who, user in people.items():
            if who in MAY.get((move.source, move.action), ()):
                continue
            before = AuditEntry.objects.count()
            brand = in_state(scene, move.source)
            with pytest.raises((NotAllowed, WrongState)):
                act(brand, move.action, user, into)
            brand.refresh_from_db()
            assert (brand.status, AuditEntry.objects.count()) == (move.source, before), (who, move)


@pytest.mark.parametrize(("source", "action"), sorted(MAY))
def test_whoever_may_does(scene: Scene, as_role: AsRole, source: str, action: str) -> None:
    target = next(move.target for move in BRAND.moves if (move.source, move.action) == (source, action))
    east = scene.city.districts[0]
    into = BrandFactory(family=scene.family)
    for who in sorted(MAY[source, action]):
        office, _dash, role = who.rpartition("-")
        user = as_role(Role(role), scene.city.office if office else east)
        brand = in_state(scene, source)
        assert act(brand, action, user, into).status == target, who


def test_no_move_outside_the_table(scene: Scene) -> None:
    into = BrandFactory(family=scene.family)
    actions_there = sorted({move.action for move in BRAND.moves})
    for status in BrandStatus.values:
        if status == S.MERGED:
            continue
        for action in actions_there:
            if BRAND.find(status, action):
                continue
            brand = in_state(scene, status)
            with pytest.raises(WrongState):
                act(brand, action, scene.coordinator, into)


def test_what_is_not_whole_is_not_proposed(scene: Scene) -> None:
    brand = in_state(scene, S.DRAFT)
    Brand.objects.update(promise="", audience="")
    with pytest.raises(Invalid, match="缺：品牌承诺、服务对象"):
        actions.move_brand(brand=brand, action="propose", by=scene.keeper)
    brand.refresh_from_db()
    assert brand.status == S.DRAFT


def test_nobody_reviews_what_they_proposed(scene: Scene) -> None:
    brand = in_state(scene, S.DRAFT)
    brand = actions.move_brand(brand=brand, action="propose", by=scene.reviewer)
    with pytest.raises(NotAllowed):
        actions.move_brand(brand=brand, action="review", by=scene.reviewer)
    assert actions.move_brand(brand=brand, action="review", by=scene.coordinator).status == S.REVIEWED


def test_a_name_stands_on_a_paper_and_the_unit_is_told(scene: Scene) -> None:
    brand = in_state(scene, S.REVIEWED)
    with pytest.raises(Invalid, match="决定文件") as refusal:
        actions.move_brand(brand=brand, action="name", by=scene.coordinator)
    assert refusal.value.field == "paper"
    brand.refresh_from_db()
    assert brand.status == S.REVIEWED
    Brand.objects.update(named_on=None)
    done = actions.move_brand(brand=brand, action="name", by=scene.coordinator, paper=decision(), on=date(2019, 5, 20))
    assert (done.status, done.named_on) == (S.NAMED, date(2019, 5, 20))
    document = BrandDocument.objects.get()
    assert (document.action, document.title, document.on) == ("name", "命名决定", date(2019, 5, 20))
    assert [notice.title for notice in Notice.objects.filter(recipient=scene.keeper)] == [f"品牌“{brand.name}”已命名"]


def test_a_refused_paper_changes_nothing(scene: Scene) -> None:
    brand = in_state(scene, S.REVIEWED)
    paper = SimpleUploadedFile("决定.svg", b"<svg><script>alert(1)</script></svg>")
    with pytest.raises(Invalid, match="SVG"):
        actions.move_brand(brand=brand, action="name", by=scene.coordinator, paper=paper)
    brand.refresh_from_db()
    assert (brand.status, BrandDocument.objects.count()) == (S.REVIEWED, 0)


def test_a_sub_brand_is_not_named_before_its_brand(scene: Scene) -> None:
    in_state(scene, S.REVIEWED)
    sub = BrandFactory(family=scene.family, parent=scene.brand, owner=scene.brand.owner, status=S.REVIEWED)
    with pytest.raises(WrongState, match="还没有命名"):
        actions.move_brand(brand=sub, action="name", by=scene.coordinator, paper=decision())


def test_merging_loses_nothing(scene: Scene) -> None:
    target = BrandFactory(family=scene.family, owner=scene.city.districts[1])
    sub = BrandFactory(family=scene.family, parent=scene.brand, owner=scene.brand.owner)
    evidence = EvidenceFactory(brand=scene.brand)
    kind = make_kind()
    actions.record_done(
        brand=scene.brand, kind=kind, quantity=Decimal(3), happened_on=date(2019, 4, 1), by=scene.keeper
    )
    project = Subject("tests.project", "7")
    actions.link(brand=scene.brand, subject=project, label="项目七", by=scene.east)
    merged = actions.merge_brand(
        brand=scene.brand, into=target, by=scene.coordinator, note="内容相近", paper=decision("合并决定.txt")
    )
    assert (merged.status, merged.merged_into) == (S.MERGED, target)
    sub.refresh_from_db()
    evidence.refresh_from_db()
    assert (sub.parent, evidence.brand) == (target, scene.brand)
    totals = totals_for([Subject.of(scene.brand), Subject.of(target)])
    assert [table[kind.code].total for table in totals.values()] == [3, 3]
    assert BrandLink.objects.get(ended_on__isnull=True).brand == target
    assert BrandLink.objects.get(ended_on__isnull=False).brand == scene.brand
    with pytest.raises(NotAllowed):
        actions.add_carrier(brand=merged, kind="service", name="还能加吗", by=scene.keeper)


def test_a_brand_under_evaluation_is_neither_merged_nor_ended(scene: Scene) -> None:
    target = BrandFactory(family=scene.family, owner=scene.city.districts[1])
    evaluation = EvaluationFactory(system=scene.system, status="open")
    entry = EvaluationEntry.objects.create(evaluation=evaluation, brand=target)
    before = AuditEntry.objects.count()
    for one, other in ((scene.brand, target), (target, scene.brand)):
        with pytest.raises(WrongState, match=f"“{target}”正在 2019 年的评价中，已有的评分不能丢"):
            actions.merge_brand(brand=one, into=other, by=scene.coordinator, note="重复", paper=decision())
    with pytest.raises(WrongState, match="评价公布以后"):
        actions.move_brand(brand=target, action="retire", by=scene.coordinator, note="停办", paper=decision())
    target.refresh_from_db()
    assert (target.status, AuditEntry.objects.count()) == (S.RUNNING, before)
    assert EvaluationEntry.objects.get() == entry


def test_what_cannot_be_merged(scene: Scene) -> None:
    sub = BrandFactory(family=scene.family, parent=scene.brand, owner=scene.brand.owner)
    coming = BrandFactory(family=scene.family, status=S.PROPOSED)
    elsewhere = BrandFactory(family__category__system=scene.system)
    for into, said in (
        (scene.brand, "不能并入自己"),
        (coming, "不在运行"),
        (sub, "是它的子品牌"),
        (elsewhere, "还有子品牌"),
    ):
        with pytest.raises((Invalid, WrongState), match=said):
            actions.merge_brand(brand=scene.brand, into=into, by=scene.coordinator, note="重复", paper=decision())
    assert Brand.objects.filter(status=S.MERGED).count() == 0


def test_an_end_can_be_taken_back(scene: Scene) -> None:
    ended = actions.move_brand(
        brand=scene.brand, action="retire", by=scene.coordinator, note="停办", paper=decision("退出决定.txt")
    )
    assert ended.ended_on is not None
    back = actions.move_brand(brand=ended, action="restore", by=scene.coordinator, note="退错了")
    assert (back.status, back.ended_on) == (S.RUNNING, None)
