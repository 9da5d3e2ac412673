from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import City
from tests.places.factories import DistrictOutlineFactory, PlaceFactory, PlaceKindFactory
from tongxin.accounts.models import User
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations.enums import Role
from tongxin.places import actions
from tongxin.places.actions import Given
from tongxin.places.enums import Datum
from tongxin.places.models import Closure, OpeningHours, Place

pytestmark = pytest.mark.django_db
AsRole = Callable[..., User]
INSIDE = {"latitude": Decimal("31.78"), "longitude": Decimal("119.96")}


def given(**changes: Any) -> Given:
    return replace(Given(kind=PlaceKindFactory(), name="青果巷"), **changes)


def refused(place: Place | None, owner: Any, what: Given) -> Invalid:
    """The refusal of what is given; nothing was written."""
    before = (Place.objects.count(), AuditEntry.objects.count(), OpeningHours.objects.count())

    def put() -> None:
        if place is None:
            actions.add_place(owner=owner, given=what, by=None)
        else:
            actions.change_place(place=place, given=what, version=place.version, by=None)

    with pytest.raises(Invalid) as refusal:
        put()
    assert (Place.objects.count(), AuditEntry.objects.count(), OpeningHours.objects.count()) == before
    return refusal.value


def test_a_place_is_added_and_not_yet_public(city: City, as_role: AsRole) -> None:
    by = as_role(Role.REPORTER, city.districts[0])
    features = {"step-free": ("yes", ""), "toilet": ("part", "在二楼")}
    what = given(**INSIDE, hours="周二至周日 9:00-17:00", features=features, phone="0519-12345678")
    place = actions.add_place(owner=city.districts[0], given=what, by=by)
    assert (place.slug, place.is_public, place.version) == ("qingguoxiang", False, 1)
    assert place.hours.count() == 6
    assert [str(feature) for feature in place.features.all()] == ["无台阶入口 有", "卫生间 部分有"]
    assert AuditEntry.objects.latest("number").verb == "place.added"
    assert actions.add_place(owner=city.districts[1], given=given(), by=None).slug == "qingguoxiang-2"


def test_coordinates_of_web_maps_are_turned(city: City) -> None:
    what = given(latitude=Decimal("31.778"), longitude=Decimal("119.9647"), datum=Datum.GCJ02)
    place = actions.add_place(owner=city.office, given=what, by=None)
    assert place.latitude is not None
    assert place.longitude is not None
    assert abs(float(place.latitude) - 31.778) > 0.001
    assert 0.003 < 119.9647 - float(place.longitude) < 0.007


def test_a_position_elsewhere_or_swapped_is_refused(city: City) -> None:
    DistrictOutlineFactory(unit=city.districts[0])
    far = refused(None, city.office, given(latitude=Decimal("39.9"), longitude=Decimal("116.4")))
    assert far.field == "latitude"
    assert "不在本市范围内" in str(far)
    swapped = refused(None, city.office, given(latitude=Decimal("119.96"), longitude=Decimal("31.78")))
    assert "好像填反了。请改成：纬度 31.78，经度 119.96" in str(swapped)
    assert refused(None, city.office, given(latitude=Decimal("31.78"))).field == "longitude"
    assert refused(None, city.office, given(latitude=Decimal("NaN"), longitude=Decimal(1))).field == "latitude"


