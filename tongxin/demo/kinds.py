"""Kinds of fact that the sample year needs beside the shipped ones."""

from __future__ import annotations

from typing import Any

from tongxin.facts.actions.kinds import add_kind
from tongxin.facts.kinds import ensure_kinds
from tongxin.facts.models import FactKind

SAMPLE_KINDS = (
    ("unit-funded", "经费落实单位", "家", "Units with funds secured", "units"),
    ("rules-issued", "修订制度", "家", "Rules revised", "units"),
    ("unit-visited", "走访组织", "家", "Organisations visited", "organisations"),
    ("measure-issued", "出台措施", "条", "Measures issued", "measures"),
    ("case-received", "受理办件", "件", "Cases received", "cases"),
    ("site-checked", "完成检查", "处", "Sites checked", "sites"),
    ("function-online", "上线功能", "项", "Functions put online", "functions"),
    ("brand-shaped", "成型子品牌", "个", "Sub-brands in shape", "sub-brands"),
    ("post-offered", "提供岗位", "个", "Jobs offered", "jobs"),
    ("street-covered", "覆盖镇（街道）", "个", "Towns and streets covered", "towns and streets"),
    ("house-restored", "完成修缮", "处", "Houses restored", "houses"),
    ("relief-project", "帮扶项目", "个", "Relief projects", "projects"),
)


def ensure_sample_kinds(by: Any) -> dict[str, FactKind]:
    """The shipped and the sample kinds by code; those that are missing are added."""
    ensure_kinds()
    known = {kind.code: kind for kind in FactKind.objects.all()}
    for number, (code, name, unit, name_en, unit_en) in enumerate(SAMPLE_KINDS, start=100):
        if code not in known:
            known[code] = add_kind(
                code=code,
                name=name,
                unit=unit,
                name_en=name_en,
                unit_en=unit_en,
                by=by,
                is_public=True,
                position=number,
            )
    return known
