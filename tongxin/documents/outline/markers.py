"""The marks that number items: 一、 (一) 1. (1) ① 第一条 一要 一是 首先 第一, 其一 【1】 任务一: Ⅰ. A. ●"""

from __future__ import annotations

import re
from typing import NamedTuple

from tongxin.documents.outline.model import Span
from tongxin.documents.outline.numerals import number

_HAN = "[一二三四五六七八九十百零〇]"
_NO_SERIES = rf"(?!{_HAN}{{1,2}}(?:、|季度|产业|线城|年级|级))"
_COUNTED = "[家名户所处条辆台次人]"
_MARKER = re.compile(
    rf"第(?P<label>{_HAN}{{1,6}}|\d{{1,4}})(?P<rank>编|篇|部分|章|节|条)(?![例件款])[\s:、,.]*"
    rf"|(?P<step>{_HAN}{{1,3}})(?P<spoken>要|是|则)(?![求点素素])[,:]?\s*"
    r"|(?P<turn>首先|其次|再次|再者|然后|最后)(?:[,:]|(?=要|是))\s*"
    rf"|第(?P<place>{_HAN}{{1,3}})\s?[,、:]{_NO_SERIES}\s*"
    rf"|其(?P<among>[一二三四五六七八九])\s?[,、:]\s*"
    rf"|(?P<han>{_HAN}{{1,4}})(?:\s?[、.]{_NO_SERIES}|,(?!{_HAN})|\s+(?=[\u4e00-\u9fff“《]))\s*"
    rf"|\((?P<hanround>{_HAN}{{1,4}})\)[、.,]?\s*|(?P<hanenclosed>[㈠-㈩])[、.]?\s*|"
    rf"(?P<hanhalf>{_HAN}{{1,4}})\)[、.]?\s*"
    rf"|\[(?P<square>\d{{1,3}}|{_HAN}{{1,3}})\][、.]?\s*"
    r"|(?P<many>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?:[、.]?\s+|[、.](?!\d))(?=[^\d\s%])"
    rf"|(?P<arabic>\d{{1,3}})\s?(?:[.、](?!\d)|[.、](?=\d{{4}}\s?年)|\.(?=\d{{1,2}}月|"
    rf"\d{{1,4}}{_COUNTED})|[,:](?=[\u4e00-\u9fff“《]))\s*"
    r"|\((?P<round>\d{1,3})\)[、.]?\s*|(?P<half>\d{1,3})\)[、.]?\s*"
    r"|(?P<circled>[①-⑳❶-❿])[、.]?\s*|(?P<dotted>[⒈-⒛])\s*|(?P<enclosed>[⑴-⒇])[、.]?\s*"
    r"|(?P<roman>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}(?=[、.\s])|[IVX]{1,5}(?=[、.)]))[、.)\s]\s*"
    r"|(?P<latin>[A-Za-z])[、.)](?![A-Za-z.])\s*|\((?P<latinround>[A-Za-z])\)\s*"
    rf"|(?:重点|专项|主要)?(?P<kind>任务|项目|工程|行动|专项|举措|"
    rf"措施)\s?(?P<numbered>{_HAN}{{1,3}}|\d{{1,3}})(?:[:、.]|\s+)\s*"
    r"|(?P<bullet>[●•■◆★▲◎□◇☆►▶➢✓✔⚫·∙]|--?(?=\s?[\u4e00-\u9fff“《])|\*(?=\s))\s*"
    rf"|(?P<spaced>\d{{1,2}})(?:\s+(?=[\u4e00-\u9fff“《])(?![年月日号个%]|{_COUNTED})|(?=\s*$))"
)
# How high each style usually stands: a style of a lower number closes those of higher ones.
_RANK = {
    "编": 0,
    "篇": 0,
    "部分": 0,
    "章": 1,
    "节": 2,
    "条": 3,
    "han": 4,
    "行动": 4.5,
    "工程": 4.52,
    "专项": 4.54,
    "任务": 4.56,
    "项目": 4.58,
    "举措": 4.6,
    "措施": 4.62,
    "square": 4.7,
    "hanround": 5,
    "hanhalf": 5.2,
    "roman": 5.5,
    "arabic": 6,
    "spaced": 6,
    "many": 6.5,
    "half": 7,
    "round": 7.2,
    "circled": 8,
    "latin": 8.4,
    "latinround": 8.5,
    "place": 9,
    "among": 9.2,
    "turn": 9.4,
    "要": 9.6,
    "是": 9.7,
    "则": 9.8,
    "bullet": 11,
}
_SAME = {"hanenclosed": "hanround", "dotted": "arabic", "enclosed": "round", "spaced": "arabic"}
_TURNS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3}
SPOKEN = frozenset({"place", "among", "turn", "要", "是", "则"})
_FIRSTS = re.compile(rf"[\d(\[第其首再然最①-⒛❶-❿㈠-㈩A-Za-zⅠ-Ⅹ●•■◆★▲◎□◇☆►▶➢✓✔⚫·∙*任重专主项工行举措-]|{_HAN}")
# Inside a line a mark follows the end of a sentence, or a colon.
_INSIDE = re.compile(
    rf"(?<=[。;:!?)”,])\s*(?=(?:\({_HAN}{{1,3}}\)|\(\d{{1,2}}\)|{_HAN}{{1,3}}[、要是]|\d{{1,2}}[.、"
    rf"]|[①-⒛❶-❿㈠-㈩]|第{_HAN}{{1,3}}[,、条章节]|其[一二三四五六七八九][,、:是]|首先|其次|再次|"
    rf"然后|最后))"
)


