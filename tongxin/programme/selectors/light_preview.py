"""What other light rules would change, before anybody decides."""

from __future__ import annotations

from dataclasses import dataclass

from tongxin.programme.lights import Light, LightRules
from tongxin.programme.models import Programme, Project
from tongxin.programme.selectors.board import Board, board


@dataclass(frozen=True)
class Turned:
    """A project whose light or its words would be others."""

    project: Project
    now: Light
    then: Light


@dataclass(frozen=True)
class Preview:
    """The board as it stands, as it would stand, and the projects that would change."""

    now: Board
    then: Board
    turned: tuple[Turned, ...]


def preview(programme: Programme, rules: LightRules) -> Preview:
    """Judge the programme's projects by its own rules and by `rules`. Writes nothing."""
    now, then = board(programme), board(programme, rules=rules)
    after = {card.project.pk: card.light for card in then.cards}
    turned = tuple(
        Turned(card.project, card.light, after[card.project.pk])
        for card in now.cards
        if (card.light.state, card.light.words) != (after[card.project.pk].state, after[card.project.pk].words)
    )
    return Preview(now, then, turned)
