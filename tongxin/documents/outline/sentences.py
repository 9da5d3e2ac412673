"""Sentences that only say who carries the task above them: 由A牵头,B配合,9月30日前完成。 此项工作由A负责。"""

from __future__ import annotations

import re
from typing import NamedTuple

from tongxin.documents.outline import dates
from tongxin.documents.outline.model import Span
from tongxin.documents.outline.units import (
    Units,
    is_own_unit,
    is_person,
    is_unit,
    may_be_own_unit,
    read_units,
    takes_part,
)
from tongxin.documents.outline.vocabulary import ACTS, ADVERBS

_MAY_NAME = re.compile(r"牵头|负责|配合|协助|协办|主办|承办|参与|会同|组织实施|抓总|落实")
# One token: a bracket as a whole, or what ends a clause or a sentence.
_TOKEN = re.compile(r"\([^()\n]{0,300}\)|《[^《》\n]{0,200}》|[。;!?\n]|,")
_THIS_WORK = re.compile(
    r"\s*(?:(?:此项|该项|本项|上述|以上|各项|有关|相关|具体|这项)(?:重点)?(?:工作|任务|事项|内容)?|具体)?(?:由|请)?(?=.)"
)
_TOGETHER = re.compile(r"会同|商")
_LONGEST = 240


class Told(NamedTuple):
    """Clauses that say who and by when, `start` to `end`."""

    start: int
    end: int
    units: Units
    due: Span | None


def told_duties(copy: str, start: int, end: int, *, is_opening: bool) -> list[Told]:
    """The stretches of copy[start:end] that only say who carries the task, in order.

    A first sentence (`is_opening`) is the task's own heading, whatever it names.
    """
    if _MAY_NAME.search(copy, start, end) is None:
        return []
    found: list[Told] = []
    for number, (begin, finish) in enumerate(_sentences(copy, start, end)):
        if (number == 0 and is_opening) or finish - begin > _LONGEST or not _MAY_NAME.search(copy, begin, finish):
            continue
        told = _of_sentence(copy, begin, finish)
        if told is not None:
            found.append(told)
    return found


def _sentences(copy: str, start: int, end: int) -> list[Span]:
    """The sentences of copy[start:end], the mark that ends each with it."""
    spans: list[Span] = []
    begun = start
    for match in _TOKEN.finditer(copy, start, end):
        if len(match[0]) == 1 and match[0] != ",":
            spans.append((begun, match.end()))
            begun = match.end()
    if begun < end:
        spans.append((begun, end))
    return spans


def _of_sentence(copy: str, start: int, end: int) -> Told | None:
    """The clauses at the head of a sentence that name units and a deadline; None where it begins with an act."""
    finish = end
    while finish > start and (copy[finish - 1].isspace() or copy[finish - 1] in "。;!?"):
        finish -= 1
    units = Units()
    due: Span | None = None
    until = start
    at = start
    while at < finish:
        comma = next(
            (m.start() for m in _TOKEN.finditer(copy, at, finish) if m[0] == ","),
            finish,
        )
        clause = copy[at:comma]
        if dates.is_deadline_alone(clause.strip()) and due is None:
            due = (at, comma)
        else:
            named = units_of_clause(copy, at, comma)
            if named is None:
                break
            units.extend(named)
        until = at = min(comma + 1, finish)
    if not units:
        return None
    # The mark behind the last clause goes with it.
    return Told(start, end if until >= finish else until, units, due)


def units_of_clause(copy: str, start: int, end: int) -> Units | None:
    """Who takes which part, where the clause says nothing else (由A、B牵头 · C配合 · A会同B组织实施); None otherwise."""
    opening = _THIS_WORK.match(copy, start, end)
    start = opening.end() if opening else start
    words = copy[start:end]
    if not takes_part(words) and not _TOGETHER.search(words):
        return None
    units = read_units(copy, start, end)
    if units.charge and not takes_part(words):
        return None
    names = [copy[a:b] for part in (units.lead, units.charge, units.support) for a, b in part]
    if not names or not all(is_unit(name) or is_person(name) for name in names):
        return None
    for part in (units.lead, units.charge, units.support):
        part[:] = [(a, b) for a, b in part if not is_person(copy[a:b])]
    return units


# Whoever has a part in the work: no unit that a task could be given to.
_ANYBODY = re.compile(
    r"各(?:级|有关|相关|责任|牵头|成员|职能|配合|主管|实施|承办)*(?:单位|部门|地区?|方)?(?:[、及和]|$)|全[市区县省]各"
)
_SUBJECT = re.compile(
    r"(?:由|请)?(?P<names>[^,;。:!?]{2,80}?)(?:(?:要|应当?|须|必须|需)?(?:会同|商(?![务会贸业城圈协品标住]))(?P<with>[^,;。:!?]{2,60}?))?"
    r"(?P<part>要|应当?|须|必须|需|负责|牵头|主办|承办|组织实施|具体负责|统筹|配合|协助|协同|参与|做好|安排|制定|(?=推进|开展|组织|举办|建立))"
)
# The same where any act follows: 由甲局走访…, 甲局会同乙局走访…; asked only of clauses that say 由 or 会同.
_ACTING = re.compile(
    r"(?:由|请)?(?P<names>[^,;。:!?]{2,60}?)(?:会同(?P<with>[^,;。:!?]{2,60}?))?(?P<part>)"
    rf"(?:具体|共同|一起|{'|'.join(sorted(ADVERBS, key=len, reverse=True))})*(?:{'|'.join(sorted(ACTS, key=len, reverse=True))})"
)


def _subject(copy: str, begin: int, finish: int) -> re.Match[str] | None:
    """The units at the head of a clause and the part they take; None where it is no clause of that kind."""
    if not may_be_own_unit(copy, begin, finish):
        return None
    match = _SUBJECT.match(copy, begin, finish)
    if match is not None and (match["part"] or match["with"]):
        return match
    if copy.startswith("由", begin) or copy.find("会同", begin, finish) >= 0:
        return _ACTING.match(copy, begin, finish)
    return None


def subjects(copy: str, start: int, end: int) -> Units | None:
    """Units that a sentence names as those who act: 市甲局要会同市乙局推进…, 各区负责…; None where it names none.

    Only names beyond doubt, with their level in front. The first to act leads, those beside it and after it support.
    """
    units = Units()
    for begin, finish in _clauses(copy, start, end):
        match = _subject(copy, begin, finish)
        if match is None:
            continue
        named = _own_units(copy, *match.span("names"))
        if not named:
            continue
        supports = bool(units) or match["part"] in ("配合", "协助", "协同", "参与")
        units.add("support" if supports else "lead", named)
        if match["with"]:
            units.add("support", _own_units(copy, *match.span("with")) or [])
    return units if units.lead else None


def _own_units(copy: str, start: int, end: int) -> list[Span] | None:
    """The names in copy[start:end] where all are units, the first beyond doubt; None otherwise."""
    read = read_units(copy, start, end)
    named = sorted(read.lead + read.charge + read.support)
    if (
        not named
        or _ANYBODY.match(copy, *named[0])
        or not is_own_unit(copy[slice(*named[0])])
        or not all(is_unit(copy[a:b]) for a, b in named)
    ):
        return None
    return named


def _clauses(copy: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begun = start
    for match in _TOKEN.finditer(copy, start, end):
        if len(match[0]) == 1:
            spans.append((begun, match.start()))
            begun = match.end()
    spans.append((begun, end))
    return [(a, b) for a, b in spans if b - a > 3]