def test_the_setting_goes_before_outlines(city: City, settings: Any) -> None:
    settings.CITY_BOUNDS = (116.0, 39.0, 117.0, 41.0)
    assert "不在本市范围内" in str(refused(None, city.office, given(**INSIDE)))


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": " "}, "name", "名称"),
        ({"name": "长" * 81}, "name", "最多 80"),
        ({"phone": "138 1234 5678"}, "phone", "手机号"),
        ({"phone": "找老王"}, "phone", "固定电话"),
        ({"website": "javascript:alert(1)"}, "website", "https://"),
        ({"slug": "青果巷"}, "slug", "小写英文字母"),
        ({"hours": "周二 9:00-12:00\n周二 11:00-17:00"}, "hours", "周二的两段时间重叠"),
        ({"outline": {"type": "Point", "coordinates": [1, 2]}}, "outline", "Polygon"),
        ({"outline": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}}, "outline", "至少四个点"),
        ({"outline": {"type": "Polygon", "coordinates": []}}, "outline", "坐标不对"),
    ],
)
def test_what_cannot_be_taken_is_named(changes: dict[str, Any], field: str, said: str, city: City) -> None:
    refusal = refused(None, city.office, given(**changes))
    assert (refusal.field, said in str(refusal)) == (field, True), str(refusal)
    refusal = refused(PlaceFactory(owner=city.office), city.office, given(**changes))
    assert refusal.field == field


def test_the_later_of_two_editors_is_told(city: City) -> None:
    place = PlaceFactory(owner=city.office)
    actions.change_place(place=place, given=given(name="先改的"), version=1, by=None)
    with pytest.raises(Conflict, match="别人改过"):
        actions.change_place(place=place, given=given(name="后改的"), version=1, by=None)
    place.refresh_from_db()
    assert (place.name, place.version) == ("先改的", 2)


def test_who_may_change_and_who_publishes(city: City, as_role: AsRole) -> None:
    east, west = city.districts
    place = PlaceFactory(owner=east, is_public=False, summary="一句话", location="某路")
    for by in (as_role(Role.REPORTER, west), as_role(Role.LEADER, east), as_role(Role.EDITOR, east)):
        with pytest.raises(NotAllowed):
            actions.change_place(place=place, given=given(), version=1, by=by)
        with pytest.raises(NotAllowed):
            actions.add_closure(place=place, starts_on=date(2019, 9, 1), ends_on=date(2019, 9, 2), reason="维修", by=by)
    with pytest.raises(NotAllowed):
        actions.publish(place=place, by=as_role(Role.REVIEWER, east))
    assert Closure.objects.count() == 0
    office = as_role(Role.COORDINATOR, city.office)
    assert actions.publish(place=place, by=office).is_public
    with pytest.raises(WrongState):
        actions.publish(place=place, by=office)
    assert not actions.withdraw(place=place, by=office).is_public


def test_what_a_visitor_would_miss_holds_publishing_up(city: City) -> None:
    place = PlaceFactory(owner=city.office, is_public=False, latitude=None, longitude=None)
    with pytest.raises(Invalid, match="缺：一句话介绍、位置（在哪里）、坐标或轮廓"):
        actions.publish(place=place, by=None)
    place.refresh_from_db()
    assert not place.is_public


def test_closures_do_not_overlap(city: City) -> None:
    place = PlaceFactory(owner=city.office)
    first = actions.add_closure(
        place=place, starts_on=date(2019, 9, 1), ends_on=date(2019, 9, 5), reason="维修", by=None
    )
    for starts, ends, field in (
        (date(2019, 9, 5), date(2019, 9, 9), "starts_on"),
        (date(2019, 10, 9), date(2019, 10, 1), "ends_on"),
    ):
        with pytest.raises(Invalid) as refusal:
            actions.add_closure(place=place, starts_on=starts, ends_on=ends, reason="布展", by=None)
        assert refusal.value.field == field
    assert Closure.objects.get() == first
    actions.remove_closure(closure=first, by=None)
    assert Closure.objects.count() == 0


def test_a_form_that_is_sent_again_is_no_second_place(city: City) -> None:
    actions.add_place(owner=city.office, given=given(), by=None)
    refusal = refused(None, city.office, given(name=" 青果巷 "))
    assert (refusal.field, "已经登记了“青果巷”" in str(refusal)) == ("name", True)
    actions.add_place(owner=city.districts[0], given=given(), by=None)
    assert Place.objects.count() == 2
