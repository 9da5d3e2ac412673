"""How opening hours and ways are told to a visitor."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.common.clock.wording import day, plain_day
from tongxin.places.hours import OpenState
from tongxin.places.walking import Leg, Total


def state_words(state: OpenState, now: datetime) -> str:
    """ "现在开放，到 17:00", "今天闭馆：内部维修；9月14日（周六）09:00 开"."""
    if state.is_open and state.until is not None:
        return _("现在开放，到 %(time)s") % {"time": f"{state.until:%H:%M}"}
    again = _again(state, now.date())
    if state.closed_for:
        return _("今天闭馆：%(reason)s%(again)s") % {"reason": state.closed_for, "again": again}
    if not state.today:
        return _("今天不开放%(again)s") % {"again": again}
    return _("现在未开放%(again)s") % {"again": again}


def _again(state: OpenState, today: date) -> str:
    if state.opens_next is None:
        return ""
    when, clock = state.opens_next.date(), f"{state.opens_next:%H:%M}"
    if when == today:
        return _("，今天 %(time)s 开") % {"time": clock}
    if when == today + timedelta(days=1):
        return _("，明天 %(time)s 开") % {"time": clock}
    return _("，%(day)s %(time)s 开") % {"day": day(when, year=today.year), "time": clock}


def closure_words(starts_on: date, ends_on: date, reason: str) -> str:
    """ "2019年9月16日至9月20日：内部维修"."""
    if starts_on == ends_on:
        return _("%(day)s：%(reason)s") % {"day": plain_day(starts_on, year=0), "reason": reason}
    return _("%(first)s至%(last)s：%(reason)s") % {
        "first": plain_day(starts_on, year=0),
        "last": plain_day(ends_on, year=starts_on.year),
        "reason": reason,
    }


def metres_words(metres: int) -> str:
    """ "350 米", "1.2 公里"."""
    if metres < 1000:
        return _("%(metres)d 米") % {"metres": metres}
    return _("%(kilometres).1f 公里") % {"kilometres": metres / 1000}


def minutes_words(minutes: int) -> str:
    """ "45 分钟", "1 小时 30 分钟"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(minutes)d 分钟", "%(minutes)d 分钟", rest) % {"minutes": rest}
    if not rest:
        return ngettext("%(hours)d 小时", "%(hours)d 小时", hours) % {"hours": hours}
    return _("%(hours)d 小时 %(minutes)d 分钟") % {"hours": hours, "minutes": rest}


def total_words(stops: int, total: Total) -> str:
    """ "8 站 · 1.2 公里 · 约 1 小时 30 分钟"."""
    count = ngettext("%(stops)d 站", "%(stops)d 站", stops) % {"stops": stops}
    about = _("约 %(time)s") % {"time": minutes_words(total.minutes)}
    return " · ".join((count, metres_words(total.metres), about))


def way_words(leg: Leg) -> str:
    """ "距上一站 120 米，走 2 分钟"."""
    words = {"metres": metres_words(leg.metres), "minutes": minutes_words(leg.minutes)}
    return _("距上一站 %(metres)s，走 %(minutes)s") % words


def stay_words(minutes: int) -> str:
    """ "停留 10 分钟"; nothing for a stop that one passes by."""
    return _("停留 %(minutes)s") % {"minutes": minutes_words(minutes)} if minutes else ""
