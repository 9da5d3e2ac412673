"""Who may do what with visits. `by` None is the system itself (the demo)."""

from __future__ import annotations

from typing import Any

from tongxin.places import rules as places
from tongxin.places.models import Place
from tongxin.visits.models import Booking


def may_receive(by: Any, place: Place) -> bool:
    """Whoever keeps the place: sets the plan, sees who comes, confirms who came, closes slots."""
    return places.may_edit(by, place)


def may_receive_group(by: Any, booking: Booking) -> bool:
    return may_receive(by, booking.slot.place)
