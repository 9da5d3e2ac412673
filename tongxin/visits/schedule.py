"""Which slots a place offers on a day: worked out from its plan, its hours, closures, holidays and open days; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common.clock import NATIONAL, DayKind
from tongxin.places.hours import Closed, Open, spans_on
from tongxin.places.models import Place
from tongxin.visits.enums import SlotState
from tongxin.visits.models import OpenDay, VisitPlan

MOST_SLOTS_A_DAY = 60


@dataclass(frozen=True)
class Offered:
    """A slot as the plan offers it, whether or not anybody has booked in it."""

    day: date
    starts: time
    ends: time
    persons_limit: int
    groups_limit: int


@dataclass(frozen=True)
class DayPlan:
    """What a place offers on a day. `closed_for` says why nothing is offered; `open_day` where it is a special one."""

    day: date
    slots: tuple[Offered, ...] = ()
    closed_for: str = ""
    open_day: OpenDay | None = None


@dataclass(frozen=True)
class Window:
    """The days one may book at the moment `now` (local time), both included."""

    first: date
    last: date
    now: datetime

    def state(self, slot: Offered) -> SlotState:
        """What the calendar alone says of a slot: free, over, too late or too early."""
        if datetime.combine(slot.day, slot.starts, tzinfo=self.now.tzinfo) <= self.now:
            return SlotState.OVER
        if slot.day < self.first:
            return SlotState.TOO_LATE
        return SlotState.TOO_EARLY if slot.day > self.last else SlotState.FREE


@dataclass(frozen=True)
class Schedule:
    """A place's plan with all that bends it. Made by `visits.selectors.schedules`."""

    place: Place
    plan: VisitPlan
    hours: Sequence[Open]
    closures: Sequence[Closed]
    open_days: Mapping[date, OpenDay]

    def on(self, day: date) -> DayPlan:
        """What is offered on a day. A closure beats an open day, which beats holidays and the week's plan."""
        closure = next((one for one in self.closures if one.starts_on <= day <= one.ends_on), None)
        if closure is not None:
            return DayPlan(day, closed_for=_("闭馆：%(reason)s") % {"reason": closure.reason})
        if (special := self.open_days.get(day)) is not None:
            spans = ((special.opens, special.closes),)
            slots = divided(day, spans, special.slot_minutes, special.persons_per_slot, special.groups_per_slot)
            return DayPlan(day, slots, open_day=special)
        if not self.plan.is_open:
            return DayPlan(day, closed_for=_("不接受预约"))
        standing = NATIONAL.day(day)
        if self.plan.is_closed_on_holidays and standing.kind == DayKind.HOLIDAY:
            return DayPlan(day, closed_for=_("%(holiday)s假期不接待") % {"holiday": standing.name})
        plan = self.plan
        slots = divided(day, spans_on(day, self.hours), plan.slot_minutes, plan.persons_per_slot, plan.groups_per_slot)
        return DayPlan(day, slots, closed_for="" if slots else _("不接待"))

    def find(self, day: date, starts: time) -> Offered | None:
        return next((one for one in self.on(day).slots if one.starts == starts), None)

    def window(self, now: datetime | None = None) -> Window:
        moment = timezone.localtime(now)
        today = moment.date()
        return Window(today + timedelta(days=self.plan.lead_days), today + timedelta(days=self.plan.ahead_days), moment)


def divided(
    day: date, spans: Iterable[tuple[time, time]], minutes: int, persons: int, groups: int
) -> tuple[Offered, ...]:
    """Spans cut into slots of so many minutes; what is left over at the end of a span is no slot."""
    length = timedelta(minutes=minutes)
    found: list[Offered] = []
    for opens, closes in spans:
        at, end = datetime.combine(day, opens), datetime.combine(day, closes)
        while at + length <= end and len(found) < MOST_SLOTS_A_DAY:
            found.append(Offered(day, at.time(), (at + length).time(), persons, groups))
            at += length
    return tuple(found)


def is_provisional(day: date) -> bool:
    """Whether the State Council's notice on that year's holidays is not known yet: a holiday may still close the day."""
    return bool(NATIONAL.unpublished_years(day - timedelta(days=1), day))
