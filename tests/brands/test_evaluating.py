"""The yearly evaluation: yardstick, reviewers apart, conflict of interest, what is counted, results with reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.brands.conftest import Scene
from tests.brands.factories import BrandFactory, EvidenceFactory, StrandFactory
from tests.facts.factories import make_kind
from tongxin.accounts.models import User
from tongxin.brands import actions
from tongxin.brands.actions import evaluating
from tongxin.brands.enums import BrandStatus, CriterionMethod, EvaluationStatus
from tongxin.brands.models import Brand, Evaluation, EvaluationEntry, ScoreSheet
from tongxin.brands.selectors.evaluation import evaluations_for, sheet_of
from tongxin.brands.yardstick import default_lines
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db
AsRole = Callable[..., User]


@pytest.fixture
def reviewers(scene: Scene, as_role: AsRole) -> list[User]:
    units = (scene.city.departments[0], scene.city.departments[1], scene.city.districts[0])
    return [as_role(Role.REVIEWER, unit) for unit in units]


@pytest.fixture
def evaluation(scene: Scene, reviewers: list[User]) -> Evaluation:
    made = evaluating.prepare(system=scene.system, year=2019, until=date(2019, 9, 30), by=scene.coordinator)
    evaluating.set_reviewers(evaluation=made, users=reviewers, by=scene.coordinator)
    return evaluating.open_evaluation(evaluation=made, by=scene.coordinator)


def scores(evaluation: Evaluation, value: int, reason: str = "") -> dict[int, tuple[int | None, str]]:
    scored = evaluation.criteria.filter(method=CriterionMethod.SCORED)
    return {one.pk: (value, reason) for one in scored}


def entry_of(evaluation: Evaluation) -> EvaluationEntry:
    return EvaluationEntry.objects.select_related("evaluation__system__owner", "brand__owner").get(
        evaluation=evaluation
    )


def test_the_yardstick_has_three_groups_and_comes_to_a_hundred(scene: Scene) -> None:
    made = evaluating.prepare(system=scene.system, year=2019, until=date(2019, 9, 30), by=scene.coordinator)
    assert sum(one.weight for one in made.criteria.all()) == 100
    lines = default_lines()
    for wrong, said in (
        ([replace(lines[0], weight=21), *lines[1:]], "合计为 101"),
        ([replace(lines[0], title=" "), *lines[1:]], "第 1 条没有写"),
        ([replace(lines[0], weight=0), *lines[1:]], "1 到 100"),
        ([replace(lines[0], title=lines[1].title), *lines[1:]], "两条内容相同"),
        ([replace(lines[0], weight=70), lines[1], replace(lines[2], weight=20)], "影响"),
    ):
        with pytest.raises(Invalid, match=said):
            evaluating.set_criteria(evaluation=made, lines=wrong, by=scene.coordinator)
    assert made.criteria.count() == 7
    with pytest.raises(NotAllowed):
        evaluating.set_criteria(evaluation=made, lines=lines, by=scene.reviewer)
    with pytest.raises(Conflict):
        evaluating.prepare(system=scene.system, year=2019, until=date(2019, 9, 30), by=scene.coordinator)
    with pytest.raises(Invalid):
        evaluating.prepare(system=scene.system, year=2018, until=date(2019, 9, 30), by=scene.coordinator)


def test_who_is_of_the_unit_does_not_count_as_a_reviewer(scene: Scene, reviewers: list[User]) -> None:
    made = evaluating.prepare(system=scene.system, year=2019, until=date(2019, 9, 30), by=scene.coordinator)
    evaluating.set_reviewers(evaluation=made, users=reviewers[1:], by=scene.coordinator)
    with pytest.raises(Invalid, match=f"不足 2 位：{scene.brand}"):
        evaluating.open_evaluation(evaluation=made, by=scene.coordinator)
    made.refresh_from_db()
    assert (made.status, EvaluationEntry.objects.count()) == (EvaluationStatus.PREPARING, 0)


def test_reviewers_score_apart(scene: Scene, evaluation: Evaluation, reviewers: list[User]) -> None:
    entry = entry_of(evaluation)
    first, second, own_unit = reviewers
    with pytest.raises(NotAllowed, match="请回避"):
        evaluating.save_sheet(entry=entry, scores=scores(evaluation, 80), by=own_unit, submit=True)
    with pytest.raises(NotAllowed, match="不是这次评价的评审人"):
        evaluating.save_sheet(entry=entry, scores=scores(evaluation, 80), by=scene.west, submit=True)
    evaluating.save_sheet(entry=entry, scores=scores(evaluation, 80), by=first, submit=True)
    evaluating.save_sheet(entry=entry, scores=scores(evaluation, 90), by=second, submit=False)
    assert all(row.others == () for row in sheet_of(entry, second)[1])
    evaluating.save_sheet(entry=entry, scores=scores(evaluation, 70), by=second, submit=True)
    assert {row.others for row in sheet_of(entry, second)[1] if row.value is not None} == {(80,)}
    assert {row.others for row in sheet_of(entry, first)[1] if row.value is not None} == {(70,)}
    with pytest.raises(WrongState, match="已经提交"):
        evaluating.save_sheet(entry=entry, scores=scores(evaluation, 10, "改"), by=second, submit=True)
    assert ScoreSheet.objects.filter(submitted_at__isnull=False).count() == 2


def test_a_low_score_has_its_reason(scene: Scene, evaluation: Evaluation, reviewers: list[User]) -> None:
    entry = entry_of(evaluation)
    for value, reason, said in ((59, "", "低于 60"), (101, "", "0 到 100")):
        with pytest.raises(Invalid, match=said) as refusal:
            evaluating.save_sheet(entry=entry, scores=scores(evaluation, value, reason), by=reviewers[0], submit=False)
        assert str(refusal.value.field).startswith("criterion-")
    with pytest.raises(Invalid, match="还没有评分"):
        evaluating.save_sheet(entry=entry, scores={}, by=reviewers[0], submit=True)
    assert ScoreSheet.objects.count() == 0


def test_results_are_published_with_spread_and_reasons(
    scene: Scene, evaluation: Evaluation, reviewers: list[User]
) -> None:
    kind = make_kind()
    strand = StrandFactory(brand=scene.brand)
    actions.add_indicator(strand=strand, kind=kind, name="", year=2019, target=Decimal(4), by=None)
    for month in (4, 5, 6):
        actions.record_done(
            brand=scene.brand, kind=kind, quantity=Decimal(1), happened_on=date(2019, month, 1), strand=strand, by=None
        )
    EvidenceFactory(brand=scene.brand, level="province", status="confirmed")
    EvidenceFactory(brand=scene.brand, level="nation", status="entered")
    entry = entry_of(evaluation)
    evaluating.save_sheet(entry=entry, scores=scores(evaluation, 80), by=reviewers[0], submit=True)
    with pytest.raises(Invalid, match="不足 2 位评审人提交"):
        evaluating.publish(evaluation=evaluation, by=scene.coordinator)
    evaluating.save_sheet(entry=entry, scores=scores(evaluation, 50, "机制不清"), by=reviewers[1], submit=True)
    with pytest.raises(NotAllowed):
        evaluating.publish(evaluation=evaluation, by=scene.reviewer)
    [result] = evaluating.publish(
        evaluation=evaluation, by=scene.coordinator, conclusions={entry.pk: "有实绩，要补机制"}, on=date(2019, 12, 1)
    )
    by_method = {part["method"]: part for part in result.parts}
    assert by_method["months"]["points"] == "33.33"
    assert (by_method["months"]["good"], by_method["months"]["counted"]) == ("3", 9)
    assert by_method["targets"]["points"] == "75.00"
    assert (by_method["evidence"]["points"], by_method["evidence"]["good"]) == ("80", "province")
    scored = by_method["scored"]
    assert (scored["points"], scored["lowest"], scored["highest"], scored["scores"]) == ("65.00", 50, 80, 2)
    assert scored["reasons"] == ["机制不清"]
    # 55% scored at 65, 15% months, 10% targets, 20% evidence.
    assert result.points == Decimal("64.25")
    scene.brand.refresh_from_db()
    evaluation.refresh_from_db()
    assert (scene.brand.status, evaluation.status, evaluation.published_on) == (
        BrandStatus.EVALUATED,
        EvaluationStatus.PUBLISHED,
        date(2019, 12, 1),
    )
    kept = actions.move_brand(brand=scene.brand, action="keep", by=scene.coordinator)
    assert kept.status == BrandStatus.RUNNING
    with pytest.raises(WrongState):
        evaluating.save_sheet(entry=entry_of(evaluation), scores=scores(evaluation, 80), by=reviewers[0], submit=True)


def test_what_takes_part(scene: Scene, reviewers: list[User]) -> None:
    BrandFactory(family=scene.family, owner=scene.brand.owner, parent=scene.brand)
    BrandFactory(family=scene.family, owner=scene.brand.owner, status=BrandStatus.NAMED)
    BrandFactory(family=scene.family, owner=scene.brand.owner, named_on=date(2019, 10, 1))
    made = evaluating.prepare(system=scene.system, year=2019, until=date(2019, 9, 30), by=scene.coordinator)
    with pytest.raises(Invalid):
        evaluating.open_evaluation(evaluation=made, by=scene.coordinator)
    evaluating.set_reviewers(evaluation=made, users=reviewers, by=scene.coordinator)
    evaluating.open_evaluation(evaluation=made, by=scene.coordinator)
    assert [entry.brand for entry in made.entries.all()] == [scene.brand]
    for act in (
        lambda: evaluating.open_evaluation(evaluation=made, by=scene.coordinator),
        lambda: evaluating.set_criteria(evaluation=made, lines=default_lines(), by=scene.coordinator),
        lambda: evaluating.set_reviewers(evaluation=made, users=[], by=scene.coordinator),
    ):
        with pytest.raises(WrongState):
            act()
    Brand.objects.update(status=BrandStatus.RETIRED)
    other: Any = evaluating.prepare(system=scene.system, year=2020, until=date(2020, 9, 30), by=scene.coordinator)
    with pytest.raises(WrongState, match="没有运行中的品牌"):
        evaluating.open_evaluation(evaluation=other, by=scene.coordinator)


def test_who_sees_an_evaluation(scene: Scene, evaluation: Evaluation, reviewers: list[User]) -> None:
    for user, sees in ((scene.coordinator, 1), (reviewers[0], 1), (scene.west, 0)):
        assert evaluations_for(user).count() == sees
    Evaluation.objects.update(status=EvaluationStatus.PUBLISHED)
    assert evaluations_for(scene.west).count() == 1
