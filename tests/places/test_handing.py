"""What a unit keeps when it ends: it goes on with the unit into which it is merged, and is owed where it is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.conftest import City
from tests.places.factories import HomeFactory, NotableFactory, PlaceFactory, WalkFactory
from tongxin.accounts.models import User
from tongxin.common.errors import WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations import actions
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.organisations.owes import owes
from tongxin.places import rules
from tongxin.places.models import Notable, Place, Walk

pytestmark = pytest.mark.django_db
DAY = date(2019, 9, 12)


def test_all_that_a_unit_keeps_follows_it(city: City, as_role: Callable[..., User]) -> None:
    east, west = city.districts
    house, elsewhere = PlaceFactory(owner=east, district=east), PlaceFactory(owner=city.office, district=east)
    home, other = HomeFactory(owner=east), PlaceFactory(owner=west, district=west)
    NotableFactory(owner=east)
    WalkFactory(owner=east)
    keeper = as_role(Role.REPORTER, east)
    assert owes(east, merging=True) == []
    actions.merge_units(by=None, source=east, into=west, on=DAY, reason="区划调整")
    places = Place.objects.in_bulk()
    assert {pk: (place.owner_id, place.district_id) for pk, place in places.items()} == {
        house.pk: (west.pk, west.pk),
        elsewhere.pk: (city.office.pk, west.pk),
        home.pk: (west.pk, None),
        other.pk: (west.pk, west.pk),
    }
    assert (places[house.pk].version, places[home.pk].version, places[other.pk].version) == (3, 2, 1)
    assert (Notable.objects.get().owner, Walk.objects.get().owner) == (west, west)
    entries = AuditEntry.objects.filter(verb__endswith=".handed_over").order_by("number")
    assert [entry.verb for entry in entries] == [
        "place.handed_over",
        "place.handed_over",
        "notable.handed_over",
        "walk.handed_over",
    ]
    assert entries[0].detail == {"was": east.pk, "now": west.pk, "on": "2019-09-12", "reason": "区划调整"}
    assert AuditEntry.objects.filter(verb="place.district_changed").count() == 2
    # Who kept it goes on keeping it, in the other unit.
    assert rules.may_edit(User.objects.get(pk=keeper.pk), places[house.pk])


def test_into_a_department_the_district_of_a_place_stays(city: City) -> None:
    east = city.districts[0]
    PlaceFactory(owner=east, district=east)
    actions.merge_units(by=None, source=east, into=city.departments[0])
    assert (Place.objects.get().owner, Place.objects.get().district) == (city.departments[0], east)


def test_where_no_names_are_taken_none_are_after_it(city: City) -> None:
    committee, department = city.committee, city.departments[0]
    Unit.objects.filter(pk=committee.pk).update(is_sensitive_by_association=True)
    place = PlaceFactory(owner=committee, name="示例会堂")
    with pytest.raises(WrongState, match=r"示例会堂.*也设为到场名单敏感"):
        actions.merge_units(by=None, source=committee, into=department)
    assert (Place.objects.get().owner, Unit.objects.get(pk=committee.pk).closed_on) == (committee, None)
    Unit.objects.filter(pk=department.pk).update(is_sensitive_by_association=True)
    actions.merge_units(by=None, source=committee, into=department)
    place.refresh_from_db()
    assert place.is_sensitive_by_association


def test_a_unit_that_keeps_things_is_not_closed(city: City) -> None:
    street = city.streets[0]
    for number in range(7):
        PlaceFactory(owner=street, name=f"场所{number}")
    NotableFactory(owner=street, name="示例先生")
    WalkFactory(owner=street, name="示例路线")
    assert owes(street) == [
        "还管着 7 个场所（场所0、场所1、场所2、场所3、场所4）：请改用“合并”，由承接的单位接着管。",
        "还管着 1 位名人的资料（示例先生）：请改用“合并”，由承接的单位接着管。",
        "还管着 1 条步行路线（示例路线）：请改用“合并”，由承接的单位接着管。",
    ]
    with pytest.raises(WrongState, match="请改用“合并”"):
        actions.close_unit(by=None, unit=street)
    assert Unit.objects.get(pk=street.pk).closed_on is None
