"""Opening hours as people write them, line by line, and whether a place is open at a moment.

A line is "周二至周日 9:00–11:30、13:30–17:00", or for a part of the year "7月1日至8月31日 每天 8:30–18:00". In that part
the lines without dates do not hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.places.enums import Weekday

DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}
_SEASON = re.compile(r"^(\d{1,2})月(\d{1,2})日?[-至到](\d{1,2})月(\d{1,2})日?[ ,:]*(.+)$")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})[-至到](\d{1,2}):(\d{2})")
_DAYS = re.compile(r"(?:周|星期|礼拜)?([一二三四五六日天])(?:[-至到](?:周|星期|礼拜)?([一二三四五六日天]))?")
_LOOKS_AHEAD_DAYS = 60
MOST_LINES = 40


@dataclass(frozen=True, order=True)
class Span:
    """Open on `weekday` (0 is Monday) from `opens` to `closes`; with a season only within it ("07-01" to "08-31")."""

    season_from: str
    season_until: str
    weekday: int
    opens: time
    closes: time


class Open(Protocol):
    """What a Span and a row of OpeningHours have in common."""

    @property
    def weekday(self) -> int: ...
    @property
    def opens(self) -> time: ...
    @property
    def closes(self) -> time: ...
    @property
    def season_from(self) -> str: ...
    @property
    def season_until(self) -> str: ...


class Closed(Protocol):
    """Days of a closure, both included."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class OpenState:
    """Whether a place is open at a moment. `until` is when it closes today; `opens_next` when it opens again.

    `today` are today's spans; `closed_for` is the reason of a closure that holds today.
    """

    is_open: bool
    until: time | None
    opens_next: datetime | None
    today: tuple[tuple[time, time], ...]
    closed_for: str = ""


def parse_hours(text: str) -> list[Span]:
    """The spans that a text says. Raises Invalid naming the line that cannot be read, or two spans that overlap."""
    lines = [line for line in unicodedata.normalize("NFKC", text).splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise Invalid(_("最多 %(most)d 行。") % {"most": MOST_LINES}, field="hours")
    spans: list[Span] = []
    for line in lines:
        spans += _line(line.strip())
    check_hours(spans)
    return sorted(spans)


def check_hours(spans: Sequence[Span]) -> None:
    """Raise Invalid where two spans of a day overlap, naming the day and both, or where two seasons do."""
    for number, one in enumerate(spans):
        for other in spans[number + 1 :]:
            same_season = (one.season_from, one.season_until) == (other.season_from, other.season_until)
            if not same_season:
                if one.season_from and other.season_from and _days(one) & _days(other):
                    raise Invalid(
                        _("两段季节重叠：%(one)s 与 %(other)s。请改成前后相接、互不重叠。")
                        % {"one": season_words(one), "other": season_words(other)},
                        field="hours",
                    )
                continue
            if one.weekday == other.weekday and one.opens < other.closes and other.opens < one.closes:
                raise Invalid(
                    _("%(day)s的两段时间重叠：%(one)s 与 %(other)s。请改成互不重叠。")
                    % {
                        "day": Weekday(one.weekday).label,
                        "one": f"{one.opens:%H:%M}–{one.closes:%H:%M}",
                        "other": f"{other.opens:%H:%M}–{other.closes:%H:%M}",
                    },
                    field="hours",
                )


def _line(line: str) -> list[Span]:
    unread = Invalid(
        _("看不懂这一行：“%(line)s”。请写成“周二至周日 9:00–11:30、13:30–17:00”的样子。") % {"line": line[:60]},
        field="hours",
    )
    text = re.sub(r"\s*[-–—~～]+\s*", "-", line.replace("：", ":"))
    season_from = season_until = ""
    if match := _SEASON.match(text):
        season_from, season_until = _month_day(match[1], match[2], line), _month_day(match[3], match[4], line)
        text = match[5]
    first = _SPAN.search(text)
    if first is None:
        raise unread
    weekdays = _weekdays(text[: first.start()])
    rest = re.sub(r"[\s,、;；和及]", "", _SPAN.sub("", text[first.start() :]))
    if not weekdays or rest:
        raise unread
    spans = []
    for match in _SPAN.finditer(text):
        opens, closes = _time(match[1], match[2], line), _time(match[3], match[4], line)
        if closes <= opens:
            raise Invalid(
                _("“%(line)s”里关门不晚于开门；过了半夜的时间请分在两天写。") % {"line": line[:60]}, field="hours"
            )
        spans += [Span(season_from, season_until, weekday, opens, closes) for weekday in weekdays]
    return spans


def _weekdays(text: str) -> list[int]:
    """The weekdays that a text says; none where it says something else."""
    text = re.sub(r"[\s,、和及:]", "", text)
    found: set[int] = set()
    for words, days in (
        ("每天", range(7)),
        ("每日", range(7)),
        ("工作日", range(5)),
        ("周末", (5, 6)),
        ("双休日", (5, 6)),
    ):
        if words in text:
            text = text.replace(words, "")
            found |= set(days)
    for match in _DAYS.finditer(text):
        start = DAYS[match[1]]
        end = DAYS[match[2]] if match[2] else start
        found |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return [] if _DAYS.sub("", text) else sorted(found)


def _month_day(month: str, day: str, line: str) -> str:
    try:
        # A leap year, so that February's last day may be meant.
        return date(2020, int(month), int(day)).strftime("%m-%d")
    except ValueError:
        raise Invalid(_("“%(line)s”里没有这一天。") % {"line": line[:60]}, field="hours") from None


def _time(hour: str, minute: str, line: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise Invalid(
            _("“%(line)s”里的钟点不对，应在 0:00 到 23:59 之间。") % {"line": line[:60]}, field="hours"
        ) from None


def season_words(span: Open) -> str:
    """ "7月1日至8月31日", empty without a season."""
    if not span.season_from:
        return ""
    first, last = ((int(part[:2]), int(part[3:])) for part in (span.season_from, span.season_until))
    return _("%(m1)d月%(d1)d日至%(m2)d月%(d2)d日") % {"m1": first[0], "d1": first[1], "m2": last[0], "d2": last[1]}


def hours_lines(rows: Iterable[Open]) -> list[str]:
    """The hours as lines that `parse_hours` reads again: days in a row with the same times together."""
    seasons: dict[tuple[str, str], dict[int, list[tuple[time, time]]]] = {}
    words: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=lambda one: (one.season_from, one.weekday, one.opens)):
        key = (row.season_from, row.season_until)
        words[key] = season_words(row)
        seasons.setdefault(key, {}).setdefault(row.weekday, []).append((row.opens, row.closes))
    lines = []
    for key, by_day in seasons.items():
        runs: list[list[int]] = []
        for day in sorted(by_day):
            if runs and runs[-1][-1] == day - 1 and by_day[runs[-1][0]] == by_day[day]:
                runs[-1].append(day)
            else:
                runs.append([day])
        for run in runs:
            times = _("、").join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in by_day[run[0]])
            lines.append(" ".join(part for part in (words[key], _run_words(run), times) if part))
    return lines


