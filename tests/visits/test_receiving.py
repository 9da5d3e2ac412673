"""The place closes slots and tells those booked, and confirms who came: facts, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from tests.conftest import City
from tests.visits.factories import NINE, BookingFactory, SlotFactory, a_day, planned_place, wanted
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact
from tongxin.facts.selectors import totals_for
from tongxin.organisations.enums import Role
from tongxin.visits import actions, mailing
from tongxin.visits.models import Booking, Slot

pytestmark = pytest.mark.django_db
AsRole = Callable[..., User]


def test_an_arrival_is_written_once_as_facts_of_the_place(city: City, as_role: AsRole) -> None:
    by = as_role(Role.REPORTER, city.districts[0])
    booking = BookingFactory(slot__place__owner=city.districts[0], slot__day=timezone.localdate())
    actions.confirm_arrival(booking=booking, persons=18, by=by)
    place = booking.slot.place
    totals = totals_for([Subject.of(place)])[Subject.of(place)]
    assert {code: (one.count, one.total) for code, one in totals.items()} == {
        "visit-received": (1, Decimal(1)),
        "visitors-received": (1, Decimal(18)),
    }
    assert {(fact.organisation, fact.happened_on) for fact in Fact.objects.all()} == {
        (city.districts[0], booking.slot.day)
    }
    assert all("示例小学" not in fact.summary for fact in Fact.objects.all())
    for stale in (booking, Booking.objects.get()):
        with pytest.raises(WrongState):
            actions.confirm_arrival(booking=stale, persons=20, by=by)
    assert (Fact.objects.count(), Booking.objects.get().arrived_persons) == (2, 18)
    assert audit.verify().holds


def test_who_came_before_the_day_and_by_whom(city: City, as_role: AsRole) -> None:
    booking = BookingFactory(slot__place__owner=city.districts[0], slot__day=a_day())
    with pytest.raises(WrongState, match="还没到"):
        actions.confirm_arrival(booking=booking, persons=3, by=None)
    Slot.objects.update(day=timezone.localdate())
    booking = Booking.objects.select_related("slot__place__owner").get()
    with pytest.raises(Invalid):
        actions.confirm_arrival(booking=booking, persons=0, by=None)
    for by in (as_role(Role.COORDINATOR, city.districts[1]), as_role(Role.LEADER, city.districts[0])):
        with pytest.raises(NotAllowed):
            actions.confirm_arrival(booking=booking, persons=3, by=by)
        with pytest.raises(NotAllowed):
            actions.close_slots(place=booking.slot.place, day=booking.slot.day, starts=[NINE], reason="布展", by=by)
    assert (Fact.objects.count(), Booking.objects.get().status) == (0, "booked")
    actions.mark_missed(booking=booking, by=as_role(Role.REPORTER, city.districts[0]))
    assert (Fact.objects.count(), Booking.objects.get().status) == (0, "missed")


def test_closing_a_slot_tells_those_booked(city: City) -> None:
    place = planned_place(owner=city.office, name="示例故居")
    mailed = actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(email="a@example.org"))
    called = actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(persons=5))
    to_call = actions.close_slots(place=place, day=a_day(), starts=[NINE], reason="临时布展", by=None)
    assert to_call == [called]
    slot = Slot.objects.get()
    assert (slot.closed_reason, slot.persons_taken, slot.groups_taken) == ("临时布展", 0, 0)
    assert set(Booking.objects.values_list("status", flat=True)) == {"closed"}
    assert [mailing.mail_closed(mailed.pk), mailing.mail_closed(mailed.pk), mailing.mail_closed(called.pk)] == [
        True,
        False,
        False,
    ]
    assert "临时布展" in mail.outbox[-1].body
    actions.mark_told(booking=called, by=None)
    with pytest.raises(WrongState, match="告知过"):
        actions.mark_told(booking=called, by=None)
    assert not Booking.objects.filter(told_at__isnull=True).exists()
    with pytest.raises(WrongState, match="刚刚停约：临时布展"):
        actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted())
    actions.reopen_slot(slot=slot, by=None)
    actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted())


def test_a_whole_day_is_closed_or_nothing_of_it(city: City) -> None:
    place = planned_place(owner=city.office)
    with pytest.raises(WrongState, match="没有这一场"):
        actions.close_slots(place=place, day=a_day(), starts=[NINE, time(3)], reason="布展", by=None)
    with pytest.raises(Invalid, match="原因"):
        actions.close_slots(place=place, day=a_day(), starts=[NINE], reason=" ", by=None)
    with pytest.raises(WrongState, match="已经过去"):
        actions.close_slots(
            place=place, day=timezone.localdate() - timedelta(days=1), starts=[NINE], reason="布展", by=None
        )
    assert Slot.objects.count() == 0
    actions.close_slots(place=place, day=a_day(), starts=[NINE, time(10)], reason="布展", by=None)
    assert Slot.objects.filter(closed_at__isnull=False).count() == 2


def test_a_slot_of_the_past_stays_as_it_was() -> None:
    SlotFactory(day=timezone.localdate() - timedelta(days=9))
    assert Slot.objects.get().closed_at is None
