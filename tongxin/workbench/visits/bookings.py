"""Bookings: the list of what is to come and what was, and what is done with one: arrived, missed, told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.common.tables import ChoiceFilter, DateFilter, ListColumn, Listing, TextFilter
from tongxin.places.selectors import place_for
from tongxin.visits import actions, rules, selectors
from tongxin.visits.enums import BookingStatus
from tongxin.visits.exporting import ask_for_bookings
from tongxin.visits.models import Booking
from tongxin.visits.wording import slot_words
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if
from tongxin.workbench.visits.forms import ArrivedForm, ExportForm

# Who booked is in no column: such a list could be carried away. It stands on the place's page, where reading it is recorded.
COLUMNS = (
    ListColumn(
        "day",
        gettext_lazy("日期"),
        lambda one: one.slot.day,
        ("slot__day", "slot__starts"),
        lambda one: place_address(one),
    ),
    ListColumn("time", gettext_lazy("场次"), lambda one: f"{one.slot.starts:%H:%M}–{one.slot.ends:%H:%M}"),
    ListColumn("place_name", gettext_lazy("场所"), lambda one: one.slot.place.name, ("slot__place__name",)),
    ListColumn("persons", gettext_lazy("预约人数"), lambda one: one.persons, ("persons",), is_number=True),
    ListColumn("arrived", gettext_lazy("到场人数"), lambda one: one.arrived_persons, is_number=True),
    ListColumn("state", gettext_lazy("状态"), lambda one: one.get_status_display(), ("status",)),
)
FILTERS = (
    TextFilter("place", gettext_lazy("场所名称"), "slot__place__name"),
    ChoiceFilter("status", gettext_lazy("状态"), "status", choices=BookingStatus.choices),
    DateFilter("since", gettext_lazy("从"), "slot__day__gte"),
    DateFilter("until", gettext_lazy("到"), "slot__day__lte"),
)
DAYS = 7
LIST = Listing(gettext_lazy("参观预约"), COLUMNS, FILTERS, sort="-day")


def place_address(booking: Booking) -> str:
    """The place's page of visits at the booking's day."""
    return f"{reverse('workbench:visit_place', args=[booking.slot.place_id])}?from={booking.slot.day.isoformat()}"


@staff_page
def visits(request: HttpRequest) -> HttpResponseBase:
    """The places of one's units that receive groups, and all bookings without who booked."""
    rows = selectors.bookings_for(request.user)
    if (file := LIST.export(rows, request.GET)) is not None:
        return file
    context = {
        "places": selectors.plans_for(request.user),
        "page": LIST.page(rows, request.GET),
        "today": timezone.localdate(),
    }
    return render(request, "workbench/visits/visits.html", context)


@staff_page
def bookings_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to have who booked as a file; a second person decides."""
    found = place_for(request.user, pk)
    only_if(rules.may_receive(request.user, found))
    today = timezone.localdate()
    form = ExportForm(request.POST or None, initial={"first": today, "last": today + timedelta(days=DAYS - 1)})

    def act(data: dict[str, Any]) -> HttpResponse:
        export = ask_for_bookings(place=found, by=request.user, **data)
        messages.success(request, _("已申请。有人同意之后，您会收到通知，到时在这里下载。"))
        return HttpResponseRedirect(reverse("workbench:export", args=[export.pk]))

    back = reverse("workbench:visit_place", args=[pk])
    notes = [
        _("名单里有姓名和电话：要一位协调员同意，不能由您自己同意。只要人数的，“全部预约”可以直接导出。"),
        _("同意后 24 小时内只有您能下载，之后销毁；申请、同意、下载都记入审计记录。"),
    ]
    return form_page(request, form, Words(_("申请导出名单"), _("申请"), back, found.name), act, notes=notes)


@staff_page
def booking_arrived(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that a group came, with how many."""
    found = selectors.booking_for(request.user, pk)

    def act(data: dict[str, Any]) -> str:
        actions.confirm_arrival(booking=found, persons=data["persons"], by=request.user)
        return _("已确认到场 %(persons)d 人，已记入实绩。") % {"persons": data["persons"]}

    words = Words(_("确认到场"), _("确认"), place_address(found), f"{found.slot.place} · {slot_words(found.slot)}")
    return form_page(request, ArrivedForm(request.POST or None, initial={"persons": found.persons}), words, act)


@staff_page
def booking_missed(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then note that a group did not come."""
    found = selectors.booking_for(request.user, pk)

    def act() -> str:
        actions.mark_missed(booking=found, by=request.user)
        return _("已记下：没有来。")

    words = Words(_("这个团体没有来"), _("没有来"), place_address(found))
    return confirm_page(request, words, f"{found.slot.place} · {slot_words(found.slot)}", act)


@staff_page
@require_POST
def booking_told(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a group whose slot was closed has been called."""
    found = selectors.booking_for(request.user, pk)
    actions.mark_told(booking=found, by=request.user)
    messages.success(request, _("已记下：告知过了。"))
    return HttpResponseRedirect(place_address(found))
