"""What a clerk may do with a draft. Each operation takes a state and gives a new one; the old one is untouched.

Operations raise Invalid with words for the clerk. `change` runs one by its name and holds it to the law: no word lost.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Invalid
from tongxin.documents.drafting import placing
from tongxin.documents.drafting.fields import (
    choose_unit,
    clean_title,
    rename,
    set_dates,
    set_targets,
    set_units,
)
from tongxin.documents.drafting.state import (
    AREA,
    MEASURE,
    NOT_A_TASK,
    NOTE,
    PROJECT,
    Item,
    Span,
    State,
    covered,
    find,
    joined,
    new_item,
    parts,
    place_kind,
    settle,
    siblings,
    title_from,
    walk,
    without_blanks,
    words_of,
)


def merge(state: State, text: str, *, items: list[str]) -> State:
    """Make one item of several: neighbours in one list, or projects from anywhere. The first takes the others in."""
    if len(set(items)) < 2:
        raise Invalid(_("请至少选择两项再合并。"), field="items")
    order = [(item, parents) for item, parents in walk(state["items"]) if item["id"] in items]
    if len(order) != len(set(items)):
        find(state, next(one for one in items if one not in {item["id"] for item, _parents in order}))
    chosen = [item for item, _parents in order]
    if not all(item["kind"] == PROJECT for item in chosen):
        _check_neighbours(state, order)
    first = chosen[0]
    for other, parents in order[1:]:
        siblings(state, parents).remove(other)
        _take_in(first, other)
    _settle_in_place(state, first)
    return state


def _check_neighbours(state: State, order: list[tuple[Item, tuple[Item, ...]]]) -> None:
    lists = [siblings(state, parents) for _item, parents in order]
    if any(each is not lists[0] for each in lists):
        raise Invalid(_("只能合并同一层里相邻的几项，或者几个项目。请先把它们拖到一起。"), field="items")
    places = [next(at for at, one in enumerate(lists[0]) if one is item) for item, _parents in order]
    if places != list(range(places[0], places[0] + len(places))):
        raise Invalid(_("选中的几项不相邻。请先把它们拖到一起，再合并。"), field="items")
    if len({item["kind"] == NOT_A_TASK for item, _parents in order}) > 1:
        raise Invalid(_("“不是任务”的内容不能与任务合并。请先恢复它，再合并。"), field="items")


def _take_in(first: Item, other: Item) -> None:
    """Words, units, targets and children of `other` go to `first`; of two deadlines the later one holds."""
    first["spans"] = joined([*first["spans"], *other["spans"]])
    first["text"] = "\n".join(part for part in (first["text"], other["text"] or other["title"]) if part)
    for role in ("leads", "supports"):
        names = {party["name"] for party in [*first["leads"], *first["supports"]]}
        first[role] += [party for party in other[role] if party["name"] not in names]
    dues = [due for due in (first["due"], other["due"]) if due]
    first["due"] = max(dues, key=lambda due: due["date"] or "") if dues else None
    starts = [day for day in (first["starts_on"], other["starts_on"]) if day]
    first["starts_on"] = min(starts) if starts else None
    first["targets"] += [target for target in other["targets"] if target not in first["targets"]]
    first["children"] += other["children"]


def split(state: State, text: str, *, item: str, at: str | None = None, offset: int | None = None) -> State:
    """Make two of one: at the measure `at`, or at `offset`, a character of the document within the item's own words.

    At a measure: it becomes an item beside this one, and the measures after it go with it. At an offset: the words
    after it and what stands behind them become the second item, carried by the same units until the same day.
    """
    found, parents = find(state, item)
    if found["kind"] == NOT_A_TASK:
        raise Invalid(_("“不是任务”的内容不用拆分。请先恢复它。"), field="item")
    second = _split_at_child(found, at) if at is not None else _split_at_offset(state, found, offset, text)
    beside = siblings(state, parents)
    beside.insert(beside.index(found) + 1, second)
    settle(second, place_kind(parents))
    return state


def _split_at_child(found: Item, at: str | None) -> Item:
    place = next((number for number, child in enumerate(found["children"]) if child["id"] == at), None)
    if place is None:
        raise Invalid(_("请选择这一项下面的一条举措，从那里拆开。"), field="at")
    if place == 0 and not found["spans"] and not found["text"]:
        raise Invalid(_("从第一条拆开，前一半就没有内容了。请选择后面的一条。"), field="at")
    second: Item = found["children"][place]
    second["children"] += found["children"][place + 1 :]
    found["children"] = found["children"][:place]
    second["kind"] = found["kind"] if second["kind"] != NOT_A_TASK else _lifted(second)
    for role in ("leads", "supports"):
        second[role] = second[role] or deepcopy(found[role])
    second["due"] = second["due"] or deepcopy(found["due"])
    return second


def _split_at_offset(state: State, found: Item, offset: int | None, text: str) -> Item:
    if offset is None or not any(start < offset < end for start, end in found["spans"]):
        raise Invalid(_("请在这一项自己的文字中间点一下，选定从哪里拆开。"), field="offset")
    before: list[Span] = []
    after: list[Span] = []
    for start, end in found["spans"]:
        for low, high, side in ((start, min(end, offset), before), (max(start, offset), end, after)):
            piece = without_blanks(text, low, high) if low < high else None
            if piece:
                side.append(piece)
    if not before or not after:
        raise Invalid(_("拆开后有一半是空的。请换一个位置。"), field="offset")
    moving = [child for child in found["children"] if child["spans"] and min(child["spans"])[0] >= offset]
    second_words = words_of(text, after)
    first_words = words_of(text, before)
    targets = [each for each in found["targets"] if each["text"] in second_words and each["text"] not in first_words]
    second = new_item(
        state,
        found["kind"],
        title_from(second_words),
        text=second_words,
        spans=after,
        leads=deepcopy(found["leads"]),
        supports=deepcopy(found["supports"]),
        starts_on=found["starts_on"],
        due=deepcopy(found["due"]),
        targets=targets,
        children=moving,
    )
    found["spans"], found["text"] = before, first_words
    found["targets"] = [each for each in found["targets"] if each not in targets]
    found["children"] = [child for child in found["children"] if not any(child is other for other in moving)]
    if found["title"] not in first_words:
        found["title"] = title_from(first_words.removeprefix(found["marker"]))
    return second


def move(state: State, text: str, *, item: str, into: str | None = None, position: int | None = None) -> State:
    """Put an item, with all that stands in it, into another one (or at the top) at `position` (default: the end).

    What it is follows from where it stands: at the top an area, in an area a project, in a project a measure.
    """
    found, parents = find(state, item)
    target: list[Item] = state["items"]
    under: tuple[Item, ...] = ()
    if into is not None:
        place, above = find(state, into)
        under = (*above, place)
        if any(parent is found for parent in under):
            raise Invalid(_("不能把一项放到它自己里面。"), field="into")
        target = place["children"]
    old = siblings(state, parents)
    old.remove(found)
    target.insert(len(target) if position is None else max(0, min(position, len(target))), found)
    settle(found, place_kind(under))
    return state


def set_kind(state: State, text: str, *, item: str, kind: str) -> State:
    """Say what an item is: it is put where such a thing stands. "not_a_task" leaves it and all in it out."""
    found, parents = find(state, item)
    if found["kind"] == kind:
        return state
    if kind == NOT_A_TASK:
        found["was"], found["kind"] = found["kind"], NOT_A_TASK
        return state
    dropped = next((parent for parent in parents if parent["kind"] == NOT_A_TASK), None)
    if dropped is not None:
        raise Invalid(
            _("它在“%(title)s”下面，而那一项不是任务。请先恢复上级。") % {"title": dropped["title"]}, field="kind"
        )
    if found["kind"] == NOT_A_TASK:
        found["kind"] = _lifted(found)
        settle(found, place_kind(parents))
        if found["kind"] == kind:
            return state
    if kind == NOTE:
        if not parents:
            raise Invalid(_("最上层的内容不能作为说明。可以标为“不是任务”，或拖到一个领域里。"), field="kind")
        found["kind"] = NOTE
        settle(found, place_kind(parents))
    elif kind == AREA:
        placing.to_area(state, found, parents)
    elif kind == PROJECT:
        placing.to_project(state, found, parents)
    elif kind == MEASURE:
        placing.to_measure(state, found, parents)
    else:
        raise Invalid(_("没有这种类别。"), field="kind")
    return state


def lift(state: State, text: str, *, item: str) -> State:
    """Take an item that was "not a task" back into the plan, as what it was."""
    found, _parents = find(state, item)
    if found["kind"] != NOT_A_TASK:
        raise Invalid(_("这一项已经在计划里。"), field="item")
    return set_kind(state, text, item=item, kind=found["was"] or _lifted(found))


def drop_part(state: State, text: str, *, part: int) -> State:
    """Leave one whole list of the document (the `part`-th, from 0) out of the plan."""
    lists = parts(state)
    if not 0 <= part < len(lists):
        raise Invalid(_("草稿里没有这一部分。请刷新页面后再试。"), field="part")
    for item in state["items"]:
        if item["id"] in lists[part] and item["kind"] != NOT_A_TASK:
            item["was"], item["kind"] = item["kind"], NOT_A_TASK
    return state


def add_area(state: State, text: str, *, title: str, position: int | None = None) -> State:
    """Add an area that the document does not have, in the clerk's own words."""
    title = clean_title(title)
    area = new_item(state, AREA, title)
    state["items"].insert(len(state["items"]) if position is None else max(0, position), area)
    return state


