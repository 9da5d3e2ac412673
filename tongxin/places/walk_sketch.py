"""A walk drawn as a sketch: its path and numbered stops as SVG, for paper and for who has no map."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tongxin.places.models import Walk
from tongxin.places.selectors.walks import path_of

WIDTH, MARGIN = 640, 34
# A walk along one straight lane is still a picture, not a line.
LEAST_HEIGHT, MOST_HEIGHT = 180, 620


@dataclass(frozen=True)
class Mark:
    """A numbered stop on the sketch, in its pixels."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Sketch:
    """A walk on a sheet of `width` by `height` pixels, north up. `scale_metres` is as long as `scale_width` pixels."""

    width: int
    height: int
    line: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]
    scale_metres: int
    scale_width: float

    @property
    def points(self) -> str:
        """The path for SVG's `points`."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.line)

    def svg(self) -> str:
        """The sketch as a file of its own, in ink on paper."""
        circles = "".join(
            f'<circle cx="{mark.x:g}" cy="{mark.y:g}" r="13" fill="#a4262c" stroke="#fff" stroke-width="2"/>'
            f'<text x="{mark.x:g}" y="{mark.y + 5:g}" text-anchor="middle" font-size="14" fill="#fff">{mark.number}</text>'
            for mark in self.marks
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" font-family="Tongxin Hei">'
            f'<polyline points="{self.points}" fill="none" stroke="#565c64" stroke-width="4" stroke-linejoin="round"/>'
            f"{circles}"
            f'<path d="M{MARGIN} {self.height - 10}h{self.scale_width:g}" stroke="#1f2328" stroke-width="2"/>'
            f'<text x="{MARGIN + self.scale_width + 8:g}" y="{self.height - 6}" font-size="13" fill="#1f2328">'
            f"{self.scale_metres} m</text></svg>"
        )


def sketch_of(walk: Walk) -> Sketch | None:
    """The sketch of a walk; None where it has no two points."""
    stops = [(stop.position, stop.point) for stop in walk.stops.all()]
    path = path_of(walk) or [point for _number, point in stops]
    everything = [*path, *(point for _number, point in stops)]
    if len(set(everything)) < 2:
        return None
    south, north = min(one[0] for one in everything), max(one[0] for one in everything)
    west, east = min(one[1] for one in everything), max(one[1] for one in everything)
    shrink = math.cos(math.radians((south + north) / 2))
    across, up = (east - west) * shrink, north - south
    inner = WIDTH - 2 * MARGIN
    per_degree = min(inner / across if across else math.inf, (MOST_HEIGHT - 2 * MARGIN) / up if up else math.inf)
    height = round(min(MOST_HEIGHT, max(LEAST_HEIGHT, up * per_degree + 2 * MARGIN)))
    left, top = (WIDTH - across * per_degree) / 2, (height - up * per_degree) / 2

    def at(point: tuple[float, float]) -> tuple[float, float]:
        x = left + (point[1] - west) * shrink * per_degree
        y = top + (north - point[0]) * per_degree
        return round(x, 1), round(y, 1)

    metres = _round_metres(120 / per_degree * 111_195)
    marks = tuple(Mark(number, *at(point)) for number, point in stops)
    return Sketch(WIDTH, height, tuple(at(one) for one in path), marks, metres, round(metres / 111_195 * per_degree, 1))


def _round_metres(about: float) -> int:
    """A round number of metres near to what is wanted: 10, 20, 50, 100 …"""
    power = 10 ** max(0, math.floor(math.log10(max(about, 1))))
    return int(next(step * power for step in (10, 5, 2, 1) if step * power <= max(about, 1)))
