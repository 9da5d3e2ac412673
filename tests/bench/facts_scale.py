"""Does a board stay as fast with ten years of facts as with one? Reads of the kept totals, timed at both sizes.

`script/bench` calls `measure` in a throw-away database; the issue asks for a ratio of at most 1.2.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.common.subjects import Subject
from tongxin.facts.actions import NewFact, ensure_kinds, record_many
from tongxin.facts.models import FactKind
from tongxin.facts.selectors import by_unit_and_month, totals_for
from tongxin.organisations.models import Unit

FACTS_A_YEAR = 100_000
YEARS = 10
PROJECTS = 30
UNITS = 60
LAST_YEAR = 2019
LAST_DAY = date(LAST_YEAR, 12, 31)


@dataclass(frozen=True)
class Read:
    """A read of the board: seconds and queries with one year's facts and with ten years'."""

    name: str
    one_year: float
    ten_years: float
    queries: tuple[int, int]

    @property
    def ratio(self) -> float:
        return self.ten_years / self.one_year


@dataclass(frozen=True)
class Measured:
    """`ratio` is that of the whole board: all its reads together. `loading` is in seconds."""

    facts: tuple[int, int]
    loading: float
    reads: tuple[Read, ...]

    @property
    def ratio(self) -> float:
        return sum(read.ten_years for read in self.reads) / sum(read.one_year for read in self.reads)


def measure(scale: float = 1.0, repeats: int = 60) -> Measured:
    """Fill an empty database with one year's facts, time the reads, fill up to ten years, time them again.

    `scale` 1 is 100,000 facts a year. `loading` is the seconds it took to record them all.
    """
    kinds = list(ensure_kinds().values())
    units = [Unit.add_root(name=f"示例单位{number}", code=f"bench-{number}") for number in range(UNITS)]
    a_year = round(FACTS_A_YEAR * scale)
    started = perf_counter()
    record_many(year_of_facts(LAST_YEAR, a_year, kinds, units), by=None, today=LAST_DAY)
    spent = perf_counter() - started
    first = [timed(read, repeats) for read in BOARD.values()]
    started = perf_counter()
    for year in range(LAST_YEAR - YEARS + 1, LAST_YEAR):
        record_many(year_of_facts(year, a_year, kinds, units), by=None, today=LAST_DAY)
    spent += perf_counter() - started
    second = [timed(read, repeats) for read in BOARD.values()]
    return Measured(
        (a_year, a_year * YEARS),
        spent,
        tuple(
            Read(name, one[0], ten[0], (one[1], ten[1])) for name, one, ten in zip(BOARD, first, second, strict=True)
        ),
    )


def year_of_facts(year: int, count: int, kinds: list[FactKind], units: list[Unit]) -> Iterator[NewFact]:
    """Facts of one programme: each counts for one of its projects and for itself."""
    chance = Random(year)
    programme, begin = programme_of(year), date(year, 1, 1)
    projects = projects_of(year)
    for number in range(count):
        project = chance.choice(projects)
        yield NewFact(
            kind=chance.choice(kinds),
            quantity=Decimal(chance.randint(1, 300)),
            organisation=chance.choice(units),
            happened_on=begin + timedelta(days=chance.randrange(365)),
            source=Subject("bench.report", f"{year}-{number // 3}"),
            source_key=f"bench:{year}:{number}",
            summary="示例",
            subjects=(project, programme),
        )


def programme_of(year: int) -> Subject:
    return Subject("bench.programme", str(year))


def projects_of(year: int) -> list[Subject]:
    return [Subject("bench.project", f"{year}-{number}") for number in range(PROJECTS)]


BOARD: dict[str, Callable[[], object]] = {
    "totals of 30 projects": lambda: totals_for(projects_of(LAST_YEAR)),
    "heat map of 60 units": lambda: by_unit_and_month(programme_of(LAST_YEAR)),
}


def timed(read: Callable[[], object], repeats: int) -> tuple[float, int]:
    """Seconds of the quickest of many runs (other work on the machine only adds), and the number of queries."""
    with CaptureQueriesContext(connection) as queries:
        read()
    times = []
    gc.disable()
    try:
        for _turn in range(repeats):
            started = perf_counter()
            read()
            times.append(perf_counter() - started)
    finally:
        gc.enable()
    return min(times), len(queries)
