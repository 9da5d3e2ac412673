"""Two evaluations of the sample city's brands: last year's, published; this year's, half scored. Scores are samples."""

from __future__ import annotations

from datetime import date

from tongxin.brands import actions
from tongxin.brands.actions import evaluating
from tongxin.brands.enums import CriterionMethod
from tongxin.brands.models import Brand, BrandSystem, Evaluation, EvaluationEntry
from tongxin.brands.rules import is_own_unit
from tongxin.demo.making import STANDS_AT
from tongxin.demo.people import City

# Nobody scores the brands of the own unit, so three of different units.
REVIEWERS = ("office2", "chamber2", "wujin2")
CONCLUSION = "承诺兑现，实绩连续；来年补上可推广的做法（示例）。"
LOW_REASON = "做法与别处相近，请写清楚不同在哪里（示例）。"


def fill_evaluations(city: City, year: int) -> None:
    """Last year's with results and the brands kept; this year's open, with some sheets handed in."""
    office = city.people["office"]
    system = BrandSystem.objects.select_related("owner").get(owner=city.units["CZ"])
    past = _open(city, system, year - 1, date(year - 1, 12, 31))
    for entry in _entries(past):
        for number, name in enumerate(REVIEWERS):
            _score(city, entry, name, number)
    evaluating.publish(
        evaluation=past,
        by=office,
        conclusions={entry.pk: CONCLUSION for entry in _entries(past)},
        on=date(year, 1, 18),
    )
    for entry in _entries(past):
        brand = Brand.objects.select_related("owner", "family__category__system__owner").get(pk=entry.brand_id)
        actions.move_brand(brand=brand, action="keep", by=office, note="评价合格，保留（示例）", on=date(year, 1, 20))
    current = _open(city, system, year, date(year, *STANDS_AT))
    for place, entry in enumerate(_entries(current)):
        if place % 3 != 2:
            _score(city, entry, "office2" if place % 2 else "wujin2", place)


def _open(city: City, system: BrandSystem, year: int, until: date) -> Evaluation:
    office = city.people["office"]
    evaluation = evaluating.prepare(system=system, year=year, until=until, is_sample=True, by=office)
    evaluating.set_reviewers(evaluation=evaluation, users=[city.people[name] for name in REVIEWERS], by=office)
    return evaluating.open_evaluation(evaluation=evaluation, by=office)


def _entries(evaluation: Evaluation) -> list[EvaluationEntry]:
    rows = evaluation.entries.select_related("evaluation__system", "brand__owner", "brand__family__category__system")
    return list(rows)


def _score(city: City, entry: EvaluationEntry, name: str, number: int) -> None:
    """Scores between 55 and 94, the same every time; a low one has its reason."""
    user = city.people[name]
    if is_own_unit(user, entry.brand):
        return
    scores: dict[int, tuple[int | None, str]] = {}
    for place, criterion in enumerate(entry.evaluation.criteria.filter(method=CriterionMethod.SCORED)):
        value = 76 + (entry.brand.position * 5 + number * 7 + place * 11) % 19
        if (entry.brand.position + number + place) % 11 == 0:
            value = 55
        scores[criterion.pk] = (value, LOW_REASON if value < 60 else "")
    evaluating.save_sheet(entry=entry, scores=scores, by=user, submit=True)
