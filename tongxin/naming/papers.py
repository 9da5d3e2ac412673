"""命名通知: which places are named, after which steps, and when they are looked at again. Chinese in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation

from tongxin.documents.typesetting import Block, Heading, OfficialDocument, Paragraph, Table
from tongxin.naming.models import Batch


@dataclass(frozen=True)
class Named:
    """A place in the document: its name, its unit's, and its number."""

    place: str
    unit: str
    code: str


def naming_paper(batch: Batch, named: Sequence[Named]) -> OfficialDocument:
    """The document without a number. `named` in the order in which they are listed."""
    with translation.override(settings.LANGUAGE_CODE):
        return _paper(batch, named)


def _paper(batch: Batch, named: Sequence[Named]) -> OfficialDocument:
    year = batch.today.year
    body: list[Block] = [
        Paragraph(
            f"为发挥场馆、故居的教育作用，按照{batch.name}的申报通知，经单位申报、材料核对、两名考察人员分别实地核查，"
            f"{_notice_words(batch, year)}，决定命名以下{len(named)}处为{batch.title}。"
        ),
        Heading("一、命名名单"),
        Table(
            headers=("序号", "名称", "管理单位", "编号"),
            rows=tuple((str(number), one.place, one.unit, one.code) for number, one in enumerate(named, start=1)),
            widths=(1, 4, 4, 3.6),
            alignments=("center", "left", "left", "left"),
        ),
        Heading("二、有关要求"),
        Paragraph("（一）在显著位置悬挂标牌，按公布的时间开放；临时不开放的，提前公布。"),
        Paragraph("（二）办了什么活动、接待了多少人，办完即记，不另报台账。"),
        Paragraph(
            f"（三）命名后每{_years(batch.recheck_years)}复核一次，复核合格的保留称号，不合格的撤销称号并公布理由。"
        ),
    ]
    return OfficialDocument(
        layout="standard",
        issuer_mark=batch.owner.name,
        title=f"关于命名{batch.name}的通知",
        addressees=("各有关单位",),
        body=tuple(body),
        signatory=batch.owner.name,
        dated_on=batch.today,
    )


def _notice_words(batch: Batch, year: int) -> str:
    if batch.notice_starts_on is None or batch.last_notice_day is None:
        return "并经公示"
    first, last = (_day(day, year) for day in (batch.notice_starts_on, batch.last_notice_day))
    return f"并自{first}起公示{batch.notice_days}个工作日（至{last}）"


def _day(on: date, year: int) -> str:
    return f"{on.month}月{on.day}日" if on.year == year else f"{on.year}年{on.month}月{on.day}日"


def _years(number: int) -> str:
    return "年" if number == 1 else f"{number}年"
