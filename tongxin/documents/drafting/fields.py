"""Operations on what an item says: its title, days, units and numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.documents.drafting.state import State, find, walk

TITLE_LIMIT = 200


def rename(state: State, text: str, *, item: str, title: str, words: str | None = None) -> State:
    """Give an item another title; with `words` also other words of its own. Its tie to the document stays."""
    found, _parents = find(state, item)
    title = clean_title(title)
    found["title"] = title
    if words is not None:
        found["text"] = words.strip()
    return state


def set_dates(state: State, text: str, *, item: str, starts_on: str | None = None, due_on: str | None = None) -> State:
    """Set when the work starts and when it is due (ISO dates, None for not said). The document's words are kept."""
    found, _parents = find(state, item)
    start, due = _day(starts_on, "starts_on"), _day(due_on, "due_on")
    if start and due and due < start:
        raise Invalid(_("完成时限早于开始日期。请改其中一个。"), field="due_on")
    found["starts_on"] = start.isoformat() if start else None
    words = found["due"]["text"] if found["due"] else ""
    found["due"] = {"text": words, "date": due.isoformat() if due else None} if due or words else None
    return state


def set_units(
    state: State, text: str, *, item: str, leads: list[dict[str, Any]], supports: list[dict[str, Any]]
) -> State:
    """Set who carries an item: parties `{"name", "units"}`, units being ids that the clerk chose."""
    found, _parents = find(state, item)
    known = {party["name"]: party for party in [*found["leads"], *found["supports"]]}
    lists = [[_party(each, known.get(each["name"])) for each in parties] for parties in (leads, supports)]
    names = [party["name"] for parties in lists for party in parties]
    if len(set(names)) != len(names):
        raise Invalid(_("同一个单位写了两次。一个单位在一项里只能牵头或配合。"), field="supports")
    found["leads"], found["supports"] = lists
    return state


def _party(given: dict[str, Any], known: dict[str, Any] | None) -> dict[str, Any]:
    units = [int(unit) for unit in given.get("units") or []]
    if known is not None and (not units or known["units"] == units):
        return known
    return {"name": str(given["name"]).strip(), "units": units, "how": "chosen" if units else ""}


def choose_unit(state: State, text: str, *, name: str, units: list[int], item: str | None = None) -> State:
    """Say which units a name stands for, in the whole draft or in one item. No unit: nobody is meant by it."""
    changed = 0
    for one, _parents in walk(state["items"]):
        if item is not None and one["id"] != item:
            continue
        for role in ("leads", "supports"):
            for party in one[role]:
                if party["name"] == name:
                    party["units"], party["how"] = list(units), "chosen" if units else "left_out"
                    party.pop("choices", None)
                    changed += 1
    if not changed:
        raise Invalid(_("草稿里没有“%(name)s”这个单位名称。请刷新页面后再试。") % {"name": name}, field="name")
    return state


def set_targets(state: State, text: str, *, item: str, targets: list[dict[str, Any]]) -> State:
    """Set the numbers that an item is measured by: `{"text", "value", "unit"}`, value a number as text."""
    found, _parents = find(state, item)
    found["targets"] = [_target(each) for each in targets]
    return state


def _target(given: dict[str, Any]) -> dict[str, Any]:
    words, value = str(given.get("text") or "").strip(), given.get("value")
    if not words:
        raise Invalid(_("请写明指标说的是什么，例如“走访企业”。"), field="targets")
    if value in (None, ""):
        return {"text": words, "value": None, "unit": str(given.get("unit") or "").strip()}
    try:
        number = Decimal(str(value).replace(",", "").replace("，", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Invalid(_("目标值“%(value)s”不是数字。") % {"value": value}, field="targets")
    return {"text": words, "value": str(number), "unit": str(given.get("unit") or "").strip()}


def clean_title(title: str) -> str:
    """One line without idle blanks. Raises Invalid when it is empty or too long."""
    title = " ".join(title.split())
    if not title:
        raise Invalid(_("请写明名称。"), field="title")
    if len(title) > TITLE_LIMIT:
        raise Invalid(
            _("名称最长 %(limit)d 个字，现在有 %(count)d 个。") % {"limit": TITLE_LIMIT, "count": len(title)},
            field="title",
        )
    return title


def _day(value: str | None, field: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Invalid(
            _("“%(value)s”不是有效日期。请按 2019-06-30 的格式填写。") % {"value": value}, field=field
        ) from None
