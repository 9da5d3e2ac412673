"""Which days are working days.

The national part is the State Council's yearly notice on holidays (国务院办公厅关于部分节假日安排的通知) as the package
`chinesecalendar` carries it: days off, and weekend days worked to make up for them. A year that it lacks is counted by
weekends alone and is provisional.
"""

from __future__ import annotations

import calendar as civil
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

from chinese_calendar import constants as published
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ONE_DAY = timedelta(days=1)
SATURDAY = 5

PUBLISHED_YEARS = frozenset(day.year for day in published.holidays)
# A year's notice may also move the last days of the year before: that of 2019 made Saturday 29 December 2018 a working
# day. From this day on a date is certain only once the next year's notice is out as well.
NEXT_NOTICE_REACHES_BACK_TO = (12, 28)

HOLIDAY_NAMES: dict[str, Promise] = {
    "New Year's Day": _("元旦"),
    "Spring Festival": _("春节"),
    "Tomb-sweeping Day": _("清明节"),
    "Labour Day": _("劳动节"),
    "Dragon Boat Festival": _("端午节"),
    "National Day": _("国庆节"),
    "Mid-autumn Festival": _("中秋节"),
    "Anti-Fascist 70th Day": _("抗战胜利70周年纪念日"),
}


class DayKind(StrEnum):
    """Why a day counts or does not."""

    WORKING = "working"
    MAKE_UP = "make_up"
    """A weekend day worked in exchange for a holiday (调休上班)."""
    OPENED = "opened"
    """A day the local calendar makes a working day."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    """A day the local calendar takes out."""
    PAUSE = "pause"
    """Inside a pause of the deadline; no day is so by itself."""

    @property
    def counts(self) -> bool:
        return self in (DayKind.WORKING, DayKind.MAKE_UP, DayKind.OPENED)


@dataclass(frozen=True, slots=True)
class Day:
    """One day's standing. `name` is the holiday, or the reason in the local calendar; empty on plain days."""

    date: date
    kind: DayKind
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """The national calendar with a place's own days over it.

    `closed` and `opened` map a date to the reason shown to people. Raises ValueError when a date is in both.
    """

    closed: Mapping[date, str] = field(default_factory=dict)
    opened: Mapping[date, str] = field(default_factory=dict)
    _years: dict[int, list[date]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if both := sorted(self.closed.keys() & self.opened.keys()):
            raise ValueError(f"{both[0]} is both closed and opened in this calendar.")

    def day(self, day: date) -> Day:
        """How `day` stands, local days before national ones."""
        kind = self.kind(day)
        match kind:
            case DayKind.CLOSED:
                return Day(day, kind, self.closed[day])
            case DayKind.OPENED:
                return Day(day, kind, self.opened[day])
            case DayKind.MAKE_UP:
                return Day(day, kind, _holiday_name(published.workdays[day]))
            case DayKind.HOLIDAY:
                return Day(day, kind, _holiday_name(published.holidays[day]))
        return Day(day, kind)

    def kind(self, day: date) -> DayKind:
        """Why `day` counts or does not."""
        if day in self.closed:
            return DayKind.CLOSED
        if day in self.opened:
            return DayKind.OPENED
        if day in published.workdays:
            return DayKind.MAKE_UP
        if day in published.holidays:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING

    def working_days_of(self, year: int) -> list[date]:
        """All working days of a year in order; worked out once per calendar. Not to be changed by the caller."""
        if year not in self._years:
            self._years[year] = [day for day in _days_of(year) if self.kind(day).counts]
        return self._years[year]

    def count(self, after: date, until: date) -> int:
        """Working days after `after`, up to and including `until`; negative when `until` lies before `after`."""
        if until < after:
            return -self.count(until, after)
        upto = bisect_right(self.working_days_of(until.year), until)
        since = bisect_right(self.working_days_of(after.year), after)
        return upto - since + sum(len(self.working_days_of(year)) for year in range(after.year, until.year))

    def nth_after(self, start: date, n: int) -> date:
        """The n-th working day after `start`; `start` itself for n = 0. Raises ValueError beyond the year 9999."""
        if n == 0:
            return start
        year = start.year
        position = bisect_right(self.working_days_of(year), start) + n - 1
        while position >= len(self.working_days_of(year)):
            position -= len(self.working_days_of(year))
            year += 1
            if year > MAXYEAR:
                raise ValueError(f"{n} working days after {start} lie beyond the calendar.")
        return self.working_days_of(year)[position]

    @staticmethod
    def unpublished_years(after: date, until: date) -> list[int]:
        """The years whose holiday notice is not known though days after `after` up to `until` depend on it."""
        if until <= after:
            return []
        first = (after + ONE_DAY).year
        last = until.year
        if (until.month, until.day) >= NEXT_NOTICE_REACHES_BACK_TO and last < MAXYEAR:
            last += 1
        return [year for year in range(first, last + 1) if year not in PUBLISHED_YEARS]


NATIONAL = Calendar()


def _holiday_name(name: str) -> str:
    return str(HOLIDAY_NAMES.get(name, name))


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1).toordinal()
    length = 366 if civil.isleap(year) else 365
    return map(date.fromordinal, range(first, first + length))


def today() -> date:
    """Today's date where the office is (settings.TIME_ZONE, or the active time zone)."""
    return timezone.localdate()


def is_working_day(day: date, *, calendar: Calendar = NATIONAL) -> bool:
    """Whether people are at work on `day`."""
    return calendar.kind(day).counts


def working_days_between(a: date, b: date, *, calendar: Calendar = NATIONAL) -> int:
    """Working days after `a`, up to and including `b`. Negative when `b` lies before `a`.

    The inverse of `add_working_days`: from a start to the due date so many days on there are just so many.
    """
    return calendar.count(a, b)


def nth_working_day(year: int, month: int, n: int, *, calendar: Calendar = NATIONAL) -> date:
    """The n-th working day of a month, counted from 1. Raises ValueError when the month has fewer."""
    days = _working_days_of_month(year, month, calendar)
    if not 1 <= n <= len(days):
        raise ValueError(f"{year}-{month:02d} has {len(days)} working days, there is no number {n}.")
    return days[n - 1]


def last_working_day(year: int, month: int, *, calendar: Calendar = NATIONAL) -> date:
    """The last working day of a month. Raises ValueError when a local calendar leaves the month without any."""
    days = _working_days_of_month(year, month, calendar)
    if not days:
        raise ValueError(f"{year}-{month:02d} has no working day.")
    return days[-1]


def _working_days_of_month(year: int, month: int, calendar: Calendar) -> list[date]:
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        raise ValueError(f"There is no month {year}-{month}.")
    days = calendar.working_days_of(year)
    last = date(year, month, civil.monthrange(year, month)[1])
    first = bisect_right(days, date(year, month - 1, civil.monthrange(year, month - 1)[1])) if month > 1 else 0
    return days[first : bisect_right(days, last)]


def overdue_by(due: date, today: date, *, calendar: Calendar = NATIONAL) -> int:
    """Working days gone by since `due`; 0 up to the due date.

    Also 0 on the free days right after it: whether something is late is `today > due`, by how much is this.
    """
    return max(0, calendar.count(due, today))
