"""What the public sees of places: those that are shown, their hours today, and what was done there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tongxin.common.languages import in_language
from tongxin.common.page_cache import remembered
from tongxin.common.subjects import Subject
from tongxin.facts.shown import Done, done_for
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places.hours import OpenState, open_state
from tongxin.places.models import DistrictOutline, Place, PlaceKind


def public_places(*, kind: str = "", district: str = "", text: str = "") -> QuerySet[Place]:
    """The places that are shown, narrowed by the kind's code, the district's code and words, with hours and closures."""
    places = Place.objects.filter(is_public=True).select_related("kind", "owner", "district")
    if kind:
        places = places.filter(kind__code=kind)
    if district:
        places = places.filter(district__code=district)
    for word in text.replace("\x00", "").split()[:10]:
        places = places.filter(Q(name__icontains=word) | Q(summary__icontains=word) | Q(location__icontains=word))
    parts = ("hours", "closures", "pictures__picture")
    return places.prefetch_related(*parts).order_by("kind__position", "is_sample", "name", "pk")


def public_place(slug: str) -> Place | None:
    """One place that is shown, with all that its page tells; None where there is none."""
    places = public_places().select_related("restoration").prefetch_related("features")
    return places.filter(slug=slug).first()


def kinds_shown() -> QuerySet[PlaceKind]:
    """The kinds that have a place which is shown, with how many (`shown`)."""
    return PlaceKind.objects.annotate(shown=Count("places", filter=Q(places__is_public=True))).filter(shown__gt=0)


def districts_shown() -> QuerySet[Unit]:
    """The districts that have a place which is shown."""
    having = Place.objects.filter(is_public=True).values("district")
    units: QuerySet[Unit] = Unit.objects.filter(pk__in=having, kind=UnitKind.DISTRICT).order_by("path")
    return units


def state_of(place: Place, at: datetime | None = None) -> OpenState | None:
    """Whether a place is open now (or `at`), by the clock of the city."""
    moment = timezone.localtime(at) if at is not None else timezone.localtime()
    return open_state(moment, place.hours.all(), place.closures.all())


def coming_closures(place: Place, today: date) -> list[Any]:
    """The closures that are not over."""
    return [one for one in place.closures.all() if one.ends_on >= today]


def geojson(places: Iterable[Place]) -> dict[str, Any]:
    """Places as a GeoJSON FeatureCollection (RFC 7946, WGS-84): outlines where there are, else points."""
    features = []
    for place in places:
        point = (
            {"type": "Point", "coordinates": [float(place.longitude), float(place.latitude)]}
            if place.longitude is not None and place.latitude is not None
            else None
        )
        if point is None and place.outline is None:
            continue
        properties = {
            "name": place.name,
            "slug": place.slug,
            "kind": place.kind.code,
            "kind_name": in_language(place.kind, "name"),
            "location": place.location,
            "sample": place.is_sample,
            "position_sample": place.is_position_sample,
        }
        if point is not None:
            features.append({"type": "Feature", "id": place.pk, "geometry": point, "properties": properties})
        if place.outline is not None:
            features.append({"type": "Feature", "geometry": place.outline, "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def outlines_geojson() -> dict[str, Any]:
    """The districts' outlines as a GeoJSON FeatureCollection."""
    rows = DistrictOutline.objects.select_related("unit").order_by("unit__path")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": row.geometry,
                "properties": {"name": row.unit.brief, "source": row.source, "sample": row.is_sample},
            }
            for row in rows
        ],
    }


def done_at(place: Place) -> list[Done]:
    """What was done at a place, of the kinds that may be shown, small head-counts hidden; kept until anything changes."""
    return remembered(("places.done_at", place.pk), lambda: done_for(Subject.of(place)))
