"""Visits of the sample city: slots and bookings of two bases, an open day, and a members' home that only counts heads.

Visitors book by the real calendar, so these days lie around the day on which the sample is made, whatever its year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

from django.utils import timezone

from tongxin.demo.people import City
from tongxin.places.models import Place
from tongxin.visits.actions import OpenDayGiven, PlanGiven, Wanted, add_open_day, book, close_slots, set_plan
from tongxin.visits.enums import SlotState
from tongxin.visits.schedule import Offered
from tongxin.visits.selectors import days_of, schedule_of

PLANS = {
    "史良故居": PlanGiven(
        slot_minutes=60, persons_per_slot=40, groups_per_slot=2, note="请从南门进，提前十分钟到（示例）。"
    ),
    "周有光图书馆": PlanGiven(
        hours="周二至周五 9:00–11:00、14:00–16:00", slot_minutes=60, persons_per_slot=30, groups_per_slot=1,
        note="馆内请轻声（示例）。",
    ),
}  # fmt: skip
# Which free slot of the coming days (in their order), how many come, who: groups and posts, no persons.
BOOKINGS = {
    "史良故居": ((0, 36, "示例小学三年级"), (0, 4, "示例社区读书会"), (2, 25, "示例街道商会"), (5, 30, "示例中学")),
    "周有光图书馆": ((0, 30, "示例大学文学社"), (3, 12, "示例侨联"), (7, 28, "示例小学五年级")),
}


def fill_visits(city: City, places: Mapping[str, Place]) -> None:
    """Plans, bookings, an open day and a closed slot, made through the same actions that people use."""
    office = city.people["office"]
    for name, plan in PLANS.items():
        place = places[name]
        set_plan(place=place, given=plan, version=0, by=office)
        coming = _free(place)
        for number, persons, group in BOOKINGS[name]:
            slot = coming[number]
            wanted = Wanted(persons, group, "示例联系人", "0519-00000000", has_consented=True)
            book(place=place, day=slot.day, starts=slot.starts, wanted=wanted)
        closed = coming[9]
        close_slots(place=place, day=closed.day, starts=[closed.starts], reason="内部布展（示例）", by=office)
    sunday = timezone.localdate() + timedelta(days=20)
    sunday += timedelta(days=6 - sunday.weekday())
    given = OpenDayGiven(
        sunday, "同心文化开放日（示例）", time(9), time(16), 60, 100, 6, "有讲解和手工活动，个人和团体都欢迎（示例）。"
    )
    add_open_day(place=places["史良故居"], given=given, by=office)


def _free(place: Place) -> list[Offered]:
    """The place's free slots in the next four weeks, in their order."""
    schedule = schedule_of(place)
    if schedule is None:
        return []
    days = days_of(schedule, timezone.localdate(), 28)
    return [slot.offered for day in days for slot in day.slots if slot.state == SlotState.FREE]
