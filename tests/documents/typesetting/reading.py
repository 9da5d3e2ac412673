"""Reads a PDF back: which characters stand where."""

import io
import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pdfplumber

from tongxin.documents.typesetting.measures import POINTS_PER_MM


@dataclass(frozen=True)
class Line:
    """Characters on one baseline. Positions are in points from the page's top left corner."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    fonts: frozenset[str]

    @property
    def top(self) -> float:
        """The upper edge of the character: its body reaches 0.88 of its size above the baseline."""
        return self.baseline - 0.88 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.12 * self.size


@dataclass(frozen=True)
class Page:
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[dict[str, Any], ...]

    def line(self, beginning: str) -> Line:
        (found,) = [line for line in self.lines if line.text.startswith(beginning)]
        return found


def mm(points: float) -> float:
    return points / POINTS_PER_MM


def pages_of(pdf: bytes) -> list[Page]:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [_page(page) for page in opened.pages]


def _page(page: Any) -> Page:
    placed = [
        (round(float(page.height) - char["matrix"][5], 1), char["x0"], char)
        for char in page.chars
        if char["text"] != " "
    ]
    lines = []
    for baseline, members in groupby(sorted(placed, key=lambda entry: entry[:2]), key=lambda entry: entry[0]):
        chars = [char for _, _, char in members]
        lines.append(
            Line(
                text="".join(char["text"] for char in chars),
                left=chars[0]["x0"],
                right=chars[-1]["x1"],
                baseline=baseline,
                size=round(chars[0]["size"], 2),
                fonts=frozenset(re.sub(r"^[A-Z]{6}\+", "", char["fontname"]) for char in chars),
            )
        )
    return Page(page.page_number, float(page.width), float(page.height), tuple(lines), tuple(page.lines))


def text_of(pdf: bytes) -> str:
    """All characters but spaces, in the order in which they are drawn."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(char["text"] for page in opened.pages for char in page.chars if not char["text"].isspace())
