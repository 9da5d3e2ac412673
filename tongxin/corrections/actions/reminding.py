"""Reminders of requests that wait: to those who answer before and on the day, to those above once it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongxin.common import clock
from tongxin.corrections import telling
from tongxin.corrections.enums import Status
from tongxin.corrections.models import CorrectionRequest
from tongxin.organisations.models import Notice


@dataclass(frozen=True)
class Step:
    """On the `offset`-th working day after the due date (before it, if negative) people up to `level` are told.

    Level 0 are those who answer, 1 the unit's coordinators too, 2 those of the unit above too.
    """

    name: str
    offset: int
    level: int


STEPS = (Step("before", -1, 0), Step("due", 0, 0), Step("after-1", 1, 1), Step("after-3", 3, 2))


def step_on(due: date, today: date) -> Step | None:
    """The step that has come by `today`: the latest one, so that days missed by the job do not pile up."""
    offset = clock.working_days_between(due, today)
    come = [step for step in STEPS if step.offset <= offset]
    return come[-1] if come else None


def remind_due(*, today: date | None = None) -> list[Notice]:
    """Remind of every request that waits and whose step has come; at most once a person, due date and step."""
    day = today or clock.today()
    until = clock.add_working_days(day, -STEPS[0].offset).due
    rows = CorrectionRequest.objects.filter(status=Status.RECEIVED, due_on__lte=until).select_related("unit")
    sent: list[Notice] = []
    for row in rows:
        step = step_on(row.due_on, day)
        if step is not None:
            sent += telling.remind(row, step.name, _recipients(row, step.level), _words(row, day))
    return sent


def _recipients(row: CorrectionRequest, level: int) -> list[Any]:
    people = telling.answerers(row.unit)
    if level >= 1:
        people += telling.coordinators(row.unit)
    if level >= 2:
        above = row.unit.get_parent()
        people += telling.coordinators(above) if above is not None else []
    return list(dict.fromkeys(people))


def _words(row: CorrectionRequest, day: date) -> Any:
    if row.due_on < day:
        return _("更正请求已逾期未答复")
    return _("更正请求今天到期") if row.due_on == day else _("更正请求快到期了")
