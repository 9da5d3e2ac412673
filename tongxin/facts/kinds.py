"""The kinds of fact that a fresh installation begins with. A city changes them as data (`actions.change_kind`)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tongxin.common import audit
from tongxin.facts.models import FactKind


@dataclass(frozen=True)
class KindOffered:
    """A kind as shipped: `unit` is its measure word; `persons` marks head-counts, which are numbers without names."""

    code: str
    name: str
    unit: str
    decimals: int = 0
    persons: bool = False
    public: bool = True
    note: str = ""


KINDS: tuple[KindOffered, ...] = (
    KindOffered("event-held", "活动场次", "场"),
    KindOffered("persons-reached", "参加人次", "人次", persons=True, note="只记人数，不记姓名。"),
    KindOffered("training-session", "培训期数", "期"),
    KindOffered("policy-session", "宣讲场次", "场"),
    KindOffered("firms-visited", "走访企业", "家"),
    KindOffered("appeal-answered", "诉求答复", "件"),
    KindOffered("appeal-solved", "诉求解决", "件"),
    KindOffered("proposal-adopted", "建议采纳", "件"),
    KindOffered("yuan-granted", "拨付资金", "元", decimals=2),
    KindOffered("cooperation-landed", "合作落地", "项"),
    KindOffered("house-opened", "故居开放", "处"),
    KindOffered("site-set-up", "站点建成", "个"),
    KindOffered("base-named", "基地命名", "个"),
    KindOffered("base-opened", "基地开放", "处"),
    KindOffered("base-revoked", "基地撤销命名", "个"),
    KindOffered("chamber-up-to-standard", "商会达标", "家"),
    KindOffered("brochure-issued", "手册编发", "份"),
    KindOffered("brand-presented", "品牌发布", "个"),
    KindOffered("village-helped", "结对帮扶村", "个", note="按村、学校或项目记，不按户记。"),
    KindOffered("visit-received", "接待参观", "批"),
    KindOffered("visitors-received", "参观人次", "人次", persons=True, note="团体到场时确认的人数，不记姓名。"),
    KindOffered("register-completed", "台账建成", "份", public=False),
    KindOffered(
        "reported-value", "填报数值", "（按指标）", decimals=6, public=False, note="由单位填报、不由事项产生的数值。"
    ),
)


def ensure_kinds() -> dict[str, FactKind]:
    """Add the shipped kinds that are missing, changing none that is there. Returns all kinds by code."""
    with transaction.atomic():
        there = set(FactKind.objects.values_list("code", flat=True))
        for position, offered in enumerate(KINDS, start=1):
            if offered.code in there:
                continue
            kind, is_new = FactKind.objects.get_or_create(
                code=offered.code,
                defaults={
                    "name": offered.name,
                    "unit": offered.unit,
                    "decimals": offered.decimals,
                    "counts_persons": offered.persons,
                    "is_public": offered.public,
                    "position": position * 10,
                    "note": offered.note,
                },
            )
            if is_new:
                audit.record(None, "fact_kind.added", kind, code=kind.code)
    return {kind.code: kind for kind in FactKind.objects.all()}
