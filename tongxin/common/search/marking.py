"""Where the words that were asked for stand in what was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tongxin.common.search.words import RUN, Query, fold, is_han, syllables

SNIPPET = 96


@dataclass(frozen=True)
class Piece:
    """A piece of text; `is_hit` where it is what was asked for."""

    text: str
    is_hit: bool = False


def _spans(text: str, query: Query) -> list[tuple[int, int]]:
    """The places of the words in a text, in order, those that touch made one."""
    folded = fold(text)
    found: list[tuple[int, int]] = []
    for word in query.words:
        if is_han(word):
            found += [(at.start(), at.end()) for at in re.finditer(re.escape(word), folded)]
        else:
            found += [(at.start(), at.end()) for at in re.finditer(rf"(?<![a-z0-9]){re.escape(word)}", folded)]
    return _joined(found)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _sound_spans(text: str, query: Query) -> list[tuple[int, int]]:
    """The places of names whose pinyin, or its initials, were typed."""
    found = []
    for word in (word for word in query.words if not is_han(word) and len(word) > 1):
        for run in RUN.finditer(fold(text)):
            if not is_han(run.group()):
                continue
            sounds = syllables(run.group())
            for spoken in (sounds, [sound[0] for sound in sounds]):
                place = _heard(spoken, word)
                if place is not None:
                    found.append((run.start() + place[0], run.start() + place[1]))
                    break
    return _joined(found)


def _heard(spoken: list[str], word: str) -> tuple[int, int] | None:
    """From which syllable to which a word is heard, the last one perhaps in part."""
    for start in range(len(spoken)):
        said = ""
        for end in range(start, len(spoken)):
            said += spoken[end]
            if said.startswith(word):
                return start, end + 1
            if not word.startswith(said):
                break
    return None


def marked(text: str, query: Query, *, with_sound: bool = False) -> tuple[Piece, ...]:
    """The whole text in pieces, what was asked for marked."""
    spans = _spans(text, query)
    if with_sound and not spans:
        spans = _sound_spans(text, query)
    return _pieces(text, spans, 0, len(text))


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces, at = [], start
    for first, last in spans:
        if last <= start or first >= end:
            continue
        first, last = max(first, start), min(last, end)
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)


def snippet(text: str, query: Query, length: int = SNIPPET) -> tuple[Piece, ...]:
    """The part of a text with the most of what was asked for, marked; nothing where the text has none of it."""
    lined = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    flat = lined.replace("\n", " ")
    spans = _spans(flat, query)
    if not spans:
        return ()
    best = max(spans[:200], key=lambda span: (_told(flat, spans, span[0], length), -span[0]))
    # The whole text where it fits; else a little before the first word, from a sentence's start where one is near.
    if len(flat) <= length:
        return _pieces(flat, spans, 0, len(flat))
    start = max(0, best[0] - length // 4)
    for at in range(best[0] - 1, max(start - 1, -1), -1):
        if lined[at] in "。！？；\n.!?;":
            start = at + 1
            break
    end = min(len(flat), start + length)
    # Near the end there is room for more before it: whole paragraphs, which may be in another language, or none.
    earliest = max(0, min(start, end - length))
    start = earliest if earliest == 0 else (lined.find("\n", earliest, start) + 1 or start)
    pieces = _pieces(flat, spans, start, end)
    before = (Piece("…"),) if start else ()
    after = (Piece("…"),) if end < len(flat) else ()
    return (*before, *pieces, *after)


def _told(text: str, spans: Sequence[tuple[int, int]], start: int, length: int) -> int:
    """How many different words a window from `start` on holds."""
    return len({text[first:last] for first, last in spans if start <= first and last <= start + length})
