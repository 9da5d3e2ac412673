"""The public pages of visits: which slots a place has, booking one, and one's own booking by its code."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import segno
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tongxin.common.clock.wording import day as day_words
from tongxin.common.clock.wording import days as days_words
from tongxin.common.errors import Refusal, WrongState
from tongxin.common.rates import is_too_often
from tongxin.places.models import Place
from tongxin.places.selectors import public
from tongxin.portal.visit_forms import BookingForm, CodeForm, ContactForm, PersonsForm, TicketForm
from tongxin.visits import actions, rules, selectors
from tongxin.visits.actions import Wanted
from tongxin.visits.codes import shown_code
from tongxin.visits.enums import BookingStatus, SlotState
from tongxin.visits.expiry import FIELDS, KEEPS, PURPOSE
from tongxin.visits.mailing import booking_address
from tongxin.visits.models import Booking
from tongxin.visits.schedule import Schedule, Window, is_provisional
from tongxin.visits.selectors import SlotView
from tongxin.visits.wording import slot_words

WEEK = timedelta(days=7)
# From one address: forms sent, and codes tried.
BOOKING_RATE, CODE_RATE = "12/h", "40/h"


def _place_or_404(slug: str) -> tuple[Place, Schedule]:
    found = public.public_place(slug)
    schedule = selectors.schedule_of(found) if found is not None else None
    if found is None or schedule is None:
        raise Http404
    return found, schedule


def visits(request: HttpRequest) -> HttpResponse:
    """Where one may book, the coming open days, and the way to one's own booking."""
    context = {
        "places": selectors.public_places_with_visits(),
        "open_days": [
            (one, day_words(one.day, year=timezone.localdate().year)) for one in selectors.coming_open_days()
        ],
    }
    return render(request, "portal/visits/visits.html", context)


@never_cache
def booking_find(request: HttpRequest) -> HttpResponse:
    """From a code to its booking."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "visit_code", CODE_RATE):
            return respond_429(request)
        found = selectors.booking_by_code(form.cleaned_data["code"])
        if found is not None:
            return HttpResponseRedirect(_address(found))
        form.add_error("code", _("没有这个预约码，请核对；取消的预约仍可查到。"))
    return render(request, "portal/visits/find.html", {"form": form, "is_own_page": True})


def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The slots of seven days from ?from= on."""
    found, schedule = _place_or_404(slug)
    window = schedule.window()
    today = window.now.date()
    first = _first_day(request.GET.get("from", ""), today, window)
    days = selectors.days_of(schedule, first)
    context = {
        "place": found,
        "plan": schedule.plan,
        "about": _about(schedule),
        "first": first,
        "days": [(one, day_words(one.day, year=today.year), [(s, _slot_words(s)) for s in one.slots]) for one in days],
        "week": days_words(first, first + WEEK - timedelta(days=1), year=today.year),
        "before": max(first - WEEK, today) if first > today else None,
        "after": first + WEEK if first + WEEK <= window.last else None,
        "is_provisional": any(is_provisional(one.day) for one in days),
        "open_days": [(one, day_words(one.day, year=today.year)) for one in selectors.coming_open_days(found)],
        "sample": found.is_sample,
    }
    return render(request, "portal/visits/calendar.html", context)


