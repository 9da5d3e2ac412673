"""More of the same: projects at work, for pages that must cost the same however many there are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.facts.factories import make_unit, make_user
from tests.programme.factories import Year, kind_of, make_goal, make_indicator, make_project
from tongxin.common.subjects import Subject
from tongxin.facts.actions import record
from tongxin.organisations.enums import Role
from tongxin.programme.actions import assigning, extending, reporting, reviewing, supervising
from tongxin.programme.enums import ProgrammeStatus
from tongxin.programme.figures import Figure
from tongxin.programme.models import Area, Programme, Project, Report

MARCH, APRIL = date(2019, 3, 1), date(2019, 4, 1)
TODAY = date(2019, 5, 20)


def grow(year: Year, count: int) -> list[Project]:
    """Add projects, each in an area and with a lead unit of its own.

    Each has an accepted report with its fact, one that waits, one that is owed; a goal, two indicators, a notice of
    supervision, a request for more time, and a fact of last month.
    """
    return [_project(year) for _number in range(count)]


def _project(year: Year) -> Project:
    year.on(MARCH)
    year.office.refresh_from_db()
    unit = make_unit("", year.office)
    reporter, other = make_user(Role.REPORTER, unit), make_user(Role.REVIEWER, unit)
    area = Area.objects.create(
        programme=year.programme, title=f"示例领域{unit.pk}", position=2 + year.programme.areas.count()
    )
    project = make_project(year.programme, unit, year.support, area=area)
    counted = make_indicator(project)
    make_indicator(project, kind="persons-reached", filters={"units": [unit.pk]})
    make_goal(project)
    assigning.assign(project=project, by=year.coordinator)
    assigning.accept(assignment=project.assignments.get(unit=unit), by=reporter)
    year.on(TODAY)
    project = Project.objects.select_related("programme__owner", "lead_unit").get(pk=project.pk)
    for month, is_accepted in ((3, True), (4, False)):
        report = Report.objects.get(project=project, unit=unit, period_starts__month=month)
        reporting.save_and_submit(
            report=report,
            version=0,
            text="走访了示例企业。",
            difficulty="请协调场地。",
            figures=(Figure(Decimal(month), counted),),
            goals=(),
            by=reporter,
        )
        if is_accepted:
            reviewing.accept(report=report, by=year.coordinator)
    for kind in ("firms-visited", "persons-reached"):
        record(
            kind=kind_of(kind),
            quantity=Decimal(20),
            organisation=unit,
            happened_on=date(2019, 4, 9),
            source=Subject("tests.event", str(project.pk)),
            subjects=(Subject.of(project), Subject.of(year.programme)),
            by=None,
        )
    supervising.issue_notice(
        project=project,
        unit=unit,
        reason="进度偏慢。",
        demand="请说明原因。",
        answer_by=date(2019, 5, 24),
        by=year.coordinator,
    )
    extending.ask(project=project, new_due=date(2019, 7, 31), reason="场地未定。", by=other)
    return project


def another_year(year: Year) -> Programme:
    """One more public programme of the same office."""
    number = Programme.objects.count()
    return Programme.objects.create(
        owner=year.office,
        name=f"示例工作年其{number}",
        year=2018,
        starts_on=date(2018, 1, 1),
        ends_on=date(2018, 12, 31),
        status=ProgrammeStatus.RUNNING,
        is_public=True,
        is_sample=True,
        shown_as_of=TODAY,
    )