def hours_text(rows: Iterable[Open]) -> str:
    """The hours as they are edited and exported, in the words that `parse_hours` reads, whatever the reader's language."""
    with translation.override("zh-hans"):
        return "\n".join(hours_lines(rows))


def _run_words(run: list[int]) -> str:
    if len(run) == 7:
        return _("每天")
    first, last = Weekday(run[0]).label, Weekday(run[-1]).label
    return str(first) if len(run) == 1 else _("%(first)s至%(last)s") % {"first": first, "last": last}


def _days(span: Open) -> set[str]:
    """The days of a leap year that a season has, as "07-01"."""
    year = [(date(2020, 1, 1) + timedelta(days=step)).strftime("%m-%d") for step in range(366)]
    return {day for day in year if _within(day, span)}


def _within(day: str, span: Open) -> bool:
    if span.season_from <= span.season_until:
        return span.season_from <= day <= span.season_until
    return day >= span.season_from or day <= span.season_until


def spans_on(day: date, rows: Iterable[Open]) -> tuple[tuple[time, time], ...]:
    """When a place is open on a day by its hours alone. In a season, only that season's hours hold."""
    rows = list(rows)
    key = day.strftime("%m-%d")
    seasonal = [row for row in rows if row.season_from and _within(key, row)]
    holding = seasonal or [row for row in rows if not row.season_from]
    return tuple(sorted((row.opens, row.closes) for row in holding if row.weekday == day.weekday()))


def open_state(now: datetime, rows: Iterable[Open], closures: Iterable[Closed]) -> OpenState | None:
    """Whether a place is open at `now` (local time). None where nothing is known of its hours and it is not closed."""
    rows, closures = list(rows), list(closures)

    def reason_on(day: date) -> str:
        return next((one.reason for one in closures if one.starts_on <= day <= one.ends_on), "")

    today, clock = now.date(), now.time().replace(tzinfo=None)
    closed_for = reason_on(today)
    if not rows and not closed_for:
        return None
    spans = () if closed_for else spans_on(today, rows)
    until = next((closes for opens, closes in spans if opens <= clock < closes), None)
    upcoming: datetime | None = None
    if until is None:
        for step in range(_LOOKS_AHEAD_DAYS):
            day = today + timedelta(days=step)
            starts = [
                opens for opens, _closes in (() if reason_on(day) else spans_on(day, rows)) if step or opens > clock
            ]
            if starts:
                upcoming = datetime.combine(day, starts[0], tzinfo=now.tzinfo)
                break
    return OpenState(until is not None, until, upcoming, spans, closed_for)
