"""What the public sees of brands: those that are named, what they really did, what shows their standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from tongxin.brands.actions.evidence import visitors_of
from tongxin.brands.enums import ENDED, LIVING, EvaluationStatus, EvidenceStatus, Level
from tongxin.brands.models import (
    Brand,
    BrandCarrier,
    BrandCategory,
    BrandFamily,
    BrandName,
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
from tongxin.facts.selectors import kept_totals
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
    return _with_page().filter(slug=slug, status__in=sorted(LIVING | ENDED)).first()


@dataclass(frozen=True)
class InFull:
    """A brand with all that its page tells; `subs` are its living sub-brands, `levels` the three aims with evidence."""

    brand: Brand
    names: tuple[BrandName, ...]
    carriers: tuple[BrandCarrier, ...]
    pictures: tuple[BrandPicture, ...]
    done: tuple[Done, ...]
    levels: tuple[tuple[Level, tuple[Shown, ...]], ...]
    strands: tuple[tuple[Strand, tuple[Measured, ...]], ...]
    subs: tuple[Card, ...]
    results: tuple[EvaluationEntry, ...]


def in_full(slug: str) -> InFull | None:
    """The brand that has a page at this address, with all of it; twelve queries at most, however many rows."""
    # Its sub-brands come with it, those that are not public too: what they did counts for it.
    rows = list(_with_page().filter(Q(slug=slug) | Q(parent__slug=slug)).order_by("position", "pk"))
    brand = next((one for one in rows if one.slug == slug and one.status in LIVING | ENDED), None)
    if brand is None:
        return None
    prefetch_related_objects(
        [brand],
        "names",
        Prefetch("carriers", BrandCarrier.objects.select_related("place")),
        Prefetch("pictures", BrandPicture.objects.select_related("picture")),
    )
    subs = [one for one in rows if one.pk != brand.pk]
    done = _done_together(brand.pk, [one.pk for one in subs]) if brand.parent is None else {brand.pk: done_of(brand)}
    living = [one for one in subs if one.is_living]
    evidence = _confirmed([brand, *living])
    return InFull(
        brand=brand,
        names=tuple(brand.names.all()),
        carriers=tuple(brand.carriers.all()),
        pictures=tuple(brand.pictures.all()),
        done=tuple(done[brand.pk]),
        levels=_aims([one for one in evidence if one.brand_id == brand.pk]),
        strands=tuple((strand, tuple(rows)) for strand, rows in strands_of(brand)),
        subs=tuple(_card(one, _foremost(done[one.pk]), evidence) for one in living),
        results=tuple(results_of(brand)),
    )


def _with_page() -> QuerySet[Brand]:
    rows = Brand.objects.filter(family__category__system__is_public=True)
    return rows.select_related("owner", "family__category__system", "parent", "merged_into", "logo")


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
    """The cards of brands; two queries, none where there are no brands."""
    if not brands:
        return []
    counted = Q(kind__is_public=True, kind__counts_persons=False, total__gt=0)
    figures: dict[Subject, list[Figure]] = defaultdict(list)
    for row in kept_totals([Subject.of(brand) for brand in brands], counted):
        figures[Subject(row.subject_kind, row.subject_id)].append(Figure(row.kind, row.total))
    evidence = _confirmed(brands)
    return [_card(brand, figures[Subject.of(brand)][:MOST_FIGURES], evidence) for brand in brands]


def _card(brand: Brand, figures: Iterable[Figure], evidence: Iterable[Evidence]) -> Card:
    shown = {one.level for one in evidence if one.brand_id == brand.pk}
    return Card(brand, tuple(figures), tuple(level for level in Level if level in shown))


def _foremost(done: Iterable[Done]) -> list[Figure]:
    """The figures of a card out of all that was done: the same as `cards_of` finds in the kept totals."""
    counted = (Figure(one.kind, one.total) for one in done if one.total and not one.kind.counts_persons)
    return [one for one in counted if one.total > 0][:MOST_FIGURES]


def _confirmed(brands: Iterable[Brand]) -> list[Evidence]:
    rows = Evidence.objects.filter(brand__in=list(brands), status=EvidenceStatus.CONFIRMED)
    return list(rows.select_related("kind", "fact_kind"))


def done_of(brand: Brand) -> list[Done]:
    """What a brand did, by kind and month, small head-counts hidden: cut from one table with its sub-brands' figures."""
    root = brand.parent_id or brand.pk
    return _done_together(root, Brand.objects.filter(parent=root).values_list("pk", flat=True))[brand.pk]


def _done_together(root: int, subs: Iterable[int]) -> dict[int, list[Done]]:
    """What a brand and all its sub-brands did, those that are not public too, by their ids; two queries."""
    wanted = {pk: Subject.of(Brand, pk) for pk in (root, *subs)}
    whole, *parts = wanted.values()
    found = done_with_parts(whole, parts)
    return {pk: found[subject] for pk, subject in wanted.items()}


@dataclass(frozen=True)
class Shown:
    """Confirmed evidence as it is shown; `visitors` where they are what it says."""

    evidence: Evidence
    visitors: Decimal | None


def _aims(confirmed: Sequence[Evidence]) -> tuple[tuple[Level, tuple[Shown, ...]], ...]:
    """The three aims in their order, each with its confirmed evidence; a level without any is not claimed."""
    counted = visitors_of(confirmed)
    shown = [Shown(one, counted.get(one.pk)) for one in confirmed]
    return tuple((level, tuple(one for one in shown if one.evidence.level == level)) for level in Level)


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
