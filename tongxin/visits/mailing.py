"""Mail to a group that gave an address: that it has booked, and that its slot was closed."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.visits.codes import shown_code
from tongxin.visits.enums import BookingStatus
from tongxin.visits.models import Booking
from tongxin.visits.wording import slot_words

# The public address of a booking; the face that serves it stands above this app.
BOOKING_PATH = "/visits/{code}/"


def booking_address(booking: Booking) -> str:
    """The whole address of the page on which a group sees its booking."""
    return settings.BASE_URL.rstrip("/") + BOOKING_PATH.format(code=shown_code(booking.code))


def mail_booked(booking_id: int) -> bool:
    """Say that a group has booked, with its code; once. Returns whether a mail was sent now."""
    booking = _of(booking_id, BookingStatus.BOOKED)
    waiting = Booking.objects.filter(pk=booking_id, mailed_at__isnull=True)
    if booking is None or waiting.update(mailed_at=timezone.now()) != 1:
        return False
    with translation.override(booking.language or settings.LANGUAGE_CODE):
        lines = [
            _("%(group)s：") % {"group": booking.group_name},
            "",
            _("已约好到%(place)s参观：%(slot)s，%(persons)d 人。")
            % {"place": booking.slot.place, "slot": slot_words(booking.slot), "persons": booking.persons},
            _("预约码：%(code)s") % {"code": shown_code(booking.code)},
            "",
            _("看预约、改人数、取消：%(link)s") % {"link": booking_address(booking)},
        ]
        try:
            _send(booking, _("【同心】参观预约：%(place)s") % {"place": booking.slot.place}, lines)
        except (OSError, smtplib.SMTPException):
            Booking.objects.filter(pk=booking_id).update(mailed_at=None)
            raise
    return True


def mail_closed(booking_id: int) -> bool:
    """Say that a slot was closed, with the reason; once: `told_at` is set on condition that it is empty."""
    booking = _of(booking_id, BookingStatus.CLOSED)
    waiting = Booking.objects.filter(pk=booking_id, told_at__isnull=True)
    if booking is None:
        return False
    with transaction.atomic():
        if waiting.update(told_at=timezone.now()) != 1:
            return False
        audit.record(None, "booking.told", booking)
    with translation.override(booking.language or settings.LANGUAGE_CODE):
        lines = [
            _("%(group)s：") % {"group": booking.group_name},
            "",
            _("很抱歉，%(place)s %(slot)s 这一场停约：%(reason)s。")
            % {
                "place": booking.slot.place,
                "slot": slot_words(booking.slot),
                "reason": booking.slot.closed_reason or _("场次停约"),
            },
            _("您的预约随之取消，请另选一场：%(link)s")
            % {"link": f"{settings.BASE_URL.rstrip('/')}/places/{booking.slot.place.slug}/visit/"},
        ]
        try:
            _send(booking, _("【同心】参观停约：%(place)s") % {"place": booking.slot.place}, lines)
        except (OSError, smtplib.SMTPException):
            # The place's page then says that this group is still to be told.
            Booking.objects.filter(pk=booking_id).update(told_at=None)
            raise
    return True


def _of(booking_id: int, status: str) -> Booking | None:
    rows = Booking.objects.filter(pk=booking_id, status=status).exclude(email="")
    return rows.select_related("slot__place").first()


def _send(booking: Booking, subject: str, lines: list[str]) -> None:
    lines = [*lines, "", _("这封邮件由“同心”系统发出，请勿直接回复。")]
    send_mail(" ".join(subject.split()), "\n".join(lines), None, [booking.email])
