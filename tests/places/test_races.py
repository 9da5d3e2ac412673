"""Two people who lay out one walk at one moment: both stops stand, each at its own place. On PostgreSQL."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from tests.places.factories import WalkFactory
from tongxin.places.actions.walks import StopGiven, add_stop, move_stop
from tongxin.places.models import Walk, WalkStop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*acts: object) -> None:
    start = threading.Barrier(len(acts))

    def run(act: object) -> None:
        start.wait()
        try:
            act()  # type: ignore[operator]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


def test_stops_added_and_moved_at_one_moment_keep_whole_numbers() -> None:
    walk = WalkFactory()
    here = {"latitude": Decimal("31.78"), "longitude": Decimal("119.96")}
    last = walk.stops.get(position=3)
    at_once(
        lambda: add_stop(walk=walk, given=StopGiven(name="甲", **here), by=None),  # type: ignore[arg-type]
        lambda: add_stop(walk=walk, given=StopGiven(name="乙", **here), by=None),  # type: ignore[arg-type]
        lambda: move_stop(stop=WalkStop.objects.select_related("walk__owner").get(pk=last.pk), by_places=-1, by=None),
    )
    stops = list(walk.stops.order_by("position").values_list("position", "name"))
    assert [position for position, _name in stops] == [1, 2, 3, 4, 5]
    assert {name for _position, name in stops} == {"东口", "中段", "西口", "甲", "乙"}
    assert Walk.objects.get(pk=walk.pk).version == 4
