"""Which slots a place offers: its hours, closures, holidays, open days."""

from __future__ import annotations

from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from tongxin.places.hours import parse_hours
from tongxin.visits.enums import SlotState
from tongxin.visits.models import OpenDay, VisitPlan
from tongxin.visits.schedule import Offered, Schedule, divided, is_provisional

WEDNESDAY = date(2019, 9, 25)


def schedule(hours: str = "周二至周日 9:00–11:30、13:30–16:00", **fields: Any) -> Schedule:
    plan = VisitPlan(**{"slot_minutes": 60, "persons_per_slot": 40, "groups_per_slot": 2} | fields)
    return Schedule(None, plan, parse_hours(hours), [], {})  # type: ignore[arg-type]


def starts(of: Schedule, day: date) -> list[str]:
    return [f"{one.starts:%H:%M}" for one in of.on(day).slots]


def test_hours_are_cut_into_slots_and_the_rest_is_none() -> None:
    assert starts(schedule(), WEDNESDAY) == ["09:00", "10:00", "13:30", "14:30"]
    assert starts(schedule(slot_minutes=90), WEDNESDAY) == ["09:00", "13:30"]
    assert starts(schedule(slot_minutes=480), WEDNESDAY) == []
    assert divided(WEDNESDAY, ((time(22), time(23, 59)),), 60, 1, 1) == (Offered(WEDNESDAY, time(22), time(23), 1, 1),)


def test_a_day_without_hours_says_so() -> None:
    monday = schedule().on(date(2019, 9, 23))
    assert (monday.slots, monday.closed_for) == ((), "不接待")


@pytest.mark.parametrize(
    ("day", "closed_for"),
    [
        (date(2019, 10, 1), "国庆节假期不接待"),
        (date(2019, 10, 6), "国庆节假期不接待"),
        # A Saturday worked to make up for the holiday is a Saturday to visitors.
        (date(2019, 10, 12), ""),
        (date(2019, 2, 5), "春节假期不接待"),
    ],
)
def test_holidays_follow_the_clock(day: date, closed_for: str) -> None:
    assert schedule().on(day).closed_for == closed_for
    assert schedule(is_closed_on_holidays=False).on(day).closed_for == ""


def test_a_closure_beats_an_open_day_which_beats_a_holiday() -> None:
    day = date(2019, 10, 1)
    open_day = OpenDay(
        day=day,
        title="国庆开放日",
        opens=time(9),
        closes=time(12),
        slot_minutes=90,
        persons_per_slot=200,
        groups_per_slot=9,
    )
    plan = VisitPlan(slot_minutes=60, persons_per_slot=40, groups_per_slot=2)
    special = Schedule(None, plan, parse_hours("每天 9:00-17:00"), [], {day: open_day})  # type: ignore[arg-type]
    assert special.on(day).slots[0] == Offered(day, time(9), time(10, 30), 200, 9)
    assert [f"{one.starts:%H:%M}" for one in special.on(day).slots] == ["09:00", "10:30"]
    closure = SimpleNamespace(starts_on=day, ends_on=day, reason="布展")
    shut = Schedule(None, plan, special.hours, [closure], {day: open_day})  # type: ignore[arg-type]
    assert (shut.on(day).slots, shut.on(day).closed_for) == ((), "闭馆：布展")


def test_a_plan_that_is_not_open_offers_only_open_days() -> None:
    assert schedule(is_open=False).on(WEDNESDAY).closed_for == "不接受预约"


def test_the_window_of_lead_and_ahead() -> None:
    of = schedule(lead_days=1, ahead_days=2)
    now = datetime(2019, 9, 24, 10, 30, tzinfo=timezone.get_current_timezone())
    window = of.window(now)

    def state(day: date, hour: int) -> SlotState:
        return window.state(Offered(day, time(hour), time(hour + 1), 1, 1))

    assert state(date(2019, 9, 24), 10) == SlotState.OVER
    assert state(date(2019, 9, 24), 14) == SlotState.TOO_LATE
    assert state(date(2019, 9, 25), 9) == SlotState.FREE
    assert state(date(2019, 9, 26), 9) == SlotState.FREE
    assert state(date(2019, 9, 27), 9) == SlotState.TOO_EARLY
    same_day = schedule(lead_days=0).window(now)
    assert same_day.state(Offered(date(2019, 9, 24), time(14), time(15), 1, 1)) == SlotState.FREE


def test_a_year_whose_holidays_nobody_knows_is_provisional() -> None:
    assert not is_provisional(date(2019, 5, 4))
    assert is_provisional(date(2060, 5, 4))
