"""What a benchmark says: a figure, the most it may be, and how it came about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Finding:
    """One line of the table. `figure` is a ratio, or a number of queries where `unit` says so.

    `limit` None is a figure for information, with nothing demanded.
    """

    name: str
    figure: float
    limit: float | None
    detail: str
    unit: str = "×"

    @property
    def holds(self) -> bool:
        return self.limit is None or self.figure <= self.limit


def seconds(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return perf_counter() - started


def middle_ratio(small: list[float], large: list[float]) -> float:
    """The median of the ratios of runs that stood side by side: what else the machine does falls on both alike."""
    return median(big / little for little, big in zip(small, large, strict=True))
