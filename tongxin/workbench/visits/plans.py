"""A place's visits: who comes in the next days, the plan, open days, slots that are closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tongxin.common.clock.wording import day as day_words
from tongxin.common.clock.wording import days as days_words
from tongxin.common.errors import Conflict, Invalid
from tongxin.places.hours import hours_lines
from tongxin.places.models import Place
from tongxin.places.selectors import place_for
from tongxin.visits import actions, rules, selectors
from tongxin.visits.models import OpenDay, Slot, VisitPlan
from tongxin.visits.schedule import Schedule
from tongxin.visits.wording import slot_words
from tongxin.workbench.conflict import show_conflict
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if
from tongxin.workbench.visits.forms import CloseForm, OpenDayForm, PlanForm, initial_of

DAYS = 7


def _received(request: HttpRequest, pk: int) -> Place:
    found = place_for(request.user, pk)
    only_if(rules.may_receive(request.user, found))
    return found


def _with_plan(request: HttpRequest, pk: int) -> tuple[Place, Schedule]:
    found = _received(request, pk)
    schedule = selectors.schedule_of(found)
    if schedule is None:
        raise Http404
    return found, schedule


def _address(place: Place, day: date | None = None) -> str:
    return reverse("workbench:visit_place", args=[place.pk]) + (f"?from={day.isoformat()}" if day else "")


@staff_page
def visit_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Seven days of a place from ?from=: every slot, who has booked, what is to be done. Without a plan: the way to one."""
    found = _received(request, pk)
    schedule = selectors.schedule_of(found)
    if schedule is None:
        return render(request, "workbench/visits/place.html", {"place": found, "schedule": None})
    today = timezone.localdate()
    first = _day(request.GET.get("from", "")) or today
    booked = {
        (one.slot.day, one.slot.starts): one for one in selectors.booked_slots(request.user, schedule, first, DAYS)
    }
    context = {
        "place": found,
        "schedule": schedule,
        "plan": schedule.plan,
        "hours": hours_lines(schedule.hours),
        "has_own_hours": bool(schedule.plan.hours.all()),
        "days": [_shown_day(day, booked, today) for day in selectors.days_of(schedule, first, DAYS)],
        "stray": [one for one in booked.values() if not one.is_offered],
        "stranded": selectors.stranded(schedule),
        "first": first,
        "span": days_words(first, first + timedelta(days=DAYS - 1), year=today.year),
        "before": first - timedelta(days=DAYS),
        "after": first + timedelta(days=DAYS),
        "today": today,
        "open_days": [
            (one, day_words(one.day, year=today.year))
            for one in sorted(schedule.open_days.values(), key=lambda one: one.day)
        ],
        "public_url": reverse("portal:visit_calendar", args=[found.slug]) if found.is_public else "",
    }
    return render(request, "workbench/visits/place.html", context)


def _shown_day(day: selectors.DayView, booked: dict[Any, selectors.BookedSlot], today: date) -> dict[str, Any]:
    slots = [(slot, booked.get((slot.offered.day, slot.offered.starts))) for slot in day.slots]
    return {
        "day": day,
        "words": day_words(day.day, year=today.year),
        "slots": slots,
        "is_past": day.day < today,
        "has_come": day.day <= today,
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@staff_page
def visit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """How groups visit a place; asked before it is saved where bookings would lose their slot, which stay."""
    found = _received(request, pk)
    plan = VisitPlan.objects.prefetch_related("hours").filter(place=found).first()
    form = PlanForm(request.POST or None, initial=initial_of(plan) if plan else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_plan(
                place=found, given=form.given(), version=form.cleaned_data["version"] or 0, by=request.user
            )
        except Conflict as refusal:
            show_conflict(request, form, refusal)
        except Invalid as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("参观安排已保存。"))
            return HttpResponseRedirect(_address(found))
    context = {"form": form, "place": found, "back": _address(found), "opening_hours": hours_lines(found.hours.all())}
    return render(request, "workbench/visits/plan.html", context)


@staff_page
def open_day_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce a special open day."""
    found, _schedule = _with_plan(request, pk)
    form = OpenDayForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        row = actions.add_open_day(place=found, given=form.given(), by=request.user)
        return _("开放日“%(title)s”已登记，公开页面上可以预约了。") % {"title": row.title}

    return form_page(request, form, Words(_("登记开放日"), _("登记"), _address(found), found.name), act)


@staff_page
def open_day_remove(request: HttpRequest, pk: int, open_day: int) -> HttpResponse:
    """Ask, then take an open day back."""
    found = _received(request, pk)
    row = get_object_or_404(OpenDay.objects.select_related("place__owner"), pk=open_day, place=found)

    def act() -> str:
        actions.remove_open_day(open_day=row, by=request.user)
        return _("开放日已删去；已有的预约还在，请逐场停约并告知。")

    words = Words(_("删去这个开放日"), _("删去"), _address(found), is_grave=True)
    return confirm_page(request, words, f"{row.title} {day_words(row.day)}", act)


@staff_page
def slot_close(request: HttpRequest, pk: int, day: str, starts: str) -> HttpResponse:
    """Close a slot (or all of its day) with a reason; those booked are told."""
    found, schedule = _with_plan(request, pk)
    on = _day(day)
    try:
        at = datetime.strptime(starts, "%H%M").time()  # noqa: DTZ007
    except ValueError:
        raise Http404 from None
    slot = Slot.objects.filter(place=found, day=on, starts=at).first() if on else None
    offered = schedule.find(on, at) if on else None
    if on is None or (slot is None and offered is None):
        raise Http404

    def act(data: dict[str, Any]) -> str:
        all_of_day = [
            view.offered.starts for view in selectors.days_of(schedule, on, 1)[0].slots if view.state != "closed"
        ]
        chosen = sorted({at, *all_of_day}) if data["whole_day"] else [at]
        to_call = actions.close_slots(place=found, day=on, starts=chosen, reason=data["reason"], by=request.user)
        told = _("已停约。约了的团体，留邮箱的已自动告知。")
        if not to_call:
            return told
        return told + ngettext(
            "还有 %(count)d 个只留了电话，请打电话告知。", "还有 %(count)d 个只留了电话，请打电话告知。", len(to_call)
        ) % {"count": len(to_call)}

    booked = slot.groups_taken if slot else 0
    note = ngettext(
        "这一场已有 %(count)d 个团体预约，停约后他们的预约取消。",
        "这一场已有 %(count)d 个团体预约，停约后他们的预约取消。",
        booked,
    ) % {"count": booked}
    words = Words(
        _("停约"), _("停约并告知"), _address(found, on), f"{found} · {slot_words(slot or offered)}", is_grave=True
    )
    return form_page(request, CloseForm(request.POST or None), words, act, notes=[note] if booked else [])


@staff_page
@require_POST
def slot_reopen(request: HttpRequest, pk: int, slot: int) -> HttpResponse:
    """Let a slot be booked again."""
    found = _received(request, pk)
    row = get_object_or_404(Slot.objects.select_related("place__owner"), pk=slot, place=found)
    actions.reopen_slot(slot=row, by=request.user)
    messages.success(request, _("这一场恢复预约了。"))
    return HttpResponseRedirect(_address(found, row.day))