def add_item(state: State, text: str, *, into: str, title: str, words: str = "", position: int | None = None) -> State:
    """Add a project or measure (by where it stands) in the clerk's own words, without a tie to the document."""
    place, above = find(state, into)
    if any(parent["kind"] == NOT_A_TASK for parent in (*above, place)):
        raise Invalid(_("上级不是任务，不能在里面新增。请先恢复上级。"), field="into")
    item = new_item(state, MEASURE, clean_title(title), text=words.strip())
    place["children"].insert(len(place["children"]) if position is None else max(0, position), item)
    settle(item, place_kind((*above, place)))
    return state


def take_up(state: State, text: str, *, piece: int, into: str) -> State:
    """Make an item of words that the reader left aside (the `piece`-th of `unplaced`, from 0)."""
    if not 0 <= piece < len(state["unplaced"]):
        raise Invalid(_("这段文字已不在未归入的内容里。请刷新页面后再试。"), field="piece")
    place, above = find(state, into)
    span = state["unplaced"].pop(piece)["span"]
    words = words_of(text, [span])
    item = new_item(state, MEASURE, title_from(words), text=words, spans=[span])
    place["children"].append(item)
    settle(item, place_kind((*above, place)))
    return state


def remove(state: State, text: str, *, item: str) -> State:
    """Remove what the clerk added. What has words of the document is never removed: it can be "not a task"."""
    found, parents = find(state, item)
    if any(each["spans"] for each, _above in walk([found])):
        raise Invalid(_("这一项有文件原文，不能删除。不需要时可以标为“不是任务”。"), field="item")
    siblings(state, parents).remove(found)
    return state


