"""The kinds of fact that a fresh installation begins with. A city changes them as data (`actions.change_kind`)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tongxin.common import audit
from tongxin.facts.models import FactKind


@dataclass(frozen=True)
class KindOffered:
    """A kind as shipped, in Chinese and English: `unit` is its measure word; `persons` marks head-counts without names."""

    code: str
    name: str
    unit: str
    name_en: str
    unit_en: str
    decimals: int = 0
    persons: bool = False
    public: bool = True
    note: str = ""


KINDS: tuple[KindOffered, ...] = (
    KindOffered("event-held", "活动场次", "场", "Events held", "events"),
    KindOffered(
        "persons-reached", "参加人次", "人次", "People taking part", "people", persons=True, note="只记人数，不记姓名。"
    ),
    KindOffered("training-session", "培训期数", "期", "Training courses", "courses"),
    KindOffered("policy-session", "宣讲场次", "场", "Policy talks", "talks"),
    KindOffered("firms-visited", "走访企业", "家", "Firms visited", "firms"),
    KindOffered("appeal-answered", "诉求答复", "件", "Requests answered", "requests"),
    KindOffered("appeal-solved", "诉求解决", "件", "Requests solved", "requests"),
    KindOffered("proposal-adopted", "建议采纳", "件", "Proposals adopted", "proposals"),
    KindOffered("yuan-granted", "拨付资金", "元", "Money granted", "yuan", decimals=2),
    KindOffered("cooperation-landed", "合作落地", "项", "Joint projects begun", "projects"),
    KindOffered("house-opened", "故居开放", "处", "Houses opened", "houses"),
    KindOffered("site-set-up", "站点建成", "个", "Service points set up", "points"),
    KindOffered("base-named", "基地命名", "个", "Bases named", "bases"),
    KindOffered("base-opened", "基地开放", "处", "Bases opened", "bases"),
    KindOffered("base-revoked", "基地撤销命名", "个", "Namings of bases withdrawn", "bases"),
    KindOffered("chamber-up-to-standard", "商会达标", "家", "Chambers up to standard", "chambers"),
    KindOffered("brochure-issued", "手册编发", "份", "Booklets issued", "booklets"),
    KindOffered("brand-presented", "品牌发布", "个", "Brands presented", "brands"),
    KindOffered(
        "village-helped", "结对帮扶村", "个", "Villages helped", "villages", note="按村、学校或项目记，不按户记。"
    ),
    KindOffered("visit-received", "接待参观", "批", "Visits received", "groups"),
    KindOffered(
        "visitors-received",
        "参观人次",
        "人次",
        "Visitors received",
        "people",
        persons=True,
        note="团体到场时确认的人数，不记姓名。",
    ),
    KindOffered("register-completed", "台账建成", "份", "Registers completed", "registers", public=False),
    KindOffered(
        "reported-value",
        "填报数值",
        "（按指标）",
        "Reported value",
        "",
        decimals=6,
        public=False,
        note="由单位填报、不由事项产生的数值。",
    ),
)


NEEDED = frozenset(
    {
        "base-named",
        "base-opened",
        "base-revoked",
        "house-opened",
        "persons-reached",
        "reported-value",
        "visit-received",
        "visitors-received",
    }
)
"""The codes of kinds that the program records by itself: they stay in use."""


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
                    "name_en": offered.name_en,
                    "unit_en": offered.unit_en,
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
