"""Who booked, as a list that is handed out with a second person's word (`organisations.personal_exports`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Invalid
from tongxin.common.tables.writing import OutValue
from tongxin.organisations.personal_exports import actions, kinds
from tongxin.organisations.personal_exports.models import PersonalExport
from tongxin.places.models import Place
from tongxin.visits import rules
from tongxin.visits.models import Booking

BOOKINGS = "visits.bookings"


def ask_for_bookings(*, place: Place, first: date, last: date, purpose: str, by: Any) -> PersonalExport:
    """Ask to have who booked a place's slots from `first` to `last` as a file. Raises as `personal_exports.actions.ask`."""
    return actions.ask(
        kind=BOOKINGS,
        unit=place.owner,
        subject_id=place.pk,
        subject_name=place.name,
        first=first,
        last=last,
        purpose=purpose,
        by=by,
    )


def bookings_of(place_id: int, first: date, last: date) -> list[Sequence[OutValue]]:
    """Who booked, by slot, as far as it is still kept; nobody of an anonymous ticket."""
    rows = Booking.objects.filter(slot__place=place_id, slot__day__range=(first, last), is_anonymous=False)
    rows = (
        rows.exclude(group_name="", contact_name="", phone="", email="")
        .select_related("slot")
        .order_by("slot__day", "slot__starts", "pk")
    )
    return [
        (
            one.slot.day, f"{one.slot.starts:%H:%M}–{one.slot.ends:%H:%M}", one.group_name, one.persons, one.contact_name,
            one.phone, one.email, str(one.get_status_display()),
        )
        for one in rows
    ]  # fmt: skip


def _place(pk: int) -> Place:
    return Place.objects.select_related("owner", "kind").get(pk=pk)


def _check(place_id: int) -> None:
    if _place(place_id).is_sensitive_by_association:
        raise Invalid(_("这个场所到场名单敏感：预约只有人数，没有名单，也不能导出。"))


def declare_list() -> None:
    """Called once, when the app is ready."""
    kinds.declare(
        kinds.ExportKind(
            code=BOOKINGS,
            label=gettext_lazy("参观预约名单"),
            headings=(
                gettext_lazy("日期"),
                gettext_lazy("场次"),
                gettext_lazy("单位或团体"),
                gettext_lazy("预约人数"),
                gettext_lazy("联系人"),
                gettext_lazy("电话"),
                gettext_lazy("邮箱"),
                gettext_lazy("状态"),
            ),
            rows=bookings_of,
            may_ask=lambda by, pk: rules.may_receive(by, _place(pk)),
            check=_check,
        )
    )
