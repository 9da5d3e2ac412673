"""Kinds of fact that a city adds or changes; the shipped ones are in `facts.kinds`."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.facts import rules
from tongxin.facts.models import FactKind

CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")


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
    """Add a kind of fact. Raises NotAllowed unless `by` is coordinator or administrator, Invalid with the field."""
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

    Raises NotAllowed unless `by` is coordinator or administrator, Invalid where unit or decimals are to change although
    facts of this kind exist: the figures in the ledger would mean something else.
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
