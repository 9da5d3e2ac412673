"""Which kinds of evidence a system of brands accepts: declared by its coordinators, never taken from what has them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.brands import rules
from tongxin.brands.enums import Level
from tongxin.brands.models import BrandSystem, EvidenceKind
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class GivenKind:
    """What is declared of a kind: its name, the aims it can show, and what each piece must have."""

    name: str
    levels: tuple[str, ...]
    name_en: str = ""
    needs_address: bool = False
    needs_file: bool = False
    is_counted: bool = False
    is_offered: bool = True


def add_kind(*, system: BrandSystem, code: str, given: GivenKind, by: Any) -> EvidenceKind:
    """Declare a kind, after those that stand. Raises NotAllowed, Invalid with the field."""
    _insist(by, system)
    code = code.strip()
    if not CODE.fullmatch(code) or len(code) > 20:
        raise Invalid(_("代码只能用小写英文字母、数字和连字符，最多 20 个。"), field="code")
    with transaction.atomic():
        BrandSystem.objects.select_for_update(no_key=True).get(pk=system.pk)
        if system.evidence_kinds.filter(code=code).exists():
            raise Invalid(_("代码“%(code)s”已经用了，请换一个。") % {"code": code}, field="code")
        last = system.evidence_kinds.aggregate(last=Max("position"))["last"]
        kind = EvidenceKind(system=system, code=code, position=(last or 0) + 1)
        _put(kind, given)
        kind.save(force_insert=True)
        audit.record(by, "evidence_kind.added", kind, code=code, **asdict(given))
    return kind


def change_kind(*, kind: EvidenceKind, given: GivenKind, by: Any) -> EvidenceKind:
    """Change what a kind asks; evidence that was confirmed stays, what waits is held against it when it is confirmed.

    Raises NotAllowed, Invalid with the field.
    """
    _insist(by, kind.system)
    with transaction.atomic():
        BrandSystem.objects.select_for_update(no_key=True).get(pk=kind.system_id)
        row = EvidenceKind.objects.get(pk=kind.pk)
        _put(row, given)
        row.save()
        audit.record(by, "evidence_kind.changed", row, code=row.code, **asdict(given))
    return row


def _insist(by: Any, system: BrandSystem) -> None:
    if not rules.may_keep_system(by, system):
        raise NotAllowed(_("佐证种类由品牌体系主管单位的协调员设定。"))


def _put(kind: EvidenceKind, given: GivenKind) -> None:
    name = " ".join(given.name.split())
    if not name or len(name) > 40:
        raise Invalid(_("请写名称，最多 40 个字。"), field="name")
    if len(given.name_en) > 80:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 80}, field="name_en")
    if EvidenceKind.objects.filter(system=kind.system_id, name=name).exclude(pk=kind.pk).exists():
        raise Invalid(_("已有种类叫“%(name)s”。") % {"name": name}, field="name")
    levels = [level.value for level in Level if level in given.levels]
    if not levels or len(levels) != len(set(given.levels)):
        raise Invalid(_("请选它能说明哪几层，至少一层。"), field="levels")
    kind.name, kind.name_en, kind.levels = name, given.name_en.strip(), levels
    kind.needs_address, kind.needs_file = given.needs_address, given.needs_file
    kind.is_counted, kind.is_offered = given.is_counted, given.is_offered
