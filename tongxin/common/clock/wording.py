"""Dates as people write them in a sentence. The year stands only where it differs from the one being talked about."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEKDAYS = [
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
]


def plain_day(day: date, *, year: int | None = None) -> str:
    """8月30日, or 2020年8月30日 where the year is another one than `year`."""
    words = {"year": day.year, "month": day.month, "day": day.day}
    if year is not None and day.year != year:
        return _("%(year)s年%(month)s月%(day)s日") % words
    return _("%(month)s月%(day)s日") % words


def day(day: date, *, year: int | None = None) -> str:
    """8月30日（周五）."""
    return _("%(date)s（%(weekday)s）") % {"date": plain_day(day, year=year), "weekday": WEEKDAYS[day.weekday()]}


def days(begins: date, ends: date, *, year: int | None = None) -> str:
    """9月13日至15日, 9月30日至10月7日; a single day with its weekday."""
    if begins == ends:
        return day(begins, year=year)
    if (begins.year, begins.month) == (ends.year, ends.month):
        return _("%(begins)s至%(day)s日") % {"begins": plain_day(begins, year=year), "day": ends.day}
    return _("%(begins)s至%(ends)s") % {
        "begins": plain_day(begins, year=year),
        "ends": plain_day(ends, year=begins.year if year in (None, begins.year) else year),
    }
