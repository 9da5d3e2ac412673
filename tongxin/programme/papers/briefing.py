"""工作简报: one month of a programme, from its lights, accepted reports and facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from tongxin.documents.typesetting import Block, Heading, Imprint, OfficialDocument, Paragraph
from tongxin.facts.models import FactKind
from tongxin.facts.selectors import next_month
from tongxin.programme.enums import ReportStatus
from tongxin.programme.lights import State, is_reached
from tongxin.programme.models import Programme, Project, Report, StageGoal
from tongxin.programme.papers.wording import (
    day,
    explained,
    grounds,
    in_chinese,
    indicator_names,
    kinds_done,
    light_sum,
    named,
    numeral,
    quoted,
    sentence,
    titled,
)
from tongxin.programme.selectors.board import Board, Card, board
from tongxin.programme.selectors.published import KindFigures, hidden_indicators, programme_figures, project_figures


@in_chinese
def briefing(programme: Programme, month: date) -> OfficialDocument:
    """The briefing of a month (any day of it), still without a number: a fixed number of queries.

    What was done is the month's; lights and what is late are as of the programme's day, and the text says so.
    """
    first = month.replace(day=1)
    whole = board(programme)
    reports = _reports(programme, first)
    hidden = hidden_indicators(item for card in whole.cards for item in card.measured)
    body: list[Block] = [
        Heading("一、总体情况"),
        *_overview(whole, first, reports, programme_figures(programme)),
        Heading("二、本月工作"),
        *_by_area(whole, first, reports),
        Heading("三、逾期和有风险的项目"),
        *_late(whole, hidden),
        Heading("四、下月目标"),
        *_ahead(whole, first),
        Heading("五、需要协调解决的问题"),
        *_difficulties(reports),
    ]
    return OfficialDocument(
        layout="briefing",
        issuer_mark="工作简报",
        title=f"{titled(programme)}{day(first, programme.year).removesuffix('1日')}进展情况",
        body=explained(body),
        dated_on=whole.as_of,
        editor=programme.owner.name,
        imprint=Imprint(_copies(whole.cards), programme.owner.name, whole.as_of),
        sample=programme.is_sample,
    )


def _reports(programme: Programme, first: date) -> list[Report]:
    """Accepted reports of periods that ended in the month, in the order of the plan."""
    return list(
        Report.objects.filter(project__programme=programme, status=ReportStatus.ACCEPTED)
        .filter(period_ends__gte=first, period_ends__lt=next_month(first))
        .select_related("project__lead_unit", "unit")
        .order_by("project__area__position", "project__code", "pk")
    )


def _overview(whole: Board, first: date, reports: list[Report], figures: Iterable[KindFigures]) -> list[Block]:
    programme = whole.programme
    on = day(whole.as_of, programme.year)
    known = list(figures)
    entries = sum(kind.facts.get(first, 0) for kind in known)
    done = [(kind.kind, kind.over([first])) for kind in known if kind.facts.get(first)]
    so_far = [(kind.kind, kind.total) for kind in known if kind.facts.get(first)]
    text = f"{titled(programme)}共有{len(whole.areas)}个领域、{len(whole.cards)}个重点项目。"
    text += f"截至{on}，{light_sum(whole.counts)}。" if whole.cards else ""
    text += f"{first.month}月各单位的报告通过{len(reports)}份，" if reports else f"{first.month}月没有通过的报告，"
    text += f"记入实绩{entries}条。" if entries else "没有记入实绩。"
    blocks: list[Block] = [Paragraph(text)]
    if done:
        blocks.append(Paragraph(f"{first.month}月完成：{kinds_done(done)}。"))
        blocks.append(Paragraph(f"上述各项截至{on}累计：{kinds_done(so_far)}。"))
    return blocks


def _by_area(whole: Board, first: date, reports: list[Report]) -> list[Block]:
    by_project: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        by_project[report.project_id].append(report)
    figures = project_figures([card.project for card in whole.cards], first)
    blocks: list[Block] = []
    for place, area in enumerate(whole.areas, start=1):
        blocks.append(Heading(f"（{numeral(place)}）{area.area.title}", 2))
        told = [
            Paragraph(_told(card.project, by_project[card.project.pk]) + done)
            for card in area.cards
            if (done := _figures_of(figures.get(card.project.pk, []))) or by_project[card.project.pk]
        ]
        blocks += told or [Paragraph("本月没有通过的报告，也没有记入实绩。")]
    return blocks


def _told(project: Project, reports: list[Report]) -> str:
    """What the lead unit said, then the supporting units, each named."""
    own = [sentence(report.text) for report in reports if report.unit_id == project.lead_unit_id and report.text]
    others = [
        f"{report.unit.brief}：{sentence(report.text)}"
        for report in reports
        if report.unit_id != project.lead_unit_id and report.text
    ]
    return f"{named(project)}：" + "".join([*own, *others])


def _figures_of(figures: list[tuple[FactKind, Decimal | None]]) -> str:
    return f"本月实绩：{kinds_done(figures)}。" if figures else ""


def _late(whole: Board, hidden: set[int]) -> list[Block]:
    """Every project that is late or at risk, the worst first, with the arithmetic of its dates."""
    names = indicator_names(whole.cards)
    urgent = sorted(
        (card for card in whole.cards if card.light.state in (State.LATE, State.RISK)),
        key=lambda card: card.light.urgency,
    )
    if not urgent:
        return [Paragraph(f"截至{day(whole.as_of, whole.programme.year)}，没有逾期或有风险的项目。")]
    return [
        Paragraph(
            f"{number}.{named(card.project)}：{card.light.words.replace(' ', '')}。{grounds(card.light, hidden, names)}"
        )
        for number, card in enumerate(urgent, start=1)
    ]


def _ahead(whole: Board, first: date) -> list[Block]:
    """Goals that fall due in the next month; where there are none, the next that do."""
    begins = next_month(first)
    ends = next_month(begins) - timedelta(days=1)
    by_id = {card.project.pk: card for card in whole.cards if card.project.is_open}
    goals = StageGoal.objects.filter(project_id__in=by_id, due_on__gte=begins).order_by("due_on", "project__code", "pk")
    open_goals = [goal for goal in goals if not _reached(goal, by_id[goal.project_id])]
    due = [goal for goal in open_goals if goal.due_on <= ends]
    year = whole.programme.year
    if due:
        lines: list[Block] = [Paragraph(f"{begins.month}月到期的阶段目标有{len(due)}个：")]
        return lines + [
            Paragraph(
                f"{number}.{named(by_id[goal.project_id].project)}：{sentence(goal.text).rstrip('。')}，"
                f"{day(goal.due_on, year)}前达到。"
            )
            for number, goal in enumerate(due, start=1)
        ]
    if open_goals:
        following = open_goals[0].due_on
        count = sum(goal.due_on == following for goal in open_goals)
        return [
            Paragraph(
                f"{begins.month}月没有到期的阶段目标。下一批阶段目标应于{day(following, year)}前达到，共{count}个，"
                "各牵头单位要按进度推进。"
            )
        ]
    return [Paragraph("没有尚待达到的阶段目标。")]


def _reached(goal: StageGoal, card: Card) -> bool:
    return is_reached(goal, {item.indicator.pk: item for item in card.measured})


def _difficulties(reports: list[Report]) -> list[Block]:
    asked = [report for report in reports if report.difficulty.strip()]
    if not asked:
        return [Paragraph("各单位没有提出需要协调解决的问题。")]
    return [
        Paragraph(f"{number}.{report.unit.brief}（{quoted(report.project.title)}）：{sentence(report.difficulty)}")
        for number, report in enumerate(asked, start=1)
    ]


def _copies(cards: Iterable[Card]) -> tuple[str, ...]:
    """The lead units, each once, in the order of the plan."""
    return tuple(dict.fromkeys(card.project.lead_unit.brief for card in cards))
