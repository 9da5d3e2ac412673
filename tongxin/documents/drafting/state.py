"""The shape of a draft's state and the ways to read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid

State = dict[str, Any]
Item = dict[str, Any]
Span = list[int]

AREA = "area"
PROJECT = "project"
MEASURE = "measure"
NOTE = "note"
NOT_A_TASK = "not_a_task"

# Lines that only say who and until when: a project has fields for that.
_CARRIERS = re.compile(
    r"[（(]?(牵头|责任|配合|主办|协办|承办|参与|参加|协助)(单位|部门|领导)?[:：]|[（(]?(完成|办理)?(时限|期限|时间)[:：]"
)
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def walk(items: list[Item], parents: tuple[Item, ...] = ()) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Every item with those above it, outermost first, in the order of the draft."""
    for item in items:
        yield item, parents
        yield from walk(item["children"], (*parents, item))


def counted(items: list[Item], parents: tuple[Item, ...] = ()) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """As `walk`, without what is "not a task" and all that stands in it."""
    for item in items:
        if item["kind"] != NOT_A_TASK:
            yield item, parents
            yield from counted(item["children"], (*parents, item))


def find(state: State, item_id: str) -> tuple[Item, tuple[Item, ...]]:
    """The item with this id and those above it. Raises Invalid when it is not (or no longer) there."""
    for item, parents in walk(state["items"]):
        if item["id"] == item_id:
            return item, parents
    raise Invalid(_("这一项已不在草稿里，可能刚被合并或删除。请刷新页面后再试。"), field="item")


def siblings(state: State, parents: tuple[Item, ...]) -> list[Item]:
    """The list that an item with these parents stands in."""
    children: list[Item] = parents[-1]["children"] if parents else state["items"]
    return children


def areas(state: State) -> list[Item]:
    """The areas that the plan will have."""
    return [item for item in state["items"] if item["kind"] == AREA]


def projects_in(item: Item) -> list[Item]:
    """The projects of an area, those under a note in it too, in order."""
    return [child for child, _parents in counted(item["children"]) if child["kind"] == PROJECT]


def spans_with_children(item: Item) -> list[Span]:
    """The item's words and those of all that stands in it and counts, as joined spans in the document's order."""
    spans = [span for child, _parents in counted(item["children"]) for span in child["spans"]]
    return joined([*item["spans"], *spans])


def joined(spans: list[Span]) -> list[Span]:
    """Sorted, with touching ones made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1][1] = max(result[-1][1], end)
        else:
            result.append([start, end])
    return result


def covered(state: State) -> list[Span]:
    """Where the words of the document stand in this draft, joined. Raises ValueError where one stands in two places."""
    spans = sorted(
        [
            *(span for item, _parents in walk(state["items"]) for span in item["spans"]),
            *(piece["span"] for piece in state["unplaced"]),
        ]
    )
    for before, after in pairwise(spans):
        if after[0] < before[1]:
            raise ValueError(f"words {after[0]} to {before[1]} stand in two places")
    return joined(spans)


def words_of(text: str, spans: list[Span]) -> str:
    """The document's words in these spans, a line each."""
    return "\n".join(text[start:end].strip() for start, end in spans)


def without_blanks(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None where nothing else is in it."""
    piece = text[start:end]
    if not piece.strip():
        return None
    return [start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))]


def title_from(words: str, limit: int = 60) -> str:
    """A heading for words that have none: their first clause, as it stands."""
    first = re.split(r"[。；;！!？?\n]", words.strip(), maxsplit=1)[0].strip() or words.strip()
    if len(first) > limit:
        first = re.split(r"[，,：:]", first, maxsplit=1)[0]
    return first[:limit].strip()


def new_item(state: State, kind: str, title: str, **more: Any) -> Item:
    """An item with a fresh id (the state's counter moves on)."""
    number = state["next"]
    state["next"] = number + 1
    blank: Item = {
        "id": f"d{number}",
        "kind": kind,
        "was": "",
        "ordinal": None,
        "marker": "",
        "title": title,
        "text": "",
        "spans": [],
        "leads": [],
        "supports": [],
        "starts_on": None,
        "due": None,
        "targets": [],
        "children": [],
    }
    return blank | more


def settle(item: Item, parent_kind: str | None) -> None:
    """Give the item and all that stands in it the kind that follows from its place. "Not a task" stays so."""
    kind = item["kind"]
    if kind == NOT_A_TASK:
        return
    if kind == NOTE and parent_kind is not None:
        inner: str | None = parent_kind
    else:
        kind = inner = {None: AREA, AREA: PROJECT}.get(parent_kind, MEASURE)
    item["kind"] = kind
    for child in item["children"]:
        settle(child, inner)


def place_kind(parents: tuple[Item, ...]) -> str | None:
    """What the place under these parents counts as: the kind of the nearest one that is not a note."""
    return next((parent["kind"] for parent in reversed(parents) if parent["kind"] != NOTE), None)


def description(item: Item) -> str:
    """What a project's description says: its own words after the heading, then its measures and notes.

    Lines such as 牵头单位：… are left out.
    """
    own = item["text"].strip()
    heading = item["title"].strip()
    at = own.find(heading) if heading else -1
    if 0 <= at <= len(item["marker"]) + 4:
        own = own[at + len(heading) :].lstrip(" \t\r\n。；;，,：:．.")
    texts = [own, *((child["text"] or child["title"]) for child, _parents in counted(item["children"]))]
    lines = [line.strip() for words in texts for line in words.splitlines()]
    return "\n".join(line for line in lines if line and not _CARRIERS.match(line))


def ordinal_value(ordinal: str | None) -> int | None:
    """The number that an ordinal says: 3 for 三, 12 for 十二 or "12"; None where it is no number."""
    if not ordinal:
        return None
    word = str(ordinal).strip("第条章节（）()、.．")
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    if any(sign not in _DIGITS for sign in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    if not ten:
        return _DIGITS[ones] if ones else None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def parts(state: State) -> list[list[str]]:
    """The lists that the document has at its top, as item ids: a new one begins where the numbering starts again.

    A report of a meeting often has two (what is to be done; how the brands are to be built), of which one may be
    dropped whole.
    """
    lists: list[list[str]] = []
    last = 0
    for item in state["items"]:
        value = ordinal_value(item["ordinal"])
        if not lists or (value is not None and value <= last):
            lists.append([])
        if value is not None:
            last = value
        lists[-1].append(item["id"])
    return lists
