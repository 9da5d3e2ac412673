"""What a form of the draft editor posts, as the arguments of a draft's operation."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid
from tongxin.documents import drafting
from tongxin.organisations.matching import UnitIndex

SEPARATORS = re.compile(r"[、，,;；\n]+")
Reader = Callable[[QueryDict], dict[str, Any]]


def arguments_of(operation: str, posted: QueryDict) -> dict[str, Any]:
    """The operation's arguments. Raises Invalid where the form is broken or a unit that was typed is not known."""
    reader = READERS.get(operation)
    if reader is None:
        raise Invalid(_("没有这种操作。请刷新页面后再试。"))
    return reader(posted)


def _item(posted: QueryDict) -> dict[str, Any]:
    return {"item": posted.get("item", "")}


def _rename(posted: QueryDict) -> dict[str, Any]:
    words = posted.get("words")
    return _item(posted) | {
        "title": posted.get("title", ""),
        "words": None if words is None else words.replace("\r\n", "\n"),
    }


def _merge(posted: QueryDict) -> dict[str, Any]:
    return {"items": posted.getlist("items")}


def _split(posted: QueryDict) -> dict[str, Any]:
    return _item(posted) | {"at": posted.get("at") or None, "offset": _number(posted, "offset")}


def _move(posted: QueryDict) -> dict[str, Any]:
    return _item(posted) | {"into": posted.get("into") or None, "position": _number(posted, "position")}


def _kind(posted: QueryDict) -> dict[str, Any]:
    return _item(posted) | {"kind": posted.get("kind", "")}


def _part(posted: QueryDict) -> dict[str, Any]:
    return {"part": _number(posted, "part") or 0}


def _dates(posted: QueryDict) -> dict[str, Any]:
    return _item(posted) | {"starts_on": posted.get("starts_on") or None, "due_on": posted.get("due_on") or None}


def _units(posted: QueryDict) -> dict[str, Any]:
    return _item(posted) | {
        role: [{"name": name} for name in names_in(posted.get(role, ""))] for role in ("leads", "supports")
    }


def _choose(posted: QueryDict) -> dict[str, Any]:
    """The name is left out, or stands for the units that were typed or picked."""
    if "leave_out" in posted:
        return {"name": posted.get("name", ""), "units": []}
    picked = [int(pk) for pk in posted.getlist("pick") if pk.isdigit()]
    typed = names_in(posted.get("units", ""))
    if not picked and not typed:
        raise Invalid(_("请写明或选定“%(name)s”是哪个单位。") % {"name": posted.get("name", "")}, field="units")
    index = UnitIndex()
    unknown = []
    for name in typed:
        match = index.match(name)
        if match.unit is None or match.how == "nearest":
            unknown.append(name)
        else:
            picked.append(match.unit.pk)
    if unknown:
        raise Invalid(
            _("单位树里没有“%(names)s”。请从列表里选，或先登记这个单位。") % {"names": listed(unknown)},
            field="units",
        )
    return {"name": posted.get("name", ""), "units": list(dict.fromkeys(picked))}


def _targets(posted: QueryDict) -> dict[str, Any]:
    rows = zip(
        posted.getlist("target_text"), posted.getlist("target_value"), posted.getlist("target_unit"), strict=False
    )
    return _item(posted) | {
        "targets": [
            {"text": text, "value": value.strip(), "unit": unit} for text, value, unit in rows if text.strip() or value
        ]
    }


def _add_area(posted: QueryDict) -> dict[str, Any]:
    return {"title": posted.get("title", "")}


def _add_item(posted: QueryDict) -> dict[str, Any]:
    return {"into": posted.get("into", ""), "title": posted.get("title", "")}


def _take_up(posted: QueryDict) -> dict[str, Any]:
    piece = _number(posted, "piece")
    return {"piece": -1 if piece is None else piece, "into": posted.get("into", "")}


READERS: dict[str, Reader] = {
    "rename": _rename,
    "merge": _merge,
    "split": _split,
    "move": _move,
    "set_kind": _kind,
    "lift": _item,
    "drop_part": _part,
    "set_dates": _dates,
    "set_units": _units,
    "choose_unit": _choose,
    "set_targets": _targets,
    "add_area": _add_area,
    "add_item": _add_item,
    "take_up": _take_up,
    "remove": _item,
}


def names_in(written: str) -> list[str]:
    """The names in a list such as 甲局、乙局, each once, in order."""
    return list(dict.fromkeys(name.strip() for name in SEPARATORS.split(written) if name.strip()))


def _number(posted: QueryDict, name: str) -> int | None:
    value = posted.get(name, "")
    return int(value) if value.isdecimal() else None


def split_places(item: drafting.Item, text: str) -> list[tuple[int, str]]:
    """Where an item's own words may be split: after each mark that ends a clause, with the words that would begin."""
    found = []
    for start, end in item["spans"]:
        for match in re.finditer(r"[。；;！？\n]\s*|，(?=.{6})|,(?=.{6})", text[start:end]):
            offset = start + match.end()
            if start < offset < end and text[offset:end].strip():
                found.append((offset, text[offset:end].strip()[:24]))
    return found[:200]
