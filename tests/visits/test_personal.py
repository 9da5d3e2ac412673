"""Who booked: kept for a purpose and a time, shredded by the nightly job; and never for sensitive places (red line 2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.conftest import City
from tests.places.factories import PlaceKindFactory
from tests.visits.factories import NINE, BookingFactory, a_day, planned_place, wanted
from tongxin.accounts.models import User
from tongxin.common import audit, personal
from tongxin.common.errors import Invalid
from tongxin.common.models import AuditEntry
from tongxin.common.tasks import shred_expired
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.places.models import Place
from tongxin.visits import actions, selectors
from tongxin.visits.expiry import FIELDS
from tongxin.visits.models import Booking

pytestmark = pytest.mark.django_db


def test_thirty_days_after_the_visit_nobody_knows_who_came() -> None:
    today = timezone.localdate()
    old = BookingFactory(slot__day=today - timedelta(days=31))
    fresh = BookingFactory(slot__day=today - timedelta(days=30))
    shred_expired.call()
    assert [getattr(Booking.objects.get(pk=old.pk), name) for name in FIELDS] == ["", "", "", ""]
    assert Booking.objects.get(pk=old.pk).persons == 20
    assert Booking.objects.get(pk=fresh.pk).contact_name == "示例老师"
    (receipt,) = audit.history(old)
    assert (receipt.verb, receipt.detail["fields"]) == ("personal.shredded", list(FIELDS))
    assert personal.shred_expired() == {}


def test_staff_who_read_names_are_written_down(city: City, as_role: Callable[..., User]) -> None:
    place = planned_place(owner=city.districts[0])
    BookingFactory(slot__place=place)
    by = as_role(Role.REPORTER, city.districts[0])
    schedule = selectors.schedule_of(place)
    assert schedule is not None
    (booked,) = selectors.booked_slots(by, schedule, a_day(), 1)
    assert booked.bookings[0].contact_name == "示例老师"
    entry = AuditEntry.objects.latest("number")
    assert (entry.verb, entry.actor_id, entry.subject_id) == ("personal.bookings_read", by.pk, str(place.pk))
    assert selectors.booked_slots(by, schedule, a_day(20), 1) == []
    assert AuditEntry.objects.count() == 1


def sensitive_by(what: str, city: City) -> Place:
    if what == "kind":
        return planned_place(kind=PlaceKindFactory(is_sensitive_by_association=True), owner=city.office)
    Unit.objects.filter(pk=city.committee.pk).update(is_sensitive_by_association=True)
    return planned_place(owner=Unit.objects.get(pk=city.committee.pk))


@pytest.mark.parametrize("what", ["kind", "owner"])
def test_a_sensitive_place_takes_heads_and_no_names(what: str, city: City) -> None:
    place = sensitive_by(what, city)
    for changes in ({}, {"group_name": ""}, {"contact_name": "", "phone": ""}, {"group_name": "", "contact_name": ""}):
        with pytest.raises(Invalid, match="只登记人数"):
            actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(**changes))
    assert Booking.objects.count() == 0
    nameless = wanted(group_name="", contact_name="", phone="")
    booking = actions.book(place=place, day=a_day(), starts=NINE, wanted=nameless)
    stored = Booking.objects.get()
    assert stored.is_anonymous
    assert [getattr(stored, name) for name in FIELDS] == ["", "", "", ""]
    assert (stored.consented_at, booking.persons) == (None, 20)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.update(contact_name="示例")


def test_a_place_that_becomes_sensitive_loses_its_names_at_once(city: City) -> None:
    place = planned_place(owner=city.office)
    BookingFactory(slot__place=place)
    assert personal.shred_expired() == {}
    type(place.kind).objects.update(is_sensitive_by_association=True)
    assert personal.shred_expired() == {"visits.booking": 1}
    assert Booking.objects.get().contact_name == ""
