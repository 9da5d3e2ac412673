"""The leader's page: the year on one screen, and what needs a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tongxin.programme.enums import ReportStatus, RequestStatus, SupervisionStatus
from tongxin.programme.lights import State
from tongxin.programme.models import CloseRequest, ExtensionRequest, Programme, Report, SupervisionNotice
from tongxin.programme.selectors.board import Board, Card, board


@dataclass(frozen=True)
class LeaderView:
    """`late` and `risk` are worst first; `difficulties` are what units ask to be settled for them."""

    board: Board
    late: tuple[Card, ...]
    risk: tuple[Card, ...]
    extensions: tuple[ExtensionRequest, ...]
    closings: tuple[CloseRequest, ...]
    difficulties: tuple[Report, ...]
    unanswered: tuple[SupervisionNotice, ...]


def leader_view(programme: Programme, limit: int = 6) -> LeaderView:
    """What a leader decides from; at most `limit` of each, the most urgent first."""
    whole = board(programme)
    ordered = sorted(whole.cards, key=lambda card: card.light.urgency)
    pending: dict[str, Any] = {"project__programme": programme, "status": RequestStatus.ASKED}
    return LeaderView(
        board=whole,
        late=tuple(card for card in ordered if card.light.state == State.LATE)[:limit],
        risk=tuple(card for card in ordered if card.light.state == State.RISK)[:limit],
        extensions=tuple(
            ExtensionRequest.objects.filter(**pending)
            .select_related("project__lead_unit", "goal")
            .order_by("asked_on")[:limit]
        ),
        closings=tuple(
            CloseRequest.objects.filter(**pending).select_related("project__lead_unit").order_by("asked_on")[:limit]
        ),
        difficulties=tuple(
            Report.objects.filter(
                project__programme=programme, status__in=[ReportStatus.SUBMITTED, ReportStatus.ACCEPTED]
            )
            .exclude(difficulty="")
            .select_related("project", "unit")
            .order_by("-submitted_on")[:limit]
        ),
        unanswered=tuple(
            SupervisionNotice.objects.filter(
                project__programme=programme,
                status__in=[SupervisionStatus.ISSUED, SupervisionStatus.DELIVERED],
                answer_by__lt=programme.today,
            ).select_related("project", "unit", "issuer")[:limit]
        ),
    )
