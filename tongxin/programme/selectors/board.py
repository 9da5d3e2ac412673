"""The year at a glance: areas × projects with their lights, judged from a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects

from tongxin.programme.enums import ReportStatus
from tongxin.programme.lights import Light, LightRules, Measured, Seen, State, judge
from tongxin.programme.models import Area, Assignment, Programme, Project, Report, StageGoal
from tongxin.programme.selectors.indicators import measured


@dataclass(frozen=True)
class Card:
    """One project on a board: the project, its light, and the indicator that tells most."""

    project: Project
    light: Light
    measured: tuple[Measured, ...]
    supporting: tuple[str, ...] = ()
    goals: tuple[StageGoal, ...] = ()

    @property
    def headline(self) -> Measured | None:
        """The first indicator with a target, else the first."""
        with_target = (item for item in self.measured if item.indicator.target)
        return next(with_target, self.measured[0] if self.measured else None)


@dataclass(frozen=True)
class AreaCards:
    area: Area
    cards: tuple[Card, ...]

    @property
    def counts(self) -> dict[str, int]:
        return count_states(self.cards)


@dataclass(frozen=True)
class Board:
    """`counts` is by state, all five of them, in order of urgency."""

    programme: Programme
    areas: tuple[AreaCards, ...]
    as_of: date

    @property
    def cards(self) -> list[Card]:
        return [card for area in self.areas for card in area.cards]

    @property
    def counts(self) -> dict[str, int]:
        return count_states(self.cards)


def count_states(cards: Iterable[Card]) -> dict[str, int]:
    """How many cards have each light; every state is there, also with 0."""
    counted = Counter(card.light.state for card in cards)
    return {state.value: counted[state] for state in State}


UNFINISHED = (ReportStatus.OWED, ReportStatus.RETURNED)


def judge_all(
    projects: Sequence[Project],
    today: date | None = None,
    rules: LightRules | None = None,
    *,
    values: Mapping[int, tuple[Measured, ...]] | None = None,
    unfinished: Iterable[Report] | None = None,
) -> dict[int, Card]:
    """Cards by project id. Three queries and those of the indicators, however many projects.

    `projects` must have their programme and lead unit at hand (select_related). `rules` judge instead of the
    programme's own. `values` (of `measured`) and `unfinished` (reports) are read here where the caller has not.
    """
    ids = [project.pk for project in projects]
    goals: dict[int, list[StageGoal]] = defaultdict(list)
    for goal in StageGoal.objects.filter(project_id__in=ids):
        goals[goal.project_id].append(goal)
    reports: dict[int, list[Report]] = defaultdict(list)
    if unfinished is None:
        rows = Report.objects.filter(project_id__in=ids, status__in=UNFINISHED)
        unfinished = rows.only("project_id", "status", "due_on", "label", "unit_id")
    for report in unfinished:
        reports[report.project_id].append(report)
    assignments: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in Assignment.objects.filter(project_id__in=ids).select_related("unit"):
        assignments[assignment.project_id].append(assignment)
    if values is None:
        values = measured(projects)
    cards = {}
    for project in projects:
        seen = Seen(
            project=project,
            today=today or project.programme.today,
            goals=tuple(goals[project.pk]),
            measured=values.get(project.pk, ()),
            reports=tuple(reports[project.pk]),
            assignments=tuple(assignments[project.pk]),
            rules=rules or LightRules.of(project.programme.light_rules),
        )
        supporting = tuple(item.unit.brief for item in assignments[project.pk] if item.unit_id != project.lead_unit_id)
        cards[project.pk] = Card(project, judge(seen), values.get(project.pk, ()), supporting, seen.goals)
    return cards


def board(
    programme: Programme,
    projects: QuerySet[Project] | None = None,
    as_of: date | None = None,
    rules: LightRules | None = None,
) -> Board:
    """The board of a programme; `projects` narrows it to a filtered set (areas without a project are then left out).

    `as_of` judges the lights on another day than the programme's, from what is recorded now; `rules` judge instead of
    the programme's own.
    """
    chosen = list(
        (programme.projects.all() if projects is None else projects.filter(programme=programme)).select_related(
            "programme__owner", "area", "lead_unit"
        )
    )
    today = as_of or programme.today
    cards = judge_all(chosen, today, rules)
    by_area: dict[int, list[Card]] = defaultdict(list)
    for project in chosen:
        by_area[project.area_id].append(cards[project.pk])
    # Read once: the filters beside the board name them too.
    prefetch_related_objects([programme], "areas")
    areas = [
        AreaCards(area, tuple(by_area[area.pk]))
        for area in programme.areas.all()
        if projects is None or area.pk in by_area
    ]
    return Board(programme, tuple(areas), today)


def card_of(project: Project) -> Card:
    """One project's light and indicators."""
    return judge_all([project])[project.pk]
