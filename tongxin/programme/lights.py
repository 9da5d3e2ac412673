"""Lights: computed from dates and facts, never typed; each explains itself.

`judge` is a pure function of what stands in the database (`Seen`), so that a board judges thirty projects from a
handful of queries, and the explanation on a page is the very thing that decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongxin.common import clock
from tongxin.common.clock.wording import plain_day as day
from tongxin.common.enumeration import listed
from tongxin.programme.enums import AssignmentStatus, ProjectStatus, ReportStatus
from tongxin.programme.models import Assignment, Indicator, Project, Report, StageGoal


class State(models.TextChoices):
    """The order is by urgency: of several reasons the first state wins."""

    LATE = "late", gettext_lazy("逾期")
    RISK = "risk", gettext_lazy("有风险")
    GOOD = "good", gettext_lazy("按计划")
    IDLE = "idle", gettext_lazy("未到期")
    DONE = "done", gettext_lazy("已办结")


URGENCY = {State.LATE: 0, State.RISK: 1, State.GOOD: 2, State.IDLE: 3, State.DONE: 4}


@dataclass(frozen=True)
class LightRules:
    """The rules' numbers; a programme may set its own (`Programme.light_rules`). Days are working days.

    `pace` is the share of the planned value below which an indicator is a risk (0 switches the rule off).
    """

    risk_days_before: int = 3
    missed_reports: int = 2
    accept_days: int = 5
    pace: float = 0.6

    @classmethod
    def of(cls, overrides: dict[str, Any]) -> LightRules:
        known = {rule.name for rule in fields(cls)}
        return cls(**{name: value for name, value in overrides.items() if name in known})


@dataclass(frozen=True)
class Reason:
    """One ground for a light: the rule, what it found, and how its date was reckoned.

    `days` is how many working days it is late (or how many are left, for a risk).
    """

    state: State
    rule: str
    words: str
    found: str
    sums: tuple[str, ...] = ()
    days: int | None = None
    indicator_id: int | None = None
    goal_id: int | None = None
    report_id: int | None = None


@dataclass(frozen=True)
class Light:
    """A project's light. `words` is what stands beside the shape; `reasons` is the answer to "why?", worst first."""

    state: State
    words: str
    reasons: tuple[Reason, ...]
    as_of: date

    @property
    def urgency(self) -> tuple[int, int]:
        """Sorts by state, then by how late."""
        worst = max((reason.days or 0 for reason in self.reasons if reason.state == self.state), default=0)
        return URGENCY[self.state], -worst

    @property
    def label(self) -> str | Promise:
        return self.state.label


@dataclass(frozen=True)
class Measured:
    """An indicator and where it stands now. `value` is None where nothing has counted yet."""

    indicator: Indicator
    value: Decimal | None
    latest_on: date | None = None
    facts: int = 0

    @property
    def share(self) -> float | None:
        """Value over target, 1.0 being the target."""
        target = self.indicator.target
        return float((self.value or 0) / target) if target else None


