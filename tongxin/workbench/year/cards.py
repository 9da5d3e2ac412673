"""From what selectors return to what the look's components take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongxin.common import clock, components
from tongxin.common.clock.wording import plain_day, short_month
from tongxin.facts.selectors import MonthRow
from tongxin.programme.lights import Light, Measured, State, is_reached, plain
from tongxin.programme.models import Programme, Project, StageGoal, spans_of
from tongxin.programme.selectors.board import AreaCards, Card
from tongxin.programme.selectors.heat import months_of
from tongxin.programme.selectors.timeline import Happening

LIGHT_QUESTIONS = {
    State.LATE: gettext_lazy("为什么是红灯"),
    State.RISK: gettext_lazy("为什么提示风险"),
    State.GOOD: gettext_lazy("为什么是绿灯"),
    State.IDLE: gettext_lazy("为什么还没有灯"),
    State.DONE: gettext_lazy("为什么算办结"),
}
MOMENT_STATES = {"done": "done", "late": "late", "due": "idle", "note": ""}


def figure(item: Measured | None) -> str:
    """ "18 / 24 家", or what there is of it."""
    if item is None:
        return ""
    value = plain(item.value or Decimal(0))
    if item.indicator.target:
        return f"{value} / {plain(item.indicator.target)} {item.indicator.unit}"
    return f"{value} {item.indicator.unit}"


def project_card(card: Card, url: str, *, chosen: bool = False) -> components.ProjectCard:
    return components.ProjectCard(
        title=card.project.title,
        url=url,
        state=card.light.state.value,  # type: ignore[arg-type]
        words=card.light.words,
        figure=figure(card.headline),
        chosen=chosen,
    )


def area_cards(area: AreaCards, number: str, cards: Iterable[components.ProjectCard]) -> components.AreaCards:
    shown = list(cards)
    note = _("%(count)d 项") % {"count": len(shown)}
    title = _("%(number)s、%(title)s") % {"number": number, "title": area.area.title} if number else area.area.title
    return components.AreaCards(title, note, shown)


def reasons(light: Light) -> list[components.Reason]:
    """The answer to "why?": each ground with what was found, how its date was reckoned, and the way to its facts."""
    shown = []
    for number, reason in enumerate(light.reasons):
        question = LIGHT_QUESTIONS[reason.state] if number == 0 else gettext_lazy("另外")
        shown.append(components.Reason(str(question), reason.found))
        shown += [
            components.Reason(_("日期怎么算的") if i == 0 else _("规则"), line) for i, line in enumerate(reason.sums)
        ]
    return shown


Addresses = dict[tuple[str, int], str]
"""The page of a thing on the timeline, by its kind and id."""


def moments(marks: Iterable[Happening], addresses: Addresses | None = None) -> list[components.Moment]:
    """Marks as the look's history; with `addresses` those found there lead to their page."""
    known = addresses or {}
    return [
        components.Moment(
            mark.on,
            mark.title,
            mark.detail,
            MOMENT_STATES[mark.state],  # type: ignore[arg-type]
            known.get((mark.kind, mark.thing_id), ""),
        )
        for mark in marks
    ]


def light_counts(counts: dict[str, int], chosen: str = "", address: str = "") -> list[components.LightCount]:
    """The sum line over a board. With `address` each count narrows the page to its light."""
    return [
        components.LightCount(
            state.value,  # type: ignore[arg-type]
            str(state.label),
            counts[state.value],
            f"{address}light={state.value}" if address else "",
            chosen == state.value,
        )
        for state in (State.GOOD, State.RISK, State.LATE, State.DONE, State.IDLE)
    ]


@dataclass(frozen=True)
class Mark:
    """A mark on a lane: `x` is its place in the year in percent ("37.5%")."""

    x: str
    shape: str
    state: str
    words: str


def _place(programme: Programme, on: date) -> str:
    whole = max((programme.ends_on - programme.starts_on).days, 1)
    share = min(max((on - programme.starts_on).days / whole, 0), 1)
    # A little air at both ends, so that no mark is cut.
    return f"{1 + share * 98:.2f}%"


SHAPES = {"goal": "diamond", "deadline": "flag", "report": "dot", "move": "arrow"}


def lane(programme: Programme, marks: Iterable[Happening]) -> list[Mark]:
    """Goals, reports, deadlines and what moved them, placed along the year."""
    return [
        Mark(
            _place(programme, mark.on),
            SHAPES.get(mark.kind, "tick"),
            MOMENT_STATES[mark.state] or "note",
            f"{plain_day(mark.on)} {mark.title} {mark.detail}".strip()[:160],
        )
        for mark in marks
        if mark.kind != "reminder"
    ]


def month_ticks(programme: Programme) -> list[tuple[str, str]]:
    """Where each month begins on a lane, and its name; and where the programme's day stands."""
    return [(_place(programme, month), short_month(month)) for month in months_of(programme)]


def now_tick(programme: Programme) -> str:
    return _place(programme, programme.today)


@dataclass(frozen=True)
class GoalRow:
    goal: StageGoal
    state: str
    words: str


def goal_rows(project: Project, measured: Iterable[Measured]) -> list[GoalRow]:
    """Stage goals with a light each: reached, late, or still to come."""
    values = {item.indicator.pk: item for item in measured}
    rows = []
    for goal in project.goals.all():
        if is_reached(goal, values):
            rows.append(GoalRow(goal, "done", _("已达到")))
        elif goal.due_on < project.programme.today:
            days = clock.working_days_between(goal.due_on, project.programme.today)
            rows.append(
                GoalRow(
                    goal, "late", ngettext("逾期 %(days)d 个工作日", "逾期 %(days)d 个工作日", days) % {"days": days}
                )
            )
        else:
            rows.append(GoalRow(goal, "idle", _("未到期")))
    return rows


def month_chart(project: Project, rows: Iterable[MonthRow]) -> components.Chart | None:
    """What was done by month, of the indicator that leads; None where nothing was."""
    indicator = next((item for item in project.indicators.select_related("kind") if item.kind), None)
    if indicator is None or indicator.kind is None:
        return None
    values = {row.month: row.total for row in rows if row.kind == indicator.kind.code}
    if not values:
        return None
    months = months_of(project.programme)
    return components.Chart(
        id="project-months",
        title=indicator.name,
        kind="bar",
        categories=[short_month(month) for month in months],
        series=[components.Series(indicator.name, [float(values.get(month, 0)) for month in months])],
        unit=indicator.unit,
        head=_("月份"),
    )


def quotes(project: Project) -> list[str]:
    """The document's own words that this project was read from."""
    document = project.programme.document
    return [document.text[start:end].strip() for start, end in spans_of(project)] if document else []
