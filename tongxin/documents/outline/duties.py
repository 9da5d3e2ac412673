"""Who carries a task and by when: 牵头单位:…, (责任单位:…;完成时限:…), (A牵头,B配合), (2022年10月底前)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from tongxin.documents.outline import dates
from tongxin.documents.outline.model import Span
from tongxin.documents.outline.sentences import subjects, told_duties
from tongxin.documents.outline.units import Part, Units, is_own_unit, is_unit, read_units, split_names

_NOUN = r"(?:单位|部门|处室|科室|股室|机构|主体|镇街|板块)"
_EXTRA = r"(?:\((?:单位|部门|牵头|责任|配合|处室)\)|(?:[及和、](?:责任)?(?:人|领导|部门|单位|处室)))?"
LABEL = re.compile(
    r"(?P<both>(?:牵头(?:\(责任\)|及责任|和责任|、责任|责任)|责任\(牵头\)|责任[及和、]配合)" + _NOUN + _EXTRA + r")"
    r"|(?P<lead>(?:总牵头|牵头(?:负责|主办|实施|组织)?|主办|主责|主要责任|第一责任|承办|主管)"
    + _NOUN
    + _EXTRA
    + r"|牵头(?=:))"
    r"|(?P<support>(?:主要|协同)?(?:配合|协办|协助|参与|参加|协同|支持|协作|会办|联办|共同责任)(?:责任)?"
    + _NOUN
    + _EXTRA
    + r"|配合(?=:))"
    r"|(?P<charge>(?:具体|直接)?(?:责任|落实|实施|承担|负责|执行)" + _NOUN + _EXTRA + r")"
    r"|(?P<person>(?:(?:总?牵头|责任|分管|包抓|挂点|挂钩|联系|负责|主管|包保|督办|市|区|县|局|委|"
    r"责任单位)*(?:领导|负责人|责任人)|联系人|联络员|经办人|具体负责人)"
    r"(?:及(?:电话|职务|联系方式))?)"
    r"|(?P<due>(?:计划|拟|预计|要求)?(?:完成|办结|整改|实施|推进|工作|落实|截止|"
    r"起止)(?:时限(?:要求)?|时间(?:节点|安排|要求)?|期限|日期|节点)|时限(?:要求)?|时间节点|"
    r"进度(?:安排|要求))"
)
_BEFORE = frozenset(" \t\u3000\xa0。;,!?()[]|、:")
_COLON = re.compile(r"\s{0,8}(?::|为(?=[\u4e00-\u9fff])|(?<=\s)(?=[\u4e00-\u9fff\d])|\|)\s{0,8}[:|]?\s{0,8}")
# Other headings inside a run of duties; they end the value before them.
_OTHER_LABEL = re.compile(
    r"(?:工作|年度|目标|阶段|预期|主要|重点|具体|任务)?(?:目标(?:任务)?|措施|举措|内容|要求|标准|"
    r"成果|指标)\s*:|备注\s*:|联系电话\s*:|进展(?:情况)?\s*:"
)
_STOP = re.compile(r"[。|](?=.)")
_BRACKET = {"(": ")", "[": "]"}
_ANY_BRACKET = re.compile(r"[()\[\]]")
_CLOSES = frozenset("。;!?")
_LED_BY = re.compile(
    r"由(?P<lead>[^,;。:()由]{2,40}?)(?P<how>牵头(?:负责|组织|实施|落实)?|负责|会同(?P<with>[^,;。"
    r":()]{2,40}?)(?:负责|组织|落实|实施))"
    r"(?:,(?P<support>[^,;。:]{2,60}?)(?:配合|协助|参与|按职责分工负责))?"
)


@dataclass(slots=True)
class Duty:
    """What a duty line or bracket says: the units and their parts, and the deadline's words."""

    units: Units = field(default_factory=Units)
    due: Span | None = None

    def merge(self, other: Duty) -> None:
        """Take over what a further line says of the same task."""
        self.units.extend(other.units)
        self.due = self.due or other.due


class Piece(NamedTuple):
    """A stretch of a task's text: its words, or (with a `duty`) who carries it."""

    start: int
    end: int
    duty: Duty | None = None


def brackets(copy: str, start: int, end: int) -> list[Span]:
    """The outermost pairs of brackets in copy[start:end]; a bracket without its other half is plain text."""
    pairs: list[Span] = []
    opened: list[int] = []
    for match in _ANY_BRACKET.finditer(copy, start, end):
        at = match.start()
        if match[0] in _BRACKET:
            opened.append(at)
        elif opened and _BRACKET[copy[opened[-1]]] == match[0]:
            begin = opened.pop()
            while pairs and pairs[-1][0] > begin:
                pairs.pop()
            pairs.append((begin, at + 1))
        elif opened and len(opened) > 1 and _BRACKET[copy[opened[-2]]] == match[0]:
            opened.pop()
            begin = opened.pop()
            while pairs and pairs[-1][0] > begin:
                pairs.pop()
            pairs.append((begin, at + 1))
    return pairs


