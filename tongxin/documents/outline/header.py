"""What stands around the outline: title, number, date, issuer, addressees, preamble, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from tongxin.documents.outline import prose
from tongxin.documents.outline.dates import written_date, year_of
from tongxin.documents.outline.lines import Line
from tongxin.documents.outline.model import Reason, Unplaced
from tongxin.documents.outline.units import is_unit, split_names

_NUMBER = re.compile(r"[\u4e00-\u9fffA-Z]{1,16}\s?[\[(〔]\s?(?:19|20)\d{2}\s?[\])〕]\s?第?\s?\d{1,5}\s?号")
_MASTHEAD = re.compile(r"[^。,:《》]{2,40}(?:文件|会议纪要|简报|公报)$")
_ISSUED_UNDER = re.compile(
    r"(?:印发|转发|下发|发布|公布)[^《]{0,40}《(?P<name>[^》]{2,160}(?:《[^》]{1,80}》[^》]{0,80})?)》"
)
_SPACE_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_COMPLETE = re.compile(
    r"(?:通知|意见|方案|要点|计划|清单|办法|决定|公告|通报|纪要|报告|安排|细则|规定|批复|函|召开|"
    r"举行|会议|部署会|推进会|座谈会|表|规划|纲要|措施|分工|情况|建议)(?:\([^()]{1,20}\))?》?$"
)
_SUBTITLE = re.compile(r"\((?!此|本|[^()]*\d月|[^()]*月\d)[^()。,:]{2,16}\)")
_MOMENT = re.compile(r"\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}")
_DATE_LABELS = (
    re.compile(r"(?:成文|发文|印发|签发)(?:日期|时间)\s{0,4}[:|]"),
    re.compile(r"(?:发布|公布|发稿|生成|公开|更新)?(?:日期|时间)\s{0,4}[:|]"),
)
_PRESS = re.compile(r"日报|晚报|时报|新闻|电视台|客户端|公众号|网$|记者|融媒体|本站|原创")
_SOURCE_LABELS = (
    re.compile(r"(?:发文|制发|发布|公开)(?:机构|机关|单位|主体)\s{0,4}[:|]\s{0,4}(\S+)"),
    re.compile(r"来源\s{0,4}[:|]\s{0,4}(\S+)"),
)


@dataclass(slots=True)
class Header:
    """What the lines before the outline (and around it) say of the document."""

    title: str | None = None
    document_number: str | None = None
    masthead: str | None = None
    signed_by: str | None = None
    reasons: dict[int, Reason] = field(default_factory=dict)
    is_of_meeting: bool = False
    title_lines: tuple[int, ...] = ()


def joined(text: str, lines: list[Line]) -> str:
    """Several lines of a title as one, without the white space that only broke it."""
    return _SPACE_IN_CHINESE.sub("", " ".join(text[line.start : line.end] for line in lines)).strip()


def _bare(words: str) -> str:
    return re.sub(r"[\s《》〈〉“”]", "", words)


def signature_lines(copy: str, lines: list[Line], marked: set[int]) -> dict[int, Reason]:
    """The lines that sign: a date alone, and the names alone above it."""
    signed: dict[int, Reason] = {}
    for at, line in enumerate(lines):
        if at in marked or not prose.is_date_line(copy, *line):
            continue
        signed[at] = Reason.SIGNATURE
        for above in range(at - 1, max(-1, at - 5), -1):
            if above in marked or not prose.is_signature(copy, *lines[above]):
                break
            signed[above] = Reason.SIGNATURE
    return signed


def attachment_lines(copy: str, lines: list[Line]) -> dict[int, Reason]:
    """The lines that list enclosures, and those that only say that one begins."""
    listed: dict[int, Reason] = {}
    at = 0
    while at < len(lines):
        if not prose.opens_attachments(copy, *lines[at]):
            at += 1
            continue
        listed[at] = Reason.ATTACHMENT
        opener = copy[lines[at].start : lines[at].end]
        expected = 2 if re.search(r"\d", opener) else 1
        at += 1
        if ":" not in opener:
            continue
        while at < len(lines) and prose.is_attached_item(copy, *lines[at]):
            number = re.search(r"\d{1,2}", copy[lines[at].start : lines[at].end])
            if number is None or int(number[0]) != expected:
                break
            listed[at] = Reason.ATTACHMENT
            expected += 1
            at += 1
    return listed


def read_header(text: str, copy: str, lines: list[Line], first: int, fixed: dict[int, Reason]) -> Header:
    """Read the lines before `first`, the first line of the outline; `fixed` are lines whose reason is known."""
    header = Header()
    reasons = header.reasons
    blocks: list[list[int]] = []
    has_prose = False
    for at in range(first):
        line = lines[at]
        words = copy[line.start : line.end]
        number = _NUMBER.search(words) if len(words) <= 80 else None
        if at in fixed:
            reasons[at] = fixed[at]
            has_prose = has_prose or (bool(blocks) and fixed[at] is Reason.SIGNATURE)
        elif number is not None and "《" not in words and not words.endswith(("。", ",")):
            reasons[at] = Reason.DOCUMENT_NUMBER
            offset = line.start + number.start()
            header.document_number = header.document_number or joined(text, [Line(offset, line.start + number.end())])
        elif (known := prose.reason_of(copy, *line)) is not None and known is not Reason.CLOSING:
            reasons[at] = known
        elif not blocks and _MASTHEAD.fullmatch(words) and "关于" not in words:
            reasons[at] = Reason.MASTHEAD
            header.masthead = joined(text, [line]).removesuffix("文件")
        elif words.endswith(":") and not has_prose and _addresses(copy, line):
            reasons[at] = Reason.ADDRESSEE
            has_prose = True
        elif _may_be_title(words) and (not has_prose or (at - 1 in reasons and _after_notice(reasons, at))):
            _add_title_line(copy, lines, blocks, reasons, at, has_prose=has_prose)
        else:
            told = prose.told_of_meeting(copy, *line)
            header.is_of_meeting = header.is_of_meeting or told is not None
            reasons[at] = told or Reason.PREAMBLE
            has_prose = True
    _choose_title(text, copy, lines, blocks, header)
    return header


def _may_be_title(words: str) -> bool:
    return len(words) <= 90 and words[-1] not in "。;:,、" and "。" not in words


def _after_notice(reasons: dict[int, Reason], at: int) -> bool:
    """Whether line `at` stands behind the end of the covering notice: its signature, or what is printed below it."""
    for above in range(at - 1, max(-1, at - 6), -1):
        reason = reasons.get(above)
        if reason in (Reason.SIGNATURE, Reason.ATTACHMENT):
            return True
        if reason not in (Reason.PUBLICATION, Reason.TITLE, Reason.IMPRINT, Reason.PAGE):
            return False
    return False


def _add_title_line(
    copy: str, lines: list[Line], blocks: list[list[int]], reasons: dict[int, Reason], at: int, *, has_prose: bool
) -> None:
    """Enter a line into the block of title lines it continues, or begin a new block."""
    reasons[at] = Reason.TITLE
    so_far = "".join(copy[lines[i].start : lines[i].end] for i in blocks[-1]) if blocks else ""
    is_subtitle = _SUBTITLE.fullmatch(copy, *lines[at]) is not None
    is_open = is_subtitle or so_far.count("《") > so_far.count("》") or not _COMPLETE.search(so_far)
    if blocks and blocks[-1][-1] == at - 1 and is_open and len(blocks[-1]) < 5:
        blocks[-1].append(at)
    else:
        blocks.append([at])


def _plain_title(words: str) -> str:
    """A title without the number before it and without the 《》 around it."""
    number = _NUMBER.match(words.translate(_HALF))
    words = words[number.end() :].strip() if number and len(words) > number.end() + 6 else words
    return words[1:-1] if words[:1] == "《" and words.find("》") == len(words) - 1 else words


def _choose_title(text: str, copy: str, lines: list[Line], blocks: list[list[int]], header: Header) -> None:
    """The last complete title counts: behind a covering notice stands the title of what it hands out."""
    titles = [(block, _plain_title(joined(text, [lines[i] for i in block]))) for block in blocks]
    if not titles:
        return
    complete = [
        (block, words) for block, words in titles if _COMPLETE.search(words.translate(_HALF)) or "关于" in words
    ]
    chosen = complete[0] if complete else titles[0]
    behind = [
        item
        for item in complete
        if item[0][0] > chosen[0][-1] and _is_behind_notice(header.reasons, chosen[0][-1], item[0][0])
    ]
    title_block, header.title = behind[0] if behind else chosen
    header.title_lines = tuple(title_block)
    for block, words in titles:
        if (
            block is not chosen[0]
            and block[0] < chosen[0][0]
            and is_unit(copy[lines[block[0]].start : lines[block[0]].end])
        ):
            header.masthead = header.masthead or words
            for at in block:
                header.reasons[at] = Reason.MASTHEAD
    if re.search(r"(?:召开|举行|会议|推进会|座谈会|部署会|纪要|讲话)$", header.title):
        header.is_of_meeting = True


_HALF = str.maketrans("（）［］【】", "()[][]")


def _is_behind_notice(reasons: dict[int, Reason], notice: int, inner: int) -> bool:
    return any(
        reasons.get(at) in (Reason.SIGNATURE, Reason.ATTACHMENT, Reason.PREAMBLE) for at in range(notice + 1, inner)
    )


def inner_title(text: str, copy: str, lines: list[Line], title: str | None, first: int) -> list[int]:
    """The lines, from `first` on, that carry the name of what a covering notice hands out (关于印发《…》的通知)."""
    match = _ISSUED_UNDER.search(title or "")
    if match is None:
        return []
    name = _bare(match["name"])
    for at in range(first, len(lines)):
        so_far = ""
        for further in range(at, min(at + 5, len(lines))):
            if lines[further].end - lines[further].start > 90:
                break
            so_far += _bare(text[lines[further].start : lines[further].end])
            if so_far == name:
                return list(range(at, further + 1))
            if not name.startswith(so_far):
                break
    return []


def _addresses(copy: str, line: Line) -> bool:
    """Whether a line that ends with a colon names those to whom the document goes."""
    names = split_names(copy, line.start, line.end - 1)
    return bool(names) and sum(is_unit(copy[a:b]) or copy[a:b].startswith("各") for a, b in names) * 2 >= len(names)


def issue_date(copy: str, unplaced: list[Unplaced]) -> date | None:
    """The day of issue: as labelled, else below the signature, else as published, else in the imprint."""
    found: list[tuple[int, date]] = []
    for piece in unplaced:
        words = copy[piece.span[0] : min(piece.span[1], piece.span[0] + 600)]
        if piece.reason is Reason.SIGNATURE:
            signed = written_date(words.replace(" ", ""))
            if signed:
                found.append((1, signed))
        elif piece.reason in (Reason.PUBLICATION, Reason.IMPRINT, Reason.DOCUMENT_NUMBER):
            for rank, label in zip((0, 2), _DATE_LABELS, strict=True):
                match = label.search(words)
                labelled = written_date(words[match.end() : match.end() + 24]) if match else None
                if labelled:
                    found.append((rank, labelled))
            has_moment = re.match(r"\d{4}[-/.年]", words) or _MOMENT.search(words)
            if piece.reason is Reason.PUBLICATION and has_moment and (dated := written_date(words)):
                found.append((2, dated))
            printed = written_date(words) if piece.reason is Reason.IMPRINT else None
            if printed:
                found.append((3, printed))
        elif piece.reason is Reason.TITLE and words.startswith("("):
            noted = written_date(words)
            if noted:
                found.append((4, noted))
    return min(found, key=lambda item: item[0])[1] if found else None


def issuer(text: str, copy: str, header: Header, unplaced: list[Unplaced]) -> str | None:
    """The unit that issued the document: as signed, else as labelled, else as in the masthead or the title."""
    for piece in unplaced:
        words = copy[slice(*piece.span)].replace(" ", "")
        if piece.reason is Reason.SIGNATURE and is_unit(words):
            return joined(text, [Line(*piece.span)])
    for label in _SOURCE_LABELS:
        for piece in unplaced:
            if piece.reason is Reason.PUBLICATION:
                match = label.search(copy, piece.span[0], min(piece.span[1], piece.span[0] + 600))
                if match and not _PRESS.search(match[1]):
                    return text[slice(*match.span(1))]
    if header.masthead:
        return header.masthead
    before, found, _ = (header.title or "").partition("关于")
    return before if found and is_unit(before) and before[-1] not in "省市区县" else None


def document_year(title: str | None, issued_on: date | None, number: str | None, copy: str) -> int | None:
    """The year that a deadline without one belongs to: of the title, the date, the number, or the first named."""
    if title and (year := year_of(title)):
        return year
    if issued_on:
        return issued_on.year
    if number and (match := re.search(r"(?:19|20)\d{2}", number)):
        return int(match[0])
    return year_of(copy[:4000])
