"""Points of an evaluation: the mean and spread of what reviewers gave, and the weighted sum of parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
# A score below this needs its reason.
REASON_BELOW = 60


@dataclass(frozen=True)
class Spread:
    """What several reviewers gave: their mean to two places, the lowest and the highest, and how many they were."""

    mean: Decimal
    lowest: int
    highest: int
    count: int


def spread(values: Sequence[int]) -> Spread:
    """The spread of at least one score."""
    mean = (Decimal(sum(values)) / len(values)).quantize(CENT, ROUND_HALF_UP)
    return Spread(mean, min(values), max(values), len(values))


def weighted(parts: Iterable[tuple[int, Decimal | None]]) -> Decimal | None:
    """Points from (weight, points) pairs; what has no points is left out. None where nothing has."""
    there = [(weight, points) for weight, points in parts if points is not None]
    whole = sum(weight for weight, _points in there)
    if not whole:
        return None
    return (sum((weight * points for weight, points in there), Decimal(0)) / whole).quantize(CENT, ROUND_HALF_UP)