def _skip(copy: str, at: int, end: int) -> int:
    while at < end and (copy[at].isspace() or copy[at] in "([★●◆▲*"):
        at += 1
    return at


def read_labelled(copy: str, start: int, end: int) -> tuple[Duty, int] | None:
    """What labels from `start` on say (牵头单位:A 责任单位:B;完成时限:C) and where they end; None without one."""
    at = _skip(copy, start, end)
    match = LABEL.match(copy, at, end)
    colon = _COLON.match(copy, match.end(), end) if match else None
    if match is None or (colon is None and match.end() < end):
        return None
    duty = Duty()
    while match is not None:
        value = colon.end() if colon else match.end()
        following = _next_label(copy, value, end)
        stop = _STOP.search(copy, value, following.start() if following else end)
        until = stop.start() if stop else following.start() if following else end
        _take(copy, duty, match, value, until)
        if following is None:
            other = _OTHER_LABEL.search(copy, value, until)
            return duty, min(other.start() if other else end, stop.end() if stop else end)
        if stop is not None and copy[stop.end() : following.start()].strip(" ()[]|,;。"):
            return duty, stop.end()
        match, colon = following, _COLON.match(copy, following.end(), end)
    return duty, end


def _next_label(copy: str, start: int, end: int) -> re.Match[str] | None:
    """The next label in copy[start:end] that stands at the beginning of something and has a colon."""
    for match in LABEL.finditer(copy, start, end):
        if copy[match.start() - 1] in _BEFORE and copy[match.end() : match.end() + 3].lstrip()[:1] in (":", "|"):
            return match
    return None


def _take(copy: str, duty: Duty, label: re.Match[str], start: int, end: int) -> None:
    """Enter the value of one label."""
    other = _OTHER_LABEL.search(copy, start, end)
    end = other.start() if other else end
    while end > start and (copy[end - 1].isspace() or copy[end - 1] in ";,。]|" or _is_stray(copy, start, end)):
        end -= 1
    if start >= end or label["person"]:
        return
    if label["due"]:
        duty.due = duty.due or (start, end)
        return
    part: Part = "lead" if label["lead"] else "support" if label["support"] else "charge"
    duty.units.extend(read_units(copy, start, end, part))


def _is_stray(copy: str, start: int, end: int) -> bool:
    """Whether the last character closes a bracket that opened before `start`."""
    return copy[end - 1] == ")" and copy.count(")", start, end) > copy.count("(", start, end)


def read_phrase(copy: str, start: int, end: int) -> Duty | None:
    """What words without a label say: A牵头,B配合 · A、B按职责分工负责 · 2022年10月底前. None where they say none."""
    label = _first_label(copy, start + 1, end)
    if label is not None and label.start() - start <= 400:
        # A牵头,B配合;完成时限:…
        before = read_phrase(copy, start, label.start())
        labelled = read_labelled(copy, label.start(), end)
        if before is not None and labelled is not None:
            before.merge(labelled[0])
        return before
    if not 2 <= end - start <= 400 or not len(copy[start:end].strip()) >= 2:
        return None
    if dates.is_deadline_alone(copy[start:end]):
        return Duty(due=(start, end))
    start, end, due = _without_deadline(copy, start, end)
    if "。" in copy[start:end].strip()[:-1]:
        return None
    units = read_units(copy, start, end)
    named = units.lead + units.charge + units.support
    if not named or sum(is_unit(copy[a:b]) for a, b in named) * 2 <= len(named):
        return None
    first = min(named)
    if not is_unit(copy[first[0] : first[1]]):
        return None
    plain = split_names(copy, start, end)
    is_bare = len(plain) == len(named) and not units.lead and not units.support
    if is_bare and not copy[named[-1][1] : end].strip(" 。;,)") and not _are_own_units(copy, named):
        return None
    return Duty(units, due)


def _are_own_units(copy: str, named: list[Span]) -> bool:
    """Whether a bare list of names is one of units: all look it, and half of them or more are beyond doubt."""
    words = [copy[a:b] for a, b in named]
    return all(map(is_unit, words)) and sum(map(is_own_unit, words)) * 2 >= len(words)


def _without_deadline(copy: str, start: int, end: int) -> tuple[int, int, Span | None]:
    """The phrase without a deadline as its first or last part: 由A负责,2022年6月30日前完成."""
    last = max(copy.rfind(",", start, end), copy.rfind(";", start, end))
    if last > start and dates.is_deadline_alone(copy[last + 1 : end]):
        return start, last, (last + 1, end)
    first = min((at for at in (copy.find(",", start, end), copy.find(";", start, end)) if at > start), default=-1)
    if first > start and dates.is_deadline_alone(copy[start:first]):
        return first + 1, end, (start, first)
    return start, end, None


