from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone

from tests.conftest import City
from tests.visits.factories import BookingFactory, OpenDayFactory, SlotFactory, a_day, planned_place
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
from tongxin.places.models import Place
from tongxin.visits.enums import BookingStatus
from tongxin.visits.models import Booking, OpenDay, Slot


@dataclass
class Scene:
    """A house of the east district with a group of today, one whose slot was closed, and an open day; people everywhere."""

    city: City
    place: Place
    booking: Booking
    closed: Booking
    open_day: OpenDay
    people: dict[str, User]

    @property
    def slot(self) -> Slot:
        return self.booking.slot


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    east = city.districts[0]
    place = planned_place(owner=east, district=east, name="示例故居")
    booking = BookingFactory(slot__place=place, slot__day=timezone.localdate())
    shut = SlotFactory(place=place, day=a_day(), closed_at=timezone.now(), closed_reason="布展")
    closed = BookingFactory(slot=shut, status=BookingStatus.CLOSED, group_name="被停的示例团体")
    people = make_everybody(city, as_role, east)
    return Scene(city, place, booking, closed, OpenDayFactory(place=place, day=a_day(20)), people)
