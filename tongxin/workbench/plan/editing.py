"""What the draft editor shows: the document cut at its spans, the items with their parties, what is still open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tongxin.documents import drafting
from tongxin.documents.models import Draft
from tongxin.organisations.models import Unit
from tongxin.workbench.plan.steps import split_places


@dataclass(frozen=True)
class Piece:
    """A stretch of the document: the item that it stands in ("" for none), and why it stands in none."""

    words: str
    item: str = ""
    reason: str = ""
    is_out: bool = False


@dataclass(frozen=True)
class PartyShown:
    """A unit name as an item shows it. `look` is quiet, alias, group, warn or out."""

    name: str
    look: str
    units: str


@dataclass(frozen=True)
class OpenName:
    """A name that somebody has to settle, with the nearest units, and how many items have it."""

    name: str
    choices: tuple[Unit, ...]
    items: int


@dataclass
class ItemShown:
    """An item with all that its card shows. `children` are shown the same way."""

    item: drafting.Item
    leads: list[PartyShown]
    supports: list[PartyShown]
    children: list[ItemShown] = field(default_factory=list)
    is_out: bool = False

    @property
    def id(self) -> str:
        return str(self.item["id"])

    @property
    def may_remove(self) -> bool:
        return not any(each["spans"] for each, _above in drafting.walk([self.item]))


@dataclass(frozen=True)
class Place:
    """Somewhere that an item may be put: an area or a project."""

    id: str
    words: str


@dataclass(frozen=True)
class Editor:
    draft: Draft
    pieces: list[Piece]
    items: list[ItemShown]
    comparison: drafting.Comparison
    open_names: list[OpenName]
    parts: list[list[str]]
    leftovers: list[tuple[int, str, str]]
    places: list[Place]


def editor_of(draft: Draft) -> Editor:
    """Everything that the editor's page shows, with one query for the units."""
    state, text = draft.state, draft.document.text
    units = Unit.objects.in_bulk(_unit_ids(state))
    return Editor(
        draft=draft,
        pieces=_pieces(state, text),
        items=[_shown(item, units) for item in state["items"]],
        comparison=drafting.declared_against(state),
        open_names=_open_names(state, units),
        parts=_parts(state),
        leftovers=[
            (number, text[piece["span"][0] : piece["span"][1]].strip(), reason_words(piece["reason"]))
            for number, piece in enumerate(state["unplaced"])
        ],
        places=_places(state),
    )


def panel_of(draft: Draft, item_id: str) -> dict[str, Any]:
    """What the panel of one item shows. Raises Invalid when the item is gone."""
    state = draft.state
    item, parents = drafting.find(state, item_id)
    siblings = parents[-1]["children"] if parents else state["items"]
    at = next(number for number, each in enumerate(siblings) if each is item)
    inside = {each["id"] for each, _above in drafting.walk([item])}
    return {
        "item": item,
        "parent": parents[-1]["id"] if parents else "",
        "leads": "、".join(party["name"] for party in item["leads"]),
        "supports": "、".join(party["name"] for party in item["supports"]),
        "splits": split_places(item, draft.document.text),
        "places": [place for place in _places(state) if place.id not in inside],
        "above": at - 1 if at else None,
        "below": at + 1 if at + 1 < len(siblings) else None,
        "before": siblings[at - 1] if at else None,
        "words": [draft.document.text[start:end].strip() for start, end in item["spans"]],
        "may_remove": not any(each["spans"] for each, _above in drafting.walk([item])),
    }


def reason_words(reason: str) -> str:
    """The words of a reader's reason ("narrative 会议情况" is 会议情况)."""
    return reason.rpartition(" ")[2]


def _pieces(state: drafting.State, text: str) -> list[Piece]:
    counted = {item["id"] for item, _above in drafting.counted(state["items"])}
    marks: list[tuple[int, int, str, str, bool]] = [
        (start, end, item["id"], "", item["id"] not in counted)
        for item, _above in drafting.walk(state["items"])
        for start, end in item["spans"]
    ]
    marks += [(*piece["span"], "", reason_words(piece["reason"]), True) for piece in state["unplaced"]]
    pieces, at = [], 0
    for start, end, item, reason, is_out in sorted(marks):
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], item, reason, is_out))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def _shown(item: drafting.Item, units: dict[int, Unit], *, is_out: bool = False) -> ItemShown:
    is_out = is_out or item["kind"] == drafting.NOT_A_TASK
    return ItemShown(
        item,
        [_party(party, units) for party in item["leads"]],
        [_party(party, units) for party in item["supports"]],
        [_shown(child, units, is_out=is_out) for child in item["children"]],
        is_out,
    )


LOOKS = {"exact": "quiet", "chosen": "quiet", "alias": "alias", "group": "group", "left_out": "out"}


def _party(party: dict[str, Any], units: dict[int, Unit]) -> PartyShown:
    names = [units[pk].name for pk in party["units"] if pk in units]
    look = LOOKS.get(party["how"], "warn")
    if look == "quiet" and names and names != [party["name"]]:
        look = "alias"
    return PartyShown(party["name"], look, "、".join(names))


def _open_names(state: drafting.State, units: dict[int, Unit]) -> list[OpenName]:
    counts: dict[str, int] = {}
    for item, _above in drafting.counted(state["items"]):
        for party in (*item["leads"], *item["supports"]):
            counts[party["name"]] = counts.get(party["name"], 0) + 1
    return [
        OpenName(
            party["name"],
            tuple(units[pk] for pk in party.get("choices", ()) if pk in units),
            counts.get(party["name"], 1),
        )
        for party in drafting.unmatched(state)
    ]


def _parts(state: drafting.State) -> list[list[str]]:
    """The lists of the document that may be dropped whole, as the titles of what is still in them."""
    titles = {item["id"]: item["title"] for item in state["items"] if item["kind"] != drafting.NOT_A_TASK}
    lists = [[titles[one] for one in ids if one in titles] for ids in drafting.parts(state)]
    return lists if sum(bool(each) for each in lists) > 1 else []


def _places(state: drafting.State) -> list[Place]:
    found = []
    for area in drafting.areas(state):
        found.append(Place(area["id"], area["title"]))
        found += [Place(project["id"], f"　{project['title'][:30]}") for project in drafting.projects_in(area)]
    return found


def _unit_ids(state: drafting.State) -> set[int]:
    return {
        pk
        for item, _above in drafting.walk(state["items"])
        for party in (*item["leads"], *item["supports"])
        for pk in (*party["units"], *party.get("choices", ()))
    }
