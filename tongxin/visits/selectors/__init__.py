"""Reads of visits: the slots of a place with what is taken, and bookings as far as the reader may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tongxin.common import audit
from tongxin.places.hours import Open
from tongxin.places.models import Place
from tongxin.places.selectors import places_for
from tongxin.visits import rules
from tongxin.visits.codes import plain_code
from tongxin.visits.enums import BookingStatus, SlotState
from tongxin.visits.models import Booking, OpenDay, Slot, VisitPlan
from tongxin.visits.schedule import DayPlan, Offered, Schedule


@dataclass(frozen=True)
class SlotView:
    """A slot as it stands. `row` is None where nobody booked; `left` is how many persons one group may still bring."""

    offered: Offered
    row: Slot | None
    state: SlotState
    left: int
    groups_left: int

    @property
    def key(self) -> str:
        """The slot in an address: 0930."""
        return f"{self.offered.starts:%H%M}"


@dataclass(frozen=True)
class DayView:
    """A day of the calendar."""

    plan: DayPlan
    slots: tuple[SlotView, ...]

    @property
    def day(self) -> date:
        return self.plan.day

    @property
    def is_free(self) -> bool:
        return any(one.state == SlotState.FREE for one in self.slots)


def schedule_of(place: Place) -> Schedule | None:
    """A place's schedule; None where it has no plan. Four queries."""
    plan = VisitPlan.objects.prefetch_related("hours").filter(place=place).first()
    if plan is None:
        return None
    hours: list[Open] = [*plan.hours.all()] or [*place.hours.all()]
    open_days = {one.day: one for one in OpenDay.objects.filter(place=place, day__gte=timezone.localdate())}
    return Schedule(place, plan, hours, list(place.closures.all()), open_days)


def _open_for_bookings() -> QuerySet[VisitPlan]:
    return VisitPlan.objects.filter(Q(is_open=True) | Q(place__open_days__day__gte=timezone.localdate()))


def takes_bookings(place: Place) -> bool:
    """Whether the place's page leads to its calendar."""
    return _open_for_bookings().filter(place=place).exists()


def public_places_with_visits() -> QuerySet[Place]:
    """The places that are shown and take bookings."""
    open_plans = _open_for_bookings().values("place")
    return Place.objects.filter(is_public=True, pk__in=open_plans).select_related("kind", "district")


def days_of(schedule: Schedule, first: date, days: int = 7) -> list[DayView]:
    """So many days of the calendar from `first`, each slot with what is taken; one query."""
    last = first + timedelta(days=days - 1)
    rows = {(row.day, row.starts): row for row in Slot.objects.filter(place=schedule.place, day__range=(first, last))}
    window = schedule.window()
    found = []
    for step in range(days):
        plan = schedule.on(first + timedelta(days=step))
        slots = tuple(_view(one, rows.get((one.day, one.starts)), window.state(one)) for one in plan.slots)
        found.append(DayView(plan, slots))
    return found


def _view(offered: Offered, row: Slot | None, state: SlotState) -> SlotView:
    if row is None:
        return SlotView(offered, None, state, offered.persons_limit, offered.groups_limit)
    left, groups = row.persons_limit - row.persons_taken, row.groups_limit - row.groups_taken
    if state == SlotState.FREE:
        if row.closed_at is not None:
            state = SlotState.CLOSED
        elif left < 1 or groups < 1:
            state = SlotState.FULL
    return SlotView(offered, row, state, left, groups)


def slot_view(schedule: Schedule, offered: Offered) -> SlotView:
    """One slot as it stands now."""
    row = Slot.objects.filter(place=schedule.place, day=offered.day, starts=offered.starts).first()
    return _view(offered, row, schedule.window().state(offered))


def coming_open_days(place: Place | None = None, *, until: date | None = None) -> list[OpenDay]:
    """Special open days from today on, of one public place or of all."""
    rows = OpenDay.objects.filter(day__gte=timezone.localdate(), place__is_public=True).select_related("place")
    if place is not None:
        rows = rows.filter(place=place)
    if until is not None:
        rows = rows.filter(day__lte=until)
    return list(rows)