class Marker(NamedTuple):
    """A mark: its style, its number in the list, the ordinal as written, where it stands, where its words begin."""

    style: str
    value: int | None
    ordinal: str | None
    span: Span
    words: int

    @property
    def rank(self) -> float:
        """How high lists of this style usually stand; 0 is the outermost."""
        return _RANK[self.style]


def read_marker(text: str, copy: str, start: int, end: int) -> Marker | None:
    """The mark at `start`, None where the line begins with words."""
    if not _FIRSTS.match(copy, start, end):
        return None
    match = _MARKER.match(copy, start, end)
    if match is None or match.lastgroup is None:
        return None
    group = match.lastgroup
    style = _SAME.get(group, group)
    if group in ("rank", "spoken"):
        group = "label" if group == "rank" else "step"
        style = match[match.lastgroup]
    elif group == "numbered":
        style = match["kind"]
    mark_end = start + len(text[start : match.end()].rstrip())
    if group == "bullet":
        return Marker("bullet", None, None, (start, mark_end), match.end())
    ordinal = text[match.start(group) : match.end(group)]
    value = _TURNS.get(match[group]) if group == "turn" else _last_number(match[group])
    if value == 0 or (group == "spaced" and match.end() >= end and not match[group].startswith("0")):
        return None
    if group == "step":
        # 一是,… and 一是:… keep their comma among the words, which drop it.
        return Marker(style, value, ordinal, (start, match.end("spoken")), match.end("spoken"))
    return Marker(style, value, ordinal, (start, mark_end), match.end())


def _last_number(words: str) -> int | None:
    return number(words.rpartition(".")[2])


def inner_markers(
    text: str,
    copy: str,
    start: int,
    end: int,
    open_values: dict[str, int],
    following: tuple[str, int] | None = None,
) -> list[Marker]:
    """The marks inside a line that number its parts: …:一要…;二要…

    A mark inside a line is believed only in a series: 1, 2, … or as the next of a list that is open
    (`open_values`: the last number of each open style), or where the next line goes on with it (`following`: the
    style and number of its mark).
    """
    found: list[Marker] = []
    for match in _INSIDE.finditer(copy, start, end):
        marker = read_marker(text, copy, match.end(), end)
        if marker is None or (copy[match.start() - 1] == "," and marker.style not in SPOKEN):
            continue
        if copy[match.start() - 1] == ")" and marker.style not in ("han", "hanround", "arabic", "条", "要", "是"):
            continue
        found.append(marker)
    return _in_series(found, open_values, following) if found else []


def _in_series(found: list[Marker], open_values: dict[str, int], following: tuple[str, int] | None) -> list[Marker]:
    """Those of `found` that continue a list or start one of two members or more."""
    kept: set[int] = set()
    runs: dict[str, list[int]] = {}
    for at, marker in enumerate(found):
        run = runs.get(marker.style)
        last = found[run[-1]].value if run else open_values.get(marker.style)
        if marker.style == "turn" and marker.value is None:
            marker = found[at] = marker._replace(value=(last or 0) + 1)
        if run and last is not None and marker.value == last + 1:
            run.append(at)
            kept.update((run[0], at))
        elif not run and last is not None and marker.value == last + 1:
            runs[marker.style] = [at]
            kept.add(at)
        elif marker.value == 1:
            runs[marker.style] = [at]
            if following == (marker.style, 2):
                kept.add(at)
    return [marker for at, marker in enumerate(found) if at in kept]
