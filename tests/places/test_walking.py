"""Distances and times of a walk."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.places.walking import Leg, Total, legs, metres_between

LATITUDES, LONGITUDES = st.floats(31.2, 32.0), st.floats(119.2, 120.2)
POINTS = st.tuples(LATITUDES, LONGITUDES)


@dataclass
class Stop:
    point: tuple[float, float]
    minutes_here: int = 10
    metres_given: int | None = None
    minutes_on_way_given: int | None = None


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert metres_between((31.0, 120.0), (32.0, 120.0)) == pytest.approx(111_195, abs=1)
    assert metres_between((31.78, 119.96), (31.78, 119.97)) == pytest.approx(945.2, abs=0.5)


def test_straight_without_a_path() -> None:
    stops = [Stop((31.78, 119.96)), Stop((31.78, 119.97), 5), Stop((31.78, 119.97), 0)]
    found, total = legs(stops)
    assert found == [Leg(0, 0, 0, 0), Leg(945, 14, 945, 24), Leg(0, 0, 945, 29)]
    assert (total, total.minutes) == (Total(945, 14, 15), 29)


def test_along_the_path_round_its_corner() -> None:
    path = [(31.78, 119.96), (31.78, 119.97), (31.77, 119.97)]
    found, total = legs([Stop((31.78, 119.96)), Stop((31.77, 119.97))], path)
    assert found[1].metres == total.metres == 2057
    # A house beside the path stands where its door is; one that is far from it is measured straight.
    beside = legs([Stop((31.78, 119.96)), Stop((31.7805, 119.965))], path)[0]
    assert beside[1].metres == 476
    far = legs([Stop((31.78, 119.96)), Stop((31.79, 119.99))], path)[0]
    assert far[1].metres == round(metres_between((31.78, 119.96), (31.79, 119.99)))


def test_what_was_measured_on_the_spot_holds() -> None:
    stops = [Stop((31.78, 119.96)), Stop((31.78, 119.97), metres_given=1200, minutes_on_way_given=25)]
    assert legs(stops)[0][1] == Leg(1200, 25, 1200, 35)


def test_no_stops_no_way() -> None:
    assert legs([]) == ([], Total(0, 0, 0))


@given(st.lists(POINTS, max_size=6), st.lists(POINTS, min_size=2, max_size=5))
def test_laws(points: list[tuple[float, float]], path: list[tuple[float, float]]) -> None:
    """Nobody walks less than straight, the parts make the whole, and backwards is as far as forwards."""
    stops = [Stop(point) for point in points]
    found, total = legs(stops, path)
    assert sum(leg.metres for leg in found) == total.metres
    assert sum(leg.minutes for leg in found) == total.minutes_walking
    for before, stop, leg in zip(stops, stops[1:], found[1:], strict=False):
        assert leg.metres >= int(metres_between(before.point, stop.point))
    assert legs(stops[::-1], path)[1].metres == total.metres
