"""What the guards find in the public texts of places, notables and walks, with all that hangs on them.

A draft may hold anything and says what is found; what is public, or is about to be, holds no personal data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tongxin.common.guards import Finding, Kind, find_personal
from tongxin.common.guards.rows import HasPublicTexts, findings_in_rows, refuse_in, refuse_in_rows
from tongxin.places.models import Notable, Place, Restoration, Walk


def published_contacts() -> list[str]:
    """What institutions give out: the telephones and addresses of places that are shown."""
    rows = Place.objects.filter(is_public=True).values_list("phone", "location")
    return [words for phone, location in rows for words in _given_out(phone, location)]


def findings_of(thing: Place | Notable | Walk) -> list[Finding]:
    """What is found in it, and in what hangs on it."""
    return findings_in_rows(_rows(thing), _allowed(thing))


def insist_clean(thing: Place | Notable | Walk) -> None:
    """Before it is shown: raises Invalid naming what stands in it, where, and the remedy."""
    refuse_in_rows(_rows(thing), _allowed(thing))


def insist_clean_row(row: HasPublicTexts, shown_with: Place | Notable | Walk, field: str = "") -> None:
    """After a row was filled: raises Invalid with the field (`guards.rows.refuse_in`), where what it is shown with is public."""
    if shown_with.is_public:
        refuse_in(row, _allowed(shown_with), field)


def _rows(thing: Place | Notable | Walk) -> Sequence[HasPublicTexts]:
    if isinstance(thing, Notable):
        return [thing, *thing.statements.all()]
    if isinstance(thing, Walk):
        return [thing, *thing.stops.all()]
    rows: list[Any] = [thing, *thing.features.all(), *thing.closures.all(), *thing.pictures.all()]
    for row in Restoration.objects.filter(place=thing).prefetch_related("stages", "pairs"):
        rows += [row, *row.stages.all(), *row.pairs.all()]
    return rows


def _allowed(thing: Place | Notable | Walk) -> list[str]:
    own = _given_out(thing.phone, thing.location) if isinstance(thing, Place) else []
    return [*published_contacts(), *own]


def _given_out(phone: str, location: str) -> list[str]:
    """A position that names a room is an institution's own; one that names a street must not let its homes through."""
    is_a_room = any(one.kind is Kind.HOME for one in find_personal(location))
    return [*([phone] if phone else []), *([location] if is_a_room else [])]
