"""Where each project of a board stands, in words: the stage goal in force, and what its lead unit last reported."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from tongxin.programme.enums import ReportStatus
from tongxin.programme.lights import is_reached
from tongxin.programme.models import Project, Report, StageGoal
from tongxin.programme.selectors.board import Board, Card


@dataclass(frozen=True)
class ProgressRow:
    """One project. `goal` is the first that is not reached, else the last; `report` the lead's latest accepted one."""

    card: Card
    goal: StageGoal | None
    is_goal_reached: bool
    report: Report | None

    @property
    def said(self) -> str:
        """What the lead unit said last; empty where nothing was accepted (or may not be read)."""
        return self.report.text if self.report else ""


def progress_rows(board: Board, reports: QuerySet[Report]) -> dict[int, ProgressRow]:
    """The rows of a board by project id, in its order; three queries. `reports` are those that the reader may see."""
    cards = board.cards
    ids = [card.project.pk for card in cards]
    goals: dict[int, list[StageGoal]] = defaultdict(list)
    for goal in StageGoal.objects.filter(project_id__in=ids):
        goals[goal.project_id].append(goal)
    latest = (
        Report.objects.filter(project=OuterRef("pk"), unit=OuterRef("lead_unit"), status=ReportStatus.ACCEPTED)
        .filter(decided_on__lte=board.as_of)
        .exclude(text="")
        .order_by("-period_starts")
        .values("pk")[:1]
    )
    wanted = Project.objects.filter(pk__in=ids).annotate(latest=Subquery(latest)).order_by().values_list("latest")
    found = {
        report.project_id: report
        for report in reports.filter(pk__in=[pk for (pk,) in wanted if pk is not None]).select_related(None)
    }
    return {card.project.pk: _row(card, goals[card.project.pk], found.get(card.project.pk)) for card in cards}


def _row(card: Card, goals: list[StageGoal], report: Report | None) -> ProgressRow:
    values = {item.indicator.pk: item for item in card.measured}
    ahead = next((goal for goal in goals if not is_reached(goal, values)), None)
    if ahead is None and goals:
        return ProgressRow(card, goals[-1], True, report)
    return ProgressRow(card, ahead, False, report)
