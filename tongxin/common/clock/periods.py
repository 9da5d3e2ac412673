"""Reporting periods of a year or any other span, and when the report on one is due."""

from __future__ import annotations

import calendar as civil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.clock import wording
from tongxin.common.clock.calendar import NATIONAL, ONE_DAY, Calendar
from tongxin.common.clock.deadline import Deadline, add_working_days


class Rhythm(TextChoices):
    """How often something is reported."""

    WEEKLY = "weekly", gettext_lazy("每周")
    FORTNIGHTLY = "fortnightly", gettext_lazy("每两周")
    MONTHLY = "monthly", gettext_lazy("每月")
    BIMONTHLY = "bimonthly", gettext_lazy("每两个月")
    QUARTERLY = "quarterly", gettext_lazy("每季度")


MONTHS_IN = {Rhythm.MONTHLY: 1, Rhythm.BIMONTHLY: 2, Rhythm.QUARTERLY: 3}
WEEKS_IN = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}
QUARTERS = [
    gettext_lazy("第一季度"),
    gettext_lazy("第二季度"),
    gettext_lazy("第三季度"),
    gettext_lazy("第四季度"),
]


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included, with the name it has in a list: 9月, 第三季度, 第36周."""

    starts: date
    ends: date
    label: str


def periods(rhythm: str, starts: date, ends: date) -> list[Period]:
    """The periods of a rhythm from `starts` to `ends`, without gap or overlap, the first and last cut to the span.

    Months, pairs of months and quarters are those of the calendar; weeks are ISO weeks (Monday to Sunday), pairs of
    weeks run from the week of `starts`. A label names the year where the span touches another year than the first's.
    Raises ValueError for an unknown rhythm or when `ends` lies before `starts`.
    """
    if ends < starts:
        raise ValueError(f"A span cannot end on {ends}, before it starts on {starts}.")
    kind = Rhythm(rhythm)
    year = starts.year if starts.year == ends.year else None
    whole = _weeks(WEEKS_IN[kind], starts, year) if kind in WEEKS_IN else _months(MONTHS_IN[kind], starts, year)
    spans = []
    for period in whole:
        if period.starts > ends:
            break
        spans.append(Period(max(period.starts, starts), min(period.ends, ends), period.label))
    return spans


def due_of(period: Period, nth_working_day: int, *, calendar: Calendar = NATIONAL) -> Deadline:
    """When the report on `period` is due: the n-th working day after its end."""
    return add_working_days(period.ends, nth_working_day, calendar=calendar)


def _months(step: int, starts: date, year: int | None) -> Iterator[Period]:
    first = date(starts.year, (starts.month - 1) // step * step + 1, 1)
    while True:
        last_month = first.month + step - 1
        last = date(first.year, last_month, civil.monthrange(first.year, last_month)[1])
        yield Period(first, last, _with_year(first.year, year, _month_label(step, first, last)))
        if last == date.max:
            return
        first = last + ONE_DAY


def _month_label(step: int, first: date, last: date) -> str:
    if step == 3:
        return str(QUARTERS[(first.month - 1) // 3])
    return wording.months(first, last) if step == 2 else wording.month(first)


def _weeks(step: int, starts: date, year: int | None) -> Iterator[Period]:
    first = starts - timedelta(days=starts.weekday())
    while True:
        iso_year, week, _weekday = first.isocalendar()
        last = date.fromordinal(min(first.toordinal() + 7 * step - 1, date.max.toordinal()))
        words = {"first": week, "last": last.isocalendar().week}
        label = _("第%(first)s周") % words if step == 1 else _("第%(first)s—%(last)s周") % words
        yield Period(first, last, _with_year(iso_year, year, label))
        if last == date.max:
            return
        first = last + ONE_DAY


def _with_year(year: int, spoken_of: int | None, label: str) -> str:
    return label if year == spoken_of else _("%(year)s年%(label)s") % {"year": year, "label": label}
