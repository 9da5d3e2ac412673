from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.facts.factories import make_unit, make_user
from tests.facts.ledger import kept, recounted
from tests.programme.factories import Year, make_indicator, make_programme, make_project
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.facts.models import Fact, FactSubject
from tongxin.facts.selectors import totals_for
from tongxin.organisations.enums import Role
from tongxin.programme import rules
from tongxin.programme.actions import assigning, breaking_down, reporting, reviewing
from tongxin.programme.cascade import counts_for
from tongxin.programme.enums import Insight
from tongxin.programme.figures import Figure
from tongxin.programme.models import Programme, Project, Report
from tongxin.programme.selectors import access
from tongxin.programme.selectors.reporting import known_for
from tongxin.programme.selectors.sight import Depth, sight_of

pytestmark = pytest.mark.django_db


class Deep:
    """Three levels: the city's project, the lead unit's own plan for it, and a street's plan for a project of that."""

    def __init__(self, year: Year) -> None:
        self.year = year.begin()
        self.street = make_unit("示例街道", year.lead)
        self.village = make_unit("示例社区", self.street)
        self.street_coordinator = make_user(Role.COORDINATOR, self.street)
        self.street_reporter = make_user(Role.REPORTER, self.street)
        self.village_reporter = make_user(Role.REPORTER, self.village)
        self.lead_coordinator = year.who("lead", Role.COORDINATOR)
        self.plan = breaking_down.break_down(project=year.project, by=self.lead_coordinator, name="本单位分解方案")
        self.second = self._hand_down(self.plan, self.street, self.lead_coordinator, self.street_reporter)
        self.street_plan = breaking_down.break_down(project=self.second, by=self.street_coordinator, name="街道方案")
        self.third = self._hand_down(self.street_plan, self.village, self.street_coordinator, self.village_reporter)

    def _hand_down(self, plan: Programme, unit: object, coordinator: object, reporter: object) -> Project:
        project = make_project(plan, unit)  # type: ignore[arg-type]
        assigning.assign(project=project, by=coordinator)
        assigning.accept(assignment=project.assignments.get(), by=reporter)
        return Project.objects.select_related("programme").get(pk=project.pk)

    def reported(self, quantity: int) -> Fact:
        """The village reports, its street accepts."""
        self.year.on(date(2019, 4, 1))
        report = Report.objects.get(project=self.third, period_starts=date(2019, 3, 1))
        indicator = self.third.indicators.first() or make_indicator(self.third)
        reporting.save_and_submit(
            report=report,
            version=0,
            text="示例",
            difficulty="",
            figures=[Figure(Decimal(quantity), indicator)],
            goals=(),
            by=self.village_reporter,
        )
        (fact,) = reviewing.accept(report=report, by=self.street_coordinator)
        return fact


@pytest.fixture
def deep(year: Year) -> Deep:
    return Deep(year)


def sums(*about: object) -> list[Decimal]:
    subjects = [Subject.of(one) for one in about]  # type: ignore[arg-type]
    found = totals_for(subjects)
    return [found[s]["firms-visited"].total if found[s] else Decimal(0) for s in subjects]


def test_a_plan_is_filled_in_from_its_project(year: Year) -> None:
    Project.objects.update(description="1.走访重点企业；2.建立示例台账。\n三是召开座谈会")
    year.begin()
    plan = breaking_down.break_down(project=year.project, by=year.who("lead", Role.REVIEWER), name="本单位分解方案")
    assert (plan.owner, plan.parent_project, plan.year, plan.starts_on, plan.ends_on, plan.report_working_day) == (
        year.lead,
        year.project,
        2019,
        date(2019, 3, 1),
        date(2019, 6, 30),
        2,
    )
    assert list(plan.areas.values_list("title", flat=True)) == ["走访重点企业", "建立示例台账", "召开座谈会"]


def test_without_measures_the_title_is_the_area(year: Year) -> None:
    year.begin()
    plan = breaking_down.break_down(project=year.project, by=year.who("support", Role.COORDINATOR), name="配合方案")
    assert plan.owner == year.support
    assert list(plan.areas.values_list("title", flat=True)) == [year.project.title]


@pytest.mark.parametrize(("place", "role"), [("stranger", Role.COORDINATOR), ("lead", Role.REPORTER)])
def test_others_do_not_break_it_down(year: Year, place: str, role: Role) -> None:
    year.begin()
    with pytest.raises(NotAllowed):
        breaking_down.break_down(project=year.project, by=year.who(place, role), name="方案")
    assert Programme.objects.count() == 1


def test_not_before_it_was_handed_out_and_not_without_a_name(year: Year) -> None:
    by = year.who("lead", Role.COORDINATOR)
    with pytest.raises(WrongState):
        breaking_down.break_down(project=year.project, by=by, name="方案")
    year.begin()
    with pytest.raises(Invalid):
        breaking_down.break_down(project=year.project, by=by, name=" ")
    breaking_down.break_down(project=year.project, by=by, name="方案")
    with pytest.raises(Invalid):
        breaking_down.break_down(project=year.project, by=by, name="方案")


def test_what_is_done_three_levels_down_counts_once_on_every_level(deep: Deep) -> None:
    fact = deep.reported(5)
    everything = [deep.third, deep.street_plan, deep.second, deep.plan, deep.year.project, deep.year.programme]
    assert sums(*everything) == [Decimal(5)] * 6
    assert FactSubject.objects.filter(fact=fact).count() == 6
    assert Fact.objects.count() == 1
    assert kept() == recounted()


