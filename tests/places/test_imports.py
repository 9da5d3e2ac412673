from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import City
from tests.places.factories import DistrictOutlineFactory
from tongxin.accounts.models import User
from tongxin.common.models import AuditEntry
from tongxin.common.tables import SheetOut, TakenIn, WrongCells, write_workbook
from tongxin.organisations.enums import Role
from tongxin.places.imports import import_places
from tongxin.places.kinds import ensure_kinds
from tongxin.places.models import Place

pytestmark = pytest.mark.django_db
AsRole = Callable[..., User]
HEADS = ("网址名", "名称", "类别", "管理单位代码", "辖市区代码", "纬度", "经度", "坐标系", "机构电话", "开放时间")


def book(*rows: tuple[Any, ...]) -> bytes:
    return write_workbook([SheetOut("场所", HEADS, rows)])


@pytest.fixture
def east(city: City) -> str:
    ensure_kinds()
    DistrictOutlineFactory(unit=city.districts[0])
    return city.districts[0].code


def row(east: str, **changes: Any) -> tuple[Any, ...]:
    values = {
        "slug": "lane",
        "name": "青果巷",
        "kind": "历史文化街区",
        "owner": east,
        "district": east,
        "latitude": 31.774,
        "longitude": 119.9535,
        "datum": "WGS84",
        "phone": "",
        "hours": "每天 9:00–17:00",
    }
    return tuple((values | changes).values())


def test_places_are_added_then_changed_then_left(city: City, east: str) -> None:
    assert import_places(content=book(row(east)), name="a.xlsx", by=None) == TakenIn(1, 0, 0)
    place = Place.objects.get(slug="lane")
    assert (place.name, place.hours.count(), place.is_public) == ("青果巷", 7, False)
    before = AuditEntry.objects.count()
    assert import_places(content=book(row(east)), name="a.xlsx", by=None) == TakenIn(0, 0, 1)
    assert AuditEntry.objects.count() == before
    changed = book(row(east, hours="周六 9:00–17:00", phone=None, latitude=None, longitude=None, datum=None))
    assert import_places(content=changed, name="a.xlsx", by=None) == TakenIn(0, 1, 0)
    place.refresh_from_db()
    assert (place.hours.count(), str(place.latitude)) == (1, "31.774000")


def test_every_wrong_cell_is_told_and_nothing_written(city: City, east: str, as_role: AsRole) -> None:
    west = city.districts[1].code
    content = book(
        row(east, slug="one", kind="没有的类别"),
        row(east, slug="two", owner="XX"),
        row(east, slug="three", latitude=119.9535, longitude=31.774),
        row(east, slug="four", hours="周二 9:00-12:00\n周二 11:00-13:00"),
        row(east, slug="five", phone="13812345678"),
        row(east, slug="six", owner=west),
        row(east, slug="seven"),
        row(east, slug="seven"),
    )
    with pytest.raises(WrongCells) as refusal:
        import_places(content=content, name="a.xlsx", by=as_role(Role.REPORTER, city.districts[0]))
    told = {error.cell: error.reason for error in refusal.value.errors}
    assert set(told) >= {"C2", "D3", "F4", "J5", "I6", "D7"}
    assert "好像填反了" in told["F4"]
    assert "周二的两段时间重叠" in told["J5"]
    assert Place.objects.count() == 0


def test_coordinates_of_web_maps_are_turned_once(city: City, east: str) -> None:
    content = book(row(east, datum="GCJ02"))
    assert import_places(content=content, name="a.xlsx", by=None) == TakenIn(1, 0, 0)
    kept = Place.objects.get().latitude
    assert import_places(content=content, name="a.xlsx", by=None) == TakenIn(0, 0, 1)
    no_position = book(row(east, name="改名", datum="GCJ02", latitude=None, longitude=None))
    assert import_places(content=no_position, name="a.xlsx", by=None) == TakenIn(0, 1, 0)
    assert Place.objects.get().latitude == kept
