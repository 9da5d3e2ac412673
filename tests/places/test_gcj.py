from __future__ import annotations

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.places import gcj

METRES_A_DEGREE = 111_320


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians(a[0]))) * METRES_A_DEGREE


@given(st.floats(3.0, 53.0), st.floats(74.0, 135.0))
def test_there_and_back_is_within_a_metre(latitude: float, longitude: float) -> None:
    point = (latitude, longitude)
    assert metres(gcj.to_wgs84(*gcj.to_gcj02(*point)), point) < 1


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_outside_china_nothing_is_shifted(latitude: float, longitude: float) -> None:
    west, south, east, north = gcj.SHIFTED
    if not (west <= longitude <= east and south <= latitude <= north):
        assert gcj.to_gcj02(latitude, longitude) == gcj.to_wgs84(latitude, longitude) == (latitude, longitude)


@pytest.mark.parametrize("point", [(31.7802, 119.9599), (39.9075, 116.3913)])
def test_in_a_city_the_shift_is_some_hundred_metres(point: tuple[float, float]) -> None:
    assert 300 < metres(gcj.to_gcj02(*point), point) < 800


def test_a_known_point() -> None:
    """The gate of Tian'anmen as commonly converted: 39.90734, 116.39089 is shown at 39.90874, 116.39713."""
    latitude, longitude = gcj.to_gcj02(39.90734, 116.39089)
    assert metres((latitude, longitude), (39.90874, 116.39713)) < 5
