"""What the page components take. `docs/look.md` shows each; the tags are in `common.templatetags.tongxin`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

LightState = Literal["done", "good", "risk", "late", "idle"]
LIGHT_STATES: tuple[str, ...] = get_args(LightState)
ChartKind = Literal["bar", "stacked", "line", "pie"]


@dataclass(frozen=True)
class LightCount:
    """How many have one light. `url` narrows the page to them; `chosen` says that it is narrowed to them now."""

    state: LightState
    words: str
    count: int
    url: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Reason:
    """One question and its answer beside a verdict: 为什么是红灯 → 第三季度目标……"""

    question: str
    answer: str
    url: str = ""


@dataclass(frozen=True)
class Known:
    """Something the system knows already, so that nobody types it. `value` is ready to read, with its unit."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class ProjectCard:
    """A project on the board. `figure` is ready to read ("18 / 24 家") or empty."""

    title: str
    url: str
    state: LightState
    words: str
    figure: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class AreaCards:
    """An area of the board with its projects in their order."""

    title: str
    note: str
    projects: Sequence[ProjectCard]


@dataclass(frozen=True)
class Moment:
    """Something that happened or is due, for a timeline. Dates without an hour show no hour."""

    when: date | datetime
    title: str
    text: str = ""
    state: LightState | Literal[""] = ""
    url: str = ""


@dataclass(frozen=True)
class HeatCell:
    """One cell of a heat map: `level` 0 (nothing) to 5 (most), `words` what it says when read out or pointed at."""

    value: str
    level: int
    words: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.level <= 5:
            raise ValueError(f"A heat map's level is 0 to 5, not {self.level}.")


@dataclass(frozen=True)
class HeatMap:
    """Rows of cells under column heads; every row has as many cells as there are columns."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[HeatCell]]]

    def __post_init__(self) -> None:
        for label, cells in self.rows:
            if len(cells) != len(self.columns):
                raise ValueError(
                    f"The heat map's row {label!r} has {len(cells)} cells for {len(self.columns)} columns."
                )


@dataclass(frozen=True)
class Filter:
    """One control of a filter bar: a choice when `choices` are given, else a search field. `name` is its GET key.

    A choice between nothing (`anything` without `choices`) is left out.
    """

    name: str
    label: str
    choices: Sequence[tuple[str, str]] = ()
    value: str = ""
    anything: str = ""
    """The words for "not narrowed" at the head of the choices; empty for none."""


@dataclass(frozen=True)
class Column:
    """A column of a table. `number` sets it to the right; `sort` is its key in ?sort= (descending with a minus)."""

    label: str
    number: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first column names the row. Cells are text or safe markup, in the order of the columns."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"A row of {len(row)} cells stands under {len(self.columns)} columns.")


@dataclass(frozen=True)
class Series:
    """One series of a chart, a value per category (None where there is none). `state` takes a light's colour."""

    name: str
    values: Sequence[float | int | None]
    state: LightState | Literal[""] = ""


@dataclass(frozen=True)
class Chart:
    """A chart and the same numbers as a table. `id` is unique on the page; `unit` stands beside the title."""

    id: str
    title: str
    kind: ChartKind
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    head: str = ""
    """What the categories are, as the table's first head (月份, 单位)."""

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"The series {series.name!r} has {len(series.values)} values for {len(self.categories)} categories."
                )

    def for_drawing(self) -> dict[str, Any]:
        """What `charts.js` reads."""
        return {
            "kind": self.kind,
            "unit": self.unit,
            "categories": list(self.categories),
            "series": [{"name": s.name, "values": list(s.values), "state": s.state} for s in self.series],
        }

    def as_rows(self) -> list[tuple[str, list[float | int | None]]]:
        """The table behind the chart: a row per category, a value per series."""
        return [(category, [s.values[i] for s in self.series]) for i, category in enumerate(self.categories)]
