"""Two groups take the last slot, on PostgreSQL: without the lock both get it, with it one does."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from django.db import connection, transaction

from tests.programme.test_races import at_once, refusals
from tests.visits.factories import NINE, BookingFactory, SlotFactory, a_day, planned_place, wanted
from tongxin.common import audit
from tongxin.common.errors import WrongState
from tongxin.visits import actions
from tongxin.visits.codes import new_code
from tongxin.visits.models import Booking, Slot

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_without_the_lock_two_take_the_last_place() -> None:
    """What happens where one looks first and writes then: each sees room for one."""
    slot = SlotFactory(groups_limit=1)
    both_have_looked = threading.Barrier(2)

    def look_then_write() -> None:
        with transaction.atomic():
            seen = Slot.objects.get(pk=slot.pk)
            both_have_looked.wait()
            if seen.groups_taken < seen.groups_limit:
                Slot.objects.filter(pk=slot.pk).update(groups_taken=seen.groups_taken + 1, persons_taken=20)
                Booking.objects.create(slot=seen, code=new_code(), persons=20)
        connection.close()

    at_once(look_then_write, look_then_write)
    assert (Booking.objects.count(), Slot.objects.get().groups_limit) == (2, 1)


def test_of_eight_groups_one_takes_the_last_place() -> None:
    place = planned_place(plan__groups_per_slot=1)
    results = at_once(
        *[partial(actions.book, place=place, day=a_day(), starts=NINE, wanted=wanted()) for _n in range(8)]
    )
    assert refusals(results) == 7
    assert all("约满" in str(one) for one in results if isinstance(one, WrongState))
    slot = Slot.objects.get()
    assert (Booking.objects.count(), slot.groups_taken, slot.persons_taken) == (1, 1, 20)
    assert audit.verify().holds


def test_persons_never_exceed_the_limit() -> None:
    place = planned_place(plan__groups_per_slot=50)
    results = at_once(
        *[partial(actions.book, place=place, day=a_day(), starts=NINE, wanted=wanted(persons=9)) for _n in range(8)]
    )
    assert (refusals(results), Slot.objects.get().persons_taken) == (4, 36)


def test_one_form_sent_twice_at_once_is_one_booking() -> None:
    place, asked = planned_place(), wanted()
    first, second = at_once(*[partial(actions.book, place=place, day=a_day(), starts=NINE, wanted=asked)] * 2)
    assert first == second
    assert (Booking.objects.count(), Slot.objects.get().groups_taken) == (1, 1)


def test_a_booking_and_a_closing_at_once_leave_nobody_in_a_closed_slot() -> None:
    place = planned_place()
    actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted())
    at_once(
        partial(actions.book, place=place, day=a_day(), starts=NINE, wanted=wanted()),
        partial(actions.close_slots, place=place, day=a_day(), starts=[NINE], reason="布展", by=None),
    )
    assert not Booking.objects.filter(status="booked").exists()
    assert (Slot.objects.get().persons_taken, Slot.objects.get().groups_taken) == (0, 0)


def test_two_cancellations_give_the_room_back_once() -> None:
    booking = BookingFactory()
    copies = [Booking.objects.select_related("slot__place").get(pk=booking.pk) for _n in range(3)]
    results = at_once(*[partial(actions.cancel, booking=copy) for copy in copies])
    assert (refusals(results), Slot.objects.get().persons_taken) == (2, 0)
