"""Holds a draft against what a careful clerk reads in a document: the expectations beside the sample layouts.

The keys are those by which drafts are compared elsewhere (`headings`, `under`, `measures`, `assignments`, `due`, `targets`,
`not_tasks`) and some that are stricter: `kinds`, `exact_targets`, `due_text`, `no_node_titled`, `no_units`,
`unplaced` (words and code of the reason) and `most_tasks`.
"""

from __future__ import annotations

import re
from typing import Any

from tongxin.documents.outline import Draft, Kind, Node

_ONE_FORM = str.maketrans("()::,;《》〈〉", "（）：：，；《》《》")
_TASKS = (Kind.PROJECT, Kind.MEASURE)


def bare(words: str) -> str:
    """`words` without white space and with one form of brackets, commas and quotes."""
    return re.sub(r"\s+", "", words).translate(_ONE_FORM)


def misses(text: str, draft: Draft, expected: dict[str, Any]) -> list[str]:
    """What the draft of `text` does not have, or has and should not; empty where all is held."""
    return [
        *_of_document(draft, expected),
        *_of_outline(draft, expected),
        *_of_tasks(draft, expected),
        *_of_absence(text, draft, expected),
    ]


def _find(draft: Draft, starts: str, level: int | None = None) -> Node | None:
    want = bare(starts)
    return next(
        (n for n in draft.walk() if bare(n.title).startswith(want) and (level is None or n.level == level)), None
    )


def _of_document(draft: Draft, expected: dict[str, Any]) -> list[str]:
    got = draft.as_json()
    values = {"title": got["title"], "document_number": got["document_number"], "issued_on": got["issued_on"]}
    values["issuer"] = got["issuer"]
    return [
        f"{key}: want {expected[key]}, got {value}"
        for key, value in values.items()
        if key in expected and bare(str(value)) != bare(str(expected[key]))
    ]


def _of_outline(draft: Draft, expected: dict[str, Any]) -> list[str]:
    missed: list[str] = []
    position = -1
    for heading in expected.get("headings", []):
        node = next(
            (
                n
                for n in draft.walk()
                if n.span[0] > position
                and bare(n.title).startswith(bare(heading["starts"]))
                and n.ordinal == heading["ordinal"]
                and n.level == heading.get("level", n.level)
            ),
            None,
        )
        if node is None:
            missed.append(f"heading in order: {heading}")
        else:
            position = node.span[0]
    for child, parent in expected.get("under", []):
        above = _find(draft, parent)
        if above is None or not any(bare(n.title).startswith(bare(child)) for n in above.walk() if n is not above):
            missed.append(f"{child} under {parent}")
    for words in expected.get("measures", []):
        want = bare(words)
        if not any(want in bare(n.title) and len(bare(n.title)) <= 3 * len(want) + 12 for n in draft.walk()):
            missed.append(f"a measure of its own: {words}")
    for starts, kind in expected.get("kinds", []):
        node = _find(draft, starts)
        if node is None or node.kind.value != kind:
            missed.append(f"kind of {starts}: want {kind}, got {node and node.kind.value}")
    return missed


def _of_tasks(draft: Draft, expected: dict[str, Any]) -> list[str]:
    missed: list[str] = []

    def hold(what: str, starts: str, want: object, got: object) -> None:
        if want != got:
            missed.append(f"{what} of {starts}: want {want}, got {got}")

    for task in expected.get("assignments", []):
        node = _find(draft, task["starts"])
        for key in ("lead_units", "supporting_units"):
            if key in task:
                hold(key, task["starts"], task[key], list(getattr(node, key)) if node else None)
    for task in expected.get("due", []):
        node = _find(draft, task["starts"])
        day = node.due.date.isoformat() if node and node.due and node.due.date else None
        hold("due", task["starts"], task["date"], day if node else "no such task")
    for starts, words in expected.get("due_text", []):
        node = _find(draft, starts)
        hold("words of due", starts, words, node.due.text if node and node.due else None)
    for task in expected.get("targets", []):
        node = _find(draft, task["starts"])
        got = [(target.value, target.unit) for target in node.targets] if node else []
        if (task["value"], task["unit"]) not in got:
            missed.append(f"target of {task['starts']}: want {task['value']}{task['unit']}, got {got}")
    for starts, want in expected.get("exact_targets", []):
        node = _find(draft, starts)
        hold("targets", starts, want, [[target.value, target.unit] for target in node.targets] if node else None)
    return missed


def _of_absence(text: str, draft: Draft, expected: dict[str, Any]) -> list[str]:
    nodes = list(draft.walk())
    tasks = [n for n in nodes if n.kind in _TASKS]
    units = {unit for n in nodes for unit in n.lead_units + n.supporting_units}
    beside = [(text[slice(*piece.span)], piece.reason.value.split()[0]) for piece in draft.unplaced]
    missed = [
        *(f"not a task: {w}" for w in expected.get("not_tasks", []) if any(bare(w) in bare(n.text) for n in tasks)),
        *(
            f"no item of its own: {w}"
            for w in expected.get("no_node_titled", [])
            if any(bare(n.title).startswith(bare(w)) for n in nodes)
        ),
        *(f"no unit: {name}" for name in expected.get("no_units", []) if any(name in unit for unit in units)),
        *(
            f"beside the outline as {code}: {words}"
            for words, code in expected.get("unplaced", [])
            if not any(piece.startswith(words) and why == code for piece, why in beside)
        ),
    ]
    if "most_tasks" in expected:
        titles = [n.title for n in tasks]
        if len(titles) > expected["most_tasks"]:
            missed.append(f"at most {expected['most_tasks']} tasks, got {titles}")
    return missed
