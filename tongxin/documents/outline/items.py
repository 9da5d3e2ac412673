"""From branches to nodes: titles, measures, units, deadlines, targets and kinds."""

from __future__ import annotations

import re

from tongxin.documents.outline import dates
from tongxin.documents.outline.dates import Calendar
from tongxin.documents.outline.duties import Duty, Piece, read_inline
from tongxin.documents.outline.markers import SPOKEN
from tongxin.documents.outline.measures import measures, sentence_end
from tongxin.documents.outline.model import Due, Kind, Node, Span, Target
from tongxin.documents.outline.quantities import read_targets
from tongxin.documents.outline.tree import Branch
from tongxin.documents.outline.units import names_by_part

_WIDE_GAP = re.compile(r"\t|\u3000|[ \xa0]{2,}")
_IN_HEADING = re.compile(r"[,。;:、]")
_TRAILING = " \t\r\n\u3000\xa0,;。:|"
_NOTE = re.compile(
    r"(?:指导思想|基本原则|工作原则|总体要求|总体思路|工作思路|重要意义|目的意义|工作背景|"
    r"(?:出台|起草|编制|制定|政策|文件)?(?:背景|依据|过程|必要性)|适用范围|总则|附则|名词解释|有关背景|联系方式"
    r"|(?:有关|相关|几点|工作|具体)?要求|(?:组织|工作)?保障(?:措施)?|组织(?:领导|实施)|"
    r"组织领导和保障|加强组织(?:领导|保障)|强化组织(?:领导|保障))$"
)
_NO_NOTE = re.compile(r"目标|任务|指标")


def _find_title(text: str, copy: str, branch: Branch) -> int:
    """Set the title of a branch; returns where its body begins (an offset in the first piece of words)."""
    words = branch.words
    if not words:
        return branch.end
    start, end = words[0].start, words[0].end
    finish = sentence_end(copy, start, end)
    gap = _WIDE_GAP.search(text, start, min(finish, start + 40))
    if (
        gap is not None
        and gap.start() - start >= 4
        and end - gap.end() >= 8
        and not _IN_HEADING.search(copy, start, gap.start())
    ):
        finish = gap.start()
    colon = copy.find(":", start, min(finish, start + 25))
    if (
        colon > start + 1
        and colon + 1 < finish
        and "," not in copy[start:colon]
        and copy.count("(", start, colon) == copy.count(")", start, colon)
        and copy.count("“", start, colon) == copy.count("”", start, colon)
    ):
        finish = colon
    title = _stripped(text, start, finish)
    # A line of nothing but marks still needs a name: its own characters.
    branch.title = title or (start, end)
    return max(finish, branch.title[1])


