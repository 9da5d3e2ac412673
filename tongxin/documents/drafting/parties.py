"""Unit names as the document writes them, and the units that they stand for.

A party is `{"name", "units", "how"}`: the name as written, the ids of the units that it stands for ("各街道" is many),
and how they were found: "exact", "alias", "group" (a word for all of a kind), "nearest" (a guess that someone has to
look at), "chosen" (by the clerk), "left_out" (the clerk decided that nobody is meant), "" (not found). A guess also
keeps `"choices"`, unit ids, nearest first, and is not taken until someone chooses.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tongxin.documents.drafting.state import NOTE, PROJECT, State, counted, walk

Party = dict[str, Any]
# Finds what a name stands for: {"units": [...], "how": "...", "choices": [...]}.
Match = Callable[[str], dict[str, Any]]

SETTLED = frozenset({"exact", "alias", "group", "chosen", "left_out"})


def match_parties(state: State, match: Match) -> State:
    """A state in which every name that nobody has settled is matched anew. `match` is asked once for each name."""
    result = deepcopy(state)
    known: dict[str, dict[str, Any]] = {}
    for item, _parents in walk(result["items"]):
        for role in ("leads", "supports"):
            for party in item[role]:
                if party["how"] in ("chosen", "left_out"):
                    continue
                name = party["name"]
                if name not in known:
                    known[name] = match(name)
                party.pop("choices", None)
                party |= deepcopy(known[name])
    return result


def is_settled(party: Party) -> bool:
    return party["how"] in SETTLED


def unmatched(state: State) -> list[Party]:
    """The parties of projects (and of what stands in them) that are still open: one for each name, in order."""
    found: dict[str, Party] = {}
    for item, parents in counted(state["items"]):
        if item["kind"] == NOTE or not any(each["kind"] == PROJECT for each in (*parents, item)):
            continue
        for role in ("leads", "supports"):
            for party in item[role]:
                if not is_settled(party):
                    found.setdefault(party["name"], party)
    return list(found.values())
