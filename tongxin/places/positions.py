"""A position as somebody gives it, and as it is kept: WGS-84, within the city, not with its numbers swapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.places import gcj
from tongxin.places.enums import Datum
from tongxin.places.models import DistrictOutline

PLACES = Decimal("0.000001")
# Outlines are drawn by hand or simplified: a place at the very edge is still in the city.
MARGIN_DEGREES = 0.05
MOST_CORNERS = 20_000
MOST_PATH_POINTS = 2_000


@dataclass(frozen=True)
class Bounds:
    """A rectangle in degrees, WGS-84."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def widened(self, by: float) -> Bounds:
        return Bounds(self.west - by, self.south - by, self.east + by, self.north + by)


def city_bounds() -> Bounds | None:
    """Where places of the city can be: settings.CITY_BOUNDS, else around the districts' outlines; None: anywhere."""
    if settings.CITY_BOUNDS:
        return Bounds(*settings.CITY_BOUNDS)
    found = bounds_of(DistrictOutline.objects.values_list("geometry", flat=True))
    return found.widened(MARGIN_DEGREES) if found else None


def bounds_of(geometries: Iterable[Any]) -> Bounds | None:
    """The smallest rectangle around GeoJSON geometries."""
    corners = [corner for geometry in geometries for corner in _corners(geometry["coordinates"])]
    if not corners:
        return None
    easts, norths = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return Bounds(min(easts), min(norths), max(easts), max(norths))


def checked_position(
    latitude: Decimal | None, longitude: Decimal | None, datum: str = Datum.WGS84
) -> tuple[Decimal | None, Decimal | None]:
    """The position as it is kept (WGS-84, six places). Raises Invalid, with the field, for half a position or a wrong one.

    Numbers that fit the city only when swapped are named as such, with the swapped pair to copy.
    """
    if latitude is None and longitude is None:
        return None, None
    if latitude is None or longitude is None:
        raise Invalid(_("经度和纬度要么都填，要么都不填。"), field="latitude" if latitude is None else "longitude")
    if datum not in Datum.values:
        raise Invalid(_("请选择坐标用的是哪种坐标系。"), field="datum")
    found = _kept(latitude, longitude, datum)
    bounds = city_bounds()
    if found is not None and (bounds is None or bounds.holds(*found)):
        return Decimal(repr(found[0])).quantize(PLACES), Decimal(repr(found[1])).quantize(PLACES)
    swapped = _kept(longitude, latitude, datum)
    if swapped is not None and (bounds is None or bounds.holds(*swapped)):
        raise Invalid(
            _("经度和纬度好像填反了。请改成：纬度 %(latitude)s，经度 %(longitude)s。")
            % {"latitude": longitude, "longitude": latitude},
            field="latitude",
        )
    if bounds is None:
        raise Invalid(_("纬度在 -90 到 90 之间，经度在 -180 到 180 之间。"), field="latitude")
    raise Invalid(
        _(
            "这个点（纬度 %(latitude)s，经度 %(longitude)s）不在本市范围内。本市大约在纬度 %(south).2f 到 %(north).2f、"
            "经度 %(west).2f 到 %(east).2f 之间，请核对。"
        )
        % {
            "latitude": latitude,
            "longitude": longitude,
            "south": bounds.south,
            "north": bounds.north,
            "west": bounds.west,
            "east": bounds.east,
        },
        field="latitude",
    )


def _kept(latitude: Decimal, longitude: Decimal, datum: str) -> tuple[float, float] | None:
    """The point in WGS-84; None where there is no such point on Earth."""
    if not (latitude.is_finite() and longitude.is_finite()) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    point = (float(latitude), float(longitude))
    return gcj.to_wgs84(*point) if datum == Datum.GCJ02 else point


def checked_outline(geometry: Any, *, in_city: bool = True) -> dict[str, Any] | None:
    """A GeoJSON Polygon or MultiPolygon as it is kept, within the city. Raises Invalid for all else; None stays None."""
    if geometry in (None, "", {}):
        return None
    if isinstance(geometry, dict) and geometry.get("type") == "Feature":
        geometry = geometry.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise Invalid(_("轮廓要用 GeoJSON 的 Polygon 或 MultiPolygon。"), field="outline")
    polygons = geometry.get("coordinates")
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    if not isinstance(polygons, list) or not all(_is_polygon(polygon) for polygon in polygons):
        raise Invalid(_("轮廓的坐标不对：每一圈至少四个点，首尾相同，每个点是 [经度, 纬度]。"), field="outline")
    corners = list(_corners(geometry["coordinates"]))
    if len(corners) > MOST_CORNERS:
        raise Invalid(
            _("轮廓有 %(n)d 个点，太细了；请简化到 %(most)d 个以内。") % {"n": len(corners), "most": MOST_CORNERS},
            field="outline",
        )
    bounds = city_bounds() if in_city else None
    outside = next((one for one in corners if bounds is not None and not bounds.holds(one[1], one[0])), None)
    if outside is not None:
        raise Invalid(
            _("轮廓里的点 %(point)s 不在本市范围内；每个点是 [经度, 纬度]，请核对有没有写反。") % {"point": outside},
            field="outline",
        )
    return {"type": geometry["type"], "coordinates": geometry["coordinates"]}


def checked_path(geometry: Any) -> dict[str, Any] | None:
    """A GeoJSON LineString as it is kept, within the city. Raises Invalid for all else; None stays None."""
    if geometry in (None, "", {}):
        return None
    if isinstance(geometry, dict) and geometry.get("type") == "Feature":
        geometry = geometry.get("geometry")
    line = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "LineString" else None
    if not isinstance(line, list) or not 2 <= len(line) <= MOST_PATH_POINTS or not all(_is_corner(one) for one in line):
        raise Invalid(
            _("路线要用 GeoJSON 的 LineString，2 到 %(most)d 个点，每个点是 [经度, 纬度]。")
            % {"most": MOST_PATH_POINTS},
            field="path",
        )
    bounds = city_bounds()
    outside = next((one for one in line if bounds is not None and not bounds.holds(one[1], one[0])), None)
    if outside is not None:
        raise Invalid(
            _("路线里的点 %(point)s 不在本市范围内；每个点是 [经度, 纬度]，请核对有没有写反。") % {"point": outside},
            field="path",
        )
    return {"type": "LineString", "coordinates": line}


def _is_polygon(rings: Any) -> bool:
    return isinstance(rings, list) and bool(rings) and all(_is_ring(ring) for ring in rings)


def _is_ring(ring: Any) -> bool:
    return isinstance(ring, list) and len(ring) >= 4 and ring[0] == ring[-1] and all(_is_corner(one) for one in ring)


def _is_corner(corner: Any) -> bool:
    return (
        isinstance(corner, list)
        and len(corner) == 2
        and all(isinstance(number, int | float) and not isinstance(number, bool) for number in corner)
        and -180 <= corner[0] <= 180
        and -90 <= corner[1] <= 90
    )


def _corners(coordinates: Any) -> Iterator[list[float]]:
    """Every [longitude, latitude] in nested lists."""
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
        return
    for inner in coordinates:
        yield from _corners(inner)
