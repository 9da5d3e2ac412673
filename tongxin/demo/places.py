"""The sample city's places. Those that the facts name bear their names; where they stand is drawn by hand, as are outlines.

What is not known (other places, hours, positions) is sample data and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongxin.common.subjects import Subject
from tongxin.demo.making import STANDS_AT
from tongxin.demo.notables import fill_notables
from tongxin.demo.people import City
from tongxin.demo.walk import fill_walk
from tongxin.facts.actions import record
from tongxin.facts.models import FactKind
from tongxin.places.actions import Given, add_closure, add_place, publish, set_outline
from tongxin.places.kinds import ensure_kinds
from tongxin.places.models import Place

SOURCE = "手绘示意，不作为界线依据（示例）"
HOURS = "周二至周日 9:00–11:30、13:30–17:00"
STATION_HOURS = "工作日 9:00–12:00、14:00–17:30"
HOURS_ARE_SAMPLE = "开放时间为示例，以现场公布为准。"
FEATURES = {
    "step-free": ("part", "侧门有坡道（示例）"),
    "accessible-toilet": ("yes", ""),
    "parking": ("no", "请用附近公共停车场（示例）"),
    "guide": ("yes", "团体请提前联系（示例）"),
}

# Corners [longitude, latitude]; neighbours share them, so that no gaps show.
CENTRE, NORTH_EAST, EAST = [119.9495, 31.77], [120.085, 31.84], [120.105, 31.765]
NORTH, SOUTH_EAST, WEST, NORTH_WEST = [119.95, 31.83], [120.0, 31.74], [119.80, 31.75], [119.80, 31.85]
JK_SOUTH, JK_EAST, JK_CORNER = [120.06, 31.68], [120.20, 31.78], [120.19, 31.65]
ZL_SOUTH, WJ_WEST, WJ_CORNER = [119.89, 31.735], [119.70, 31.74], [119.70, 31.55]
OUTLINES = {
    "XB": [NORTH_WEST, [119.83, 31.95], [119.95, 32.02], [120.07, 31.97], NORTH_EAST, NORTH],
    "TN": [NORTH, NORTH_EAST, EAST, SOUTH_EAST, CENTRE],
    "ZL": [NORTH_WEST, NORTH, CENTRE, SOUTH_EAST, ZL_SOUTH, WEST],
    "JK": [NORTH_EAST, JK_EAST, JK_CORNER, JK_SOUTH, SOUTH_EAST, EAST],
    "WJ": [WEST, ZL_SOUTH, SOUTH_EAST, JK_SOUTH, JK_CORNER, [120.21, 31.52], [119.97, 31.42], WJ_CORNER, WJ_WEST],
    "JT": [WJ_WEST, WJ_CORNER, [119.42, 31.53], [119.29, 31.66], [119.36, 31.82], [119.60, 31.88]],
    "LY": [WJ_CORNER, [119.66, 31.31], [119.46, 31.16], [119.21, 31.21], [119.13, 31.43], [119.42, 31.53]],
}
# Roughly the middle of each district's built-up part: latitude, longitude.
MIDDLES = {
    "XB": (31.865, 119.965),
    "TN": (31.795, 120.02),
    "ZL": (31.795, 119.90),
    "JK": (31.735, 120.11),
    "WJ": (31.66, 119.95),
    "JT": (31.74, 119.58),
    "LY": (31.425, 119.48),
}


@dataclass(frozen=True)
class SamplePlace:
    """A place of the sample city; `slug` empty: made from the name. `corners` of an area, [longitude, latitude]."""

    kind: str
    name: str
    owner: str
    summary: str
    location: str
    at: tuple[float, float] | None
    is_sample: bool = True
    hours: str = HOURS
    description: str = ""
    corners: tuple[tuple[float, float], ...] = ()
    district: str = ""
    slug: str = ""


LANE_CORNERS = (
    (119.9508, 31.7741), (119.9531, 31.7747), (119.9556, 31.7750), (119.9559, 31.7738), (119.9533, 31.7733),
    (119.9510, 31.7729),
)  # fmt: skip
NAMED = (
    SamplePlace(
        "lane", "青果巷", "TN", "运河边的历史文化街区，名士旧居集中的一条巷子。", "天宁区青果巷", (31.7740, 119.9535),
        False, "每天 9:00–21:00", corners=LANE_CORNERS, slug="qingguoxiang",
    ),
    SamplePlace(
        "base", "史良故居", "ZL", "爱国统一战线教育基地，首批命名。", "钟楼区，史良故居（门牌待补）", (31.7787, 119.9466),
        False, slug="shiliang-guju",
    ),
    SamplePlace(
        "base", "周有光图书馆", "TN", "爱国统一战线教育基地，首批命名。", "天宁区青果巷一带", (31.7746, 119.9528), False,
        slug="zhouyouguang-tushuguan",
    ),
    SamplePlace("house", "刘国钧故居", "TN", "青果巷一带的名人故居。", "天宁区青果巷一带", (31.7744, 119.9517), False),
    SamplePlace("house", "赵元任故居", "TN", "青果巷一带的名人故居。", "天宁区青果巷一带", (31.7742, 119.9543), False),
    SamplePlace("house", "唐荆川故居", "TN", "青果巷一带的名人故居。", "天宁区青果巷一带", (31.7737, 119.9549), False),
    SamplePlace("house", "瞿秋白故居", "ZL", "青果巷附近的名人故居。", "钟楼区，青果巷附近", (31.7772, 119.9452), False),
    SamplePlace("venue", "梧桐同心广场", "WJ", "武进“梧桐同心”服务品牌的活动场地。", "武进区", (31.6790, 119.9430), False),
)  # fmt: skip


def _around(code: str, number: int) -> tuple[float, float]:
    """A point near the middle of a district, another for each number."""
    latitude, longitude = MIDDLES[code]
    steps = ((0.0, 0.0), (0.021, 0.017), (-0.016, 0.026), (0.012, -0.028), (-0.023, -0.012))
    north, east = steps[number % len(steps)]
    return latitude + north, longitude + east


def _samples() -> list[SamplePlace]:
    """Places that neither the report nor public pages name, spread over the districts."""
    brief = {"XB": "新北", "TN": "天宁", "ZL": "钟楼", "JK": "经开区", "WJ": "武进", "JT": "金坛", "LY": "溧阳"}
    found = []
    for code, name in brief.items():
        found.append(
            SamplePlace(
                "venue", f"{name}同心活动中心（示例）", code, "联谊、讲座和小型展览的场地（示例）。", f"{name}（示例位置）",
                _around(code, 0), hours="周二至周日 9:00–20:30",
            )
        )  # fmt: skip
        found += [
            SamplePlace(
                "station", f"{name}新阶层服务站{number}号（示例）", code, "创业咨询、政策解答和活动报名（示例）。",
                f"{name}第{word}街道（示例位置）", _around(code, number), hours=STATION_HOURS,
            )
            for number, word in ((1, "一"), (2, "二"))
        ]  # fmt: skip
    for code in ("WJ", "XB", "JT", "LY"):
        found.append(
            SamplePlace(
                "base", f"{brief[code]}统战史料陈列室（示例）", code, "第二批申报中的教育基地（示例）。",
                f"{brief[code]}（示例位置）", _around(code, 3),
            )
        )  # fmt: skip
        found.append(
            SamplePlace(
                "house", f"{brief[code]}名人故居（示例）", code, "正在修缮或计划开放的故居（示例）。",
                f"{brief[code]}（示例位置）", _around(code, 4),
                hours="4月1日至10月31日 周六、周日 9:00–16:30\n11月1日至3月31日 周六 10:00–15:00",
            )
        )  # fmt: skip
    for code, west, south in (("WJ", 119.90, 31.64), ("XB", 119.93, 31.88)):
        ring = ((west, south), (west + 0.06, south), (west + 0.065, south + 0.035), (west - 0.004, south + 0.03))
        found.append(
            SamplePlace(
                "pilot-zone", f"{brief[code]}先行先试区（示例范围）", code, "新的社会阶层人士统战工作先行先试。",
                f"{brief[code]}区内（示例范围）", None, corners=ring, hours="",
            )
        )  # fmt: skip
    return found


def fill_places(city: City, kinds: dict[str, FactKind], year: int) -> dict[str, Place]:
    """Make districts' outlines, places, notables and the walk, shown to the public; returns the places by name."""
    office = city.people["office"]
    for code, corners in OUTLINES.items():
        ring: list[Any] = [*corners, corners[0]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        set_outline(unit=city.units[code], geometry=geometry, source=SOURCE, is_sample=True, by=office)
    place_kinds = ensure_kinds()
    made: dict[str, Place] = {}
    for sample in (*NAMED, *_samples()):
        place = add_place(owner=city.units[sample.owner], given=_given(sample, place_kinds, city), by=office)
        made[place.name] = publish(place=place, by=office)
    add_closure(
        place=made["史良故居"],
        starts_on=date(year, 9, 16),
        ends_on=date(year, 9, 20),
        reason="内部布展（示例）",
        by=office,
    )
    _record_visits(city, made, kinds, year)
    fill_notables(city, made)
    fill_walk(city, made)
    return made


def _given(sample: SamplePlace, kinds: dict[str, Any], city: City) -> Given:
    outline = None
    if sample.corners:
        ring = [list(corner) for corner in (*sample.corners, sample.corners[0])]
        outline = {"type": "Polygon", "coordinates": [ring]}
    latitude, longitude = (Decimal(f"{part:.6f}") for part in sample.at) if sample.at else (None, None)
    is_open_to_visitors = sample.kind in ("house", "base", "lane", "venue")
    return Given(
        kind=kinds[sample.kind],
        name=sample.name,
        slug=sample.slug,
        district=city.units[sample.district or sample.owner],
        summary=sample.summary,
        location=sample.location,
        transport="公交到附近站点后步行（示例）。" if sample.at else "",
        entrance="正门朝南（示例）" if is_open_to_visitors else "",
        latitude=latitude,
        longitude=longitude,
        is_position_sample=True,
        outline=outline,
        hours=sample.hours,
        hours_note=HOURS_ARE_SAMPLE if sample.hours else "",
        features=FEATURES if is_open_to_visitors else {},
        is_sample=sample.is_sample,
    )


def _record_visits(city: City, made: dict[str, Place], kinds: dict[str, FactKind], year: int) -> None:
    """What was done at two bases and the lane, month by month: sample figures."""
    for order, name in enumerate(("史良故居", "周有光图书馆", "青果巷")):
        place = made[name]
        for month in range(4, 9):
            figures = {"event-held": 1 + (month + order) % 3, "persons-reached": 60 + 17 * month + 40 * order}
            for code, quantity in figures.items():
                record(
                    kind=kinds[code],
                    quantity=Decimal(quantity),
                    organisation=place.owner,
                    happened_on=date(year, month, 10 + order),
                    place=place.name,
                    summary=f"{place.name}开放日活动（示例）",
                    source=Subject.of(place),
                    source_key=f"place:{place.pk}:{code}:{year}-{month:02d}",
                    subjects=[Subject.of(place)],
                    by=city.people["office"],
                    today=date(year, *STANDS_AT),
                )
