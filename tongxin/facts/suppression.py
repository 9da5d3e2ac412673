"""Published head-counts: figures below ten are hidden, and so many others that subtraction reveals none of them.

A published table has cells, a total of each row and column, and a grand total; each line (row or column, those of the
totals too) adds up. Whoever reads it can solve these sums for a hidden figure exactly when it stands on no circle of
hidden figures that turns at right angles: rows and columns are the nodes of a graph, figures its edges, and a hidden
figure that lies on a circle of hidden ones can be larger or smaller without any published figure changing. So each
hidden figure is put on a circle, by hiding as little else as possible; and where the hidden figures of a line together
are below ten, another one is hidden there, because their sum can be worked out from the line's total.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal

# Counts of persons below this are not published; nought is, for it counts nobody.
THRESHOLD = 10

# A figure's place: row and column, `None` for the line of totals.
Line = Hashable | None
Place = tuple[Line, Line]


@dataclass(frozen=True)
class Table:
    """Figures of one kind by row and column (unit and month, say); places that are missing are nought.

    `counts_persons` is the kind's flag. Figures of persons must be whole and not negative.
    """

    cells: Mapping[tuple[Hashable, Hashable], Decimal]
    counts_persons: bool

    @property
    def rows(self) -> tuple[Hashable, ...]:
        return tuple(dict.fromkeys(row for row, _column in self.cells))

    @property
    def columns(self) -> tuple[Hashable, ...]:
        return tuple(dict.fromkeys(column for _row, column in self.cells))


@dataclass(frozen=True)
class Published:
    """What may be shown: None stands for a hidden figure ("*" on a page).

    `figures` has every place of the table with its totals; the key's `None` is the line of totals.
    """

    rows: tuple[Hashable, ...]
    columns: tuple[Hashable, ...]
    figures: Mapping[Place, Decimal | None]

    def cell(self, row: Hashable, column: Hashable) -> Decimal | None:
        return self.figures[row, column]

    def row_total(self, row: Hashable) -> Decimal | None:
        return self.figures[row, None]

    def column_total(self, column: Hashable) -> Decimal | None:
        return self.figures[None, column]

    @property
    def total(self) -> Decimal | None:
        return self.figures[None, None]

    @property
    def hides(self) -> bool:
        """Whether anything is hidden: the page then says why."""
        return any(figure is None for figure in self.figures.values())


def suppress(table: Table) -> Published:
    """The table as it may be published, with its totals. Figures of kinds that count no persons are untouched.

    Raises ValueError where a count of persons is negative or not whole: the table is no head-count then. The same table
    always gives the same result; published variants of one table (by month, by quarter) must be cut from one result.
    """
    figures = _with_totals(table)
    hidden: set[Place] = set()
    if table.counts_persons:
        if any(figure < 0 or figure != figure.to_integral_value() for figure in table.cells.values()):
            raise ValueError("head-counts are whole and not negative")
        hidden = _hidden(figures)
    return Published(
        table.rows,
        table.columns,
        {place: None if place in hidden else figure for place, figure in figures.items()},
    )


def _with_totals(table: Table) -> dict[Place, Decimal]:
    figures: dict[Place, Decimal] = {}
    for row in (*table.rows, None):
        for column in (*table.columns, None):
            figures[row, column] = Decimal(0)
    for (row, column), figure in table.cells.items():
        for place in ((row, column), (row, None), (None, column), (None, None)):
            figures[place] += figure
    return figures


def _hidden(figures: Mapping[Place, Decimal]) -> set[Place]:
    hidden = {place for place, figure in figures.items() if 0 < figure < THRESHOLD}
    unsettled = list(hidden)
    order = {place: number for number, place in enumerate(figures)}
    while unsettled:
        for place in sorted(unsettled, key=order.__getitem__):
            hidden |= _circle_through(place, figures, hidden)
        unsettled = _too_small_together(figures, hidden)
        hidden |= set(unsettled)
    return hidden


def _too_small_together(figures: Mapping[Place, Decimal], hidden: set[Place]) -> list[Place]:
    """The figures to hide besides, one in each line whose hidden figures could be worked out to be below ten in all."""
    lines: dict[tuple[int, Line], list[Place]] = {}
    for place in figures:
        for axis in (0, 1):
            if place[1 - axis] is not None:
                lines.setdefault((axis, place[axis]), []).append(place)
    besides = []
    for (axis, line), places in lines.items():
        total: Place = (line, None) if axis == 0 else (None, line)
        together = sum((figures[place] for place in places if place in hidden), Decimal(0))
        if total not in hidden and 0 < together < THRESHOLD:
            besides.append(
                min((place for place in places if _can_hide(place, figures, hidden)), key=figures.__getitem__)
            )
    return besides


def _can_hide(place: Place, figures: Mapping[Place, Decimal], hidden: set[Place]) -> bool:
    """Nought is never hidden: everybody would know that what is hidden there is nought or small."""
    return place not in hidden and figures[place] > 0


def _circle_through(start: Place, figures: Mapping[Place, Decimal], hidden: set[Place]) -> set[Place]:
    """The figures of the cheapest circle through `start`: hidden ones cost nothing, totals more than cells.

    The circle is a shortest way from the row of `start` to its column that does not use `start` itself.
    """
    row, column = start
    origin, goal = (0, row), (1, column)
    costs: dict[tuple[int, Line], tuple[int, Decimal]] = {origin: (0, Decimal(0))}
    came_by: dict[tuple[int, Line], tuple[tuple[int, Line], Place]] = {}
    neighbours = _neighbours(figures)
    number = 0
    waiting = [((0, Decimal(0)), number, origin)]
    while waiting:
        cost, _number, node = heapq.heappop(waiting)
        if node == goal:
            break
        if cost > costs[node]:
            continue
        for place in neighbours[node]:
            if place == start:
                continue
            further: tuple[int, Line] = (1, place[1]) if node[0] == 0 else (0, place[0])
            totals = (place[0] is None) + (place[1] is None)
            weight = (0, Decimal(0)) if place in hidden else (1 + 100 * totals, figures[place])
            sum_of = (cost[0] + weight[0], cost[1] + weight[1])
            if further not in costs or sum_of < costs[further]:
                costs[further] = sum_of
                came_by[further] = (node, place)
                number += 1
                heapq.heappush(waiting, (sum_of, number, further))
    circle = set()
    node = goal
    while node != origin:
        node, place = came_by[node]
        circle.add(place)
    return circle


def _neighbours(figures: Mapping[Place, Decimal]) -> dict[tuple[int, Line], list[Place]]:
    found: dict[tuple[int, Line], list[Place]] = {}
    for place, figure in figures.items():
        if figure > 0:
            found.setdefault((0, place[0]), []).append(place)
            found.setdefault((1, place[1]), []).append(place)
    return found
