"""What apps above let editors put into a page as a block: registered from there, since `editorial` does not know them.

Nothing of it is kept with the page but which one was chosen: what a block shows is read whenever the page is made, so that
what is no longer public is gone from every page at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from tongxin.common.page_cache import remembered


@dataclass(frozen=True)
class Offer:
    """`choices`: (what is kept with the page, its name) of all that is public; `read`: those of them that still are."""

    choices: Callable[[], list[tuple[str, str]]]
    read: Callable[[Sequence[str]], list[Any]]


_offers: dict[str, Offer] = {}


def register_offer(name: str, offer: Offer) -> None:
    """Offer something to editors; called in `AppConfig.ready`."""
    _offers[name] = offer


def choices_of(name: str) -> list[tuple[str, str]]:
    """What can be chosen today, with names in the reader's language."""
    return _offers[name].choices()


def read(name: str, chosen: Sequence[str]) -> list[Any]:
    """What of the chosen is public now."""
    wanted = tuple(one for one in chosen if one)
    if not wanted:
        return []
    return remembered(("editorial.offer", name, wanted, get_language()), lambda: _offers[name].read(wanted))
