"""Reads of brands, limited to what the reader may see: staff here, the public in `selectors.public`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from tongxin.brands import rules
from tongxin.brands.enums import COMING, BrandStatus, EvaluationStatus, EvidenceStatus, Level
from tongxin.brands.models import Brand, BrandSystem, Evidence, StrandIndicator
from tongxin.brands.rules import KEEPERS, REVIEWERS
from tongxin.brands.yardstick import values_of
from tongxin.common.counting import numbers_of
from tongxin.common.subjects import Subject
from tongxin.facts.selectors import totals_for
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import account_numbers, has_role, holds_any, units_where

RELATED = ("owner", "family__category__system__owner", "parent", "merged_into", "logo")


def brands_for(user: Any) -> QuerySet[Brand]:
    """All named brands for everybody with a role; those still coming for their unit, those above it, and the system's owner."""
    rows = Brand.objects.select_related(*RELATED)
    if not holds_any(user, set(Role)):
        return rows.none()
    own = Unit.objects.filter(units_where(user, set(Role)))
    return rows.filter(~Q(status__in=sorted(COMING)) | Q(owner__in=own) | Q(family__category__system__owner__in=own))


def brand_for(user: Any, pk: int) -> Brand:
    """One of them. Raises Http404 for any other, as if it were not there."""
    brand = brands_for(user).filter(pk=pk).first()
    if brand is None:
        raise Http404
    return brand


def systems() -> QuerySet[BrandSystem]:
    return BrandSystem.objects.select_related("owner")


def systems_in_full() -> QuerySet[BrandSystem]:
    """Every system with its categories, families, rules and kinds of evidence; five queries."""
    return systems().prefetch_related("categories__families__rules", "evidence_kinds")


def systems_kept_by(user: Any) -> list[BrandSystem]:
    """The systems that the person coordinates, in their order."""
    return list(systems().filter(owner__in=Unit.objects.filter(units_where(user, Role.COORDINATOR))))


def units_to_lead(brand: Brand) -> QuerySet[Unit]:
    """The open units to which a brand can be handed over: the system's owner and those below it, in the tree's order."""
    units: QuerySet[Unit] = Unit.objects.filter(path__startswith=rules.system_owner(brand).path, closed_on__isnull=True)
    return units.exclude(pk=brand.owner_id).order_by("path")


def works_here(user: Any) -> bool:
    return holds_any(user, set(Role))


def units_coordinated_by(user: Any) -> QuerySet[Unit]:
    """The open units that the person coordinates, in the order of the tree."""
    units: QuerySet[Unit] = Unit.objects.filter(units_where(user, Role.COORDINATOR), closed_on__isnull=True)
    return units.order_by("path")


def may_found_system(user: Any) -> bool:
    """Coordinators of a unit at the top, while there is no system."""
    top = [unit for unit in Unit.get_root_nodes() if unit.is_open]
    return not BrandSystem.objects.exists() and any(has_role(user, Role.COORDINATOR, unit) for unit in top)


def keeps_brands(user: Any) -> bool:
    """Whether the person may propose brands for some unit."""
    return holds_any(user, KEEPERS)


def units_kept_by(user: Any) -> QuerySet[Unit]:
    """The open units whose brands the person keeps, in the order of the tree."""
    units: QuerySet[Unit] = Unit.objects.filter(units_where(user, KEEPERS), closed_on__isnull=True).order_by("path")
    return units


def to_review(user: Any) -> QuerySet[Brand]:
    """Brands that wait for this person's word: to be reviewed, to be named."""
    reviewed = Unit.objects.filter(units_where(user, REVIEWERS))
    named = Unit.objects.filter(units_where(user, Role.COORDINATOR))
    own = Q(proposed_by_id__in=account_numbers(user))
    return (
        Brand.objects.select_related(*RELATED)
        .filter(
            Q(status=BrandStatus.PROPOSED, family__category__system__owner__in=reviewed) & ~own
            | Q(status=BrandStatus.REVIEWED, family__category__system__owner__in=named)
        )
        .order_by("updated_at", "pk")
    )


def evidence_to_confirm(user: Any) -> QuerySet[Evidence]:
    """Evidence that this person may confirm: of the units where he or she reviews, entered by somebody else."""
    units = Unit.objects.filter(units_where(user, REVIEWERS))
    return (
        Evidence.objects.filter(status=EvidenceStatus.ENTERED, brand__owner__in=units)
        .exclude(entered_by_id__in=account_numbers(user))
        .select_related("brand")
        .order_by("entered_on", "pk")
    )


def waiting_rows(user: Any) -> dict[str, QuerySet[Any]]:
    """What waits in the room of brands for this person, by kind; nothing for who does not review."""
    if not holds_any(user, REVIEWERS):
        return {}
    return {"brand": to_review(user), "brand_evidence": evidence_to_confirm(user)}


def waiting_for(user: Any) -> int:
    """How much waits in the room of brands for this person; one query."""
    return numbers_of(waiting_rows(user)).total()


@dataclass(frozen=True)
class Figure:
    """What a brand did of one kind over all time, for staff."""

    name: str
    unit: str
    count: int
    total: Any


@dataclass(frozen=True)
class Measured:
    """A strand's indicator with what was done in its year."""

    indicator: StrandIndicator
    value: Any


def figures_of(brand: Brand, kinds: dict[str, Any]) -> list[Figure]:
    """A brand's totals by kind, in the order of kinds; one query. `kinds` by code."""
    totals = totals_for([Subject.of(brand)])[Subject.of(brand)]
    return [
        Figure(kind.name, kind.unit, totals[code].count, totals[code].total)
        for code, kind in kinds.items()
        if code in totals and totals[code].count
    ]


def measured(brand: Brand, year: int | None = None) -> dict[int, list[Measured]]:
    """The indicators of a brand's strands by strand id, with their values; two queries."""
    rows = StrandIndicator.objects.filter(strand__brand=brand).select_related("kind", "strand")
    indicators = list(rows.filter(year=year) if year else rows)
    values = values_of(indicators)
    found: dict[int, list[Measured]] = {}
    for indicator in indicators:
        found.setdefault(indicator.strand_id, []).append(Measured(indicator, values[indicator.pk]))
    return found


def levels_of(brand: Brand) -> list[tuple[Level, list[Evidence]]]:
    """The three aims in their order, each with its confirmed evidence: none, no claim."""
    rows = list(brand.evidence.filter(status=EvidenceStatus.CONFIRMED).select_related("kind", "fact_kind", "brand"))
    return [(level, [one for one in rows if one.level == level]) for level in Level]


def may_merge_into(user: Any, brand: Brand) -> QuerySet[Brand]:
    """The brands that this one could be merged into: others of the system that stand."""
    rows = brands_for(user).filter(family__category__system=brand.family.category.system_id)
    rows = rows.filter(status__in=(BrandStatus.NAMED, BrandStatus.RUNNING, BrandStatus.EVALUATED))
    return rows.exclude(pk=brand.pk).exclude(parent=brand)


def is_under_evaluation(brand: Brand) -> bool:
    return brand.evaluations.filter(evaluation__status=EvaluationStatus.OPEN).exists()


def may_edit(user: Any, brand: Brand) -> bool:
    return rules.may_edit(user, brand)
