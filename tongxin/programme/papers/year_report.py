"""年度工作报告: the year as it came out, from lights, kept totals, moved deadlines, notices and published results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tongxin.documents.typesetting import Alignment, Block, Heading, Imprint, OfficialDocument, Paragraph, Table
from tongxin.programme.enums import ReportStatus, SupervisionStatus
from tongxin.programme.lights import State, plain
from tongxin.programme.models import DeadlineMove, EvaluationResult, Programme, Report, SupervisionNotice
from tongxin.programme.papers.wording import (
    HIDDEN,
    closed_up,
    day,
    explained,
    grounds,
    in_chinese,
    indicator_names,
    light_sum,
    measured_words,
    named,
    numeral,
    quoted,
    sentence,
    titled,
)
from tongxin.programme.selectors.board import AreaCards, Board, board
from tongxin.programme.selectors.published import KindFigures, hidden_indicators, programme_figures

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
LEFT: Alignment = "left"
RIGHT: Alignment = "right"
CENTER: Alignment = "center"


@in_chinese
def year_report(programme: Programme) -> OfficialDocument:
    """The report of a programme as it stands on its day, still without a number: a fixed number of queries."""
    whole = board(programme)
    hidden = hidden_indicators(item for card in whole.cards for item in card.measured)
    moves = list(
        DeadlineMove.objects.filter(project__programme=programme)
        .select_related("project__lead_unit", "goal")
        .order_by("project__area__position", "project__code", "decided_on", "pk")
    )
    notices = Counter(SupervisionNotice.objects.filter(project__programme=programme).values_list("status", flat=True))
    results = list(
        EvaluationResult.objects.filter(programme=programme).select_related("project__lead_unit", "unit")
    )  # Highest first, as published.
    sections: list[tuple[str, list[Block]]] = [
        ("总体情况", _overview(whole, moves, notices)),
        ("各领域完成情况", _areas(whole, hidden)),
        ("全年实绩", _figures(programme_figures(programme), programme.year)),
        ("期限调整情况", _moves(moves, programme.year)),
        ("尚未完成的事项", _remaining(whole, hidden)),
    ]
    if results:
        sections.append(("年度评价结果", _results(results, programme.year)))
    body = [
        block
        for number, (title, blocks) in enumerate(sections, start=1)
        for block in (Heading(f"{numeral(number)}、{title}"), *blocks)
    ]
    return OfficialDocument(
        issuer_mark=f"{programme.owner.name}文件",
        title=f"{titled(programme)}年度工作报告",
        body=explained(body),
        signatory=programme.owner.name,
        dated_on=whole.as_of,
        imprint=Imprint(printed_by=programme.owner.name, printed_on=whole.as_of),
        sample=programme.is_sample,
    )


def _overview(whole: Board, moves: list[DeadlineMove], notices: Counter[str]) -> list[Block]:
    programme = whole.programme
    year = programme.year
    reports = Counter(
        Report.objects.filter(project__programme=programme, due_on__lte=whole.as_of).values_list("status", flat=True)
    )
    leads = {card.project.lead_unit_id for card in whole.cards}
    text = (
        f"{titled(programme)}自{day(programme.starts_on, year)}至{day(programme.ends_on, year)}，"
        f"共有{len(whole.areas)}个领域、{len(whole.cards)}个重点项目，由{len(leads)}个单位牵头。"
    )
    if programme.document is not None:
        number = f"（{programme.document.document_number}）" if programme.document.document_number else ""
        text += f"工作依据是《{programme.document.title.strip('《》')}》{number}。"
    text += f"截至{day(whole.as_of, year)}，{light_sum(whole.counts)}。" if whole.cards else ""
    owed = sum(count for status, count in reports.items() if status != ReportStatus.WAIVED)
    process = f"到期应报的报告{owed}份，已通过{reports[ReportStatus.ACCEPTED]}份。" if owed else ""
    if moves:
        process += f"调整期限{len(moves)}次。"
    if notices:
        closed = notices[SupervisionStatus.CLOSED]
        process += f"发出督办通知单{sum(notices.values())}件，{f'已销号{closed}件' if closed else '尚未销号'}。"
    return [Paragraph(text), *([Paragraph(process)] if process else [])]


def _areas(whole: Board, hidden: set[int]) -> list[Block]:
    blocks: list[Block] = []
    for place, area in enumerate(whole.areas, start=1):
        blocks.append(Heading(f"（{numeral(place)}）{area.area.title}", 2))
        blocks += _area(area, hidden, whole.programme.year)
    return blocks


def _area(area: AreaCards, hidden: set[int], year: int) -> Iterable[Block]:
    if not area.cards:
        yield Paragraph("没有重点项目。")
        return
    yield Paragraph(f"本领域有重点项目{len(area.cards)}个：{light_sum(area.counts)}。")
    for number, card in enumerate(area.cards, start=1):
        project = card.project
        if card.light.state == State.DONE and project.closed_on:
            state = f"{day(project.closed_on, year)}办结"
        else:
            state = closed_up(card.light.words)
        figures = "；".join(measured_words(item, hidden) for item in card.measured)
        yield Paragraph(f"{number}.{named(project)}：{state}。" + (f"{figures}。" if figures else ""))


def _figures(figures: Iterable[KindFigures], year: int) -> list[Block]:
    """Kinds by quarter and in total, cut from one result of the suppression."""
    rows = []
    for one in figures:
        quarters = [one.over(date(year, month, 1) for month in range(start, start + 3)) for start in (1, 4, 7, 10)]
        rows.append((one.kind.name, one.kind.unit, *map(_cell, quarters), _cell(one.total)))
    if not rows:
        return [Paragraph("没有记入实绩。")]
    return [
        Paragraph(f"全年记入实绩{len(rows)}类，各季度和全年合计如下。"),
        Table(
            headers=("实绩", "单位", *QUARTERS, "合计"),
            rows=tuple(rows),
            widths=(5, 2, 2.6, 2.6, 2.6, 2.6, 3),
            alignments=(LEFT, CENTER, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT),
        ),
    ]


def _cell(figure: Decimal | None) -> str:
    return HIDDEN if figure is None else plain(figure) if figure else "—"


def _moves(moves: list[DeadlineMove], year: int) -> list[Block]:
    if not moves:
        return [Paragraph("全年没有调整期限。")]
    lines = []
    for number, move in enumerate(moves, start=1):
        what = f"{move.goal.label}目标" if move.goal else "完成时限"
        lines.append(
            Paragraph(
                f"{number}.{named(move.project)}：{what}由{day(move.old, year)}调整为{day(move.new, year)}"
                f"（{day(move.decided_on, year)}批准）。理由：{sentence(move.why)}"
            )
        )
    return [*lines]


def _remaining(whole: Board, hidden: set[int]) -> list[Block]:
    """Projects that are not closed: what is late or at risk with its grounds, the others by their due date."""
    names = indicator_names(whole.cards)
    open_cards = sorted((card for card in whole.cards if card.project.is_open), key=lambda card: card.light.urgency)
    if not open_cards:
        return [Paragraph("重点项目已全部办结。")]
    urgent = [card for card in open_cards if card.light.state in (State.LATE, State.RISK)]
    blocks: list[Block] = [
        Paragraph(f"尚未办结的项目有{len(open_cards)}个，其中逾期或有风险的{len(urgent)}个。"),
        *(
            Paragraph(f"{number}.{named(card.project)}：{grounds(card.light, hidden, names)}")
            for number, card in enumerate(urgent, start=1)
        ),
    ]
    others = [card for card in open_cards if card not in urgent]
    if others and urgent:
        titles = "、".join(
            f"{quoted(card.project.title)}（{day(card.project.due_on, whole.programme.year)}）" for card in others
        )
        blocks.append(Paragraph(f"其余{len(others)}个项目按期限推进：{titles}。"))
    return blocks


def _results(results: list[EvaluationResult], year: int) -> list[Block]:
    """Projects and units with their points, as published."""
    blocks: list[Block] = [Paragraph(f"评价结果于{day(results[0].published_on, year)}公布。")]
    for caption, head, rows in (
        ("项目评价结果", "重点项目", [(one.project.title, one.points) for one in results if one.project]),
        ("单位评价结果", "单位", [(one.unit.name, one.points) for one in results if one.unit]),
    ):
        if rows:
            lines = tuple((str(number), name, plain(points)) for number, (name, points) in enumerate(rows, start=1))
            blocks.append(Table(("序号", head, "得分"), lines, (1.5, 9, 2), (CENTER, LEFT, RIGHT), caption))
    return blocks
