"""A group books, changes and cancels; what cannot be taken is named and nothing is written."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.places.factories import ClosureFactory, PlaceFactory
from tests.visits.factories import NINE, BookingFactory, OpenDayFactory, a_day, planned_place, wanted
from tongxin.common import audit
from tongxin.common.errors import Invalid, Refusal, WrongState
from tongxin.common.models import AuditEntry
from tongxin.places.models import Place
from tongxin.visits import actions, mailing, selectors
from tongxin.visits.codes import LETTERS, new_code, plain_code, shown_code
from tongxin.visits.models import Booking, Slot

pytestmark = pytest.mark.django_db


def refused(
    place: Place, error: type[Refusal], day: date | None = None, starts: time = NINE, **changes: Any
) -> Refusal:
    """The refusal; nothing was written, and nothing is taken."""
    before = (
        Booking.objects.count(),
        AuditEntry.objects.count(),
        list(Slot.objects.values_list("persons_taken", "groups_taken")),
    )
    with pytest.raises(error) as refusal:
        actions.book(place=place, day=day or a_day(), starts=starts, wanted=wanted(**changes))
    taken = [one for one in Slot.objects.values_list("persons_taken", "groups_taken") if one != (0, 0)]
    assert (Booking.objects.count(), AuditEntry.objects.count(), taken) == (
        *before[:2],
        [one for one in before[2] if one != (0, 0)],
    )
    return refusal.value


def test_a_group_books_and_its_room_is_taken() -> None:
    place = planned_place()
    booking = actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted())
    slot = Slot.objects.get()
    assert (slot.day, slot.ends, slot.persons_limit, slot.groups_limit) == (a_day(), time(10), 40, 2)
    assert (slot.persons_taken, slot.groups_taken) == (20, 1)
    assert (booking.status, booking.group_name, booking.contact_name) == ("booked", "示例小学", "示例老师")
    assert booking.consented_at is not None
    assert len(booking.code) == 12
    (made,) = [one for one in audit.history(booking) if one.verb == "booking.made"]
    assert "示例" not in str(made.detail)
    assert booking.code not in str(made.detail)


def test_codes_are_long_and_read_however_they_are_typed() -> None:
    code = new_code()
    assert len(set(LETTERS)) ** len(code) > 10**17
    assert plain_code(f" {shown_code(code).lower()} ") == code
    assert [plain_code(text) for text in ("", "O" * 12, "AAAA", "AAAA-AAAA-AAAA-A", "\x00")] == [""] * 5


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"persons": 0}, "persons", "1 到 2000"),
        ({"persons": 41}, "persons", "最多接待 40 人"),
        ({"group_name": " "}, "group_name", "2 到 60 个字"),
        ({"contact_name": ""}, "contact_name", "怎么称呼"),
        ({"phone": ""}, "phone", "至少填一个"),
        ({"phone": "找门卫"}, "phone", "只填数字"),
        ({"email": "没有"}, "email", "邮箱地址不对"),
        ({"has_consented": False}, "consent", "先同意"),
    ],
)
def test_what_cannot_be_taken_is_named(changes: dict[str, Any], field: str, said: str) -> None:
    refusal = refused(planned_place(), Invalid, **changes)
    assert (refusal.field, said in str(refusal)) == (field, True), str(refusal)


def test_slots_that_are_not_to_be_had() -> None:
    place = planned_place(plan__ahead_days=30)
    today = timezone.localdate()
    assert "没有这一场" in str(refused(place, WrongState, starts=time(9, 30)))
    assert "已经截止" in str(refused(place, WrongState, day=today))
    assert "还没有开放预约" in str(refused(place, WrongState, day=a_day(40)))
    ClosureFactory(place=place, starts_on=a_day(5), ends_on=a_day(5))
    assert "没有这一场" in str(refused(place, WrongState, day=a_day(5)))
    hidden = planned_place(is_public=False)
    assert "没有这一场" in str(refused(hidden, WrongState))
    assert "没有这一场" in str(refused(PlaceFactory(), WrongState))


def test_a_full_slot_says_what_is_left() -> None:
    place = planned_place()
    actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(persons=30))
    assert "只剩 10 个名额" in str(refused(place, WrongState, persons=11))
    actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(persons=1))
    assert "被别人约满了" in str(refused(place, WrongState, persons=1))


def test_a_form_sent_twice_is_one_booking() -> None:
    place, key = planned_place(), uuid4()
    first = actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(request_key=key))
    assert actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(request_key=key)) == first
    # Sent at the same moment: neither saw the other before it wrote.
    with mock.patch("tongxin.visits.actions.booking._known", return_value=None):
        assert actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(request_key=key)) == first
    assert (Booking.objects.count(), Slot.objects.get().persons_taken) == (1, 20)


def test_more_or_fewer_come() -> None:
    place = planned_place()
    booking = actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted())
    actions.change_persons(booking=booking, persons=35)
    assert Slot.objects.get().persons_taken == 35
    with pytest.raises(WrongState, match="只剩 5 个名额"):
        actions.change_persons(booking=booking, persons=41)
    actions.change_persons(booking=booking, persons=5)
    slot = Slot.objects.get()
    assert (slot.persons_taken, slot.groups_taken, Booking.objects.get().persons) == (5, 1, 5)


def test_cancelling_frees_the_room_and_forgets_who_it_was() -> None:
    place = planned_place()
    booking = actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(email="a@example.org"))
    actions.cancel(booking=booking)
    slot, stored = Slot.objects.get(), Booking.objects.get()
    assert (slot.persons_taken, slot.groups_taken, stored.status) == (0, 0, "cancelled")
    assert (stored.group_name, stored.contact_name, stored.phone, stored.email) == ("", "", "", "")
    for act in (lambda: actions.cancel(booking=stored), lambda: actions.change_persons(booking=stored, persons=3)):
        with pytest.raises(WrongState, match="已取消"):
            act()
    assert Slot.objects.get().groups_taken == 0


def test_what_has_begun_is_not_changed_any_more() -> None:
    booking = BookingFactory(slot__day=timezone.localdate() - timedelta(days=1))
    with pytest.raises(WrongState, match="已经开始"):
        actions.cancel(booking=booking)
    assert Booking.objects.get().status == "booked"


def test_the_database_holds_the_limits() -> None:
    slot = BookingFactory().slot
    for values in ({"persons_taken": 41}, {"groups_taken": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.filter(pk=slot.pk).update(**values)


def test_an_open_day_has_its_own_capacity() -> None:
    place = planned_place()
    OpenDayFactory(place=place, day=a_day())
    actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted(persons=150))
    assert (Slot.objects.get().persons_limit, Slot.objects.get().ends) == (200, time(11))
    (day,) = selectors.days_of(selectors.schedule_of(place), a_day(), 1)  # type: ignore[arg-type]
    assert [one.left for one in day.slots] == [50, 200, 200, 200]


def test_whoever_gave_an_address_gets_the_code(django_capture_on_commit_callbacks: Any) -> None:
    booking = actions.book(
        place=planned_place(name="示例故居"), day=a_day(), starts=NINE, wanted=wanted(email="a@example.org")
    )
    assert [mailing.mail_booked(booking.pk), mailing.mail_booked(booking.pk)] == [True, False]
    (sent,) = mail.outbox
    assert sent.to == ["a@example.org"]
    assert sent.subject == "【同心】参观预约：示例故居"
    assert f"/visits/{shown_code(booking.code)}/" in sent.body


def test_a_group_corrects_its_contact_and_erases_it_after_the_visit() -> None:
    place = planned_place()
    booking = actions.book(place=place, day=a_day(), starts=NINE, wanted=wanted())
    for changes, field in (({"phone": ""}, "phone"), ({"group_name": ""}, "group_name")):
        with pytest.raises(Invalid) as refusal:
            actions.correct_contact(booking=booking, wanted=wanted(**changes))
        assert refusal.value.field == field
    actions.correct_contact(booking=booking, wanted=wanted(persons=1, contact_name="另一位示例老师"))
    stored = Booking.objects.select_related("slot__place").get()
    assert (stored.contact_name, stored.persons, Slot.objects.get().persons_taken) == ("另一位示例老师", 20, 20)
    with pytest.raises(WrongState, match="还没有过去"):
        actions.forget_contact(booking=stored)
    Booking.objects.update(status="missed")
    stored = Booking.objects.select_related("slot__place").get()
    actions.forget_contact(booking=stored)
    stored.refresh_from_db()
    assert (stored.group_name, stored.contact_name, stored.phone, stored.email) == ("", "", "", "")
    assert "示例老师" not in str([entry.detail for entry in audit.history(stored)])
    with pytest.raises(WrongState):
        actions.correct_contact(booking=stored, wanted=wanted())


def test_an_anonymous_ticket_takes_no_name_later_either() -> None:
    place = planned_place(kind__is_sensitive_by_association=True)
    nameless = wanted(group_name="", contact_name="", phone="")
    booking = actions.book(place=place, day=a_day(), starts=NINE, wanted=nameless)
    with pytest.raises(Invalid, match="只登记人数"):
        actions.correct_contact(booking=booking, wanted=wanted())
    assert Booking.objects.get().contact_name == ""