def booking_by_code(text: str) -> Booking | None:
    """The booking that a code names, however it was typed; None where there is none."""
    code = plain_code(text)
    rows = Booking.objects.select_related("slot__place__kind", "slot__place__owner")
    return rows.filter(code=code).first() if code else None


def plans_for(user: Any) -> QuerySet[Place]:
    """The places that the person may see and that receive groups.

    With how many bookings are to come (`coming`), wait to be confirmed (`to_confirm`), and of closed slots are not told
    yet (`to_tell`).
    """
    today = timezone.localdate()
    booked = Q(slots__bookings__status=BookingStatus.BOOKED)
    untold = Q(slots__bookings__status=BookingStatus.CLOSED, slots__bookings__told_at__isnull=True)
    counted = {
        "coming": booked & Q(slots__day__gt=today),
        "to_confirm": booked & Q(slots__day__lte=today),
        "to_tell": untold & Q(slots__bookings__is_anonymous=False, slots__day__gte=today),
    }
    rows = places_for(user).filter(visit_plan__isnull=False).select_related("visit_plan")
    return rows.annotate(
        **{name: Count("slots__bookings", filter=which, distinct=True) for name, which in counted.items()}
    )


def bookings_for(user: Any) -> QuerySet[Booking]:
    """Bookings of the places that the person may see; who booked is not to be shown from here."""
    return (
        Booking.objects.filter(slot__place__in=places_for(user))
        .select_related("slot__place__owner", "slot__place__kind")
        .defer("group_name", "contact_name", "phone", "email")
    )


def booking_for(user: Any, pk: int) -> Booking:
    """One booking for whoever receives at its place. Raises Http404 for any other."""
    row = Booking.objects.select_related("slot__place__owner", "slot__place__kind").filter(pk=pk).first()
    if row is None or not rules.may_receive(user, row.slot.place):
        raise Http404
    return row


@dataclass(frozen=True)
class BookedSlot:
    """A slot with its bookings. `is_offered` is false where the plan or a closure no longer has it."""

    slot: Slot
    bookings: tuple[Booking, ...]
    is_offered: bool


def booked_slots(user: Any, schedule: Schedule, first: date, days: int) -> list[BookedSlot]:
    """The slots of some days in which something stands, with who booked. Reading it is written down.

    Raises Http404 unless the person receives at the place.
    """
    place = schedule.place
    if not rules.may_receive(user, place):
        raise Http404
    last = first + timedelta(days=days - 1)
    slots = list(Slot.objects.filter(place=place, day__range=(first, last)))
    bookings: dict[int, list[Booking]] = defaultdict(list)
    for booking in Booking.objects.filter(slot__in=slots).order_by("pk"):
        bookings[booking.slot_id].append(booking)
    if any(one.contact_name for of_slot in bookings.values() for one in of_slot):
        with transaction.atomic():
            audit.record(user, "personal.bookings_read", place, first=first, last=last)
    offered = _offered_keys(schedule, {slot.day for slot in slots})
    return [BookedSlot(slot, tuple(bookings[slot.pk]), (slot.day, slot.starts) in offered) for slot in slots]


def _offered_keys(schedule: Schedule, days: Iterable[date]) -> set[tuple[date, Any]]:
    return {(one.day, one.starts) for day in days for one in schedule.on(day).slots}


def stranded(schedule: Schedule) -> list[Slot]:
    """Coming slots with bookings that the plan, a closure or a holiday no longer offers as they were booked.

    Those booked must be told.
    """
    today = timezone.localdate()
    rows = list(
        Slot.objects.filter(
            place=schedule.place, day__gte=today, closed_at__isnull=True, bookings__status=BookingStatus.BOOKED
        ).distinct()
    )
    offered = {(one.day, one.starts, one.ends) for day in {slot.day for slot in rows} for one in schedule.on(day).slots}
    return [slot for slot in rows if (slot.day, slot.starts, slot.ends) not in offered]
