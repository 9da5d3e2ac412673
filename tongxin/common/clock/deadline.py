"""A due date with its arithmetic: every day between start and due is in a line that says whether it counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from tongxin.common.clock import wording
from tongxin.common.clock.calendar import NATIONAL, ONE_DAY, Calendar, Day, DayKind


class ClockStopped(Exception):
    """There is no due date: a pause is still open. Ask `Deadline.is_stopped` first."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count, both ends included; still running when `ends` is None.

    Raises ValueError when it ends before it begins.
    """

    begins: date
    ends: date | None
    reason: str

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise ValueError(f"The pause ends on {self.ends}, before it begins on {self.begins}.")

    def covers(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Line:
    """A run of days of one kind. `count` is the number of working days counted when the run is over.

    `ends` is None for the pause that is still open. `name` is the holiday or the reason, empty for plain days.
    """

    begins: date
    ends: date | None
    kind: DayKind
    name: str
    count: int

    @property
    def days(self) -> int:
        """Calendar days in the run; 0 for the open pause."""
        return 0 if self.ends is None else (self.ends - self.begins).days + 1

    @property
    def text(self) -> str:
        """The line as a phrase, e.g. 9月13日至15日 中秋节，不计."""
        return self.text_from(self.begins.year)

    def text_from(self, year: int) -> str:
        """As `text`, with dates of another year than `year` written out."""
        if self.ends is None:
            begins = wording.day(self.begins, year=year)
            return _("%(begins)s起 暂停（%(reason)s），尚未恢复") % {"begins": begins, "reason": self.name}
        words = {
            "dates": wording.days(self.begins, self.ends, year=year),
            "name": self.name,
            "first": self.count - self.days + 1,
            "last": self.count,
        }
        match self.kind:
            case DayKind.WORKING if self.days == 1:
                return _("%(dates)s 第%(last)s个工作日") % words
            case DayKind.WORKING:
                return _("%(dates)s 第%(first)s至%(last)s个工作日") % words
            case DayKind.MAKE_UP:
                return _("%(dates)s 调休上班（%(name)s），计") % words
            case DayKind.OPENED:
                return _("%(dates)s 本地安排上班（%(name)s），计") % words
            case DayKind.WEEKEND:
                return _("%(dates)s 周末，不计") % words
            case DayKind.HOLIDAY:
                return _("%(dates)s %(name)s，不计") % words
            case DayKind.CLOSED:
                return _("%(dates)s 本地安排不上班（%(name)s），不计") % words
            case DayKind.PAUSE:
                return _("%(dates)s 暂停（%(name)s），不计") % words


@dataclass(frozen=True)
class Deadline:
    """When something started on `start` that has `days` working days is due, and why. Made by `add_working_days`."""

    start: date
    days: int
    pauses: tuple[Pause, ...]
    calendar: Calendar
    reached: date | None
    """The due date, or None while the clock is stopped."""

    @property
    def is_stopped(self) -> bool:
        """Whether a pause is still open before the days are over, so that nothing is due."""
        return self.reached is None

    @property
    def due(self) -> date:
        """The last day on which it is in time. Raises ClockStopped while a pause is open."""
        if self.reached is None:
            raise ClockStopped(f"The clock that started on {self.start} is paused; there is no due date yet.")
        return self.reached

    @property
    def unpublished_years(self) -> list[int]:
        """Years whose holidays are not published though the sum depends on them."""
        return self.calendar.unpublished_years(self.start, self._last_counted)

    @property
    def provisional(self) -> bool:
        """Whether the due date may still move, because holidays of a year it runs through are not published."""
        return bool(self.unpublished_years)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every day after the start up to the due date, in runs of one kind; the running count is in each."""
        return tuple(self._runs())

    def explain(self) -> list[str]:
        """The sum in sentences, shortest form: plain weeks in one sentence, each exception in one of its own."""
        year = self.start.year
        first = next((line for line in self.lines if line.kind.counts), None)
        if first is None:
            sentences = [_("自%(start)s起算") % {"start": wording.day(self.start)}]
        else:
            sentences = [
                _("自%(start)s起算，%(first)s为第1个工作日")
                % {"start": wording.day(self.start), "first": wording.day(first.begins, year=year)}
            ]
        plain = (DayKind.WORKING, DayKind.WEEKEND)
        sentences += [line.text_from(year) for line in self.lines if line.kind not in plain]
        if weekends := sum(line.days for line in self.lines if line.kind is DayKind.WEEKEND):
            sentences.append(_("其余周六、周日共%(days)s天，不计") % {"days": weekends})
        sentences += [
            _("系统尚无%(year)s年的节假日安排，暂只除去周末，公布后可能变动") % {"year": year}
            for year in self.unpublished_years
        ]
        if self.reached is None:
            sentences.append(
                _("已计%(done)s个工作日，余%(left)s个，恢复后续算")
                % {"done": self.lines[-1].count, "left": self.days - self.lines[-1].count}
            )
        elif self.days:
            sentences.append(
                _("第%(days)s个工作日为%(due)s，当日截止")
                % {"days": self.days, "due": wording.day(self.reached, year=year)}
            )
        else:
            sentences.append(_("当日截止"))
        return sentences

    @property
    def _last_counted(self) -> date:
        """The last day the sum looked at."""
        return self.reached if self.reached is not None else self.lines[-1].begins - ONE_DAY

    def _runs(self) -> Iterator[Line]:
        run: Line | None = None
        count = 0
        for day in self._days():
            count += day.kind.counts
            if run is not None and (run.kind, run.name) == (day.kind, day.name):
                run = Line(run.begins, day.date, run.kind, run.name, count)
                continue
            if run is not None:
                yield run
            run = Line(day.date, day.date, day.kind, day.name, count)
        open_pause = next((pause for pause in self.pauses if pause.ends is None), None)
        if run is not None:
            yield run
        if self.reached is None and open_pause is not None:
            yield Line(max(open_pause.begins, self.start + ONE_DAY), None, DayKind.PAUSE, open_pause.reason, count)

    def _days(self) -> Iterator[Day]:
        day = self.start
        while self.reached is None or day < self.reached:
            day += ONE_DAY
            pause = next((pause for pause in self.pauses if pause.covers(day)), None)
            if pause is None:
                yield self.calendar.day(day)
            elif pause.ends is None:
                return
            else:
                yield Day(day, DayKind.PAUSE, pause.reason)


def add_working_days(
    start: date, days: int, pauses: Iterable[Pause] = (), *, calendar: Calendar = NATIONAL
) -> Deadline:
    """When `days` working days after `start` are over. Day 1 is the next working day after the start.

    Days inside a pause do not count. With `days` = 0 it is due on the start itself, whatever day that is. The time
    taken grows with the number of years and pauses, not of days; the lines are worked out when first asked for.
    Raises ValueError when `days` is negative or the calendar (year 9999) ends before.
    """
    if days < 0:
        raise ValueError(f"A deadline cannot be {days} working days after its start.")
    ordered = tuple(sorted(pauses, key=lambda pause: pause.begins))
    return Deadline(start, days, ordered, calendar, _due(start, days, ordered, calendar))


def _due(start: date, days: int, pauses: Sequence[Pause], calendar: Calendar) -> date | None:
    position, left = start, days
    for pause in pauses:
        before = max(0, calendar.count(position, pause.begins - ONE_DAY))
        if left <= before:
            break
        left -= before
        if pause.ends is None:
            return None
        position = max(position, pause.begins - ONE_DAY, pause.ends)
    return calendar.nth_after(position, left)
