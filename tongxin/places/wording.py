"""How opening hours are told to a visitor."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from tongxin.common.clock.wording import day, plain_day
from tongxin.places.hours import OpenState


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
