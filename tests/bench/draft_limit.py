"""Draft speed: 10 MB take at most 12 times as long as 1 MB."""

from __future__ import annotations

from statistics import median

from tests.bench.draft_speed import sample
from tests.bench.limits import Finding, middle_ratio, seconds
from tongxin.documents.outline import read_outline

LIMIT = 12.0
SMALL = 1_000_000
TIMES = 10


def measure(runs: int = 3) -> list[Finding]:
    """Reads 1 MB and 10 MB of a realistic document in turn."""
    short, long = sample(SMALL), sample(SMALL * TIMES)
    small: list[float] = []
    large: list[float] = []
    for _run in range(runs):
        small.append(seconds(lambda: read_outline(short)))
        large.append(seconds(lambda: read_outline(long)))
    speed = SMALL / 1e6 / median(small)
    detail = f"1 MB {median(small):.2f} s, 10 MB {median(large):.2f} s, {speed:.2f} MB/s"
    return [Finding("draft: 10 MB to 1 MB", middle_ratio(small, large), LIMIT, detail)]
