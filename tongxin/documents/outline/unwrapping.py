"""Text that was broken to a fixed width (copied from a PDF or an e-mail), as the paragraphs it was set from.

What breaks a paragraph and is none of its words is left out: line ends, indents, page numbers, running heads.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from tongxin.documents.outline import prose
from tongxin.documents.outline.lines import Line, read_lines
from tongxin.documents.outline.model import Draft, Node, Reason, Span, Unplaced

_ENDS = frozenset("。;:!?)]”》…")
_PARAGRAPH_ENDS = frozenset("。;:!?)]")
_NEVER_FIRST = frozenset(",。;:、)]”》!?%")
_LABEL = re.compile(r"[^\s,;。:()]{0,6}(?:单位|部门|领导|时限|时间|人)\s*:|附件\s?\d?|抄送")
_STARTS_ANEW = re.compile(
    r"第?[〇零一二三四五六七八九十百]{1,4}(?:[、.要是,章节条])|"
    r"[(\[][〇零一二三四五六七八九十百\d]{1,4}[)\]]|\d{1,3}[.、)](?!\d)|[①-⒛❶-❿●★■◆▲-]|"
    r"首先|其次|最后|问:|答:|" + _LABEL.pattern
)
_ASCII = re.compile(r"[\x00-\x7f]")
# Columns of full-width characters that a page of text may have.
_NARROWEST, _WIDEST = 17, 62
_LEAST_EVIDENCE = 3
# What a heading has none of; and how long one is at most.
_IS_TEXT = re.compile(r"[,。;:!?]")
_LONGEST_HEADING = 40
_HEAD_LINES = 40


class Unwrapped(NamedTuple):
    """The text in paragraphs, and where its stretches stand in the text as it came.

    Stretch n begins at `starts[n]` of `text` and at `origins[n]` of the original; `left_out` are the page numbers
    and running heads of the original.
    """

    original: str
    text: str
    starts: list[int]
    origins: list[int]
    left_out: list[Line]

    def restored(self, draft: Draft) -> Draft:
        """`draft`, read from the paragraphs, with its spans in the original and what was left out beside it."""
        nodes = tuple(self._node(node) for node in draft.nodes)
        unplaced = [replace(piece, span=self._span(piece.span)) for piece in draft.unplaced]
        taken = sorted([node.span for node in nodes] + [piece.span for piece in unplaced])
        for line in self.left_out:
            at = bisect_right(taken, (line.start, len(self.text) + line.end)) - 1
            if at < 0 or taken[at][1] <= line.start:
                unplaced.append(Unplaced(line.span, Reason.PAGE))
        return replace(draft, nodes=nodes, unplaced=tuple(sorted(unplaced, key=lambda piece: piece.span)))

    def _node(self, node: Node) -> Node:
        children = tuple(self._node(child) for child in node.children)
        span = self._span(node.span)
        return replace(node, span=span, title=self._title(node.title, span), children=children)

    def _title(self, title: str, span: Span) -> str:
        """The title; as far as the end of the page where a page number stands within it."""
        at = bisect_right(self.left_out, (span[0], -1))
        if at < len(self.left_out) and self.left_out[at].start < span[1]:
            words = _bare(self.original[slice(*span)])
            if _bare(title) not in words:
                # What is there in full up to some length is there up to any smaller one.
                return title[: bisect_left(range(len(title)), True, key=lambda n: _bare(title[: n + 1]) not in words)]
        return title

    def _span(self, span: Span) -> Span:
        return (self._origin(span[0]), self._origin(span[1] - 1) + 1)

    def _origin(self, at: int) -> int:
        stretch = bisect_right(self.starts, at) - 1
        return self.origins[stretch] + at - self.starts[stretch]


def _bare(words: str) -> str:
    return "".join(words.split())


def unwrap(text: str, copy: str) -> Unwrapped | None:
    """`text` (with its matching copy) in paragraphs; None where its lines are paragraphs already."""
    lines = read_lines(text)
    pages = _page_lines(copy, lines)
    kept = [line for at, line in enumerate(lines) if at not in pages]
    joints = sorted({*_joints(text, copy, kept), *_joints_over_pages(copy, lines, pages)})
    has_heads = any(line.end - line.start > 12 for line in (lines[at] for at in pages))
    if not joints and not has_heads:
        return None
    cuts: list[tuple[int, int, str]] = [(*lines[at], "") for at in pages]
    for before, line in joints:
        # Words of Latin script keep a space where the line ended.
        is_latin = copy[before.end - 1].isascii() and copy[before.end - 1].isalpha() and copy[line.start].isascii()
        cuts.append((before.end, line.start, " " if is_latin else ""))
    parts: list[str] = []
    starts, origins = [], []
    length = at = 0
    for start, end, instead in sorted(cuts):
        if end <= at:
            continue
        for piece, origin in ((text[at:start], at), (instead, start)):
            if piece:
                starts.append(length)
                origins.append(origin)
                parts.append(piece)
                length += len(piece)
        at = end
    starts.append(length)
    origins.append(at)
    parts.append(text[at:])
    return Unwrapped(text, "".join(parts), starts, origins, [lines[at] for at in sorted(pages)])


def _page_lines(copy: str, lines: list[Line]) -> set[int]:
    """The lines with page numbers, and beside them the running heads: the title, or words that stand there again."""
    numbers = [at for at, line in enumerate(lines) if line.end - line.start <= 16 and prose.is_page(copy, *line)]
    if len(numbers) < 2:
        return set()
    beside = [at for n in numbers for at in (n - 1, n + 1) if 0 <= at < len(lines)]
    words = {at: _bare(copy[slice(*lines[at])]) for at in beside}
    often = Counter(words.values())
    titles = _titles(copy, lines)
    heads = {
        at
        for at in beside
        if at > 2 and 6 <= len(words[at]) <= 60 and words[at][-1] not in _ENDS and not _STARTS_ANEW.match(words[at])
        # The first words at the head of a page may be the title itself: they are given up only when they come again.
        if (often[words[at]] > 2 or words[at] in titles) and at - 1 in set(numbers)
    }
    return set(numbers) | heads


def _titles(copy: str, lines: list[Line]) -> set[str]:
    """What the first lines may be as a title: each, and two or three of them together."""
    first = [_bare(copy[slice(*line)]) for line in lines[:_HEAD_LINES] if line.end - line.start <= 60]
    joined = ("".join(first[at : at + many]) for at in range(len(first)) for many in (2, 3))
    return {words for words in joined if prose.is_document_title(words, 0, len(words))}


def _width(words: str) -> float:
    """Columns of full-width characters."""
    return len(words) - len(_ASCII.findall(words)) / 2


def _joints(text: str, copy: str, lines: list[Line]) -> list[tuple[Line, Line]]:
    """The pairs of lines that are one paragraph, broken only because the page was full."""
    if len(lines) < 8 or sum(line.end - line.start for line in lines) > len(lines) * _WIDEST:
        return []
    indents = [_width(text[text.rfind("\n", 0, line.start) + 1 : line.start]) for line in lines]
    widths = [
        indent + _width(text[slice(*line)]) if indent <= 5 else 0 for indent, line in zip(indents, lines, strict=True)
    ]
    page = sorted(widths, reverse=True)[len(widths) // 25]
    if not _NARROWEST <= page <= _WIDEST:
        return []
    indented = sum(1.5 <= indent <= 5 for indent in indents)
    is_indented = indented * 8 >= len(lines) and indented >= 3
    full = [at for at, width in enumerate(widths[:-1]) if width >= page - 2.5]
    found: dict[bool, list[tuple[Line, Line]]] = {False: [], True: []}
    for at in full:
        before, line = lines[at], lines[at + 1]
        if _goes_on(copy, before, line, indents[at + 1] if is_indented else None):
            is_apart = text.count("\n", before.end, line.start) > 1
            found[is_apart].append((before, line))
    evidence = len(found[False]) + len(found[True])
    if evidence < _LEAST_EVIDENCE or evidence * 4 < len(full) * 3:
        return []
    return [pair for pairs in found.values() if len(pairs) >= _LEAST_EVIDENCE or pairs[0:1] for pair in pairs]


def _joints_over_pages(copy: str, lines: list[Line], pages: set[int]) -> list[tuple[Line, Line]]:
    """The pairs of lines that are one heading or paragraph, cut in two by a page number between them.

    A heading goes on in a line as short and as bare of marks as itself; what follows a heading as its text ends as text
    does. A paragraph goes on where the line before is too long for a heading and ends in the middle of its words.
    """
    found = []
    for at in sorted(pages):
        if not 0 < at < len(lines) - 1 or at - 1 in pages or at + 1 in pages:
            continue
        before, line = lines[at - 1], lines[at + 1]
        if copy[before.end - 1] in _PARAGRAPH_ENDS or _STARTS_ANEW.match(copy, line.start):
            continue
        words, more = copy[slice(*before)], copy[slice(*line)]
        is_heading = _STARTS_ANEW.match(words) and not _IS_TEXT.search(words) and not _IS_TEXT.search(more)
        goes_on = is_heading and len(words) + len(more) <= _LONGEST_HEADING and at + 2 < len(lines)
        if goes_on or len(words) > _LONGEST_HEADING:
            found.append((before, line))
    return found


def _goes_on(copy: str, before: Line, line: Line, indent: float | None) -> bool:
    """Whether `line` goes on with the full line `before`; `indent` where paragraphs of the text begin with one."""
    if indent is not None:
        return indent < 1 and not _LABEL.match(copy, line.start) and copy[before.end - 1] != ":"
    if copy[line.start] in _NEVER_FIRST or copy.count("(", *before) > copy.count(")", *before):
        return True
    return copy[before.end - 1] not in _PARAGRAPH_ENDS and not _STARTS_ANEW.match(copy, line.start)
