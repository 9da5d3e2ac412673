"""A text as lines: where each begins and ends without the white space around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tongxin.documents.outline.model import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


class Line(NamedTuple):
    """A line of the text, `start` to `end` without surrounding white space; never empty."""

    start: int
    end: int

    @property
    def span(self) -> Span:
        """The line as a plain pair of offsets."""
        return (self.start, self.end)


def trimmed(text: str, start: int, end: int) -> Line | None:
    """The part of text[start:end] without the white space around it, None where nothing is left."""
    piece = text[start:end]
    stripped = piece.lstrip()
    if not stripped:
        return None
    start += len(piece) - len(stripped)
    return Line(start, start + len(stripped.rstrip()))


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything."""
    return [line for match in _LINE.finditer(text) if (line := trimmed(text, match.start(), match.end()))]