def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same seven days for machines."""
    _found, schedule = _place_or_404(slug)
    window = schedule.window()
    first = _first_day(request.GET.get("from", ""), window.now.date(), window)
    days = [
        {
            "day": one.day,
            "open_day": one.plan.open_day.title if one.plan.open_day else "",
            "closed_for": one.plan.closed_for,
            "slots": [
                {
                    "starts": f"{slot.offered.starts:%H:%M}",
                    "ends": f"{slot.offered.ends:%H:%M}",
                    "state": slot.state,
                    "persons_left": slot.left if slot.state == SlotState.FREE else 0,
                    "groups_left": slot.groups_left if slot.state == SlotState.FREE else 0,
                }
                for slot in one.slots
            ],
        }
        for one in selectors.days_of(schedule, first)
    ]
    return JsonResponse({"place": slug, "days": days}, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _first_day(text: str, today: date, window: Window) -> date:
    """The day asked for, else the first that one may book; always one that can be shown."""
    try:
        wanted = date.fromisoformat(text)
    except ValueError:
        wanted = window.first
    return min(max(wanted, today), window.last)


def _about(schedule: Schedule) -> str:
    plan = schedule.plan
    words = _(
        "每场 %(minutes)d 分钟，最多 %(groups)d 个团体、%(persons)d 人；至少提前 %(lead)d 天、最多提前 %(ahead)d 天预约。"
    ) % {
        "minutes": plan.slot_minutes,
        "groups": plan.groups_per_slot,
        "persons": plan.persons_per_slot,
        "lead": plan.lead_days,
        "ahead": plan.ahead_days,
    }
    return words + (_("法定节假日不接待。") if plan.is_closed_on_holidays else "")


def _slot_words(slot: SlotView) -> str:
    """ "还可约 58 人", "已约满", "暂停：布展"."""
    if slot.state == SlotState.FREE:
        return ngettext("还可约 %(left)d 人", "还可约 %(left)d 人", slot.left) % {"left": slot.left}
    if slot.state == SlotState.CLOSED and slot.row is not None:
        return _("暂停：%(reason)s") % {"reason": slot.row.closed_reason}
    return str(slot.state.label)


@never_cache
def book(request: HttpRequest, slug: str, day: str, starts: str) -> HttpResponse:
    """Book one slot. For places that are sensitive by association only how many come is asked."""
    found, schedule = _place_or_404(slug)
    try:
        on, at = date.fromisoformat(day), datetime.strptime(starts, "%H%M").time()  # noqa: DTZ007
    except ValueError:
        raise Http404 from None
    form_class = TicketForm if found.is_sensitive_by_association else BookingForm
    form = form_class(request.POST or None)
    status = 200
    if request.method == "POST":
        if is_too_often(request, "visit_booking", BOOKING_RATE):
            return respond_429(request)
        if form.is_valid():
            try:
                booking = actions.book(place=found, day=on, starts=at, wanted=form.wanted())
            except Refusal as refusal:
                status = 409 if isinstance(refusal, WrongState) else 200
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("约好了。请记下预约码，来的时候出示。"))
                return HttpResponseRedirect(_address(booking))
    slot = _slot_or_404(schedule, on, at, has_tried=request.method == "POST")
    context = {
        "place": found,
        "form": form,
        "slot": slot,
        "when": slot_words(slot.offered) if slot else day_words(on),
        "words": _slot_words(slot) if slot else "",
        "day": on,
        "note": schedule.plan.note,
        "sample": found.is_sample,
    }
    return render(request, "portal/visits/book.html", context, status=status)


def _slot_or_404(schedule: Schedule, day: date, starts: time, *, has_tried: bool) -> SlotView | None:
    """The slot as it stands; None where it went away while somebody filled the form, whose words are then kept."""
    offered = schedule.find(day, starts)
    if offered is None:
        if has_tried:
            return None
        raise Http404
    return selectors.slot_view(schedule, offered)


def _address(booking: Booking) -> str:
    return reverse("portal:booking", args=[shown_code(booking.code)])


def _booking_or_404(request: HttpRequest, code: str) -> Booking:
    found = selectors.booking_by_code(code)
    if found is None:
        raise Http404
    return found


@never_cache
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """One's own booking: code, QR, change, cancel. Whoever has the code sees it."""
    if is_too_often(request, "visit_page", "300/h"):
        return respond_429(request)
    found = _booking_or_404(request, code)
    return _booking_page(request, found)


def _booking_page(
    request: HttpRequest, found: Booking, form: PersonsForm | None = None, contact: ContactForm | None = None
) -> HttpResponse:
    slot, place = found.slot, found.slot.place
    now = timezone.localtime()
    is_coming = datetime.combine(slot.day, slot.starts, tzinfo=now.tzinfo) > now
    receives = bool(request.user.is_authenticated and rules.may_receive(request.user, place))
    context: dict[str, Any] = {
        "booking": found,
        # Its address is a secret: no link of the page carries it on.
        "is_own_page": True,
        "place": place,
        "when": slot_words(slot),
        "code": shown_code(found.code),
        "qr": segno.make(booking_address(found), error="m", micro=False).svg_inline(border=2, omitsize=True),
        "form": form or PersonsForm(initial={"persons": found.persons}),
        "contact": contact or ContactForm(initial={name: getattr(found, name) for name in FIELDS}),
        "contact_is_open": contact is not None,
        "may_change": found.status == BookingStatus.BOOKED and is_coming,
        "receive_url": reverse("workbench:booking_arrived", args=[found.pk])
        if receives and found.status == BookingStatus.BOOKED
        else "",
        "purpose": PURPOSE,
        "keeps": KEEPS,
        "sample": place.is_sample,
    }
    response = render(request, "portal/visits/booking.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_POST
def booking_change(request: HttpRequest, code: str) -> HttpResponse:
    """Another head-count."""
    found = _booking_or_404(request, code)
    form = PersonsForm(request.POST)
    if form.is_valid():
        try:
            actions.change_persons(booking=found, persons=form.cleaned_data["persons"])
        except Refusal as refusal:
            form.add_error("persons", str(refusal))
        else:
            messages.success(request, _("人数已改为 %(persons)d 人。") % {"persons": found.persons})
            return HttpResponseRedirect(_address(found))
    return _booking_page(request, found, form)


@never_cache
@require_POST
def booking_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Another contact; after the visit, none."""
    found = _booking_or_404(request, code)
    form = ContactForm(request.POST)
    try:
        if "forget" in request.POST:
            actions.forget_contact(booking=found)
            messages.success(request, _("联系方式已删去，只留下人数。"))
            return HttpResponseRedirect(_address(found))
        if form.is_valid():
            actions.correct_contact(booking=found, wanted=Wanted(persons=found.persons, **form.contact()))
            messages.success(request, _("联系方式已改好。"))
            return HttpResponseRedirect(_address(found))
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _booking_page(request, found, contact=form)


@never_cache
def booking_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, then cancel."""
    found = _booking_or_404(request, code)
    if request.method != "POST":
        context = {
            "title": _("取消这次预约"),
            "text": _("%(place)s，%(slot)s。取消后名额马上让给别人，登记的联系方式也马上删去。")
            % {"place": found.slot.place, "slot": slot_words(found.slot)},
            "label": _("取消预约"),
            "back_url": _address(found),
            "danger": True,
            "layout": "portal/visits/base.html",
            "is_own_page": True,
        }
        return render(request, "common/confirm.html", context)
    try:
        actions.cancel(booking=found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("预约已取消，名额已让出。"))
    return HttpResponseRedirect(_address(found))
