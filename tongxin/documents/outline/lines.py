"""A text as lines: where each begins and ends without the white space around it."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from tongxin.documents.outline.model import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_ENDS = frozenset("。;:!?)]”》…")
_STARTS_ANEW = re.compile(
    r"\s*(?:第?[〇零一二三四五六七八九十百]{1,4}(?:[、.要是,章节条])|"
    r"[(\[][〇零一二三四五六七八九十百\d]{1,4}[)\]]|\d{1,3}[.、)]"
    r"|[①-⒛❶-❿]|首先|其次|最后|附件|抄送|\S{2,6}(?:单位|部门|领导|时限|时间)\s*:)"
)


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


def read_lines(text: str, copy: str) -> list[Line]:
    """The lines of `text` that hold anything, those that were broken to a fixed width joined again."""
    lines = [line for match in _LINE.finditer(text) if (line := trimmed(text, match.start(), match.end()))]
    return _rejoined(lines, copy)


def _rejoined(lines: list[Line], copy: str) -> list[Line]:
    """Join lines that break only because the page was full: text taken from a PDF or an e-mail."""
    width = _page_width(lines, copy)
    if width is None:
        return lines
    joined: list[Line] = []
    is_full = False
    for line in lines:
        if is_full and not _STARTS_ANEW.match(copy, line.start):
            joined[-1] = Line(joined[-1].start, line.end)
        else:
            joined.append(line)
        is_full = line.end - line.start >= width - 2 and copy[line.end - 1] not in _ENDS
    return joined


def _page_width(lines: list[Line], copy: str) -> int | None:
    """The width to which the text was broken, None where lines are paragraphs."""
    if len(lines) < 8:
        return None
    lengths = Counter(line.end - line.start for line in lines)
    longest = max(lengths)
    if not 18 <= longest <= 60:
        return None
    full = [line for line in lines if line.end - line.start >= longest - 2]
    broken = sum(copy[line.end - 1] not in _ENDS for line in full)
    return longest if len(full) >= max(5, len(lines) // 3) and broken * 4 >= len(full) * 3 else None
