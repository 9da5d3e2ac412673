"""The year as the public sees it: what is not public is not there, and small head-counts cannot be worked out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programme.factories import Year, kind_of, make_goal, make_indicator, make_programme, make_project
from tongxin.common.subjects import Subject
from tongxin.facts.actions import correct, record
from tongxin.facts.models import Fact, FactKind
from tongxin.organisations.models import Unit
from tongxin.programme.enums import Counting, ProgrammeStatus, PublicField
from tongxin.programme.figures import Figure
from tongxin.programme.models import Programme, Project
from tongxin.programme.selectors.public import PublicProject, public_programmes, public_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(year: Year) -> Year:
    Programme.objects.update(is_public=True)
    return year.begin().on(date(2019, 4, 1))


def shown(year: Year) -> PublicProject:
    [project] = public_year(Programme.objects.get(pk=year.programme.pk)).projects
    return project


def counted(year: Year, kind: str, quantity: int, day: date, unit: Unit | None = None) -> Fact:
    return record(
        kind=kind_of(kind),
        quantity=Decimal(quantity),
        organisation=unit or year.lead,
        happened_on=day,
        source=Subject("tests.event", "1"),
        subjects=(Subject.of(year.project), Subject.of(year.programme)),
        by=None,
    )


def persons(year: Year) -> FactKind:
    kind = kind_of("persons-reached")
    kind.counts_persons, kind.unit = True, "人次"
    kind.save()
    make_indicator(year.project, kind="persons-reached", name="参加人次", unit="人次", target=Decimal(200))
    return kind


def test_a_public_project_shows_all_that_it_may(running: Year) -> None:
    indicator = make_indicator(running.project, name="走访企业")
    make_goal(running.project, label="第一季度", text="走访4家", due_on=date(2019, 3, 29))
    running.accepted(3, Figure(Decimal(4), indicator))
    one = shown(running)
    assert (one.lead_unit, one.supporting_units) == (running.lead.name, (running.support.brief,))
    assert (one.starts_on, one.due_on, one.is_sample) == (date(2019, 3, 1), date(2019, 6, 30), True)
    assert [(i.name, i.unit, i.value, i.target) for i in one.indicators] == [
        ("走访企业", "家", Decimal(4), Decimal(12))
    ]
    assert [(g.label, g.text, g.due_on, g.state) for g in one.goals] == [
        ("第一季度", "走访4家", date(2019, 3, 29), "late")
    ]
    assert [(p.text, p.on) for p in one.progress] == [("走访了示例企业。", date(2019, 4, 1))]
    assert (one.state, one.words) == ("late", "逾期 1 个工作日")
    assert one.reasons[0].found == "第一季度目标“走访4家”应于 3月29日达到；还没有通过的报告说明已达到。"


@pytest.mark.parametrize(
    ("hidden", "gone"),
    [
        (PublicField.UNITS, {"lead_unit": "", "supporting_units": ()}),
        (PublicField.GOALS, {"goals": ()}),
        (PublicField.INDICATORS, {"indicators": ()}),
        (PublicField.PROGRESS, {"progress": ()}),
        (PublicField.DATES, {"starts_on": None, "due_on": None}),
    ],
)
def test_what_is_not_public_is_not_there(running: Year, hidden: PublicField, gone: dict[str, object]) -> None:
    indicator = make_indicator(running.project)
    make_goal(running.project, due_on=date(2019, 3, 29))
    running.accepted(3, Figure(Decimal(4), indicator))
    whole = shown(running)
    running.project.public_fields = [field.value for field in PublicField if field != hidden]
    running.project.save()
    one = shown(running)
    changed = {name for name in whole.__dataclass_fields__ if getattr(one, name) != getattr(whole, name)}
    for name, value in gone.items():
        assert getattr(one, name) == value
    assert changed - set(gone) <= {"reasons"}
    if hidden == PublicField.GOALS:
        assert not any("目标“" in reason.found for reason in one.reasons)


def test_reports_not_accepted_and_those_of_supporting_units_are_not_progress(running: Year) -> None:
    running.submitted(3)
    assert shown(running).progress == ()


def test_internal_projects_years_and_own_plans_are_not_there(running: Year) -> None:
    hidden = make_project(running.programme, running.lead, is_public=False)
    assert hidden.code not in [one.code for one in public_year(running.programme).projects]
    make_programme(running.office, is_public=False)
    make_programme(running.office, is_public=True, status=ProgrammeStatus.PLANNED)
    make_programme(running.lead, is_public=True, parent_project=running.project)
    assert list(public_programmes()) == [running.programme]


def test_a_head_count_is_published_by_whole_months_and_never_below_ten(running: Year) -> None:
    persons(running)
    values = []
    for day, quantity in ((date(2019, 3, 5), 9), (date(2019, 4, 8), 8), (date(2019, 5, 9), 40)):
        running.on(day)
        counted(running, "persons-reached", quantity, day)
        values.append(shown(running).indicators[0].value)
    running.on(date(2019, 6, 3))
    values.append(shown(running).indicators[0].value)
    # March's 9 are held back; with April's 8 they are 17, with May's 40 they are 57. A month is told when it is over.
    assert values == [None, None, Decimal(10), Decimal(50)]


def test_a_goal_for_persons_gives_no_small_number_away(running: Year) -> None:
    persons(running)
    indicator = running.project.indicators.get()
    make_goal(running.project, indicator=indicator, threshold=Decimal(20), due_on=date(2019, 3, 29))
    counted(running, "persons-reached", 7, date(2019, 3, 5))
    one = shown(running)
    assert one.state == "late"
    assert "7" not in "".join(reason.found for reason in one.reasons)
    assert one.indicators[0].value is None


def test_each_head_count_of_a_project_is_published_as_it_counts(running: Year) -> None:
    """Its own units, months and way of counting, however many indicators count one kind; still by tens."""
    persons(running)
    for name, fields in {
        "配合单位参加人次": {"filters": {"units": [running.support.pk]}},
        "三月参加人次": {"filters": {"since": "2019-03", "until": "2019-03"}},
        "牵头单位二月参加人次": {"filters": {"units": [running.lead.pk], "until": "2019-02"}},
        "最近一次参加人次": {"counting": Counting.LATEST},
        "参加批次": {"counting": Counting.COUNT},
    }.items():
        make_indicator(running.project, kind="persons-reached", name=name, unit="人次", **fields)
    counted(running, "persons-reached", 9, date(2019, 2, 5))
    counted(running, "persons-reached", 48, date(2019, 3, 5))
    counted(running, "persons-reached", 25, date(2019, 3, 6), running.support)
    assert {one.name: one.value for one in shown(running).indicators} == {
        "参加人次": Decimal(80),
        "配合单位参加人次": Decimal(20),
        "三月参加人次": Decimal(70),
        "牵头单位二月参加人次": None,
        "最近一次参加人次": Decimal(20),
        "参加批次": None,
    }


def test_a_filtered_head_count_too_waits_for_the_end_of_its_month(running: Year) -> None:
    persons(running)
    only = {"units": [running.support.pk], "since": "2019-03"}
    make_indicator(running.project, kind="persons-reached", name="配合单位参加人次", unit="人次", filters=only)
    counted(running, "persons-reached", 41, date(2019, 3, 5), running.support)
    late = counted(running, "persons-reached", 12, date(2019, 4, 1), running.support)
    assert [one.value for one in shown(running).indicators] == [Decimal(40), Decimal(40)]
    running.on(date(2019, 5, 1))
    assert [one.value for one in shown(running).indicators] == [Decimal(50), Decimal(50)]
    correct(fact=late, quantity=Decimal(15), reason="漏计三人", by=running.coordinator, today=date(2019, 5, 1))
    assert [one.value for one in shown(running).indicators] == [Decimal(50), Decimal(50)]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("fact"), st.integers(1, 25), st.integers(0, 120)),
        st.tuples(st.just("correct"), st.integers(0, 25), st.integers(0, 20)),
        st.tuples(st.just("wait"), st.integers(1, 45), st.just(0)),
    ),
    min_size=1,
    max_size=14,
)


@pytest.mark.parametrize("is_filtered", [False, True])
@given(steps=STEPS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_looks_at_a_head_count_never_differ_by_a_handful(
    running: Year, is_filtered: bool, steps: list[tuple[str, int, int]]
) -> None:
    """Late facts and corrections of months long published included."""
    project = make_project(running.programme, running.lead)
    Project.objects.exclude(pk=project.pk).update(is_public=False)
    running.project = project
    persons(running)
    if is_filtered:
        project.indicators.update(filters={"units": [running.lead.pk], "since": "2019-02"})
    today, facts, before = date(2019, 5, 1), [], None
    running.on(today)
    for what, number, other in steps:
        if what == "wait":
            today = date.fromordinal(today.toordinal() + number)
            running.on(today)
        elif what == "fact":
            facts.append(counted(running, "persons-reached", number, date.fromordinal(today.toordinal() - other)))
        elif facts:
            wrong = facts.pop(other % len(facts))
            if number and number != wrong.quantity:
                done = correct(
                    fact=wrong, quantity=Decimal(number), reason="重复计数", by=running.coordinator, today=today
                )
                facts.append(done.right)
            elif not number:
                correct(fact=wrong, quantity=None, reason="重复计数", by=running.coordinator, today=today)
            else:
                facts.append(wrong)
        value = shown(running).indicators[0].value or Decimal(0)
        if before is not None:
            assert not 0 < abs(value - before) < 10
        before = value