def _stripped(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in _TRAILING + "，；：．｡":
        end -= 1
    while start < end and text[start] in _TRAILING + "，；：":
        start += 1
    return (start, end) if start < end else None


def finish(text: str, copy: str, branch: Branch, calendar: Calendar, *, is_note: bool = False) -> None:
    """Complete a branch and all below it: title, measures, units, deadline, targets."""
    body = _find_title(text, copy, branch) if branch.title is None else branch.title[1]
    title = copy[branch.title[0] : branch.title[1]] if branch.title else ""
    is_note = branch.kind is Kind.NOTE or bool(_NOTE.match(title)) or (is_note and not _NO_NOTE.search(title))
    for child in branch.children:
        finish(text, copy, child, calendar, is_note=is_note)
    if is_note and branch.kind is None and not _is_carried(branch):
        branch.kind = Kind.NOTE
    runs = _runs(branch.pieces)
    is_split = not branch.children and branch.kind is not Kind.NOTE and branch.style != "measure"
    for number, (words, duties) in enumerate(runs):
        is_title_only = not any(_stripped(text, max(p.start, body), p.end) for p in words if p.end > body)
        if is_split and len(runs) > 1 and sum(bool(d) for _, d in runs) > 1 and not (number == 0 and is_title_only):
            _add_chunk(text, copy, branch, words, duties, body)
            continue
        for piece in duties:
            if piece.duty is not None:
                branch.duty.merge(piece.duty)
        if is_split:
            for piece in words:
                if piece.end > body:
                    for span in measures(copy, max(piece.start, body), piece.end):
                        branch.children.append(_measure(branch, span))
    for child in branch.children:
        if child.style == "measure":
            _read_own_words(text, copy, child, calendar)
    _read_own_words(text, copy, branch, calendar)


def _is_carried(branch: Branch) -> bool:
    return bool(branch.duties) or any(_is_carried(child) for child in branch.children)


def _runs(pieces: list[Piece]) -> list[tuple[list[Piece], list[Piece]]]:
    """Pieces as stretches of words, each with the duties that follow it."""
    runs: list[tuple[list[Piece], list[Piece]]] = []
    for piece in pieces:
        if not runs or (piece.duty is None and runs[-1][1]):
            runs.append(([], []))
        runs[-1][piece.duty is not None].append(piece)
    return runs


def _measure(parent: Branch, span: Span) -> Branch:
    branch = Branch(parent.level + 1, span[0], span[1], "measure", kind=Kind.MEASURE, title=span)
    branch.pieces.append(Piece(*span))
    return branch


def _add_chunk(text: str, copy: str, branch: Branch, words: list[Piece], duties: list[Piece], body: int) -> None:
    """Words with a duty of their own, among others with theirs, are one measure: …。(A负责)…。(B负责)"""
    pieces = [piece._replace(start=max(piece.start, body)) for piece in words if piece.end > body]
    spans = [span for piece in pieces if (span := _stripped(text, piece.start, piece.end))]
    if not spans:
        for piece in duties:
            branch.duty.merge(piece.duty or Duty())
        return
    measure = _measure(branch, (spans[0][0], spans[-1][1]))
    for piece in duties:
        measure.duty.merge(piece.duty or Duty())
        measure.end = piece.end
    measure.pieces.extend(duties)
    branch.children.append(measure)


def _read_own_words(text: str, copy: str, branch: Branch, calendar: Calendar) -> None:
    """Units, deadline and targets from the words of the branch, its unnumbered measures included."""
    spans = [(piece.start, piece.end) for piece in branch.words if piece.start < piece.end] + branch.asides
    if branch.style == "measure" and branch.title is not None:
        spans = [branch.title]
    if not branch.targets:
        for start, end in sorted(spans):
            branch.targets.extend(read_targets(text, copy, start, end))
    if not branch.duty.units and branch.kind is not Kind.NOTE:
        for start, end in spans:
            inline = read_inline(copy, start, end)
            if inline is not None and not any(c.duty.units for c in branch.children):
                branch.duty.units = inline.units
                break
        _take_over_units(branch)
    if branch.due is None:
        branch.due = _due(text, copy, branch, spans, calendar)


def _take_over_units(branch: Branch) -> None:
    """What the only sentence that names units says of its measure holds for the task above it too."""
    naming = [child for child in branch.children if child.duty.units]
    is_carried_whole = branch.style not in ("measure", "area", "heading") and all(
        child.style == "measure" for child in branch.children
    )
    if not branch.duty.units and len(naming) == 1 and not naming[0].duties and is_carried_whole:
        branch.duty.units.extend(naming[0].duty.units)


def _due(text: str, copy: str, branch: Branch, spans: list[Span], calendar: Calendar) -> Due | None:
    if branch.duty.due is not None:
        start, end = branch.duty.due
        words = copy[start:end]
        day = (
            None
            if dates.is_lasting(words) and not re.search(r"\d", words) and "全年" not in words
            else dates.deadline(words, calendar)
        )
        return Due(text[start:end].strip(), day)
    if branch.kind is Kind.NOTE:
        return None
    found: list[Due] = []
    for start, end in spans:
        at = dates.inline_deadline(copy, start, end, calendar)
        if at is not None:
            found.append(Due(text[slice(*at)].strip(), dates.deadline(copy[slice(*at)], calendar)))
    # Several measures with dates of their own leave their project without one.
    return found[0] if len({due.date for due in found}) == 1 else None


def _opened(words: str, *, is_first: bool) -> str:
    """A stretch of own words; behind a child without the mark that ended the child's."""
    words = words.strip()
    return words if is_first else words.lstrip(_TRAILING + "，；：、")


def own_text(text: str, branch: Branch) -> str:
    """All words of the branch itself: without its mark, its children and what the page added."""
    taken = [(child.start, child.end) for child in branch.children] + branch.noise
    if branch.marker is not None:
        taken.append(branch.marker)
    parts: list[str] = []
    at = branch.start
    for start, end in sorted(taken):
        if start > at:
            parts.append(_opened(text[at:start], is_first=at == branch.start))
        at = max(at, end)
    parts.append(_opened(text[at : branch.end], is_first=at == branch.start))
    return "\n".join(part for part in parts if part.strip(_TRAILING + "，；：、"))


def _kind(branch: Branch, *, below_project: bool) -> Kind:
    """An area holds projects; a project is carried by units or is an item of an area; a measure is part of one."""
    if branch.kind is not None:
        return branch.kind
    numbered = [child for child in branch.children if child.style != "measure" and child.kind is not Kind.NOTE]
    if below_project:
        return Kind.MEASURE
    if branch.style in ("row", "labelled"):
        return Kind.PROJECT
    if branch.level == 1:
        if branch.duties and not numbered:
            return Kind.PROJECT
        return Kind.AREA
    if branch.duties:
        return Kind.PROJECT
    if branch.style in SPOKEN or branch.style == "bullet":
        return Kind.MEASURE
    return Kind.AREA if any(_is_carried(child) for child in numbered) else Kind.PROJECT


def to_nodes(text: str, branches: list[Branch]) -> tuple[Node, ...]:
    """The finished branches as nodes."""
    if branches and all(b.level == 1 and not b.children and not b.duties for b in branches):
        # One plain list without areas is a list of projects.
        for branch in branches:
            branch.kind = branch.kind or Kind.PROJECT
    return _nodes(text, branches, "", below_project=False)


def _nodes(text: str, branches: list[Branch], prefix: str, *, below_project: bool) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for number, branch in enumerate(branches, 1):
        kind = _kind(branch, below_project=below_project)
        own_id = f"{prefix}{number}"
        lead, supporting = names_by_part(text, branch.duty.units)
        title = text[slice(*branch.title)] if branch.title else ""
        targets: list[Target] = branch.targets
        nodes.append(
            Node(
                id=own_id,
                ordinal=branch.ordinal,
                marker=text[slice(*branch.marker)] if branch.marker else None,
                level=branch.level,
                kind=kind,
                title=title,
                text=own_text(text, branch),
                span=(branch.start, branch.end),
                lead_units=lead,
                supporting_units=supporting,
                due=branch.due,
                targets=tuple(targets),
                children=_nodes(
                    text,
                    branch.children,
                    own_id + ".",
                    below_project=below_project or kind in (Kind.PROJECT, Kind.MEASURE),
                ),
            )
        )
    return tuple(nodes)