def test_a_correction_below_corrects_every_level(deep: Deep) -> None:
    deep.reported(5)
    figure = Report.objects.get(status="accepted").figures.get()
    reviewing.correct_figure(figure=figure, quantity=Decimal(2), reason="重复计数。", by=deep.village_reporter)
    assert sums(deep.third, deep.second, deep.year.project, deep.year.programme) == [Decimal(2)] * 4


def test_the_lead_is_not_asked_for_what_its_own_units_recorded(deep: Deep) -> None:
    indicator = make_indicator(deep.year.project)
    march = deep.year.report(3)
    assert [q.indicator for q in known_for(march).questions] == [indicator]
    deep.reported(5)
    asked = known_for(march)
    assert (asked.questions, [q.indicator for q in asked.further]) == ((), [indicator])
    assert [(k.total, k.covers) for k in asked.known] == [(Decimal(5), True)]


def test_attaching_a_plan_counts_what_was_done_before_once(year: Year) -> None:
    year.begin()
    own = make_programme(year.lead)
    project = make_project(own, year.lead)
    by = year.who("lead", Role.COORDINATOR)
    assigning.assign(project=project, by=by)
    assigning.accept(assignment=project.assignments.get(), by=by)
    year.on(date(2019, 4, 1))
    project = Project.objects.get(pk=project.pk)
    report = project.reports.get(period_starts=date(2019, 3, 1))
    figures = [Figure(Decimal(7), make_indicator(project))]
    reporting.save_and_submit(
        report=report, version=0, text="示例", difficulty="", figures=figures, goals=(), by=year.reporter
    )
    reviewing.accept(report=report, by=by)
    assert sums(year.project) == [Decimal(0)]
    assert breaking_down.attach(programme=own, project=year.project, by=by) == 1
    assert sums(project, year.project, year.programme) == [Decimal(7)] * 3
    assert breaking_down.attach(programme=own, project=year.project, by=by) == 0
    assert sums(project, year.project, year.programme) == [Decimal(7)] * 3
    assert kept() == recounted()


def test_a_plan_cannot_become_a_part_of_itself(deep: Deep) -> None:
    """The city's own year under a project of a street: the street would have to own it to try."""
    Programme.objects.filter(pk=deep.year.programme.pk).update(owner=deep.village)
    own = Programme.objects.get(pk=deep.year.programme.pk)
    coordinator = make_user(Role.COORDINATOR, deep.village)
    with pytest.raises(Invalid) as refused:
        breaking_down.attach(programme=own, project=deep.third, by=coordinator)
    assert refused.value.field == "project"
    assert Programme.objects.get(pk=own.pk).parent_project is None


def test_a_circle_in_the_database_ends_too(deep: Deep) -> None:
    Programme.objects.filter(pk=deep.year.programme.pk).update(parent_project=deep.third)
    third = Project.objects.select_related("programme").get(pk=deep.third.pk)
    assert len(counts_for(third)) == 6
    assert sight_of(deep.lead_coordinator).into(deep.plan.pk) == Depth.OWN


def test_a_plan_of_another_project_stays_there(deep: Deep) -> None:
    other = make_project(deep.year.programme, deep.year.lead)
    with pytest.raises(WrongState):
        breaking_down.attach(programme=deep.plan, project=other, by=deep.lead_coordinator)


@pytest.mark.parametrize(
    ("outer", "inner", "seen"),
    [
        (Insight.FULL, Insight.FULL, (Depth.FULL, Depth.FULL)),
        (Insight.FULL, Insight.TOTALS, (Depth.FULL, Depth.TOTALS)),
        (Insight.PROGRESS, Insight.FULL, (Depth.PROGRESS, Depth.PROGRESS)),
        (Insight.TOTALS, Insight.FULL, (Depth.TOTALS, Depth.TOTALS)),
    ],
)
def test_the_office_sees_as_far_as_every_level_allows(
    deep: Deep, outer: Insight, inner: Insight, seen: tuple[Depth, Depth]
) -> None:
    breaking_down.set_insight(programme=deep.plan, insight=outer, by=deep.lead_coordinator)
    breaking_down.set_insight(programme=deep.street_plan, insight=inner, by=deep.street_coordinator)
    sight = sight_of(deep.year.coordinator)
    assert (sight.into(deep.plan.pk), sight.into(deep.street_plan.pk)) == seen
    assert sight.into(deep.year.programme.pk) == Depth.OWN
    shown = access.visible_projects(deep.year.coordinator)
    assert shown.filter(pk=deep.second.pk).exists() == (seen[0] >= Depth.PROGRESS)
    assert shown.filter(pk=deep.third.pk).exists() == (seen[1] >= Depth.PROGRESS)
    reports = access.visible_reports(deep.year.coordinator)
    assert reports.filter(project=deep.second).exists() == (seen[0] == Depth.FULL)
    assert reports.filter(project=deep.third).exists() == (seen[1] == Depth.FULL)
    # The unit itself sees its own plan and, as far as it is allowed, the one below.
    own = sight_of(deep.lead_coordinator)
    assert own.into(deep.plan.pk) == Depth.OWN
    stranger = sight_of(deep.year.who("stranger", Role.COORDINATOR))
    assert stranger.depths == {}


def test_the_office_above_does_not_act_in_a_units_plan(deep: Deep) -> None:
    plan = Programme.objects.get(pk=deep.plan.pk)
    assert not rules.may_coordinate(deep.year.coordinator, plan)
    assert rules.may_coordinate(deep.lead_coordinator, plan)
    with pytest.raises(NotAllowed):
        breaking_down.set_insight(programme=plan, insight=Insight.FULL, by=deep.year.coordinator)
    assert Programme.objects.get(pk=plan.pk).insight == Insight.PROGRESS
