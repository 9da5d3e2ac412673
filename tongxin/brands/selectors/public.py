"""What the public sees of brands: those that are named, what they really did, what shows their standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from tongxin.brands.actions.evidence import visitors
from tongxin.brands.enums import ENDED, LIVING, EvaluationStatus, EvidenceStatus, Level
from tongxin.brands.models import (
    Brand,
    BrandCarrier,
    BrandCategory,
    BrandFamily,
    BrandPicture,
    BrandSystem,
    CoverageRule,
    Evaluation,
    EvaluationEntry,
    Evidence,
    Strand,
)
from tongxin.brands.selectors import Measured, measured
from tongxin.common.subjects import Subject
from tongxin.facts.models import FactKind
from tongxin.facts.selectors import totals_for
from tongxin.facts.shown import Done, done_with_parts
from tongxin.facts.suppression import THRESHOLD

MOST_FIGURES = 3


@dataclass(frozen=True)
class Figure:
    """A figure on a brand's card: of kinds that count no persons, so that no small head-count comes near it."""

    kind: FactKind
    total: Decimal


@dataclass(frozen=True)
class Card:
    """A brand in the list, with its foremost figures and the levels that evidence shows."""

    brand: Brand
    figures: tuple[Figure, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Shelf:
    """A family with its brands and the names of its rules."""

    family: BrandFamily
    rules: tuple[CoverageRule, ...]
    cards: tuple[Card, ...]


def public_system() -> BrandSystem | None:
    """The system that is shown."""
    return BrandSystem.objects.filter(is_public=True).select_related("owner").first()


def public_brands() -> QuerySet[Brand]:
    """The brands that stand in the lists: named or in operation, of a system that is shown; sub-brands too."""
    return (
        Brand.objects.filter(status__in=sorted(LIVING), family__category__system__is_public=True)
        .filter(Q(parent__isnull=True) | Q(parent__status__in=sorted(LIVING)))
        .select_related("owner", "family__category__system", "parent")
        .order_by("family__category__position", "family__position", "position", "pk")
    )


def brands_by_category() -> list[tuple[BrandCategory, list[Brand]]]:
    """The brands that stand for themselves, no sub-brands, under their categories; one query."""
    found: dict[BrandCategory, list[Brand]] = defaultdict(list)
    for brand in public_brands().filter(parent__isnull=True).select_related("family__category"):
        found[brand.family.category].append(brand)
    return list(found.items())


def public_brand(slug: str) -> Brand | None:
    """One brand with a page: also one that was merged or has ended, for whoever still has its address."""
    return (
        Brand.objects.filter(slug=slug, family__category__system__is_public=True)
        .filter(status__in=sorted(LIVING | ENDED))
        .select_related("owner", "family__category__system", "parent", "merged_into", "logo")
        .prefetch_related(
            "names",
            Prefetch("carriers", BrandCarrier.objects.select_related("place")),
            Prefetch("pictures", BrandPicture.objects.select_related("picture")),
        )
        .first()
    )


def shelves(system: BrandSystem, category: str = "") -> list[tuple[BrandCategory, list[Shelf]]]:
    """The public brands by category and family; a fixed number of queries. Empty families are left out."""
    brands = [brand for brand in public_brands().filter(family__category__system=system) if brand.parent_id is None]
    if category:
        brands = [brand for brand in brands if brand.family.category.code == category]
    cards = {card.brand.pk: card for card in cards_of(brands)}
    rules: dict[int, list[CoverageRule]] = defaultdict(list)
    for rule in CoverageRule.objects.filter(family__category__system=system):
        rules[rule.family_id].append(rule)
    found: list[tuple[BrandCategory, list[Shelf]]] = []
    for one in BrandCategory.objects.filter(system=system).prefetch_related("families"):
        rows = []
        for family in one.families.all():
            of_family = tuple(cards[brand.pk] for brand in brands if brand.family_id == family.pk)
            if of_family:
                rows.append(Shelf(family, tuple(rules[family.pk]), of_family))
        if rows:
            found.append((one, rows))
    return found


def cards_of(brands: Sequence[Brand]) -> list[Card]:
    """The cards of brands; three queries, none where there are no brands."""
    if not brands:
        return []
    kinds = {kind.code: kind for kind in FactKind.objects.filter(is_public=True, counts_persons=False)}
    totals = totals_for(Subject.of(brand) for brand in brands)
    levels = _levels(brands)
    cards = []
    for brand in brands:
        own = totals[Subject.of(brand)]
        figures = [Figure(kind, own[code].total) for code, kind in kinds.items() if code in own and own[code].total > 0]
        cards.append(Card(brand, tuple(figures[:MOST_FIGURES]), levels.get(brand.pk, ())))
    return cards


def _levels(brands: Iterable[Brand]) -> dict[int, tuple[Level, ...]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Evidence.objects.filter(brand__in=list(brands), status=EvidenceStatus.CONFIRMED)
    for brand_id, level in rows.values_list("brand_id", "level"):
        found[brand_id].add(level)
    return {pk: tuple(level for level in Level if level in levels) for pk, levels in found.items()}


def subs_of(brand: Brand) -> list[Brand]:
    """All sub-brands of a brand, in their order, those that are not public too."""
    rows = Brand.objects.filter(parent=brand).select_related("owner", "family__category__system")
    return list(rows.order_by("position", "pk"))


def done_of(brand: Brand, subs: Sequence[Brand] | None = None) -> list[Done]:
    """What a brand did, by kind and month, small head-counts hidden: cut from one table with its sub-brands' figures.

    `subs` are those of `subs_of`, where the caller has them.
    """
    root = brand.parent or brand
    parts = subs_of(root) if subs is None or root is not brand else subs
    return done_with_parts(Subject.of(root), [Subject.of(part) for part in parts])[Subject.of(brand)]


@dataclass(frozen=True)
class Shown:
    """Confirmed evidence as it is shown; `visitors` where they are what it says."""

    evidence: Evidence
    visitors: Decimal | None


def levels_of(brand: Brand) -> list[tuple[Level, list[Shown]]]:
    """The three aims in their order, each with its confirmed evidence; a level without any is not claimed."""
    rows = brand.evidence.filter(status=EvidenceStatus.CONFIRMED).select_related("kind", "fact_kind", "brand")
    shown = [Shown(one, visitors(one)) for one in rows]
    return [(level, [one for one in shown if one.evidence.level == level]) for level in Level]


def strands_of(brand: Brand) -> list[tuple[Strand, list[Measured]]]:
    """The strands with their indicators of public kinds; a small head-count has no value."""
    strands = list(brand.strands.all())
    values = measured(brand) if strands else {}
    found = []
    for strand in strands:
        rows = [one for one in values.get(strand.pk, []) if one.indicator.kind.is_public]
        found.append((strand, [_hidden(one) for one in rows]))
    return found


def _hidden(one: Measured) -> Measured:
    is_small = one.indicator.kind.counts_persons and 0 < one.value < THRESHOLD
    return Measured(one.indicator, None if is_small else one.value)


def results_of(brand: Brand) -> list[EvaluationEntry]:
    """The published results of a brand, newest first."""
    rows = brand.evaluations.filter(evaluation__status=EvaluationStatus.PUBLISHED).select_related("evaluation")
    return list(rows.order_by("-evaluation__year"))


def public_evaluations() -> QuerySet[Evaluation]:
    """The evaluations whose results are out."""
    return Evaluation.objects.filter(status=EvaluationStatus.PUBLISHED, system__is_public=True).select_related(
        "system__owner"
    )
