"""命名决定 and 撤销命名决定: which places are named or no longer are, and on what grounds. Chinese in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation

from tongxin.documents.typesetting import Block, Heading, OfficialDocument, Paragraph, Table
from tongxin.documents.typesetting.measures import chinese_date
from tongxin.naming.models import Application, Batch


@dataclass(frozen=True)
class Named:
    """A place in the document: its name, its unit's, and its number."""

    place: str
    unit: str
    code: str


def naming_paper(batch: Batch, named: Sequence[Named], recheck_by: date) -> OfficialDocument:
    """The document without a number. `named` in the order in which they are listed; all are looked at again by one day."""
    with translation.override(settings.LANGUAGE_CODE):
        return _naming(batch, named, recheck_by)


def revoking_paper(application: Application, reason: str) -> OfficialDocument:
    """The document, without a number, by which a place loses its title; the reason is part of it."""
    with translation.override(settings.LANGUAGE_CODE):
        return _revoking(application, reason)


def _naming(batch: Batch, named: Sequence[Named], recheck_by: date) -> OfficialDocument:
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
        Heading("二、有效期和复核"),
        Paragraph(
            f"（一）称号自{chinese_date(batch.today)}起生效，有效期{batch.recheck_years}年，"
            f"应于{chinese_date(recheck_by)}前复核。"
        ),
        Paragraph(
            "（二）复核由两名考察人员按命名时的核查表分别实地核查。合格的保留称号，另定下次复核日期；不合格的撤销称号，"
            "公布理由。复核作出结论之前，称号继续有效。"
        ),
        Heading("三、有关要求"),
        Paragraph("（一）在显著位置悬挂标牌，按公布的时间开放；临时不开放的，提前公布。"),
        Paragraph("（二）办了什么活动、接待了多少人，办完即记，不另报台账。"),
    ]
    return _decision(batch, f"关于命名{batch.name}的决定", body)


def _revoking(application: Application, reason: str) -> OfficialDocument:
    batch, place = application.batch, application.place
    named_on = f"于{chinese_date(application.named_on)}" if application.named_on else ""
    body: list[Block] = [
        Paragraph(
            f"{place.name}（管理单位：{place.owner.name}）{named_on}命名为{batch.title}，编号{application.code}。"
            f"经研究，决定自{chinese_date(batch.today)}起撤销其称号。"
        ),
        Heading("一、撤销理由"),
        Paragraph(reason.rstrip("。") + "。"),
        Heading("二、有关要求"),
        Paragraph("管理单位应当摘除标牌，不再以该称号对外宣传。"),
    ]
    return _decision(batch, f"关于撤销{place.name}{batch.title}称号的决定", body)


def _decision(batch: Batch, title: str, body: Sequence[Block]) -> OfficialDocument:
    return OfficialDocument(
        layout="standard",
        issuer_mark=batch.owner.name,
        title=title,
        addressees=("各有关单位",),
        body=tuple(body),
        signatory=batch.owner.name,
        dated_on=batch.today,
        sample=batch.is_sample,
    )


def _notice_words(batch: Batch, year: int) -> str:
    if batch.notice_starts_on is None or batch.last_notice_day is None:
        return "并经公示"
    first, last = (_day(day, year) for day in (batch.notice_starts_on, batch.last_notice_day))
    return f"并自{first}起公示{batch.notice_days}个工作日（至{last}）"


def _day(on: date, year: int) -> str:
    return f"{on.month}月{on.day}日" if on.year == year else chinese_date(on)
