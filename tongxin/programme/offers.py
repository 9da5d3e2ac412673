"""A year's public figures as editors put them into a page."""

from __future__ import annotations

from collections.abc import Sequence

from tongxin.editorial.offers import Offer
from tongxin.programme.selectors.public import YearFigures, public_figures, public_programmes


def choices() -> list[tuple[str, str]]:
    """The years that are open to the public."""
    return [(str(programme.pk), programme.name) for programme in public_programmes()]


def figures(chosen: Sequence[str]) -> list[YearFigures]:
    """The figures of those that still are."""
    rows = public_programmes().filter(pk__in=[int(one) for one in chosen if one.isdecimal()])
    return [public_figures(programme) for programme in rows]


OFFER = Offer(choices, figures)
