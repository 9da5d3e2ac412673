"""Behind every date its arithmetic: working days, holidays and make-up days, what was moved, and who decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.common import clock
from tongxin.common.clock.wording import plain_day
from tongxin.programme.models import DeadlineMove, Project, Report, SupervisionNotice


def _day(shown: date) -> str:
    """With its year always: these dates may lie in two."""
    return plain_day(shown, year=0)


def reckoned(start: date, due: date) -> list[str]:
    """How `due` follows from `start` in working days, in sentences; empty where it does not (it was set by hand)."""
    deadline = clock.add_working_days(start, max(0, clock.working_days_between(start, due)))
    return deadline.explain() if deadline.due == due else []


def report_lines(report: Report) -> list[str]:
    """Why a report is due on its day: its period's end and the working days after it."""
    ends = _("本期到%(day)s为止，期满以后起算") % {"day": _day(report.period_ends)}
    by_hand = [_("应报日期定在%(day)s") % {"day": _day(report.due_on)}]
    return [ends, *(reckoned(report.period_ends, report.due_on) or by_hand)]


def answer_lines(notice: SupervisionNotice) -> list[str]:
    """Why a notice is to be answered by its day."""
    issued = _("督办通知单%(day)s发出") % {"day": _day(notice.issued_on)}
    by_hand = [_("答复期限由发出单位定在%(day)s，不是工作日") % {"day": _day(notice.answer_by)}]
    return [issued, *(reckoned(notice.issued_on, notice.answer_by) or by_hand)]


@dataclass(frozen=True)
class Moved:
    """A deadline that was moved, with the name of whoever decided (empty where the account is gone)."""

    move: DeadlineMove
    decided_by: str

    @property
    def what(self) -> str:
        return self.move.goal.label if self.move.goal else _("整个项目")


def moved(moves: Iterable[DeadlineMove]) -> list[Moved]:
    """Each move with who decided; `moves` have their goal at hand. One query."""
    rows = list(moves)
    people = {user.pk: str(user) for user in User.objects.filter(pk__in={row.decided_by_id for row in rows})}
    return [Moved(row, people.get(row.decided_by_id, "")) for row in rows]


def project_lines(project: Project, moves: Iterable[Moved]) -> list[str]:
    """How a project's last day came about and what is left until then: the plan's date, each move, the working days."""
    whole = [one for one in moves if one.move.goal_id is None]
    first = whole[0].move.old if whole else project.due_on
    lines = [_("计划定的完成时限：%(day)s") % {"day": _day(first)}]
    lines += [
        _("%(on)s%(who)s批准，由%(old)s延至%(new)s：%(why)s")
        % {
            "on": _day(one.move.decided_on),
            "who": one.decided_by,
            "old": _day(one.move.old),
            "new": _day(one.move.new),
            "why": one.move.why,
        }
        for one in whole
    ]
    today = project.programme.today
    if not project.is_open:
        return lines
    if project.due_on < today:
        days = clock.working_days_between(project.due_on, today)
        return [*lines, _("到%(today)s已过 %(days)d 个工作日") % {"today": _day(today), "days": days}]
    left = clock.working_days_between(today, project.due_on)
    lines.append(_("从%(today)s算，还有 %(days)d 个工作日") % {"today": _day(today), "days": left})
    return [*lines, *reckoned(today, project.due_on)]