@dataclass(frozen=True)
class Seen:
    """What a light is judged by: the project's rows, read beforehand."""

    project: Project
    today: date
    goals: tuple[StageGoal, ...] = ()
    measured: tuple[Measured, ...] = ()
    reports: tuple[Report, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    rules: LightRules = field(default_factory=LightRules)


def is_reached(goal: StageGoal, measured: dict[int, Measured]) -> bool:
    """A goal with a threshold is reached when its indicator is; another when an accepted report says so."""
    if goal.threshold is not None and goal.indicator_id in measured:
        return (measured[goal.indicator_id].value or Decimal(0)) >= goal.threshold
    return goal.reached_on is not None


def judge(seen: Seen) -> Light:
    """The light of one project, with every reason that holds, worst first. Pure: no query."""
    project, today = seen.project, seen.today
    if not project.is_open:
        return Light(State.DONE, str(State.DONE.label), (_done(project),), today)
    reasons = sorted(
        [
            *_project_due(seen),
            *_goals(seen),
            *_reports(seen),
            *_acceptance(seen),
            *_pace(seen),
        ],
        key=lambda reason: (
            URGENCY[reason.state],
            -(reason.days or 0) if reason.state == State.LATE else reason.days or 0,
        ),
    )
    if reasons:
        return Light(reasons[0].state, reasons[0].words, tuple(reasons), today)
    if project.status == ProjectStatus.PLANNED or today < project.starts_on:
        reason = Reason(
            State.IDLE,
            "not-started",
            str(State.IDLE.label),
            _("计划 %(date)s 开始，还没有到期的目标。") % {"date": day(project.starts_on)},
        )
    else:
        reason = Reason(State.GOOD, "on-track", str(State.GOOD.label), _good_words(seen))
    return Light(reason.state, reason.words, (reason,), today)


def _done(project: Project) -> Reason:
    closed = project.closed_on
    found = _("%(date)s 办结。") % {"date": day(closed)} if closed else _("已办结。")
    return Reason(State.DONE, "closed", str(State.DONE.label), found)


def _good_words(seen: Seen) -> str:
    measured = {item.indicator.pk: item for item in seen.measured}
    # Those whose date has passed are reached, or the light would not be green.
    coming = next((goal for goal in seen.goals if not is_reached(goal, measured)), None)
    if coming is None:
        return _("到期的目标都已达到；完成时限 %(date)s。") % {"date": day(seen.project.due_on)}
    return _("到期的目标都已达到；下一个目标“%(goal)s”应于 %(date)s达到。") % {
        "goal": coming.text[:60],
        "date": day(coming.due_on),
    }


def _late_words(days: int) -> str:
    return ngettext("逾期 %(days)d 个工作日", "逾期 %(days)d 个工作日", days) % {"days": days}


def _left_words(days: int) -> str:
    if days <= 0:
        return _("今天到期")
    return ngettext("%(days)d 个工作日后到期", "%(days)d 个工作日后到期", days) % {"days": days}


def _overdue_sum(due: date, today: date, days: int) -> str:
    return _("应于 %(due)s；至 %(today)s 又过 %(days)d 个工作日（已扣除周末和节假日，计入调休上班）。") % {
        "due": day(due),
        "today": day(today),
        "days": days,
    }


def _dated(seen: Seen, due: date, rule: str, what: str, **about: Any) -> list[Reason]:
    """The reason that one unreached date gives: late after it, a risk in the last working days before it."""
    today = seen.today
    if due < today:
        days = clock.working_days_between(due, today)
        return [
            Reason(
                State.LATE, f"{rule}-overdue", _late_words(days), what, (_overdue_sum(due, today, days),), days, **about
            )
        ]
    left = clock.working_days_between(today, due)
    if left <= seen.rules.risk_days_before:
        explained = _("离 %(due)s 还有 %(days)d 个工作日；规则：剩 %(limit)d 个工作日以内未达到即提示风险。") % {
            "due": day(due),
            "days": left,
            "limit": seen.rules.risk_days_before,
        }
        return [Reason(State.RISK, f"{rule}-near", _left_words(left), what, (explained,), left, **about)]
    return []


def _project_due(seen: Seen) -> list[Reason]:
    if seen.project.status == ProjectStatus.PLANNED:
        return []
    what = _("项目应于 %(date)s完成，尚未办结。") % {"date": day(seen.project.due_on)}
    return _dated(seen, seen.project.due_on, "project", what)


def _goals(seen: Seen) -> list[Reason]:
    if seen.project.status == ProjectStatus.PLANNED:
        return []
    measured = {item.indicator.pk: item for item in seen.measured}
    found = []
    for goal in seen.goals:
        if is_reached(goal, measured):
            continue
        what = _("%(label)s目标“%(text)s”应于 %(date)s达到") % {
            "label": goal.label,
            "text": goal.text[:80],
            "date": day(goal.due_on),
        }
        if goal.threshold is not None and goal.indicator_id in measured:
            item = measured[goal.indicator_id]
            what = _("%(what)s：应有 %(threshold)s %(unit)s，现有实绩 %(value)s %(unit)s。") % {
                "what": what,
                "threshold": plain(goal.threshold),
                "value": plain(item.value or Decimal(0)),
                "unit": item.indicator.unit,
            }
        else:
            what = _("%(what)s；还没有通过的报告说明已达到。") % {"what": what}
        found += _dated(seen, goal.due_on, "goal", what, goal_id=goal.pk, indicator_id=goal.indicator_id)
    return found


def _reports(seen: Seen) -> list[Reason]:
    """A report that is late is a risk; several in a row say so together."""
    if seen.project.status not in (ProjectStatus.RUNNING, ProjectStatus.CLOSING):
        return []
    missed = [
        report
        for report in seen.reports
        if report.status in (ReportStatus.OWED, ReportStatus.RETURNED) and report.due_on < seen.today
    ]
    if len(missed) < seen.rules.missed_reports:
        return []
    oldest = min(missed, key=lambda report: report.due_on)
    days = clock.working_days_between(oldest.due_on, seen.today)
    found = _("%(labels)s的报告到期未报。") % {"labels": listed(report.label for report in missed)}
    words = ngettext("%(count)d 期未报", "%(count)d 期未报", len(missed)) % {"count": len(missed)}
    rule = _("规则：%(limit)d 期以上到期未报即提示风险。") % {"limit": seen.rules.missed_reports}
    sums = (_overdue_sum(oldest.due_on, seen.today, days), rule)
    return [Reason(State.RISK, "reports-missed", words, found, sums, days, report_id=oldest.pk)]


def _acceptance(seen: Seen) -> list[Reason]:
    if seen.project.status != ProjectStatus.ASSIGNED or seen.project.assigned_on is None:
        return []
    waiting = [item for item in seen.assignments if item.status != AssignmentStatus.ACCEPTED]
    deadline = clock.add_working_days(seen.project.assigned_on, seen.rules.accept_days)
    if not waiting or deadline.due >= seen.today:
        return []
    days = clock.working_days_between(deadline.due, seen.today)
    found = _("%(date)s 交办，%(units)s 尚未签收。") % {
        "date": day(seen.project.assigned_on),
        "units": listed(item.unit.brief for item in waiting),
    }
    return [Reason(State.RISK, "not-accepted", _("逾期未签收"), found, tuple(deadline.explain()), days)]


def planned_value(item: Measured, seen: Seen) -> float:
    """Where an indicator should stand today: along straight lines from one stage goal's threshold to the next.

    From 0 at the project's start over the thresholds, each at its date, to the target at the project's due date.
    """
    indicator, project = item.indicator, seen.project
    if seen.today < project.starts_on:
        return 0.0
    goals = [goal for goal in seen.goals if goal.threshold is not None and goal.indicator_id == indicator.pk]
    points = [(project.starts_on, 0.0), *((goal.due_on, float(goal.threshold or 0)) for goal in goals)]
    if points[-1][0] < project.due_on:
        points.append((project.due_on, float(indicator.target or 0)))
    before = points[0]
    for point in sorted(points):
        if point[0] > seen.today:
            share = (seen.today - before[0]).days / (point[0] - before[0]).days
            return before[1] + (point[1] - before[1]) * max(share, 0.0)
        before = point
    return before[1]


def _pace(seen: Seen) -> list[Reason]:
    """An indicator far behind where its stage goals would have it is a risk, once a quarter of the time has gone."""
    project, today = seen.project, seen.today
    if not seen.rules.pace or project.status != ProjectStatus.RUNNING:
        return []
    if (today - project.starts_on).days * 4 < (project.due_on - project.starts_on).days:
        return []
    found = []
    for item in seen.measured:
        expected = planned_value(item, seen)
        if not item.indicator.target or float(item.value or 0) >= expected * seen.rules.pace:
            continue
        words = _("进度偏慢")
        what = _("%(name)s：现有 %(value)s %(unit)s；按阶段目标推算，今天应有约 %(expected)s %(unit)s。") % {
            "name": item.indicator.name,
            "value": plain(item.value or Decimal(0)),
            "unit": item.indicator.unit,
            "expected": plain(Decimal(round(expected))),
        }
        rule = _("规则：低于推算值的 %(pace)s%% 即提示风险。") % {"pace": round(seen.rules.pace * 100)}
        found.append(Reason(State.RISK, "behind-pace", words, what, (rule,), indicator_id=item.indicator.pk))
    return found


def plain(value: Decimal) -> str:
    """A number without idle zeros, with thousands marked: 1,204 or 6.2."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
