"""The columns of a plan's workbook that are more than text, a number or a day."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal as Exact
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common.enumeration import listed
from tongxin.common.tables import Column, TextColumn, WrongCell
from tongxin.facts.models import FactKind
from tongxin.organisations.models import Unit
from tongxin.programme.enums import PublicField
from tongxin.programme.imports.units import Units
from tongxin.programme.lights import LightRules

NOTHING = "无"
_SPAN = re.compile(r"(\d+)-(\d+)")


class LeadUnit(Column[Unit]):
    def resolve(self, raw: Any) -> Any:
        return str(raw).strip() or None

    def clean(self, value: Any, row: Mapping[str, Any], context: Any) -> Unit | None:
        return None if value is None else context.units.one(value)


class UnitList(LeadUnit):
    """Units with 、 between them."""

    def clean(self, value: Any, row: Mapping[str, Any], context: Any) -> Any:
        return () if value is None else context.units.many(value)


class Supports(UnitList):
    def clean(self, value: Any, row: Mapping[str, Any], context: Any) -> Any:
        units = super().clean(value, row, context)
        lead = row.get("lead_unit")
        if lead is not None and lead in units:
            raise WrongCell(_("“%(unit)s”已是牵头单位，不能同时配合") % {"unit": lead})
        return units


class Reporting(UnitList):
    """Which of the supporting units report by themselves."""

    def clean(self, value: Any, row: Mapping[str, Any], context: Any) -> Any:
        units = super().clean(value, row, context)
        others = [str(unit) for unit in units if unit not in (row.get("supports") or ())]
        if others:
            raise WrongCell(_("“%(units)s”不在配合单位里") % {"units": listed(others)})
        return units


class KindOfFact(TextColumn):
    """A kind of fact by its name or code; empty for an indicator that is entered by hand."""

    def clean(self, value: str | None, row: Mapping[str, Any], context: Any) -> FactKind | None:
        if value is None:
            return None
        kind: FactKind | None = context.kinds.get(value)
        if kind is None:
            names = listed(dict.fromkeys(kind.name for kind in context.kinds.values()))
            raise WrongCell(_("没有这类实绩，可选：%(names)s；由单位填报的请留空") % {"names": names})
        if row.get("unit") not in (None, kind.unit):
            raise WrongCell(_("这类实绩按“%(unit)s”计，请把计量单位改成一致") % {"unit": kind.unit})
        return kind


class PublicFields(TextColumn):
    """What of a project is public; empty for all of it, 无 for none."""

    def clean(self, value: str | None, row: Mapping[str, Any], context: Any) -> list[str]:
        if value is None:
            return list(PublicField.values)
        if value == NOTHING:
            return []
        known = {str(label): code for code, label in PublicField.choices} | {code: code for code in PublicField.values}
        words = [word.strip() for word in re.split(r"[、；;]", value) if word.strip()]
        unknown = [word for word in words if word not in known]
        if unknown:
            raise WrongCell(
                _("没有“%(words)s”这项内容，可选：%(known)s；都不公开请填“无”")
                % {"words": listed(unknown), "known": listed(PublicField.labels)}
            )
        return list(dict.fromkeys(known[word] for word in words))


class Spans(TextColumn):
    """Places in the document, as 12-34、56-78 (characters from 0, the end not included)."""

    def clean(self, value: str | None, row: Mapping[str, Any], context: Any) -> tuple[tuple[int, int], ...]:
        if value is None:
            return ()
        found = [_SPAN.fullmatch(piece.strip()) for piece in re.split(r"[、，,;；]", value)]
        spans = tuple((int(match[1]), int(match[2])) for match in found if match)
        if len(spans) != len(found) or any(start >= end for start, end in spans):
            raise WrongCell(_("原文位置应写成“12-34、56-78”的样子；手工编制的计划请留空"))
        return spans


class Filters(TextColumn):
    """What facts an indicator counts: 单位：甲局、乙局；自：2019-01-01；至：2019-06-30. Empty for all."""

    def clean(self, value: str | None, row: Mapping[str, Any], context: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in re.split(r"[；;]", value or ""):
            if not part.strip():
                continue
            word, _colon, rest = re.sub("[:：]", ":", part, count=1).partition(":")
            key = {"单位": "units", "自": "since", "至": "until"}.get(word.strip())
            if key is None:
                raise WrongCell(_("筛选应写成“单位：甲局、乙局；自：2019-01-01；至：2019-06-30”的样子"))
            if key == "units":
                found[key] = [unit.pk for unit in context.units.many(rest)]
            else:
                found[key] = _day(rest.strip())
        return found


class Rules(TextColumn):
    """The light rules that this year sets for itself: {"pace": 0.5}. Empty for the defaults."""

    def clean(self, value: str | None, row: Mapping[str, Any], context: Any) -> dict[str, Any]:
        if value is None:
            return {}
        known = {rule.name for rule in fields(LightRules)}
        try:
            rules = json.loads(value)
            is_right = isinstance(rules, dict) and set(rules) <= known
            is_right = is_right and all(type(rules[name]) in (int, float) and rules[name] >= 0 for name in rules)
        except ValueError:
            is_right = False
        if not is_right:
            raise WrongCell(
                _("亮灯规则应写成 {“名称”: 数值} 的 JSON，可用的名称：%(names)s；用默认规则请留空")
                % {"names": listed(sorted(known))}
            )
        result: dict[str, Any] = rules
        return result


def written_spans(spans: list[list[int]]) -> str:
    return "、".join(f"{start}-{end}" for start, end in spans)


def written_filters(filters: dict[str, Any], units: Units, by_id: Mapping[int, Unit]) -> str:
    parts = []
    if filters.get("units"):
        parts.append("单位：" + "、".join(units.name_of(by_id[pk]) for pk in filters["units"] if pk in by_id))
    parts += [f"{word}：{filters[key]}" for word, key in (("自", "since"), ("至", "until")) if filters.get(key)]
    return "；".join(parts)


def written_fields(public_fields: list[str]) -> str:
    if list(public_fields) == list(PublicField.values):
        return ""
    return "、".join(str(PublicField(field).label) for field in public_fields) or NOTHING


def plain_number(value: Exact | None) -> Exact | None:
    """Without idle zeros: what a cell shows is what someone would type."""
    if value is None:
        return None
    return value.quantize(Exact(1)) if value == value.to_integral_value() else value.normalize()


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise WrongCell(_("“%(day)s”不是有效日期，请写成 2019-06-30 的样子") % {"day": text}) from None
