"""Kinds of fact that the sample year needs beside the shipped ones."""

from __future__ import annotations

from typing import Any

from tongxin.facts.actions.kinds import add_kind
from tongxin.facts.kinds import ensure_kinds
from tongxin.facts.models import FactKind

SAMPLE_KINDS = (
    ("unit-funded", "经费落实单位", "家"),
    ("rules-issued", "修订制度", "家"),
    ("unit-visited", "走访组织", "家"),
    ("measure-issued", "出台措施", "条"),
    ("case-received", "受理办件", "件"),
    ("site-checked", "完成检查", "处"),
    ("function-online", "上线功能", "项"),
    ("brand-shaped", "成型子品牌", "个"),
    ("post-offered", "提供岗位", "个"),
    ("street-covered", "覆盖镇（街道）", "个"),
    ("house-restored", "完成修缮", "处"),
    ("relief-project", "帮扶项目", "个"),
)


def ensure_sample_kinds(by: Any) -> dict[str, FactKind]:
    """The shipped and the sample kinds by code; those that are missing are added."""
    ensure_kinds()
    known = {kind.code: kind for kind in FactKind.objects.all()}
    for number, (code, name, unit) in enumerate(SAMPLE_KINDS, start=100):
        if code not in known:
            known[code] = add_kind(code=code, name=name, unit=unit, by=by, is_public=True, position=number)
    return known
