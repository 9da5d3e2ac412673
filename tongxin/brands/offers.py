"""Brands as editors put them into a page."""

from __future__ import annotations

from collections.abc import Sequence

from tongxin.brands.selectors.public import Card, cards_of, public_brands
from tongxin.brands.wording import said
from tongxin.editorial.offers import Offer


def choices() -> list[tuple[str, str]]:
    """The brands that stand in the public lists, sub-brands too."""
    return [(str(brand.pk), said(brand, "name")) for brand in public_brands()]


def cards(chosen: Sequence[str]) -> list[Card]:
    """The cards of those that still stand there, in the order of the system; four queries."""
    return cards_of(list(public_brands().filter(pk__in=[int(one) for one in chosen if one.isdecimal()])))


OFFER = Offer(choices, cards)
