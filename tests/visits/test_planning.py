"""The plan and open days: what is refused changes nothing; bookings that stand stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.conftest import City
from tests.places.factories import ClosureFactory, PlaceFactory
from tests.visits.factories import NINE, BookingFactory, OpenDayFactory, VisitPlanFactory, a_day, planned_place
from tongxin.accounts.models import User
from tongxin.common.errors import Conflict, Invalid, NotAllowed
from tongxin.organisations.enums import Role
from tongxin.places.models import OpeningHours
from tongxin.visits import actions, selectors
from tongxin.visits.actions import OpenDayGiven, PlanGiven
from tongxin.visits.models import OpenDay, Slot, VisitPlan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hours": ""}, "hours"),
        ({"hours": "周二 9:00-12:00\n周二 11:00-17:00"}, "hours"),
        ({"slot_minutes": 5}, "slot_minutes"),
        ({"persons_per_slot": 0}, "persons_per_slot"),
        ({"groups_per_slot": 51}, "groups_per_slot"),
        ({"lead_days": 31}, "lead_days"),
        ({"ahead_days": 181}, "ahead_days"),
        ({"note": "长" * 301}, "note"),
    ],
)
def test_what_cannot_be_taken_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.set_plan(
            place=PlaceFactory(), given=replace(PlanGiven(hours="每天 9:00-17:00"), **changes), version=0, by=None
        )
    assert (refusal.value.field, VisitPlan.objects.count()) == (field, 0)


def test_without_hours_of_its_own_a_plan_follows_the_place() -> None:
    place = PlaceFactory()
    OpeningHours.objects.create(place=place, weekday=a_day().weekday(), opens=time(13), closes=time(15))
    actions.set_plan(place=place, given=PlanGiven(), version=0, by=None)
    schedule = selectors.schedule_of(place)
    assert schedule is not None
    assert [one.starts for one in schedule.on(a_day()).slots] == [time(13), time(14)]


def test_new_limits_hold_for_slots_with_bookings_but_never_below_what_is_taken() -> None:
    place = PlaceFactory()
    booking = BookingFactory(slot__place=place)
    plan = VisitPlanFactory(place=place)
    given = PlanGiven(hours="每天 9:00-11:00", persons_per_slot=10, groups_per_slot=3)
    actions.set_plan(place=place, given=given, version=plan.version, by=None)
    slot = Slot.objects.get(pk=booking.slot_id)
    assert (slot.persons_limit, slot.groups_limit) == (20, 3)
    with pytest.raises(Conflict):
        actions.set_plan(place=place, given=given, version=plan.version, by=None)


def test_bookings_that_lost_their_slot_are_named() -> None:
    place = planned_place()
    booking = BookingFactory(slot__place=place)
    schedule = selectors.schedule_of(place)
    assert schedule is not None
    assert selectors.stranded(schedule) == []
    ClosureFactory(place=place, starts_on=a_day(), ends_on=a_day())
    schedule = selectors.schedule_of(place)
    assert schedule is not None
    assert selectors.stranded(schedule) == [booking.slot]


def open_day(**changes: Any) -> OpenDayGiven:
    return replace(OpenDayGiven(day=a_day(), title="开放日", opens=NINE, closes=time(17)), **changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"day": date(2019, 9, 1)}, "day"),
        ({"closes": NINE}, "closes"),
        ({"closes": time(9, 30)}, "slot_minutes"),
        ({"persons_per_slot": 2001}, "persons_per_slot"),
        ({"note": "长" * 201}, "note"),
    ],
)
def test_an_open_day_that_cannot_be_taken(changes: dict[str, Any], field: str) -> None:
    place = planned_place()
    with pytest.raises(Invalid) as refusal:
        actions.add_open_day(place=place, given=open_day(**changes), by=None)
    assert (refusal.value.field, OpenDay.objects.count()) == (field, 0)


def test_open_days_and_closures_do_not_meet_and_stand_once() -> None:
    place = planned_place()
    ClosureFactory(place=place, starts_on=a_day(), ends_on=a_day(), reason="布展")
    with pytest.raises(Invalid, match="已登记闭馆（布展）"):
        actions.add_open_day(place=place, given=open_day(), by=None)
    later = open_day(day=a_day(20))
    row = actions.add_open_day(place=place, given=later, by=None)
    with pytest.raises(Invalid, match="已经有一个开放日"):
        actions.add_open_day(place=place, given=later, by=None)
    actions.remove_open_day(open_day=row, by=None)
    assert OpenDay.objects.count() == 0
    with pytest.raises(Invalid, match="先设好参观安排"):
        actions.add_open_day(place=PlaceFactory(), given=open_day(), by=None)


def test_who_may_plan(city: City, as_role: Callable[..., User]) -> None:
    place = planned_place(owner=city.districts[0])
    for by in (as_role(Role.COORDINATOR, city.districts[1]), as_role(Role.EDITOR, city.districts[0])):
        with pytest.raises(NotAllowed):
            actions.set_plan(place=place, given=PlanGiven(hours="每天 9:00-11:00"), version=1, by=by)
        with pytest.raises(NotAllowed):
            actions.add_open_day(place=place, given=open_day(), by=by)
        with pytest.raises(NotAllowed):
            actions.remove_open_day(open_day=OpenDayFactory(place=place, day=a_day(9 + by.pk)), by=by)
    assert VisitPlan.objects.get().version == 1


def test_open_days_that_are_over_are_not_announced() -> None:
    place = planned_place()
    OpenDayFactory(place=place, day=timezone.localdate() - timedelta(days=1))
    coming = OpenDayFactory(place=place, day=timezone.localdate())
    OpenDayFactory(place__is_public=False)
    assert selectors.coming_open_days() == [coming]
