"""Two people at once, on PostgreSQL: one effect, and the other is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.brands.conftest import Scene
from tests.brands.factories import BrandFactory, decision
from tests.facts.factories import make_fact, make_kind
from tests.programme.test_races import at_once, refusals
from tongxin.accounts.models import User
from tongxin.brands import actions
from tongxin.brands.actions import evaluating
from tongxin.brands.enums import BrandStatus
from tongxin.brands.models import Brand, EvaluationEntry
from tongxin.common.subjects import Subject
from tongxin.facts.selectors import totals_for
from tongxin.organisations.enums import Role

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PROJECT = Subject("tests.project", "7")


def test_a_brand_is_merged_or_evaluated_never_both(scene: Scene, as_role: Callable[..., User]) -> None:
    target = BrandFactory(family=scene.family, owner=scene.city.districts[1])
    evaluation = evaluating.prepare(system=scene.system, year=2019, until=date(2019, 9, 30), by=None)
    users = [as_role(Role.REVIEWER, unit) for unit in scene.city.departments]
    evaluating.set_reviewers(evaluation=evaluation, users=users, by=None)
    at_once(
        lambda: actions.merge_brand(brand=scene.brand, into=target, by=None, note="重复", paper=decision()),
        lambda: evaluating.open_evaluation(evaluation=evaluation, by=None),
    )
    is_merged = Brand.objects.get(pk=scene.brand.pk).status == BrandStatus.MERGED
    assert EvaluationEntry.objects.filter(brand=scene.brand).exists() == (not is_merged)
    assert EvaluationEntry.objects.filter(brand=target).exists()


def test_a_brand_is_handed_over_once(scene: Scene) -> None:
    west = scene.city.districts[1]
    results = at_once(
        *(
            lambda: actions.hand_over(brand=scene.brand, to=west, reason="调整", by=scene.coordinator)
            for _number in range(2)
        )
    )
    assert refusals(results) == 1
    assert (Brand.objects.get().owner, Brand.objects.get().steps.count()) == (west, 1)


def test_two_decide_on_one_evidence(scene: Scene, as_role: Callable[..., User]) -> None:
    evidence = actions.enter_evidence(
        brand=scene.brand,
        new=actions.NewEvidence("city", "award", "奖", "市", date(2019, 5, 1)),
        by=scene.keeper,
        today=date(2019, 5, 2),
    )
    other = as_role(Role.REVIEWER, scene.city.districts[0])
    results = at_once(
        lambda: actions.decide(evidence=evidence, action="confirm", by=scene.east),
        lambda: actions.decide(evidence=evidence, action="refuse", by=other, reason="看不清"),
    )
    assert refusals(results) == 1


def test_a_fact_recorded_while_a_link_is_made_counts_once(scene: Scene) -> None:
    kind = make_kind()
    make_fact(kind=kind, quantity=Decimal(1), subjects=(PROJECT,))
    unit = scene.city.office
    at_once(
        lambda: actions.link(brand=scene.brand, subject=PROJECT, label="项目", by=None),
        *(
            lambda: make_fact(kind=kind, quantity=Decimal(1), subjects=(PROJECT,), organisation=unit)
            for _number in range(4)
        ),
    )
    subject = Subject.of(scene.brand)
    assert totals_for([subject])[subject][kind.code].total == 5


def test_a_sheet_is_submitted_once(scene: Scene, as_role: Callable[..., User]) -> None:
    evaluation = evaluating.prepare(system=scene.system, year=2019, until=date(2019, 9, 30), by=None)
    users = [as_role(Role.REVIEWER, unit) for unit in scene.city.departments]
    evaluating.set_reviewers(evaluation=evaluation, users=users, by=None)
    evaluating.open_evaluation(evaluation=evaluation, by=None)
    entry = EvaluationEntry.objects.select_related("evaluation__system", "brand__owner").get()
    scored = {one.pk: (80, "") for one in evaluation.criteria.filter(method="scored")}
    results = at_once(
        *(lambda: evaluating.save_sheet(entry=entry, scores=scored, by=users[0], submit=True) for _number in range(2))
    )
    assert refusals(results) == 1
