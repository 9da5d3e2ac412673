"""Laying out a walk: stops in order, taken from places, measured, and shown when nothing is missing."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pdfplumber
import pytest
from django.utils import translation

from tests.conftest import City
from tests.places.factories import DistrictOutlineFactory, PlaceFactory, WalkFactory
from tongxin.accounts.models import User
from tongxin.common.errors import Conflict, Invalid, NotAllowed
from tongxin.common.models import AuditEntry
from tongxin.organisations.enums import Role
from tongxin.places.actions import walks as actions
from tongxin.places.actions.walks import StopGiven, WalkGiven
from tongxin.places.models import Walk, WalkStop
from tongxin.places.selectors.walks import walk_geojson, way_of
from tongxin.places.walk_sheet import walk_pdf
from tongxin.places.walk_sketch import sketch_of

pytestmark = pytest.mark.django_db
HERE = {"latitude": Decimal("31.78"), "longitude": Decimal("119.96")}
LINE = {"type": "LineString", "coordinates": [[119.96, 31.78], [119.97, 31.78]]}


def names(walk: Walk) -> list[tuple[int, str]]:
    return list(walk.stops.order_by("position").values_list("position", "name"))


def test_a_walk_is_laid_out_from_places_and_shown(city: City, as_role: Callable[..., User]) -> None:
    east = city.districts[0]
    by = as_role(Role.REPORTER, east)
    walk = actions.add_walk(owner=east, given=WalkGiven(name="青果巷步行路线", path=LINE), by=by)
    assert (walk.slug, walk.is_public) == ("qingguoxiangbuxingluxian", False)
    house = PlaceFactory(name="赵元任故居", latitude=Decimal("31.781"), longitude=Decimal("119.965"))
    first = actions.add_stop(walk=walk, given=StopGiven(name="东口", **HERE), by=by)
    second = actions.add_stop(walk=walk, given=StopGiven(place=house, text="讲解"), by=by)
    assert (second.position, second.name, second.point) == (2, "赵元任故居", (31.781, 119.965))
    assert actions.missing_of_walk(walk) == ["一句话介绍", "讲解（东口）"]
    with pytest.raises(Invalid, match="还不能公开"):
        actions.publish_walk(walk=walk, by=None)
    walk = actions.change_walk(
        walk=walk, given=WalkGiven(name="青果巷步行路线", summary="走一走", path=LINE), version=3, by=by
    )
    actions.change_stop(stop=first, given=StopGiven(name="东口", text="从这里开始", **HERE), by=by)
    assert actions.publish_walk(walk=walk, by=as_role(Role.COORDINATOR, east)).is_public
    walk.refresh_from_db()
    assert walk.version == 5
    way = way_of(Walk.objects.get())
    assert [leg.metres for _stop, leg in way.stops] == [0, 486]
    with pytest.raises(Conflict):
        actions.change_walk(walk=walk, given=WalkGiven(name="后来的"), version=1, by=by)


def test_stops_change_places_and_are_numbered_anew(city: City) -> None:
    walk = WalkFactory()
    east, middle, west = walk.stops.all()
    actions.move_stop(stop=west, by_places=-1, by=None)
    assert names(walk) == [(1, "东口"), (2, "西口"), (3, "中段")]
    actions.move_stop(stop=east, by_places=-1, by=None)
    assert walk.version == 1
    actions.order_stops(walk=walk, order=[middle.pk, east.pk, west.pk], by=None)
    assert names(walk) == [(1, "中段"), (2, "东口"), (3, "西口")]
    with pytest.raises(Conflict, match="加减过站点"):
        actions.order_stops(walk=walk, order=[middle.pk, east.pk], by=None)
    actions.remove_stop(stop=WalkStop.objects.get(name="东口"), by=None)
    assert names(walk) == [(1, "中段"), (2, "西口")]
    walk.refresh_from_db()
    assert walk.version == 4


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"latitude": None, "longitude": None}, "latitude", "请填坐标"),
        ({"latitude": Decimal("119.96"), "longitude": Decimal("31.78")}, "latitude", "好像填反了"),
        ({"name": " "}, "name", "名称"),
        ({"minutes_here": 241}, "minutes_here", "0 到 240"),
        ({"metres_given": -1}, "metres_given", "0 到"),
        ({"text": "长" * 2001}, "text", "最多 2000"),
    ],
)
def test_a_wrong_stop_is_named(changes: dict[str, Any], field: str, said: str, city: City) -> None:
    DistrictOutlineFactory(unit=city.districts[0])
    walk = WalkFactory()
    given = replace(StopGiven(name="站", **HERE), **changes)
    for attempt in (
        lambda: actions.add_stop(walk=walk, given=given, by=None),
        lambda: actions.change_stop(stop=walk.stops.first(), given=given, by=None),
    ):
        with pytest.raises(Invalid) as refusal:
            attempt()
        assert (refusal.value.field, said in str(refusal.value)) == (field, True), str(refusal.value)
    assert names(walk) == [(1, "东口"), (2, "中段"), (3, "西口")]
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    "path",
    [
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "LineString", "coordinates": [[119.96, 31.78]]},
        {"type": "LineString", "coordinates": [[31.78, 119.96], [31.79, 119.97]]},
        {"type": "LineString", "coordinates": "x"},
        [1],
    ],
)
def test_a_wrong_path_is_refused(path: Any, city: City) -> None:
    DistrictOutlineFactory(unit=city.districts[0])
    with pytest.raises(Invalid) as refusal:
        actions.add_walk(owner=city.office, given=WalkGiven(name="路线", path=path), by=None)
    assert refusal.value.field == "path"
    assert Walk.objects.count() == 0


def test_a_members_home_is_no_stop(city: City) -> None:
    home = PlaceFactory(kind__is_sensitive_by_association=True)
    with pytest.raises(Invalid) as refusal:
        actions.add_stop(walk=WalkFactory(), given=StopGiven(place=home), by=None)
    assert refusal.value.field == "place"


def test_another_units_people_change_nothing(city: City, as_role: Callable[..., User]) -> None:
    walk = WalkFactory(owner=city.districts[0])
    stop = walk.stops.first()
    by = as_role(Role.COORDINATOR, city.districts[1])
    attempts: list[Callable[[], Any]] = [
        lambda: actions.change_walk(walk=walk, given=WalkGiven(name="改"), version=1, by=by),
        lambda: actions.add_stop(walk=walk, given=StopGiven(name="站", **HERE), by=by),
        lambda: actions.change_stop(stop=stop, given=StopGiven(name="站", **HERE), by=by),
        lambda: actions.move_stop(stop=stop, by_places=1, by=by),
        lambda: actions.order_stops(walk=walk, order=[], by=by),
        lambda: actions.remove_stop(stop=stop, by=by),
        lambda: actions.set_stop_picture(stop=stop, picture=None, by=by),
        lambda: actions.withdraw_walk(walk=walk, by=by),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert AuditEntry.objects.count() == 0


def test_geojson_and_sketch_of_a_walk() -> None:
    walk = WalkFactory()
    features = walk_geojson(walk)["features"]
    assert [one["geometry"]["type"] for one in features] == ["LineString", "Point", "Point", "Point"]
    assert features[1]["geometry"]["coordinates"] == [119.961057, 31.78]
    assert features[0]["properties"] == {"drawn": False}
    sketch = sketch_of(walk)
    assert sketch is not None
    assert [(mark.number, mark.x, mark.y) for mark in sketch.marks] == [
        (1, 34.0, 90.0),
        (2, 320.0, 90.0),
        (3, 606.0, 90.0),
    ]
    assert (sketch.scale_metres, sketch.height) == (20, 180)
    walk.stops.all().delete()
    assert sketch_of(walk) is None


def test_the_sheet_is_in_the_readers_language() -> None:
    walk = WalkFactory(name="青果巷 #[危险]", name_en="Qingguo Lane", is_position_sample=True)
    address = "https://tongxin.example/walks/x/"
    with pdfplumber.open(io.BytesIO(walk_pdf(walk, address))) as read:
        text = "".join(page.extract_text() for page in read.pages)
    for words in ("青果巷 #[危险]", "3 站", "东口的讲解", "距上一站 100 米", address, "示例"):
        assert words.replace(" ", "") in text.replace(" ", ""), words
    with translation.override("en"), pdfplumber.open(io.BytesIO(walk_pdf(walk, address))) as read:
        text = read.pages[0].extract_text()
    assert "Qingguo Lane" in text
    assert "Stop 1" in text
