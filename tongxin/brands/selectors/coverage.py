"""Coverage: which units of a rule's kind have a brand in its family, which have none yet, which more than one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tongxin.brands.enums import COMING, ENDED
from tongxin.brands.models import Brand, BrandSystem, CoverageRule
from tongxin.organisations.models import Unit


@dataclass(frozen=True)
class Row:
    """A unit with its named brands of the family, and those that are being proposed."""

    unit: Unit
    brands: tuple[Brand, ...]
    coming: tuple[Brand, ...]

    @property
    def state(self) -> str:
        """ "one" as it should be, "none" yet, or "many"."""
        return "one" if len(self.brands) == 1 else "many" if self.brands else "none"


@dataclass(frozen=True)
class Covered:
    rule: CoverageRule
    rows: tuple[Row, ...]

    def having(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def whole(self) -> int:
        return len(self.rows)

    @property
    def one(self) -> int:
        return self.having("one")

    @property
    def none(self) -> int:
        return self.having("none")

    @property
    def many(self) -> int:
        return self.having("many")


def coverage(system: BrandSystem) -> list[Covered]:
    """Every rule of the system with its units; sub-brands do not count. Three queries, however many units."""
    rules = list(
        CoverageRule.objects.filter(family__category__system=system)
        .select_related("family")
        .order_by("family__category__position", "family__position", "position")
    )
    units = list(
        Unit.objects.filter(
            path__startswith=system.owner.path,
            kind__in={rule.unit_kind for rule in rules},
            closed_on__isnull=True,
        ).order_by("path")
    )
    brands: dict[tuple[int, int], list[Brand]] = defaultdict(list)
    rows = Brand.objects.filter(family__in={rule.family_id for rule in rules}, parent__isnull=True)
    for brand in rows.exclude(status__in=ENDED).order_by("position", "pk"):
        brands[brand.family_id, brand.owner_id].append(brand)
    found = []
    for rule in rules:
        of_rule = []
        for unit in units:
            if unit.kind == rule.unit_kind and unit.pk != system.owner_id:
                own = brands[rule.family_id, unit.pk]
                named = tuple(brand for brand in own if brand.status not in COMING)
                of_rule.append(Row(unit, named, tuple(brand for brand in own if brand.status in COMING)))
        found.append(Covered(rule, tuple(of_rule)))
    return found
