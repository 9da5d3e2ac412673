"""Dates as people write them in a sentence. The year stands only where it differs from the one being talked about.

The catalogue translates patterns of Django's `date` filter ("n月j日" is "j F" in English), because languages differ in
the names of months and in the order of day, month and year.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

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
    return written(day, _("Y年n月j日") if year is not None and day.year != year else _("n月j日"))


def day(day: date, *, year: int | None = None) -> str:
    """8月30日（周五）."""
    return _("%(date)s（%(weekday)s）") % {"date": plain_day(day, year=year), "weekday": WEEKDAYS[day.weekday()]}


def days(begins: date, ends: date, *, year: int | None = None) -> str:
    """9月13日至15日, 9月30日至10月7日; a single day with its weekday."""
    if begins == ends:
        return day(begins, year=year)
    if (begins.year, begins.month) == (ends.year, ends.month):
        if year is not None and begins.year != year:
            first, last = pgettext("first of days in one month", "Y年n月j日"), pgettext("last of days in a year", "j日")
        else:
            first, last = pgettext("first of days in one month", "n月j日"), pgettext("last of days in one month", "j日")
        return _("%(begins)s至%(ends)s") % {"begins": written(begins, first), "ends": written(ends, last)}
    return _("%(begins)s至%(ends)s") % {
        "begins": plain_day(begins, year=year),
        "ends": plain_day(ends, year=begins.year if year in (None, begins.year) else year),
    }


def month(day: date) -> str:
    """The month of `day` by its name in a sentence or a list: 8月."""
    return written(day, _("n月"))


def short_month(day: date) -> str:
    """The month of `day` where there is little room, over a column or on an axis: 8月."""
    return written(day, pgettext("little room", "n月"))


def month_labels(row: Sequence[date]) -> list[str]:
    """Months in a row over columns or on an axis: 4月, 5月; with the year where there are two, 2018-12, 2019-01."""
    if len({one.year for one in row}) > 1:
        return [f"{one:%Y-%m}" for one in row]
    return [short_month(one) for one in row]


def months(first: date, last: date) -> str:
    """The months from `first` to `last` of one year: 7—8月."""
    return written(first, pgettext("first of months", "n—")) + written(last, pgettext("last of months", "n月"))