def read_pieces(copy: str, start: int, end: int, *, is_opening: bool = True) -> list[Piece]:
    """copy[start:end] as its words and its duties, in order and without a gap.

    `is_opening` where the words open their task, whose heading their first sentence is.
    """
    pieces: list[Piece] = []
    at = start
    for begin, finish in brackets(copy, start, end):
        if begin < at:
            continue
        duty = _bracketed(copy, begin, finish, start, end)
        if duty is None:
            continue
        pieces.extend(_with_labels(copy, at, begin))
        pieces.append(Piece(begin, finish, duty))
        at = finish
    pieces.extend(_with_labels(copy, at, end))
    return _with_sentences(copy, pieces, is_opening=is_opening)


def _with_sentences(copy: str, pieces: list[Piece], *, is_opening: bool) -> list[Piece]:
    """`pieces` with the sentences among their words that only say who carries the task as duties of their own."""
    parted: list[Piece] = []
    for piece in pieces:
        if piece.duty is None:
            at = piece.start
            for told in told_duties(copy, piece.start, piece.end, is_opening=is_opening):
                if at < told.start:
                    parted.append(Piece(at, told.start))
                parted.append(Piece(told.start, told.end, Duty(told.units, told.due)))
                at = told.end
            if at < piece.end:
                parted.append(Piece(at, piece.end))
            is_opening = False
        else:
            parted.append(piece)
    return parted


def _bracketed(copy: str, begin: int, finish: int, start: int, end: int) -> Duty | None:
    """The duty in the brackets begin..finish, None where they hold something else."""
    labelled = read_labelled(copy, begin + 1, finish - 1)
    if labelled is not None and (labelled[0].units or labelled[0].due or labelled[1] >= finish - 1):
        return labelled[0]
    duty = read_phrase(copy, begin + 1, finish - 1)
    if duty is None:
        return None
    before = copy[start:begin].rstrip()[-1:] if begin - start < 200 else copy[begin - 1]
    after = copy[finish : min(end, finish + 4)].lstrip()[:1]
    if duty.units.lead or duty.units.support or before in _CLOSES:
        return duty
    # A bare list or date counts only where the task's words are over: 故居(场馆)修缮 names no unit.
    return duty if not after or after in _CLOSES else None


def _with_labels(copy: str, start: int, end: int) -> list[Piece]:
    """Words that may go over into labelled duties without brackets: 1.做好A。牵头单位:B;责任单位:C"""
    pieces: list[Piece] = []
    at = start
    while at < end:
        match = _first_label(copy, at, end)
        found = read_labelled(copy, match.start(), end) if match else None
        if match is None or found is None:
            break
        duty, until = found
        if at < match.start():
            pieces.append(Piece(at, match.start()))
        pieces.append(Piece(match.start(), until, duty))
        at = until
    if at < end:
        pieces.append(Piece(at, end))
    return pieces


def _first_label(copy: str, start: int, end: int) -> re.Match[str] | None:
    if copy.find(":", start, end) < 0:
        return None
    for match in LABEL.finditer(copy, start, end):
        if (match.start() == start or copy[match.start() - 1] in _BEFORE) and copy[
            match.end() : match.end() + 3
        ].lstrip()[:1] == ":":
            return match
    return None


def read_duty_line(copy: str, start: int, end: int) -> Duty | None:
    """The duty that a whole line states, None for any other line."""
    labelled = read_labelled(copy, start, end)
    if labelled is not None:
        return labelled[0] if labelled[1] >= end or not copy[labelled[1] : end].strip(" ]|;。)") else None
    if end - start > 300:
        return None
    pairs = brackets(copy, start, end)
    if len(pairs) == 1 and pairs[0][0] == start and not copy[pairs[0][1] : end].strip(" 。;"):
        return _bracketed(copy, pairs[0][0], pairs[0][1], start, end)
    duty = read_phrase(copy, start, end)
    # Without label or brackets only named parts count, not a bare list or date.
    return (
        duty
        if duty is not None and (duty.units.lead or duty.units.support) and copy[start:end].count("。") <= 1
        else None
    )


def read_inline(copy: str, start: int, end: int) -> Duty | None:
    """Units named inside a sentence: 由A牵头,B配合 · A要会同B推进. None where the sentence names none."""
    if copy.find("由", start, end) >= 0:
        for match in _LED_BY.finditer(copy, start, end):
            lead = [s for s in split_names(copy, *match.span("lead")) if is_unit(copy[s[0] : s[1]])]
            if not lead:
                continue
            units = Units()
            units.add("charge" if match["how"] == "负责" else "lead", lead)
            for group in ("with", "support"):
                if match[group]:
                    units.add("support", read_units(copy, *match.span(group)).charge)
            return Duty(units)
    acting = subjects(copy, start, end)
    return Duty(acting) if acting is not None else None
