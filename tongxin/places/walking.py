"""How far it is from stop to stop, and how long a walk takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

EARTH_METRES = 6_371_008.8
# 4.2 km/h: an unhurried walk that looks at houses on the way.
METRES_A_MINUTE = 70
# A stop may stand in a yard beside the path; one farther away is not on it.
FARTHEST_FROM_PATH = 150

Point = tuple[float, float]


class StopLike(Protocol):
    """What is asked of a stop."""

    metres_given: int | None
    minutes_on_way_given: int | None
    minutes_here: int

    @property
    def point(self) -> Point: ...


@dataclass(frozen=True)
class Leg:
    """The way to a stop from the one before, and where the stop stands in the whole: metres and minutes since the start."""

    metres: int
    minutes: int
    metres_so_far: int
    minutes_so_far: int


@dataclass(frozen=True)
class Total:
    metres: int
    minutes_walking: int
    minutes_at_stops: int

    @property
    def minutes(self) -> int:
        return self.minutes_walking + self.minutes_at_stops


def metres_between(one: Point, other: Point) -> float:
    """Along a great circle (haversine); points are (latitude, longitude) in degrees."""
    lat1, lat2 = math.radians(one[0]), math.radians(other[0])
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, half)))


def legs(stops: Sequence[StopLike], path: Sequence[Point] = ()) -> tuple[list[Leg], Total]:
    """The way to each stop in order (the first has none) and the whole. `path` is the drawn way, if there is one.

    Metres that were given hold; else they are measured along the path, or straight where a stop is not on it. Minutes
    that were given hold; else one walks 70 metres a minute, and at least one minute between two stops.
    """
    way = _Way(path) if len(path) > 1 else None
    found: list[Leg] = []
    metres_so_far = walking = staying = 0
    before: StopLike | None = None
    for stop in stops:
        metres = minutes = 0
        if before is not None:
            metres = stop.metres_given if stop.metres_given is not None else _measured(before.point, stop.point, way)
            minutes = max(1, round(metres / METRES_A_MINUTE)) if metres else 0
            if stop.minutes_on_way_given is not None:
                minutes = stop.minutes_on_way_given
        metres_so_far += metres
        walking += minutes
        found.append(Leg(metres, minutes, metres_so_far, walking + staying))
        staying += stop.minutes_here
        before = stop
    return found, Total(metres_so_far, walking, staying)


def _measured(one: Point, other: Point, way: _Way | None) -> int:
    straight = metres_between(one, other)
    along = way.between(one, other) if way is not None else None
    # The path's nearest points can lie closer together than the stops themselves; nobody walks less than straight.
    return round(max(straight, along) if along is not None else straight)


class _Way:
    """A drawn path, on which points are found by how far along they are."""

    def __init__(self, path: Sequence[Point]) -> None:
        self.parts = list(pairwise(path))
        self.starts = [0.0]
        for start, end in self.parts:
            self.starts.append(self.starts[-1] + metres_between(start, end))

    def between(self, one: Point, other: Point) -> float | None:
        """Metres along the path; None where one of the two is not on it."""
        first, second = self._along(one), self._along(other)
        return None if first is None or second is None else abs(second - first)

    def _along(self, point: Point) -> float | None:
        best, best_away = None, float(FARTHEST_FROM_PATH)
        # On the few hundred metres of a walk the ground is flat: degrees east are shorter by the latitude's cosine.
        scale = math.cos(math.radians(point[0]))
        for (start, end), so_far in zip(self.parts, self.starts, strict=False):
            east, north = (end[1] - start[1]) * scale, end[0] - start[0]
            length = east * east + north * north
            share = 0.0
            if length:
                share = ((point[1] - start[1]) * scale * east + (point[0] - start[0]) * north) / length
                share = min(1.0, max(0.0, share))
            foot = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            away = metres_between(point, foot)
            if away < best_away:
                best, best_away = so_far + share * metres_between(start, end), away
        return best
