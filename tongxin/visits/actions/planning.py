"""The plan of a place's visits and its special open days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, NotAllowed
from tongxin.places.hours import parse_hours
from tongxin.places.models import Place
from tongxin.visits import rules
from tongxin.visits.models import (
    LONGEST_MINUTES,
    MOST_DAYS,
    MOST_GROUPS,
    MOST_PERSONS,
    SHORTEST_MINUTES,
    OpenDay,
    Slot,
    VisitHours,
    VisitPlan,
)
from tongxin.visits.schedule import divided


@dataclass(frozen=True)
class PlanGiven:
    """What is given of a plan. `hours` as lines (`places.hours`); empty: the place's opening hours."""

    hours: str = ""
    slot_minutes: int = 60
    persons_per_slot: int = 60
    groups_per_slot: int = 2
    lead_days: int = 1
    ahead_days: int = 30
    is_closed_on_holidays: bool = True
    is_open: bool = True
    note: str = ""


@dataclass(frozen=True)
class OpenDayGiven:
    day: date
    title: str
    opens: time
    closes: time
    slot_minutes: int = 60
    persons_per_slot: int = 100
    groups_per_slot: int = 5
    note: str = ""


def set_plan(*, place: Place, given: PlanGiven, version: int, by: Any) -> VisitPlan:
    """Set how groups visit a place. `version` is the plan's that was seen, 0 for a first one.

    Bookings that stand stay, even where the new plan has no such slot; slots with bookings take the new limits, at
    least what is taken. Raises NotAllowed, Invalid with the field, Conflict where somebody was faster.
    """
    _check_may(by, place)
    spans = parse_hours(given.hours)
    if given.is_open and not spans and not place.hours.exists():
        raise Invalid(_("这个场所还没有开放时间，请写明什么时候接待团体。"), field="hours")
    _check_capacity(given.slot_minutes, given.persons_per_slot, given.groups_per_slot)
    if not 1 <= given.ahead_days <= MOST_DAYS:
        raise Invalid(_("最多可提前 1 到 %(most)d 天。") % {"most": MOST_DAYS}, field="ahead_days")
    if not 0 <= given.lead_days <= given.ahead_days:
        raise Invalid(_("“至少提前”不能多于“最多提前”。"), field="lead_days")
    if len(given.note) > 300:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 300}, field="note")
    fields = {name: getattr(given, name) for name in PlanGiven.__dataclass_fields__ if name not in ("hours", "note")}
    fields["note"] = given.note.strip()
    with transaction.atomic():
        # The place's row makes two people who set it at one moment queue.
        Place.objects.select_for_update().get(pk=place.pk)
        plan = VisitPlan.objects.filter(place=place).first()
        if (plan.version if plan else 0) != version:
            raise Conflict(_("您打开之后，别人改过参观安排。请先核对现在的内容，再保存一次。"))
        plan = plan or VisitPlan(place=place, version=0)
        for name, value in fields.items():
            setattr(plan, name, value)
        plan.version += 1
        plan.save()
        VisitHours.objects.filter(plan=plan).delete()
        VisitHours.objects.bulk_create(
            VisitHours(
                plan=plan,
                weekday=span.weekday,
                opens=span.opens,
                closes=span.closes,
                season_from=span.season_from,
                season_until=span.season_until,
            )
            for span in spans
        )
        _relimit(
            place,
            given.persons_per_slot,
            given.groups_per_slot,
            ~Q(day__in=OpenDay.objects.filter(place=place).values("day")),
        )
        audit.record(by, "visit_plan.set", place, **fields, hours=given.hours)
    return plan


def add_open_day(*, place: Place, given: OpenDayGiven, by: Any) -> OpenDay:
    """Announce a special open day with its own slots. Raises NotAllowed, Invalid with the field."""
    _check_may(by, place)
    title = " ".join(given.title.split())
    today = timezone.localdate()
    if not title or len(title) > 60:
        raise Invalid(_("请给开放日起个名称，最多 60 个字。"), field="title")
    if not today <= given.day <= today + timedelta(days=366):
        raise Invalid(_("日期应在今天到一年之内。"), field="day")
    if given.closes <= given.opens:
        raise Invalid(_("关门不晚于开门，请核对时间。"), field="closes")
    _check_capacity(given.slot_minutes, given.persons_per_slot, given.groups_per_slot)
    if not divided(given.day, ((given.opens, given.closes),), given.slot_minutes, 1, 1):
        raise Invalid(_("开放时间还不够一场，请改时间或每场分钟数。"), field="slot_minutes")
    if len(given.note) > 200:
        raise Invalid(_("最多 %(longest)d 个字，请精简。") % {"longest": 200}, field="note")
    if not VisitPlan.objects.filter(place=place).exists():
        raise Invalid(_("请先设好参观安排，再登记开放日。"), field="day")
    closure = place.closures.filter(starts_on__lte=given.day, ends_on__gte=given.day).first()
    if closure is not None:
        raise Invalid(
            _("这一天已登记闭馆（%(reason)s）。请先删去闭馆，或换一天。") % {"reason": closure.reason}, field="day"
        )
    try:
        with transaction.atomic():
            row = OpenDay.objects.create(
                place=place,
                day=given.day,
                title=title,
                opens=given.opens,
                closes=given.closes,
                slot_minutes=given.slot_minutes,
                persons_per_slot=given.persons_per_slot,
                groups_per_slot=given.groups_per_slot,
                note=given.note.strip(),
            )
            _relimit(place, given.persons_per_slot, given.groups_per_slot, Q(day=given.day))
            audit.record(by, "open_day.added", place, day=given.day, title=title)
    except IntegrityError:
        raise Invalid(_("这一天已经有一个开放日了。"), field="day") from None
    return row


def remove_open_day(*, open_day: OpenDay, by: Any) -> None:
    """Take an open day back: the week's plan holds again. Bookings that stand stay, and the page says which."""
    _check_may(by, open_day.place)
    with transaction.atomic():
        audit.record(by, "open_day.removed", open_day.place, day=open_day.day, title=open_day.title)
        open_day.delete()


def _relimit(place: Place, persons: int, groups: int, which: Q) -> None:
    """Let the rows of coming slots take new limits, never less than what is taken."""
    Slot.objects.filter(which, place=place, day__gte=timezone.localdate()).update(
        persons_limit=Greatest(persons, F("persons_taken")), groups_limit=Greatest(groups, F("groups_taken"))
    )


def _check_may(by: Any, place: Place) -> None:
    if not rules.may_receive(by, place):
        raise NotAllowed(_("只有管理单位或其上级的填报员、审核员、协调员可以安排参观。"))


def _check_capacity(minutes: int, persons: int, groups: int) -> None:
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise Invalid(
            _("一场应在 %(least)d 到 %(most)d 分钟之间。") % {"least": SHORTEST_MINUTES, "most": LONGEST_MINUTES},
            field="slot_minutes",
        )
    if not 1 <= persons <= MOST_PERSONS:
        raise Invalid(_("每场人数应在 1 到 %(most)d 之间。") % {"most": MOST_PERSONS}, field="persons_per_slot")
    if not 1 <= groups <= MOST_GROUPS:
        raise Invalid(_("每场团体数应在 1 到 %(most)d 之间。") % {"most": MOST_GROUPS}, field="groups_per_slot")
