"""Restored houses of the sample city. Which houses there are is known; stages, days, amounts and drawings are sample data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from tongxin.demo.people import City
from tongxin.demo.pictures import sample_picture
from tongxin.places.actions.restoring import Shot, StageGiven, add_pair, open_to_public, put_stage, set_restoration
from tongxin.places.models import Place, Restoration

SOURCE = "《名人故居修缮计划》（示例）"
STAGES = ("勘察设计", "结构加固和屋面修缮", "室内修复和展陈", "验收")


@dataclass(frozen=True)
class SampleHouse:
    """A house; `done` of its four stages are finished, of `days` each, the last of them so many days before `until`."""

    name: str
    yuan: int
    done: int
    until: date
    opened: date | None = None
    pictures: tuple[int, int | None] | None = None


def _houses(year: int) -> tuple[SampleHouse, ...]:
    today = timezone.localdate()
    return (
        SampleHouse("刘国钧故居", 1860000, 4, date(year, 4, 20), date(year, 5, 1), (0, 1)),
        SampleHouse("赵元任故居", 1420000, 4, date(year, 7, 5), date(year, 7, 20), (2, 3)),
        SampleHouse("武进名人故居（示例）", 960000, 2, today - timedelta(days=12), None, (4, None)),
        SampleHouse("新北名人故居（示例）", 780000, 1, today - timedelta(days=30)),
        SampleHouse("金坛名人故居（示例）", 650000, 0, today),
    )


def fill_houses(city: City, places: Mapping[str, Place], year: int) -> None:
    """Stages, pictures before and after, openings as facts, made through the same actions that people use."""
    office = city.people["office"]
    for sample in _houses(year):
        place = places[sample.name]
        row = set_restoration(
            place=place,
            version=0,
            by=office,
            is_sample=True,
            summary="屋面、墙体、门窗和展陈（示例）。",
            budget_amount=Decimal(sample.yuan),
            budget_source=SOURCE,
            opens_on=sample.opened or timezone.localdate() + timedelta(days=90 * (4 - sample.done)),
        )
        _stages(row, sample, office)
        if sample.pictures is not None:
            before, after = sample.pictures
            add_pair(
                restoration=row,
                title="正屋",
                before=_shot(before, "修缮前的正屋，为示例图"),
                after=_shot(after, "修缮后的正屋，为示例图") if after is not None else None,
                by=office,
            )
        if sample.opened is not None:
            open_to_public(restoration=row, opened_on=sample.opened, by=office)


def _stages(row: Restoration, sample: SampleHouse, office: object) -> None:
    length = timedelta(days=75)
    for number, title in enumerate(STAGES):
        begins = sample.until - length * (sample.done - number)
        ends = begins + length - timedelta(days=1)
        is_done, is_under_way = number < sample.done, number == sample.done and sample.done > 0
        given = StageGiven(
            title=title,
            planned_from=begins,
            planned_until=ends,
            started_on=begins if is_done or is_under_way else None,
            finished_on=ends if is_done else None,
            cost_amount=Decimal(sample.yuan) / 4 if is_done else None,
            cost_source="决算（示例）" if is_done else "",
        )
        put_stage(restoration=row, given=given, by=office)


def _shot(number: int, description: str) -> Shot:
    return Shot(sample_picture(number), description, "同心示例数据", "随软件提供，可自由使用")
