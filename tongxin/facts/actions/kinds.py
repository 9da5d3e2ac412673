"""Kinds of fact that a city adds or changes; the shipped ones are in `facts.kinds`."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit, red_lines
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.facts import rules
from tongxin.facts.kinds import NEEDED
from tongxin.facts.models import FactKind

CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
OF_PERSONS = frozenset({"人", "人次", "人数", "名", "位"})
"""Measure words for persons."""


def add_kind(
    *,
    code: str,
    name: str,
    unit: str,
    by: Any,
    decimals: int = 0,
    counts_persons: bool = False,
    is_public: bool = False,
    position: int = 0,
    note: str = "",
    name_en: str = "",
    unit_en: str = "",
) -> FactKind:
    """Add a kind of fact.

    Raises NotAllowed unless `by` is coordinator or administrator, Invalid with the field: also for a name that asks for a
    person's religion, ethnicity or party.
    """
    _check_may(by)
    if not CODE.fullmatch(code):
        raise Invalid(_("代码只能用小写英文字母、数字和连字符，以字母开头，最多 40 个字符。"), field="code")
    kind = FactKind(
        code=code,
        name=name.strip(),
        unit=unit.strip(),
        decimals=decimals,
        counts_persons=counts_persons,
        is_public=is_public,
        position=position,
        note=note.strip(),
        name_en=name_en.strip(),
        unit_en=unit_en.strip(),
    )
    _check_words(kind)
    with transaction.atomic():
        if FactKind.objects.filter(code=code).exists():
            raise Invalid(_("代码“%(code)s”已经有了，请换一个。") % {"code": code}, field="code")
        kind.save(force_insert=True)
        audit.record(by, "fact_kind.added", kind, code=code, name=kind.name, unit=kind.unit)
    return kind


def change_kind(
    *,
    kind: FactKind,
    by: Any,
    name: str | None = None,
    unit: str | None = None,
    decimals: int | None = None,
    counts_persons: bool | None = None,
    is_public: bool | None = None,
    is_active: bool | None = None,
    position: int | None = None,
    note: str | None = None,
    name_en: str | None = None,
    unit_en: str | None = None,
) -> FactKind:
    """Change a kind; what is not given stays. The code never changes.

    Raises NotAllowed unless `by` is coordinator or administrator, Invalid as `add_kind`, and where facts of this kind
    exist and unit or decimals are to change (the figures in the ledger would mean something else), or persons are to be
    counted as if they were none (small counts would be published), and where one that the program needs is to end.
    """
    _check_may(by)
    asked = {
        "name": name,
        "unit": unit,
        "decimals": decimals,
        "counts_persons": counts_persons,
        "is_public": is_public,
        "is_active": is_active,
        "position": position,
        "note": note,
        "name_en": name_en,
        "unit_en": unit_en,
    }
    with transaction.atomic():
        row = FactKind.objects.select_for_update().get(pk=kind.pk)
        changed = {field: value for field, value in asked.items() if value is not None and value != getattr(row, field)}
        fixed = next((field for field in ("unit", "decimals") if field in changed), None)
        if fixed and row.facts.exists():
            raise Invalid(_("已经记了这种实绩，计量单位和小数位数不能再改。请另加一个种类。"), field=fixed)
        if changed.get("counts_persons") is False and row.facts.exists():
            raise Invalid(
                _("已经按人记了这种实绩，“按人计数”不能取消：不足 10 人的数会被公开。请另加一个种类。"),
                field="counts_persons",
            )
        if changed.get("is_active") is False and row.code in NEEDED:
            raise Invalid(_("系统自己要记这种实绩，不能停用。"), field="is_active")
        for field, value in changed.items():
            setattr(row, field, value.strip() if isinstance(value, str) else value)
        _check_words(row)
        if changed:
            row.save(update_fields=list(changed))
            audit.record(by, "fact_kind.changed", row, **changed)
    return row


def _check_may(by: Any) -> None:
    if not rules.may_keep_kinds(by):
        raise NotAllowed(_("只有协调员或管理员可以维护实绩种类。"))


def _check_words(kind: FactKind) -> None:
    for field in ("name", "unit", "note", "name_en", "unit_en"):
        longest = FactKind._meta.get_field(field).max_length  # type: ignore[union-attr]
        if longest is not None and len(getattr(kind, field)) > longest:
            raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": longest}, field=field)
    if not kind.name:
        raise Invalid(_("请填写种类名称。"), field="name")
    if not kind.unit:
        raise Invalid(_("请填写计量单位，例如：场、人次、家、元。"), field="unit")
    if not 0 <= kind.decimals <= 6:
        raise Invalid(_("小数位数在 0 到 6 之间。"), field="decimals")
    if kind.unit in OF_PERSONS and not kind.counts_persons:
        raise Invalid(_("“%(unit)s”是数人的，请选“按人计数”。") % {"unit": kind.unit}, field="counts_persons")
    if kind.counts_persons and kind.decimals:
        raise Invalid(_("按人计数的，小数位数填 0。"), field="decimals")
    for field in ("code", "name", "unit", "name_en", "unit_en"):
        if offence := red_lines.offence(getattr(kind, field)):
            raise Invalid(offence, field=field)
