"""Members' homes of the sample city: a home for each party's city committee, with its standard, funds and use. All of it sample data.

Evidence and use are judged by the real calendar, so these days lie around the day on which the sample is made.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from tongxin.demo.people import City
from tongxin.places.actions import Given, add_place, publish
from tongxin.places.actions.homes import record_evidence, record_funds, record_use
from tongxin.places.enums import FundFlow
from tongxin.places.homes import HOME_KIND
from tongxin.places.kinds import ensure_kinds
from tongxin.places.models import HomeCriterion, Place
from tongxin.places.standard import ensure_criteria

# Unit's code: what is found lacking, what nobody has looked at yet, how many activities, yuan granted and used, where.
HOMES = {
    "MG": ((), (), 6, 30000, 21800, (31.7832, 119.9561)),
    "MM": ((), (), 5, 30000, 24150, (31.7815, 119.9602)),
    "MJ": (("duty",), (), 4, 30000, 12600, (31.7801, 119.9497)),
    "JH": ((), ("review",), 4, 25000, 9800, (31.7856, 119.9655)),
    "NG": ((), (), 7, 30000, 28900, (31.7869, 119.9528)),
    "ZG": (("sign",), ("service",), 2, 20000, 5200, (31.7790, 119.9580)),
    "JS": ((), (), 4, 25000, 18400, (31.7843, 119.9469)),
}
NOTES = {
    "room": "一间约四十平方米，桌椅、投影齐全（示例）。",
    "sign": "门口有统一标牌（示例）。",
    "rules": "制度三项，已上墙（示例）。",
    "duty": "每周二、周五下午有人值班（示例）。",
    "plan": "年度计划已报（示例）。",
    "review": "上年小结一份（示例）。",
    "service": "到社区义诊一次（示例）。",
}


def fill_homes(city: City) -> None:
    """Homes with evidence, funds and activities, made through the same actions that people use."""
    kind = ensure_kinds()[HOME_KIND]
    criteria = ensure_criteria()
    office = city.people["office"]
    for code, (lacking, unseen, events, granted, used, at) in HOMES.items():
        unit = city.units[code]
        given = Given(
            kind=kind,
            name=f"{unit.brief}成员之家（示例）",
            slug=f"home-{code.lower()}",
            district=city.units["TN"],
            summary="基层组织开会、学习和联系群众的地方（示例）。",
            location="天宁区（示例位置）",
            latitude=Decimal(str(at[0])),
            longitude=Decimal(str(at[1])),
            is_position_sample=True,
            hours="周二、周五 14:00–17:00",
            hours_note="开放时间为示例，以现场公布为准。",
            is_sample=True,
        )
        home = publish(place=add_place(owner=unit, given=given, by=office), by=office)
        _fill(city, home, [one for one in criteria.values() if one.code not in unseen], lacking)
        year = timezone.localdate().year
        source = "常统发（示例）号文件"
        record_funds(home=home, year=year, flow=FundFlow.GRANTED, amount=Decimal(granted), source=source, by=office)
        record_funds(
            home=home, year=year, flow=FundFlow.USED, amount=Decimal(used), source="凭证（示例）", purpose="活动和办公用品",
            by=office,
        )  # fmt: skip
        for number in range(events):
            record_use(
                home=home,
                held_on=timezone.localdate() - timedelta(days=20 + 40 * number),
                persons=12 + 3 * number,
                request_key=UUID(int=number + 1),
                by=office,
            )


def _fill(city: City, home: Place, criteria: list[HomeCriterion], lacking: tuple[str, ...]) -> None:
    for number, criterion in enumerate(criteria):
        if criterion.fact_kind_id is not None:
            continue
        is_met = criterion.code not in lacking
        record_evidence(
            home=home,
            criterion=criterion,
            is_met=is_met,
            seen_on=timezone.localdate() - timedelta(days=30 + 7 * number),
            note=NOTES[criterion.code] if is_met else "还没有做到，已约好下月再看（示例）。",
            by=city.people["office"],
        )