def _lifted(item: Item) -> str:
    return item["was"] if item["was"] not in ("", NOT_A_TASK) else MEASURE


def _settle_in_place(state: State, item: Item) -> None:
    _found, parents = find(state, item["id"])
    settle(item, place_kind(parents))


@dataclass(frozen=True)
class Operation:
    """One thing that may be done with a draft, and the words that its undo step is called by."""

    name: str
    run: Callable[..., State]
    label: str | Promise


OPERATIONS = {
    function.__name__: Operation(function.__name__, function, label)
    for function, label in (
        (rename, gettext_lazy("改名称")),
        (merge, gettext_lazy("合并")),
        (split, gettext_lazy("拆分")),
        (move, gettext_lazy("移动")),
        (set_kind, gettext_lazy("改类别")),
        (lift, gettext_lazy("恢复为任务")),
        (drop_part, gettext_lazy("整部分不列入")),
        (set_dates, gettext_lazy("改日期")),
        (set_units, gettext_lazy("改单位")),
        (choose_unit, gettext_lazy("选定单位")),
        (set_targets, gettext_lazy("改指标")),
        (add_area, gettext_lazy("新增领域")),
        (add_item, gettext_lazy("新增一项")),
        (take_up, gettext_lazy("收入原文")),
        (remove, gettext_lazy("删除")),
    )
}


def change(state: State, operation: str, text: str, **arguments: Any) -> State:
    """Run one operation on a copy of `state`. `text` is the document's.

    Raises Invalid when the clerk asked for what cannot be, and RuntimeError should an operation ever lose a word.
    """
    known = OPERATIONS.get(operation)
    if known is None:
        raise Invalid(_("没有这种操作。请刷新页面后再试。"))
    result = known.run(deepcopy(state), text, **arguments)
    if _sans_blanks(covered(result), text) != _sans_blanks(covered(state), text):
        raise RuntimeError(f"{operation} would lose words of the document")
    return result


def _sans_blanks(spans: list[list[int]], text: str) -> list[list[int]]:
    """Spans joined where only white space stands between them, so that splitting and merging compare equal."""
    result: list[list[int]] = []
    for start, end in spans:
        if result and not text[result[-1][1] : start].strip():
            result[-1][1] = end
        else:
            result.append([start, end])
    return result
