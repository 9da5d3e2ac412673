"""The working-day clock: which days count, when something is due, and why (`docs/clock.md`)."""

from tongxin.common.clock.calendar import (
    NATIONAL,
    Calendar,
    Day,
    DayKind,
    is_working_day,
    last_working_day,
    nth_working_day,
    overdue_by,
    today,
    working_days_between,
)
from tongxin.common.clock.deadline import ClockStopped, Deadline, Line, Pause, add_working_days
from tongxin.common.clock.periods import Period, Rhythm, due_of, periods

__all__ = [
    "NATIONAL",
    "Calendar",
    "ClockStopped",
    "Day",
    "DayKind",
    "Deadline",
    "Line",
    "Pause",
    "Period",
    "Rhythm",
    "add_working_days",
    "due_of",
    "is_working_day",
    "last_working_day",
    "nth_working_day",
    "overdue_by",
    "periods",
    "today",
    "working_days_between",
]
