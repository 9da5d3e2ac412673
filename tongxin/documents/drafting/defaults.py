"""The first state of a draft, from the outline that the reader made.

What becomes what, until the clerk says otherwise:

- A heading at the top is an area, what stands directly in it are projects, and what stands in those are measures.
- Where a heading in an area names no unit and no deadline but the tasks in it do, it is a note and those tasks are the
  projects.
- Headings that only frame the work (总体要求, 保障措施, ...) are "not a task".
- Where one frame (主要任务, 重点任务, ...) holds the work in sections of its own, those sections are the areas.
- Tasks at the top without a heading are put in an area that carries the document's title.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from tongxin.documents.drafting.state import (
    AREA,
    MEASURE,
    NOT_A_TASK,
    NOTE,
    PROJECT,
    Item,
    Span,
    State,
    new_item,
    settle,
    title_from,
    walk,
    without_blanks,
    words_of,
)

_FRAME = re.compile(
    r"^(总体|指导思想|基本原则|工作目标|总体目标|目标要求|主要目标|工作要求|有关要求|相关要求|保障措施|组织领导|组织保障|组织实施|"
    r"实施步骤|方法步骤|时间安排|附则|附件|加强组织领导|强化组织领导|强化保障|工作保障)"
)
_WORK = re.compile(
    r"^(主要|重点|工作|具体|目标)?(任务|工作任务|重点任务|工作|举措|措施|内容|工作内容)(及(责任)?分工|分解|清单|安排)?$"
)


def state_of(outline: dict[str, Any], text: str) -> State:
    """The first state of a draft of `text`, whose outline (docs/draft-format.md) is `outline`."""
    declared = outline.get("declared") or {}
    state: State = {
        "title": outline.get("title") or "",
        "document_number": outline.get("document_number") or "",
        "issued_on": outline.get("issued_on"),
        "issuer": outline.get("issuer") or "",
        "declared": {
            "areas": declared.get("areas"),
            "projects": declared.get("projects"),
            "area_titles": list(declared.get("area_titles") or []),
        },
        "next": 1,
        "items": [],
        "unplaced": [],
    }
    for piece in outline.get("unplaced") or []:
        span = without_blanks(text, *piece["span"])
        if span:
            state["unplaced"].append({"span": span, "reason": piece.get("reason") or ""})
    read = [_item(node, text) for node in outline.get("nodes") or []]
    state["items"] = _gathered(state, _opened(read))
    for item in state["items"]:
        _set_kinds(item)
    return state


def _item(node: dict[str, Any], text: str) -> Item:
    children = node.get("children") or []
    spans = _own_spans(node["span"], [child["span"] for child in children], text)
    due = node.get("due")
    return {
        # The reader's "2.1", in a form that can stand in addresses and selectors.
        "id": "n" + re.sub(r"\W", "-", str(node["id"])),
        "kind": node.get("kind") or MEASURE,
        "was": "",
        "ordinal": node.get("ordinal"),
        "marker": node.get("marker") or "",
        "title": node.get("title") or title_from(words_of(text, spans)),
        "text": node.get("text") or words_of(text, spans),
        "spans": spans,
        "leads": [{"name": name, "units": [], "how": ""} for name in node.get("lead_units") or []],
        "supports": [{"name": name, "units": [], "how": ""} for name in node.get("supporting_units") or []],
        "starts_on": None,
        "due": {"text": due.get("text") or "", "date": due.get("date")} if due else None,
        "targets": [
            {"text": target.get("text") or "", "value": _number(target.get("value")), "unit": target.get("unit") or ""}
            for target in node.get("targets") or []
        ],
        "children": [_item(child, text) for child in children],
    }


def _number(value: Any) -> str | None:
    """Numbers are kept as text: exact, and the same after JSON."""
    return None if value is None else str(value)


def _own_spans(span: Span, inner: list[Span], text: str) -> list[Span]:
    """The parts of `span` that are not in `inner`, blanks left out."""
    at, pieces = span[0], []
    for start, end in sorted(inner):
        pieces.append(without_blanks(text, at, start))
        at = max(at, end)
    pieces.append(without_blanks(text, at, span[1]))
    return [piece for piece in pieces if piece]


def _opened(items: list[Item]) -> list[Item]:
    """Put the sections of a frame such as 主要任务 in its place, the frame itself before them as not a task."""
    result: list[Item] = []
    for item in items:
        if _WORK.match(_bare(item["title"])) and any(child["children"] for child in item["children"]):
            sections, item["children"] = item["children"], []
            result += [_dropped(item), *sections]
        else:
            result.append(item)
    return result


def _gathered(state: State, items: list[Item]) -> list[Item]:
    """Give tasks that stand at the top without a heading an area of their own."""
    result: list[Item] = []
    gathering: Item | None = None
    for item in items:
        if item["kind"] == NOT_A_TASK:
            result.append(item)
        elif item["kind"] == NOTE and not item["children"]:
            result.append(_dropped(item))
        elif item["kind"] == AREA or _is_heading(item):
            gathering = None
            result.append(_dropped(item) if _FRAME.match(_bare(item["title"])) else item)
        else:
            if gathering is None:
                taken = {other["title"] for other in result}
                title = state["title"] or _("重点工作")
                numbered = next(
                    name
                    for name in (title, *(f"{title}（{count}）" for count in range(2, 10_000)))
                    if name not in taken
                )
                gathering = new_item(state, AREA, numbered[:200])
                result.append(gathering)
            gathering["children"].append(item)
    return result


def _is_heading(item: Item) -> bool:
    """A numbered item with others in it that names no unit itself."""
    return bool(item["children"]) and not item["leads"] and item["kind"] != MEASURE


def _set_kinds(area: Item) -> None:
    if area["kind"] == NOT_A_TASK:
        return
    area["kind"] = AREA
    for child in area["children"]:
        if child["kind"] == NOTE and not child["children"]:
            continue
        is_frame = (
            not child["leads"]
            and child["due"] is None
            and any(inner["leads"] or inner["due"] for inner in child["children"])
        )
        child["kind"] = NOTE if is_frame else PROJECT
    for child, parents in walk(area["children"]):
        if parents and child["kind"] == NOTE and child["children"]:
            child["kind"] = MEASURE
    settle(area, None)


def _dropped(item: Item) -> Item:
    item["was"], item["kind"] = AREA, NOT_A_TASK
    return item


def _bare(title: str) -> str:
    return re.sub(r"[\s。，,：:]", "", title)
