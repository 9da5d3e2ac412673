"""Making the sample year: day by day, through the same actions that people use, with a fixed seed.

The programme's `shown_as_of` is the clock: it is moved along while the year is made and stands still at the end, so that
the year looks the same whenever it is opened, and says so.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from tongxin.accounts.models import User
from tongxin.common import audit, clock
from tongxin.demo.brand_evaluations import fill_evaluations
from tongxin.demo.brands import fill_brands
from tongxin.demo.corrections import fill_corrections
from tongxin.demo.district import DistrictPlan
from tongxin.demo.editorial import fill_editorial
from tongxin.demo.homes import fill_homes
from tongxin.demo.houses import fill_houses
from tongxin.demo.kinds import ensure_sample_kinds
from tongxin.demo.making import STANDS_AT, make_plan
from tongxin.demo.moments import BROKEN_DOWN, CRITERIA_SET, DIFFICULTIES, SENT_BACK, WAIT_FOR_REVIEW, WITH_PHOTO
from tongxin.demo.naming import fill_naming
from tongxin.demo.people import make_city, read_notices
from tongxin.demo.pictures import sample_picture
from tongxin.demo.places import fill_places
from tongxin.demo.plan import PROJECTS, SampleProject
from tongxin.demo.sample_year import Year
from tongxin.demo.stories import plan_stories
from tongxin.demo.visits import fill_visits
from tongxin.facts.models import FactKind
from tongxin.programme.actions import (
    assigning,
    evaluating,
    papers,
    reporting,
    reviewing,
)
from tongxin.programme.enums import ReportStatus
from tongxin.programme.figures import Figure
from tongxin.programme.models import Assignment, Programme, Report
from tongxin.programme.workflows import PROGRAMME

SEED = 2019
ASSIGNED = (3, 29)
# Months whose reports are written, the last being under review when the year stands still.
MONTHS = range(3, 9)


def fill(year: int, progress: Callable[[int, int], None] = lambda done, of: None) -> Programme:
    """Make the sample year, in one transaction. `progress(done, of)` is called for each day that is made."""
    with transaction.atomic():
        city = make_city()
        kinds = ensure_sample_kinds(city.people["office"])
        places = fill_places(city, kinds, year)
        fill_houses(city, places, year)
        fill_homes(city)
        fill_visits(city, places)
        fill_naming(city, places, year)
        fill_editorial(city, year)
        fill_corrections(city, year)
        programme, projects = make_plan(city, kinds, year)
        fill_brands(city, kinds, year, projects, places)
        state = Year(city, programme, dict(zip([p.pk for p in projects], PROJECTS, strict=True)), random.Random(SEED))  # noqa: S311
        state.at(state.on(*ASSIGNED), lambda: _begin(state))
        plan_stories(state)
        _plan_briefings(state)
        _break_down(state, kinds)
        days = sorted(state.todo)
        done = 0
        while days:
            when = days.pop(0)
            of_the_year = Q(pk=programme.pk) | Q(parent_project__programme=programme)
            Programme.objects.filter(of_the_year).update(shown_as_of=when)
            for act in state.todo.pop(when):
                act()
            days = sorted(state.todo)
            done += 1
            progress(done, done + len(days))
        Programme.objects.filter(of_the_year).update(shown_as_of=state.on(*STANDS_AT))
        Programme.objects.filter(pk=programme.pk).update(is_public=True)
        fill_evaluations(city, year)
        read_notices(city)
        audit.record(None, "demo.filled", programme, year=year)
    programme.refresh_from_db()
    return programme


def _break_down(year: Year, kinds: dict[str, FactKind]) -> None:
    """The district's own plan, and how the year will be evaluated."""
    (pk,) = (pk for pk, sample in year.plans.items() if sample.title == BROKEN_DOWN)
    DistrictPlan(year.city, pk, kinds["measure-issued"], year.programme.year, year.at)
    year.at(year.on(*CRITERIA_SET), lambda: _set_criteria(year))


def _set_criteria(year: Year) -> None:
    programme = Programme.objects.select_related("owner").get(pk=year.programme.pk)
    evaluating.set_criteria(programme=programme, lines=evaluating.default_lines(), by=year.office)


def _begin(year: Year) -> None:
    """The office starts the year and hands out the projects; units accept over the next days."""
    programme = Programme.objects.select_related("owner").get(pk=year.programme.pk)
    PROGRAMME.move(programme, "start", by=year.office)
    for pk, sample in year.plans.items():
        if sample.story == "not_started":
            continue
        assigning.assign(project=year.project(pk), by=year.office)
        for assignment in year.project(pk).assignments.select_related("unit"):
            by = year.city.reporters[assignment.unit_id]
            if sample.title.startswith("实践锻炼") and assignment.unit.code == "ZL":
                year.at(year.on(9, 11), _queries_back(year, assignment.pk, by))
                continue
            day = year.on(4, 1) + timedelta(days=year.chance.randint(0, 2))
            year.at(day, _accepts(year, assignment.pk, by))
    year.at(year.on(4, 3), lambda: _plan_reports(year))


def _accepts(year: Year, pk: int, by: User) -> Callable[[], None]:
    def act() -> None:
        assigning.accept(assignment=_assignment(pk), by=by)

    return act


