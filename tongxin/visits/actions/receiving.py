"""What the place does: closing slots and telling those booked, confirming who came. An arrival is written once, as facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tongxin.common import audit, jobs
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.actions import ensure_kinds, record
from tongxin.places.models import Place
from tongxin.visits import rules, tasks
from tongxin.visits.actions import capacity
from tongxin.visits.enums import BookingStatus
from tongxin.visits.models import Booking, Slot
from tongxin.visits.selectors import schedule_of
from tongxin.visits.workflows import BOOKING

GROUPS, PERSONS = "visit-received", "visitors-received"
MOST_ARRIVED = 9999


def close_slots(*, place: Place, day: date, starts: Sequence[time], reason: str, by: Any) -> list[Booking]:
    """Close slots of a day; those booked there are told by mail where they gave one. Returns whom the place must call.

    Raises NotAllowed, Invalid with the field, WrongState where a slot is closed already or is none.
    """
    _check_may(by, place)
    reason = " ".join(reason.split())
    if not reason or len(reason) > 120:
        raise Invalid(_("请写明原因，最多 120 个字；会告诉约了这一场的团体。"), field="reason")
    if day < timezone.localdate():
        raise WrongState(_("这一天已经过去了。"))
    schedule = schedule_of(place)
    to_call = []
    with transaction.atomic():
        for at in starts:
            slot = Slot.objects.filter(place=place, day=day, starts=at).first()
            if slot is None:
                offered = schedule.find(day, at) if schedule else None
                if offered is None:
                    raise WrongState(_("没有这一场：参观安排可能刚改过。请刷新页面。"))
                slot = capacity.row_of(place.pk, offered)
            to_call += _close(slot, reason, by)
    return to_call


def _close(slot: Slot, reason: str, by: Any) -> list[Booking]:
    is_open = Slot.objects.filter(pk=slot.pk, closed_at__isnull=True)
    # After this update nobody can take room here: whoever books at this moment is either in the list below or refused.
    if is_open.update(closed_at=timezone.now(), closed_reason=reason) != 1:
        raise WrongState(_("%(slot)s 已经停约了。") % {"slot": f"{slot.starts:%H:%M}"})
    audit.record(by, "slot.closed", slot, reason=reason)
    to_call = []
    for booking in Booking.objects.filter(slot=slot, status=BookingStatus.BOOKED).select_related("slot__place"):
        BOOKING.move(booking, "close", by=by, ended_at=timezone.now(), note=reason)
        capacity.give_back(slot, booking.persons)
        if booking.email:
            jobs.enqueue_on_commit(tasks.mail_closed, booking_id=booking.pk)
        elif not booking.is_anonymous:
            to_call.append(booking)
    return to_call


def reopen_slot(*, slot: Slot, by: Any) -> None:
    """Let a slot be booked again; bookings that were closed with it stay closed. Raises NotAllowed, WrongState."""
    _check_may(by, slot.place)
    with transaction.atomic():
        is_closed = Slot.objects.filter(pk=slot.pk, closed_at__isnull=False)
        if is_closed.update(closed_at=None, closed_reason="") != 1:
            raise WrongState(_("这一场已经恢复预约了。"))
        audit.record(by, "slot.reopened", slot)


def confirm_arrival(*, booking: Booking, persons: int, by: Any) -> Booking:
    """The group came, so many persons: the place's facts are written, once.

    Raises NotAllowed, Invalid with the field, WrongState before the day or where it was confirmed already.
    """
    slot = booking.slot
    if not 1 <= persons <= MOST_ARRIVED:
        raise Invalid(
            _("到场人数应在 1 到 %(most)d 之间；没有来请选“没有来”。") % {"most": MOST_ARRIVED}, field="persons"
        )
    _check_day_has_come(slot)
    with transaction.atomic():
        BOOKING.move(booking, "arrive", by=by, arrived_persons=persons)
        kinds = ensure_kinds()
        place = slot.place
        with translation.override(settings.LANGUAGE_CODE):
            summary = _("%(place)s接待团体参观") % {"place": place.name} + (_("（示例）") if place.is_sample else "")
        for code, quantity in ((GROUPS, 1), (PERSONS, persons)):
            record(
                kind=kinds[code],
                quantity=Decimal(quantity),
                organisation=place.owner,
                happened_on=slot.day,
                source=Subject.of(booking),
                source_key=f"visits.booking:{booking.pk}:{code}",
                subjects=[Subject.of(place)],
                place=place.name,
                summary=summary,
                by=by,
            )
    return booking


def mark_missed(*, booking: Booking, by: Any) -> Booking:
    """The group did not come. Raises NotAllowed, WrongState."""
    _check_day_has_come(booking.slot)
    with transaction.atomic():
        BOOKING.move(booking, "miss", by=by)
    return booking


def mark_told(*, booking: Booking, by: Any) -> Booking:
    """Those whose slot was closed were called. Raises NotAllowed, WrongState."""
    _check_may(by, booking.slot.place)
    with transaction.atomic():
        waiting = Booking.objects.filter(pk=booking.pk, status=BookingStatus.CLOSED, told_at__isnull=True)
        if waiting.update(told_at=timezone.now()) != 1:
            raise WrongState(_("这个团体已经告知过了。"))
        audit.record(by, "booking.told", booking)
    return booking


def _check_day_has_come(slot: Slot) -> None:
    if slot.day > timezone.localdate():
        raise WrongState(_("参观的日子还没到，到了当天再确认。"))


def _check_may(by: Any, place: Place) -> None:
    if not rules.may_receive(by, place):
        raise NotAllowed(_("只有管理单位或其上级的填报员、审核员、协调员可以安排参观。"))
