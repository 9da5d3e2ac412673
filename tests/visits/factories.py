"""One factory per model of visits; days lie around the real today, because visitors book by the real clock."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from tests.places.factories import PlaceFactory
from tongxin.common.clock import NATIONAL, DayKind
from tongxin.places.models import Place
from tongxin.visits.actions import Wanted
from tongxin.visits.codes import new_code
from tongxin.visits.models import Booking, OpenDay, Slot, VisitHours, VisitPlan

NINE = time(9)


def a_day(ahead: int = 3) -> date:
    """A day so many days ahead, or the next one that is no holiday."""
    day: date = timezone.localdate() + timedelta(days=ahead)
    while NATIONAL.day(day).kind == DayKind.HOLIDAY:
        day += timedelta(days=1)
    return day


class VisitPlanFactory(factory.django.DjangoModelFactory):
    """Every day from nine to eleven in slots of an hour, each for two groups and 40 persons."""

    class Meta:
        model = VisitPlan
        skip_postgeneration_save = True

    place = factory.SubFactory(PlaceFactory)
    persons_per_slot = 40
    ahead_days = 60

    @factory.post_generation
    def hours_of(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for weekday in range(7):
            VisitHours.objects.create(plan=self, weekday=weekday, opens=NINE, closes=time(11))


class SlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Slot

    place = factory.SubFactory(PlaceFactory)
    day = factory.LazyFunction(a_day)
    starts = NINE
    ends = time(10)
    persons_limit = 40
    groups_limit = 2


class BookingFactory(factory.django.DjangoModelFactory):
    """A group of 20, with its room taken."""

    class Meta:
        model = Booking

    slot = factory.SubFactory(SlotFactory, persons_taken=20, groups_taken=1)
    code = factory.LazyFunction(new_code)
    persons = 20
    group_name = "示例小学"
    contact_name = "示例老师"
    phone = "0519-12345678"


class OpenDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpenDay

    place = factory.SubFactory(PlaceFactory)
    day = factory.LazyFunction(a_day)
    title = "示例开放日"
    opens = NINE
    closes = time(17)
    slot_minutes = 120
    persons_per_slot = 200
    groups_per_slot = 10


def planned_place(**fields: Any) -> Place:
    """A public place with a plan."""
    plan = {name.removeprefix("plan__"): fields.pop(name) for name in list(fields) if name.startswith("plan__")}
    place: Place = PlaceFactory(**fields)
    VisitPlanFactory(place=place, **plan)
    return place


def wanted(**changes: Any) -> Wanted:
    fields: dict[str, Any] = {
        "persons": 20,
        "group_name": "示例小学",
        "contact_name": "示例老师",
        "phone": "0519-12345678",
    }
    return Wanted(**fields | {"has_consented": True} | changes)
