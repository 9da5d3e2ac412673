"""GCJ-02, the shifted coordinates of Chinese maps on the web, and back to WGS-84.

The shift is a published-by-practice formula on the Krasovsky 1940 ellipsoid; outside mainland China's rectangle it is
none. It has no closed inverse: `to_wgs84` repeats the shift until the point is within about a centimetre
(docs/adr/0007). Angles are degrees.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt

SEMI_MAJOR_M = 6378245.0
ECCENTRICITY_2 = 0.00669342162296594323
# Beyond this rectangle nothing is shifted: west, south, east, north.
SHIFTED = (72.004, 0.8293, 137.8347, 55.8271)
_CLOSE_ENOUGH = 1e-7


def is_shifted(latitude: float, longitude: float) -> bool:
    """Whether maps show this point elsewhere than it is."""
    west, south, east, north = SHIFTED
    return west <= longitude <= east and south <= latitude <= north


def to_gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    """A WGS-84 point as (latitude, longitude) in GCJ-02."""
    if not is_shifted(latitude, longitude):
        return latitude, longitude
    north, east = _shift(latitude, longitude)
    return latitude + north, longitude + east


def to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """A GCJ-02 point as (latitude, longitude) in WGS-84."""
    if not is_shifted(latitude, longitude):
        return latitude, longitude
    there = (latitude, longitude)
    for _step in range(10):
        north, east = _shift(*there)
        better = (latitude - north, longitude - east)
        moved = max(abs(better[0] - there[0]), abs(better[1] - there[1]))
        there = better
        if moved < _CLOSE_ENOUGH:
            break
    return there


def _shift(latitude: float, longitude: float) -> tuple[float, float]:
    """How far north and east a point is shown from where it is."""
    x, y = longitude - 105.0, latitude - 35.0
    waves = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    up = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    up += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    up += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    right = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    right += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    right += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    turn = latitude / 180.0 * pi
    bulge = 1 - ECCENTRICITY_2 * sin(turn) ** 2
    root = sqrt(bulge)
    north = up * 180.0 / (SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / (bulge * root) * pi)
    east = right * 180.0 / (SEMI_MAJOR_M / root * cos(turn) * pi)
    return north, east
