"""Asking the index: what is found for some words, what somebody may be typing, what else may have been meant.

The best come from the title, then from the summary, then from the text. At each depth the newest hundred are
looked at and no more, so that a word that stands everywhere costs what a rare one costs (docs/adr/0017).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.functional import Promise

from tongxin.common.languages import is_english
from tongxin.common.search import words
from tongxin.common.search.engines import engine
from tongxin.common.search.index import settle
from tongxin.common.search.marking import Piece, marked, snippet
from tongxin.common.search.models import SearchEntry
from tongxin.common.search.sources import source_of, sources
from tongxin.common.search.words import PINYIN, Groups, Query, Term, read_query

# So many are looked at for each depth, and so many can be paged through.
MOST = 100
PER_PAGE = 20
SUGGESTIONS = 8
_DEPTH_SCORE = {"title": 30.0, "head": 15.0, "whole": 0.0}


@dataclass(frozen=True)
class Hit:
    """One thing that was found. `source` and `key` make its address; `title` and `text` are in pieces, for the marks."""

    source: str
    label: str | Promise
    key: tuple[str, ...]
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    on: date | None
    is_sample: bool

    @property
    def name(self) -> str:
        return "".join(piece.text for piece in self.title)


@dataclass(frozen=True)
class Kind:
    """How many of a kind were found; `count` is None where they are more than are counted."""

    code: str
    label: str | Promise
    count: int | None


@dataclass(frozen=True)
class Found:
    """A page of what was found. `total` counts at most `MOST`; `is_more` says that there are more than that.

    `is_loose` says that nothing has all the words and these have some. `meant` are names that sound like what was typed.
    """

    query: Query
    hits: tuple[Hit, ...]
    kinds: tuple[Kind, ...]
    total: int
    is_more: bool
    page: int
    is_loose: bool = False
    meant: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def search(text: str, *, kind: str = "", page: int = 1) -> Found:
    """What everybody may see and has all the words of `text`, best first; of one source's code where `kind` is given.

    A page beyond the last is the last. Any text will do: one without words finds nothing.
    """
    settle()
    query = read_query(text)
    if not query or (kind and source_of(kind) is None):
        return Found(query, (), (), 0, False, 1)
    found = _page(query, query.whole_words, kind, page)
    if not found.kinds and query.whole_words != query.groups:
        found = _page(query, query.groups, kind, page)
    if found.total or (kind and found.kinds):
        return found
    meant = _sounds_like(query)
    loose = len(query.words) > 1
    if loose:
        found = _page(query, query.loose, kind, page)
    return Found(
        query, found.hits, found.kinds, found.total, found.is_more, found.page, bool(loose and found.total), meant
    )


def _page(query: Query, groups: Groups, kind: str, page: int) -> Found:
    whole = engine().find("whole", groups, MOST + 1, kind)
    is_more = len(whole) > MOST
    numbers: dict[int, str] = {}
    for depth in ("title", "head"):
        # Where all are few, which of them have it in the title is asked all the same: it orders them.
        if len(numbers) < MOST:
            for number in engine().find(depth, groups, MOST, kind):
                numbers.setdefault(number, depth)
    for number in whole[:MOST]:
        numbers.setdefault(number, "whole")
    # Deeper ones come after, so that what is over the most would be cut off in any case.
    ranked = _ranked(query, dict(islice(numbers.items(), MOST)))
    total = len(ranked)
    number_of_page = max(1, min(page, -(-total // PER_PAGE) or 1))
    shown = ranked[(number_of_page - 1) * PER_PAGE : number_of_page * PER_PAGE]
    return Found(query, _hits(query, shown), _kinds(groups, kind, whole, is_more), total, is_more, number_of_page)


def _ranked(query: Query, numbers: dict[int, str]) -> list[int]:
    rows = SearchEntry.objects.filter(pk__in=numbers).values_list(
        "pk", "source", "title", "title_en", "names", "summary", "on"
    )
    phrase = query.folded
    scored = []
    for pk, source, title, title_en, names, summary, on in rows:
        found = source_of(source)
        score = _DEPTH_SCORE[numbers[pk]] + (found.weight / 10 if found else 0)
        score += max(_likeness(phrase, query.words, words.fold(name)) for name in (title, title_en, *names.split("\n")))
        if numbers[pk] != "title" and phrase in words.fold(summary):
            score += 5
        scored.append((-score, -(on or date.min).toordinal(), -pk, pk))
    return [row[-1] for row in sorted(scored)]


def _likeness(phrase: str, asked: Sequence[str], name: str) -> float:
    """How much a name is what was asked for: the very name, its beginning, the words as they stand, all the words."""
    if not name:
        return 0
    if name == phrase:
        return 60
    # A short name says more by the same words.
    brevity = 10 * min(1.0, len(phrase) / len(name))
    if name.startswith(phrase):
        return 30 + brevity
    if phrase in name:
        return 20 + brevity
    if all(word in name for word in asked):
        return 10 + brevity
    return 0


def _hits(query: Query, numbers: Sequence[int]) -> tuple[Hit, ...]:
    rows = SearchEntry.objects.in_bulk(numbers)
    return tuple(_hit(query, rows[number]) for number in numbers if number in rows)


def _hit(query: Query, row: SearchEntry) -> Hit:
    english = is_english()
    source = source_of(row.source)
    title = row.title_en if english and row.title_en else row.title
    summary = row.summary_en if english and row.summary_en else row.summary
    text = snippet(summary, query) or snippet(row.body, query) or _beginning(summary or row.body)
    return Hit(
        row.source,
        source.label if source else row.source,
        tuple(row.key),
        marked(title, query, with_sound=True),
        text,
        row.on,
        row.is_sample,
    )


def _beginning(text: str) -> tuple[Piece, ...]:
    flat = " ".join(text.split())
    return (Piece(flat[:96] + ("…" if len(flat) > 96 else "")),) if flat else ()


def _kinds(groups: Groups, chosen: str, whole: Sequence[int], is_more: bool) -> tuple[Kind, ...]:
    """The kinds that have something of it, in their order. Counted together where all are few, else each by itself."""
    counts: dict[str, int | None] = {}
    if not chosen and not is_more:
        for code in SearchEntry.objects.filter(pk__in=whole).values_list("source", flat=True):
            counts[code] = (counts.get(code) or 0) + 1
    else:
        for source in sources():
            number = len(engine().find("whole", groups, MOST + 1, source.code))
            if number:
                counts[source.code] = number if number <= MOST else None
    return tuple(Kind(one.code, one.label, counts[one.code]) for one in sources() if one.code in counts)


def suggest(text: str, most: int = SUGGESTIONS) -> tuple[Hit, ...]:
    """Things whose names have what somebody is typing, in Chinese, English, pinyin or its initials; best first."""
    settle()
    query = read_query(text, is_typing=True)
    if not query:
        return ()
    numbers = dict.fromkeys(engine().find("title", query.groups, MOST), "title")
    return _hits(query, _ranked(query, numbers)[:most])


def _sounds_like(query: Query, most: int = 3) -> tuple[str, ...]:
    """Names that sound like what was typed, or begin like it: 青国巷 finds 青果巷, qingguoxang finds it too."""
    for groups in _other_readings(words.runs(query.folded)):
        found = engine().find("title", groups, MOST)
        if found:
            ranked = _ranked(query, dict.fromkeys(found, "title"))[:most]
            rows = SearchEntry.objects.in_bulk(ranked)
            english = is_english()
            return tuple((english and rows[one].title_en) or rows[one].title for one in ranked if one in rows)
    return ()


def _other_readings(asked: Iterable[str]) -> Iterable[Groups]:
    """All words by their sound; then, where the one word is in letters, what begins like it."""
    runs = [run for run in asked if len(run) > 1]
    if any(words.is_han(run) for run in runs):
        yield tuple((Term(PINYIN + "".join(words.syllables(run)), True),) for run in runs)
    elif len(runs) == 1:
        [run] = runs
        for length in range(len(run) - 1, max(3, len(run) // 2), -1):
            yield ((Term(run[:length], True), Term(PINYIN + run[:length], True)),)
