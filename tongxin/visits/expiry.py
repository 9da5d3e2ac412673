"""When the personal fields of a booking end, and how they are emptied."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.common import personal
from tongxin.organisations.personal_exports.expiry import shred_with
from tongxin.visits.exporting import BOOKINGS
from tongxin.visits.models import Booking

KEPT_AFTER_VISIT = timedelta(days=30)
FIELDS = ("group_name", "contact_name", "phone", "email")
PURPOSE = _("联系这次参观的团体，来的当天核对")
KEEPS = _("参观之后 30 天；取消的预约当时就删")


def expired_bookings() -> QuerySet[Booking]:
    """Bookings whose visit was 30 days ago or longer, and those of a place that became sensitive by association."""
    over = Q(slot__day__lt=timezone.localdate() - KEPT_AFTER_VISIT)
    sensitive = Q(slot__place__kind__is_sensitive_by_association=True) | Q(
        slot__place__owner__is_sensitive_by_association=True
    )
    return Booking.objects.filter(over | sensitive).exclude(group_name="", contact_name="", phone="", email="")


def erase_contact(booking: Booking) -> None:
    """Empty who came, and files that were made with it; how many came stays."""
    for name in FIELDS:
        setattr(booking, name, "")
    booking.save(update_fields=[*FIELDS])
    shred_files_with(booking)


def shred_files_with(booking: Booking) -> None:
    """Shred the lists that were handed out with this booking in them."""
    shred_with(BOOKINGS, booking.slot.place_id, booking.slot.day)


def declare_fields() -> None:
    """Tell the nightly job; called once, when the app is ready."""
    personal.declare(
        personal.PersonalFields(
            model=Booking, fields=FIELDS, purpose=PURPOSE, keeps=KEEPS, expired=expired_bookings, shred=erase_contact
        )
    )
