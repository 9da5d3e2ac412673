"""A group books, changes its head-count, cancels: asked by the group itself, which holds the code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongxin.common import audit, jobs
from tongxin.common.errors import Conflict, Invalid, WrongState
from tongxin.places.models import Place
from tongxin.visits import tasks
from tongxin.visits.actions import capacity
from tongxin.visits.codes import new_code
from tongxin.visits.enums import BookingStatus, SlotState
from tongxin.visits.expiry import FIELDS, erase_contact, shred_files_with
from tongxin.visits.models import Booking
from tongxin.visits.schedule import Offered
from tongxin.visits.selectors import schedule_of
from tongxin.visits.workflows import BOOKING

PHONE = re.compile(r"\+?\d[\d-]{5,18}(转\d{1,5})?")


@dataclass(frozen=True)
class Wanted:
    """What a group asks for. For a place that is sensitive by association all but `persons` must stay empty."""

    persons: int
    group_name: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    has_consented: bool = False
    request_key: UUID = field(default_factory=uuid4)


def book(*, place: Place, day: date, starts: time, wanted: Wanted) -> Booking:
    """Book a slot of a public place. The same `request_key` again gives the booking of the first time.

    Raises Invalid with the field, WrongState where the slot is not to be had: not offered, closed, full, too late.
    """
    known = _known(wanted.request_key)
    if known is not None:
        return known
    asked = _checked(place, wanted)
    offered = _offered(place, day, starts)
    if asked.persons > offered.persons_limit:
        raise Invalid(
            _("一场最多接待 %(most)d 人；人更多请分几场预约。") % {"most": offered.persons_limit}, field="persons"
        )
    try:
        return _write(place, offered, asked)
    except IntegrityError:
        # The same form, sent twice at one moment: the other one was first.
        return Booking.objects.select_related("slot__place").get(request_key=asked.request_key)


def _known(request_key: UUID) -> Booking | None:
    return Booking.objects.select_related("slot__place").filter(request_key=request_key).first()


def _write(place: Place, offered: Offered, asked: Wanted) -> Booking:
    with transaction.atomic():
        slot = capacity.row_of(place.pk, offered)
        capacity.take(slot, asked.persons)
        booking = Booking.objects.create(
            slot=slot,
            code=new_code(),
            request_key=asked.request_key,
            persons=asked.persons,
            is_anonymous=place.is_sensitive_by_association,
            group_name=asked.group_name,
            contact_name=asked.contact_name,
            phone=asked.phone,
            email=asked.email,
            consented_at=timezone.now() if asked.has_consented else None,
            language=get_language() or "",
        )
        audit.record(
            None,
            "booking.made",
            booking,
            place=place.pk,
            day=offered.day,
            starts=f"{offered.starts:%H:%M}",
            persons=asked.persons,
        )
        if booking.email:
            jobs.enqueue_on_commit(tasks.mail_booked, booking_id=booking.pk)
    return booking


def change_persons(*, booking: Booking, persons: int) -> Booking:
    """Change how many come. Raises Invalid, WrongState where there is no room or the visit has begun, Conflict."""
    _check_persons(persons)
    _check_open(booking)
    more = persons - booking.persons
    if not more:
        return booking
    with transaction.atomic():
        if more > 0:
            capacity.take(booking.slot, more, groups=0)
        else:
            capacity.give_back(booking.slot, -more, groups=0)
        seen = Booking.objects.filter(pk=booking.pk, status=BookingStatus.BOOKED, persons=booking.persons)
        if seen.update(persons=persons) != 1:
            raise Conflict(_("这个预约刚刚改过。请刷新页面，看看现在的内容。"))
        audit.record(None, "booking.changed", booking, before=booking.persons, persons=persons)
    booking.persons = persons
    return booking


def cancel(*, booking: Booking) -> Booking:
    """Cancel; the room is free at once, and who had booked is forgotten at once. Raises WrongState."""
    _check_open(booking)
    with transaction.atomic():
        BOOKING.move(booking, "cancel", by=None, ended_at=timezone.now(), **dict.fromkeys(FIELDS, ""))
        shred_files_with(booking)
        capacity.give_back(booking.slot, booking.persons)
    return booking


def correct_contact(*, booking: Booking, wanted: Wanted) -> Booking:
    """Correct who comes and how they are reached; the head-count is another matter. Raises Invalid, WrongState."""
    _check_open(booking)
    asked = _checked(booking.slot.place, replace(wanted, persons=booking.persons, has_consented=True))
    fields = {name: getattr(asked, name) for name in FIELDS}
    with transaction.atomic():
        still = Booking.objects.filter(pk=booking.pk, status=BookingStatus.BOOKED, is_anonymous=False)
        if still.update(**fields) != 1:
            raise WrongState(_("这个预约刚刚改过。请刷新页面，看看现在的内容。"))
        audit.record(None, "booking.contact_corrected", booking, fields=list(FIELDS))
    for name, value in fields.items():
        setattr(booking, name, value)
    return booking


def forget_contact(*, booking: Booking) -> Booking:
    """Erase who came, earlier than the nightly job would. Raises WrongState for a visit that is still to come."""
    if booking.status == BookingStatus.BOOKED:
        raise WrongState(_("参观还没有过去。不来了请取消预约，联系方式会一起删去。"))
    with transaction.atomic():
        erase_contact(booking)
        audit.record(None, "booking.contact_erased", booking, fields=list(FIELDS))
    return booking


def _check_open(booking: Booking) -> None:
    if booking.status != BookingStatus.BOOKED:
        raise WrongState(_("这个预约现在是“%(status)s”，不能再改。") % {"status": booking.get_status_display()})
    slot = booking.slot
    now = timezone.localtime()
    if datetime.combine(slot.day, slot.starts, tzinfo=now.tzinfo) <= now:
        raise WrongState(_("参观已经开始，网上不能再改。有变化请直接告诉现场。"))


def _offered(place: Place, day: date, starts: time) -> Offered:
    """The slot as it may be booked now."""
    schedule = schedule_of(place) if place.is_public else None
    offered = schedule.find(day, starts) if schedule else None
    if schedule is None or offered is None:
        raise WrongState(_("没有这一场：参观安排可能刚改过。请回到日历另选一场。"))
    state = schedule.window().state(offered)
    if state in (SlotState.OVER, SlotState.TOO_LATE):
        raise WrongState(_("这一场的预约已经截止。请另选一场。"))
    if state == SlotState.TOO_EARLY:
        raise WrongState(_("这一场还没有开放预约。请另选近一些的日子。"))
    return offered


def _checked(place: Place, wanted: Wanted) -> Wanted:
    _check_persons(wanted.persons)
    if place.is_sensitive_by_association:
        if wanted.group_name or wanted.contact_name or wanted.phone or wanted.email:
            raise Invalid(_("到这里参观只登记人数，不留单位、姓名和电话。"), field="persons")
        return Wanted(persons=wanted.persons, request_key=wanted.request_key)
    group, contact = _line(wanted.group_name), _line(wanted.contact_name)
    phone, email = unicodedata.normalize("NFKC", wanted.phone).replace(" ", ""), wanted.email.strip()
    if not 2 <= len(group) <= 60:
        raise Invalid(_("请填写单位或团体名称，2 到 60 个字。"), field="group_name")
    if not 1 <= len(contact) <= 30:
        raise Invalid(_("请填写联系人怎么称呼，例如“王老师”。"), field="contact_name")
    if not phone and not email:
        raise Invalid(_("电话和邮箱请至少填一个，参观有变化时好告诉你们。"), field="phone")
    if phone and not PHONE.fullmatch(phone):
        raise Invalid(_("电话号码不对，请只填数字，例如 0519-12345678。"), field="phone")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Invalid(_("邮箱地址不对，请核对。"), field="email") from None
        if len(email) > 120:
            raise Invalid(_("邮箱地址太长。"), field="email")
    if not wanted.has_consented:
        raise Invalid(_("请先同意登记这几项，否则无法联系到你们。"), field="consent")
    return Wanted(wanted.persons, group, contact, phone, email, True, wanted.request_key)


def _check_persons(persons: int) -> None:
    if not 1 <= persons <= 2000:
        raise Invalid(_("人数应在 1 到 2000 之间。"), field="persons")


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\x00", "").split())
