"""进展情况表: every project on one line, by area."""

from __future__ import annotations

from datetime import date

from tongxin.documents.typesetting import Alignment, Block, OfficialDocument, Paragraph, Table
from tongxin.programme.models import Programme, Report
from tongxin.programme.papers.wording import (
    closed_up,
    day,
    explained,
    in_chinese,
    light_sum,
    measured_words,
    numeral,
    titled,
)
from tongxin.programme.selectors.board import board
from tongxin.programme.selectors.progress import ProgressRow, progress_rows
from tongxin.programme.selectors.published import hidden_indicators

HEADERS = ("序号", "重点项目", "牵头单位", "阶段目标", "进展情况", "指标", "灯")
WIDTHS = (1.3, 4.2, 2.8, 5.2, 6.4, 4.6, 2.5)
ALIGNMENTS: tuple[Alignment, ...] = ("center", "left", "center", "left", "left", "left", "center")


@in_chinese
def progress_table(programme: Programme, as_of: date | None = None) -> OfficialDocument:
    """The table of a programme, lights judged on `as_of` (else the programme's day) from what is recorded now.

    A fixed number of queries, however many projects.
    """
    whole = board(programme, as_of=as_of)
    rows = progress_rows(whole, Report.objects.all())
    hidden = hidden_indicators(item for card in whole.cards for item in card.measured)
    body: list[Block] = [
        Paragraph(f"共{len(whole.areas)}个领域、{len(whole.cards)}个重点项目：{light_sum(whole.counts)}。")
    ]
    number = 0
    for place, area in enumerate(whole.areas, start=1):
        lines = []
        for card in area.cards:
            number += 1
            lines.append(_line(number, rows[card.project.pk], hidden, programme.year))
        if lines:
            caption = f"{numeral(place)}、{area.area.title}（{len(lines)}项）"
            body.append(Table(HEADERS, tuple(lines), WIDTHS, ALIGNMENTS, caption))
    return OfficialDocument(
        layout="table",
        title=f"{titled(programme)}重点项目进展情况表",
        body=explained(body),
        signatory=programme.owner.name,
        dated_on=whole.as_of,
        sample=programme.is_sample,
    )


def _line(number: int, row: ProgressRow, hidden: set[int], year: int) -> tuple[str, ...]:
    project = row.card.project
    goal = ""
    if row.goal is not None:
        end = "已达到" if row.is_goal_reached else f"{day(row.goal.due_on, year)}前"
        goal = f"{row.goal.label}：{closed_up(row.goal.text)}（{end}）"
    said = f"{row.report.label}：{closed_up(row.report.text)}" if row.report else "还没有通过的报告"
    return (
        str(number),
        project.title,
        project.lead_unit.brief,
        goal or "未设",
        said,
        "；".join(measured_words(item, hidden) for item in row.card.measured) or "未设",
        closed_up(row.card.light.words),
    )
