"""What a text says of its own size: 七个方面重点工作共30个重点项目, 8大类、46项任务, 五个方面20条措施."""

from __future__ import annotations

import re

from tongxin.documents.outline.model import Declared
from tongxin.documents.outline.numerals import number

_N = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,5})"
_AREAS = (
    rf"(?P<areas>{_N})\s?(?:个方面|大方面|方面|大类别?|个类别|类|个?大?领域|个?大?板块|个?部分|"
    rf"个?大?维度|大重点|大任务|大行动|大工程|大专项|大体系)"
)
_WORK = r"(?:重点|主要|具体|年度|目标|工作|民生|改革|创新|核心|细化|专项|分项|硬|实)*"
_PROJECTS = (
    rf"(?P<projects>{_N})\s?(?:个{_WORK}(?:项目|任务|事项|工程|举措)|[项条件]{_WORK}(?:任务|工作|"
    rf"项目|措施|举措|事项|改革|指标|实事|内容|目标|清单)?|个实事)"
)
_PAIR = re.compile(rf"(?<!第){_AREAS}[^。;!?\n]{{0,24}}?(?<!第){_PROJECTS}")
_SINGLE_AREAS = re.compile(
    rf"(?:从|分为|分|共|包括|涉及|明确|部署|安排|提出|围绕|聚焦|等|确定|涵盖|了)\s?(?<!第){_AREAS}"
)
_SINGLE_PROJECTS = re.compile(
    rf"(?:共计?|分解为|分为|包括|明确|部署|安排|提出|确定|制定|梳理|细化|形成|列出|推出|实施|了|"
    rf"为)\s?(?<!第){_PROJECTS}(?=[,。;:(、]|$|\s)"
)
_BEFORE_LIST = re.compile(
    r"(?:安排了|部署了|明确了|确定了|提出了|包括了?|涵盖了?|涉及|分为|围绕|聚焦|突出|抓好|抓住|就|"
    r"从|在|对|安排|部署|明确|确定|:|为)"
)
_SENTENCE_END = re.compile(r"[。;!?\n\r]")
_CLOSED = re.compile(r"“[^“”\n]{0,120}”|《[^《》\n]{0,120}》|\([^()\n]{0,120}\)|、")


def read_declared(text: str, copy: str) -> Declared:
    """The numbers of areas and projects that the text states, and the areas' titles where it lists them."""
    pair = _PAIR.search(copy)
    areas = pair or _SINGLE_AREAS.search(copy)
    projects = pair or _SINGLE_PROJECTS.search(copy)
    count = number(areas["areas"]) if areas else None
    titles: tuple[str, ...] = ()
    for match in (pair, areas):
        if match is not None and count and not titles:
            titles = _titles_before(text, copy, match.start("areas"), count) or _titles_behind(
                text, copy, match.end(), count
            )
    return Declared(count, number(projects["projects"]) if projects else None, titles)


def _titles_before(text: str, copy: str, at: int, count: int) -> tuple[str, ...]:
    """The list in front of 等七个方面: as many items as are counted, else nothing."""
    start = max(0, at - 600)
    for stop in _SENTENCE_END.finditer(copy, start, at):
        start = stop.end()
    end = at
    while end > start and copy[end - 1] in "等这共以上 ,":
        end -= 1
    items = _items(copy, start, end)
    if len(items) < count or count < 2:
        return ()
    first = items[-count]
    for match in _BEFORE_LIST.finditer(copy, *first):
        # The verb that governs the list stands in front of its first item; the rest of the clause is no title.
        if match.end() < first[1] and len(items) == count:
            first = (match.end(), first[1])
            break
    comma = copy.rfind(",", *first)
    first = (comma + 1 if comma >= 0 else first[0], first[1])
    chosen = [first, *items[-count + 1 :]]
    return tuple(text[a:b].strip() for a, b in chosen)


def _titles_behind(text: str, copy: str, at: int, count: int) -> tuple[str, ...]:
    """The list after 七个方面: where a colon follows closely."""
    colon = copy.find(":", at, at + 16)
    if colon < 0 or count < 2:
        return ()
    stop = _SENTENCE_END.search(copy, colon + 1, min(len(copy), colon + 600))
    items = _items(copy, colon + 1, stop.start() if stop else min(len(copy), colon + 600))
    return tuple(text[a:b].strip() for a, b in items) if len(items) == count else ()


def _items(copy: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of copy[start:end] between the 、 that stand outside names and brackets."""
    items: list[tuple[int, int]] = []
    for match in _CLOSED.finditer(copy, start, end):
        if match[0] == "、":
            items.append((start, match.start()))
            start = match.end()
    items.append((start, end))
    return [(a, b) for a, b in items if copy[a:b].strip()]
