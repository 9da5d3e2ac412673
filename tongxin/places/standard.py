"""The standard of a members' home that a fresh installation begins with. A city changes it as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tongxin.common import audit
from tongxin.facts.kinds import ensure_kinds
from tongxin.places.enums import Aspect
from tongxin.places.models import HomeCriterion


@dataclass(frozen=True)
class CriterionOffered:
    """A criterion as shipped; `counts` is a kind of fact of which there must be `minimum` in twelve months."""

    code: str
    aspect: str
    name: str
    how: str
    valid_months: int = 0
    counts: str = ""
    minimum: int | None = None


CRITERIA: tuple[CriterionOffered, ...] = (
    CriterionOffered("room", Aspect.ROOM, "固定场所", "有固定的房间，面积够开一次会，桌椅和网络齐全。", 36),
    CriterionOffered("sign", Aspect.ROOM, "统一标牌", "门口有统一式样的标牌，里面有开放时间。", 36),
    CriterionOffered("rules", Aspect.RULES, "管理制度", "管理、值班、经费使用的制度成文并张贴。", 24),
    CriterionOffered("duty", Aspect.RULES, "值班开放", "每周至少开放两个半天，有值班表。", 12),
    CriterionOffered("plan", Aspect.PLAN, "年度计划", "当年有活动计划，并报管理单位。", 12),
    CriterionOffered("review", Aspect.PLAN, "年度小结", "上一年有小结，写明做了什么、花了多少。", 12),
    CriterionOffered("events", Aspect.ACTIVITY, "常办活动", "近一年办活动不少于 4 场。", 0, "event-held", 4),
    CriterionOffered("service", Aspect.ACTIVITY, "服务社会", "近一年至少有一次面向社会的服务，有材料。", 12),
)


def ensure_criteria() -> dict[str, HomeCriterion]:
    """Add the shipped criteria that are missing, changing none that is there. Returns all by code."""
    with transaction.atomic():
        kinds = ensure_kinds()
        for position, offered in enumerate(CRITERIA, start=1):
            row, is_new = HomeCriterion.objects.get_or_create(
                code=offered.code,
                defaults={
                    "aspect": offered.aspect,
                    "name": offered.name,
                    "how": offered.how,
                    "valid_months": offered.valid_months,
                    "fact_kind": kinds.get(offered.counts),
                    "minimum": offered.minimum,
                    "position": position * 10,
                },
            )
            if is_new:
                audit.record(None, "home_criterion.added", row, code=row.code)
    return {row.code: row for row in HomeCriterion.objects.all()}


def ensure_first_criteria() -> None:
    """Begin with the shipped standard where there is none."""
    if not HomeCriterion.objects.exists():
        ensure_criteria()
