"""Reads of walks: what staff see, what walkers see, and the way from stop to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.roles import units_where
from tongxin.places.models import Place, Walk, WalkStop
from tongxin.places.walking import Leg, Point, Total, legs


@dataclass(frozen=True)
class Way:
    """A walk's stops, each with the way to it, and the whole."""

    stops: list[tuple[WalkStop, Leg]]
    total: Total


def walks_for(user: Any) -> QuerySet[Walk]:
    """The walks of the units where the person holds a role, and below them."""
    units = Unit.objects.filter(units_where(user, set(Role)))
    return Walk.objects.filter(owner__in=units).select_related("owner", "place").prefetch_related(_stops())


def walk_for(user: Any, pk: int) -> Walk:
    """One of them. Raises Http404 for any other, as if it were not there."""
    walk = walks_for(user).filter(pk=pk).first()
    if walk is None:
        raise Http404
    return walk


def public_walks() -> QuerySet[Walk]:
    """The walks that are shown, with their stops."""
    walks = Walk.objects.filter(is_public=True).select_related("owner", "place")
    return walks.prefetch_related(_stops()).order_by("is_sample", "name", "pk")


def public_walk(slug: str) -> Walk | None:
    """One walk that is shown; None where there is none."""
    return public_walks().filter(slug=slug).first()


def walks_through(place: Place) -> QuerySet[Walk]:
    """The walks that are shown and lead through a place or stop at it."""
    walks = Walk.objects.filter(is_public=True, place=place) | Walk.objects.filter(is_public=True, stops__place=place)
    return walks.distinct().order_by("name", "pk")


def way_of(walk: Walk) -> Way:
    """The stops in order with the way to each; no query where the stops are fetched."""
    stops = list(walk.stops.all())
    found, total = legs(stops, path_of(walk))
    return Way(list(zip(stops, found, strict=True)), total)


def path_of(walk: Walk) -> list[Point]:
    """The drawn path as (latitude, longitude); empty where none is drawn."""
    return [(corner[1], corner[0]) for corner in walk.path["coordinates"]] if walk.path else []


def walk_geojson(walk: Walk) -> dict[str, Any]:
    """A walk as a GeoJSON FeatureCollection: its path (else straight from stop to stop) and its numbered stops."""
    stops = list(walk.stops.all())
    points = [[float(stop.longitude), float(stop.latitude)] for stop in stops]
    line = walk.path["coordinates"] if walk.path else points
    features: list[dict[str, Any]] = []
    if len(line) > 1:
        path = {"type": "LineString", "coordinates": line}
        features.append({"type": "Feature", "geometry": path, "properties": {"drawn": walk.path is not None}})
    for stop, point in zip(stops, points, strict=True):
        properties = {"number": stop.position, "name": stop.name, "name_en": stop.name_en}
        geometry = {"type": "Point", "coordinates": point}
        features.append({"type": "Feature", "id": stop.position, "geometry": geometry, "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def _stops() -> Prefetch[str, QuerySet[WalkStop], str]:
    return Prefetch("stops", WalkStop.objects.select_related("place", "picture").order_by("position", "pk"))
