"""What a unit keeps goes on with the unit into which it is merged: places of every kind, notables and walks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.enumeration import listed
from tongxin.common.errors import WrongState
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places.models import Notable, Place, Walk


def places_follow(source: Unit, into: Unit, on: date, reason: str, by: Any) -> None:
    """The places, notables and walks of a unit go on with the one into which it is merged; all that hangs on them too.

    What lies in a district that is merged into another lies in that one from then on, whoever keeps it. Called inside the
    merging's transaction, whose permission holds. Raises WrongState where places at which nobody's name is kept would
    become places where names are.
    """
    _keep_nameless(source, into)
    kept: list[tuple[str, Iterable[Place | Notable | Walk]]] = [
        ("place", Place.objects.select_for_update(of=("self",)).filter(owner=source).order_by("pk")),
        ("notable", Notable.objects.select_for_update(of=("self",)).filter(owner=source).order_by("pk")),
        ("walk", Walk.objects.select_for_update(of=("self",)).filter(owner=source).order_by("pk")),
    ]
    for what, rows in kept:
        for row in rows:
            row.owner = into
            row.version += 1
            row.save(update_fields=["owner", "version", "updated_at"])
            words = {"was": source.pk, "now": into.pk, "on": on, "reason": reason.strip()}
            audit.record(by, f"{what}.handed_over", row, **words)
    if source.kind == into.kind == UnitKind.DISTRICT:
        for place in Place.objects.select_for_update(of=("self",)).filter(district=source).order_by("pk"):
            place.district = into
            place.version += 1
            place.save(update_fields=["district", "version", "updated_at"])
            audit.record(by, "place.district_changed", place, was=source.pk, now=into.pk, on=on)


def _keep_nameless(source: Unit, into: Unit) -> None:
    """Red line 2: whose place it is can be why heads are counted there and no names taken."""
    if not source.is_sensitive_by_association or into.is_sensitive_by_association:
        return
    places = Place.objects.filter(owner=source, kind__is_sensitive_by_association=False)
    if names := listed(place.name for place in places[:5]):
        raise WrongState(
            _(
                "“%(unit)s”的到场名单敏感，在它的场所（%(places)s）只记人数；请先把“%(into)s”也设为到场名单敏感，再合并。"
            )
            % {"unit": source, "places": names, "into": into}
        )