def _queries_back(year: Year, pk: int, by: User) -> Callable[[], None]:
    def act() -> None:
        assigning.query_back(
            assignment=_assignment(pk), by=by, reason="街道目前没有合适的岗位，请说明由我区提供哪几类（示例）。"
        )

    return act


def _assignment(pk: int) -> Assignment:
    return Assignment.objects.select_related("project__programme__owner", "project__lead_unit", "unit").get(pk=pk)


def _plan_reports(year: Year) -> None:
    """Each month's report on a day shortly before it is due, and the office's word a working day later."""
    for pk, sample in year.plans.items():
        if sample.story == "not_started":
            continue
        for report in year.project(pk).reports.order_by("period_starts"):
            month = report.period_ends.month
            if month not in MONTHS or (sample.story == "silent" and month > 6):
                continue
            ahead = year.chance.choice((0, 0, 1, 1, 2))
            day = max(report.due_on - timedelta(days=ahead), report.period_ends + timedelta(days=1))
            if not clock.is_working_day(day):
                day = report.due_on
            year.at(day, _writes(year, report.pk, sample, month))


def _writes(year: Year, pk: int, sample: SampleProject, month: int) -> Callable[[], None]:
    def act() -> None:
        report = year.report(pk)
        if report.status != ReportStatus.OWED:
            return
        by = year.reporter(report.project)
        if month == WITH_PHOTO.get(sample.title):
            photo = sample_picture(list(WITH_PHOTO).index(sample.title))
            reporting.add_evidence(report=report, upload=photo, by=by)
        figures, words = _figures(year, report, sample, month)
        reporting.save_and_submit(
            report=report,
            version=report.version,
            text=f"{words}（示例）",
            difficulty=DIFFICULTIES.get((sample.title, month), ""),
            figures=figures,
            goals=_goals_reached(report, sample, month),
            by=by,
        )
        if month == 8 and sample.title in WAIT_FOR_REVIEW:
            return
        when = clock.add_working_days(report.due_on, 1).due
        if sample.title in SENT_BACK and month in (5, 8):
            year.at(when, _sends_back(year, pk, month))
        else:
            year.at(when, _is_accepted(year, pk))

    return act


def _sends_back(year: Year, pk: int, month: int) -> Callable[[], None]:
    def act() -> None:
        reviewing.send_back(report=year.report(pk), by=year.office, reason="请补充是哪几家，并附一张照片（示例）。")
        if month != 8:
            again = clock.add_working_days(Programme.objects.get(pk=year.programme.pk).today, 1).due
            year.at(again, _submits_again(year, pk))

    return act


def _submits_again(year: Year, pk: int) -> Callable[[], None]:
    def act() -> None:
        report = year.report(pk)
        reporting.submit(report=report, version=report.version, by=year.reporter(report.project))
        when = clock.add_working_days(report.project.programme.today, 1).due
        year.at(when, _is_accepted(year, pk))

    return act


def _is_accepted(year: Year, pk: int) -> Callable[[], None]:
    def act() -> None:
        reviewing.accept(report=year.report(pk), by=year.office)

    return act


def _figures(year: Year, report: Report, sample: SampleProject, month: int) -> tuple[list[Figure], str]:
    """What was done in the month, as figures on days of it, and one sentence of the same."""
    figures, said = [], []
    first = max(report.period_starts, report.project.starts_on)
    span = (report.period_ends - first).days
    for indicator, row in zip(report.project.indicators.select_related("kind"), sample.indicators, strict=True):
        amount = row.months[month - 1] if month <= len(row.months) else 0
        if not amount:
            continue
        said.append(f"{row.name} {amount:,} {row.unit}")
        parts = min(amount, 2) if amount < 100 else 3
        for number in range(parts):
            share = amount // parts + (1 if number < amount % parts else 0)
            day = first + timedelta(days=year.chance.randint(0, max(span, 0)))
            figures.append(
                Figure(
                    kind=indicator.kind,
                    indicator=indicator,
                    quantity=Decimal(share),
                    happened_on=day,
                    place="",
                    summary=f"{sample.title}：{row.name}（示例）"[:200],
                )
            )
    if said:
        return figures, "；".join(said) + "。"
    planning = "完成方案和分工，开始联系各配合单位。"
    return figures, sample.extra.get("no_figures", planning) if month > 4 else planning


def _goals_reached(report: Report, sample: SampleProject, month: int) -> list[Any]:
    """Goals in words that fall into this report's month are said to be reached; the others are counted."""
    due = [goal for goal in report.project.goals.filter(threshold__isnull=True) if goal.due_on.month == month]
    return due if month in (3, 6) else []


def _plan_briefings(year: Year) -> None:
    """The office's briefings of June and July, on the day after the last reports of each were looked at."""
    for month in (6, 7):
        year.at(clock.add_working_days(year.on(month + 1, 1), 6).due, _issues_briefing(year, month))


def _issues_briefing(year: Year, month: int) -> Callable[[], None]:
    def act() -> None:
        programme = Programme.objects.select_related("owner", "document").get(pk=year.programme.pk)
        papers.issue_paper(programme=programme, wanted=papers.Wanted("briefing", year.on(month, 1)), by=year.office)

    return act
