"""Which reports are owed: one row for each reporting unit and period of a project, with its due date from the clock."""

from __future__ import annotations

from datetime import date, timedelta

from tongxin.common import clock
from tongxin.programme.enums import AssignmentRole, ReportStatus
from tongxin.programme.models import Assignment, Project, Report

OPEN = (ReportStatus.OWED, ReportStatus.RETURNED)
ONE_DAY = timedelta(days=1)


def reporting_units(project: Project) -> list[Assignment]:
    """The assignments whose units report: the lead always, a supporting unit where it is said so."""
    return [
        assignment
        for assignment in project.assignments.select_related("unit")
        if assignment.role == AssignmentRole.LEAD or assignment.reports
    ]


def owe_reports(project: Project, *, since: date) -> list[Report]:
    """Make the rows of all periods that end on `since` or later and are missing; fit those still open to the plan.

    An open report whose period or due date the plan now has otherwise (after an extension) is moved there. One that was
    already handed in keeps its span; days that a lengthened period gained are then owed as a period of their own. Run
    again it changes nothing. Returns the rows that were added. Must run in the transaction of the change it follows.
    """
    wanted = clock.periods(project.own_rhythm, project.starts_on, project.due_on)
    nth = project.programme.report_working_day
    added: list[Report] = []
    for assignment in reporting_units(project):
        rows = list(Report.objects.filter(project=project, unit=assignment.unit).order_by("period_starts"))
        for period in wanted:
            if period.ends < since:
                continue
            due = clock.due_of(period, nth).due
            within = [row for row in rows if period.starts <= row.period_starts <= period.ends]
            last = within[-1] if within else None
            if last is None:
                starts = period.starts
            elif last.period_ends == period.ends:
                continue
            elif last.status in OPEN:
                last.period_ends, last.due_on = period.ends, due
                last.save(update_fields=["period_ends", "due_on"])
                continue
            else:
                starts = last.period_ends + ONE_DAY
            added.append(
                Report(
                    project=project,
                    unit=assignment.unit,
                    period_starts=starts,
                    period_ends=period.ends,
                    label=period.label,
                    due_on=due,
                )
            )
    return Report.objects.bulk_create(added)


def drop_not_begun(project: Project, *, today: date) -> int:
    """Remove the rows of periods that have not begun and that nobody has written in: a closed project owes none."""
    rows = Report.objects.filter(project=project, status=ReportStatus.OWED, version=0, period_starts__gt=today)
    return rows.delete()[0]
