from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.factories import make_user
from tests.programme.factories import Year, make_goal, make_indicator, make_project
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.common.scoring import weighted
from tongxin.organisations.enums import Role
from tongxin.programme.actions import closing, evaluating
from tongxin.programme.actions.evaluating import Line
from tongxin.programme.enums import CriterionMethod, EvaluatedThing, ProjectStatus
from tongxin.programme.figures import Figure
from tongxin.programme.models import Criterion, EvaluationResult, Project, Score

pytestmark = pytest.mark.django_db

LINES = [
    Line(EvaluatedThing.PROJECT, "按时报告率", 20, CriterionMethod.ON_TIME),
    Line(EvaluatedThing.PROJECT, "目标", 20, CriterionMethod.GOALS),
    Line(EvaluatedThing.PROJECT, "指标", 20, CriterionMethod.INDICATORS),
    Line(EvaluatedThing.PROJECT, "工作实效", 40, CriterionMethod.SCORED),
]


@pytest.fixture
def closed(year: Year) -> Year:
    """March was reported in time, April late; 6 of 12 firms; one goal of two in time."""
    year.begin().on(date(2019, 4, 1))
    indicator = make_indicator(year.project)
    goal = make_goal(year.project, label="一")
    make_goal(year.project, label="二", due_on=date(2019, 4, 30))
    year.accepted(3, Figure(Decimal(6), indicator), goals=(goal,))
    year.on(date(2019, 5, 20)).accepted(4)
    request = closing.ask_to_close(
        project=year.project, summary="完成。", explanation="其余并入明年。", by=year.reporter
    )
    closing.grant(request=request, by=year.coordinator)
    year.project = Project.objects.get(pk=year.project.pk)
    return year


def criterion(title: str = "工作实效") -> Criterion:
    return Criterion.objects.select_related("programme__owner").get(title=title)


def test_the_default_weights_come_to_100(year: Year) -> None:
    made = evaluating.set_criteria(programme=year.programme, lines=evaluating.default_lines(), by=year.coordinator)
    assert len(made) == 8
    with pytest.raises(NotAllowed):
        evaluating.set_criteria(programme=year.programme, lines=LINES, by=year.who("office", Role.REVIEWER))
    evaluating.set_criteria(programme=year.programme, lines=LINES, by=year.coordinator)
    assert list(Criterion.objects.values_list("title", "weight")) == [
        ("按时报告率", 20),
        ("目标", 20),
        ("指标", 20),
        ("工作实效", 40),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        LINES[:3],
        [Line(EvaluatedThing.UNIT, " ", 100, CriterionMethod.SCORED)],
        [Line(EvaluatedThing.UNIT, "一", 50, CriterionMethod.SCORED)] * 2,
        [Line(EvaluatedThing.UNIT, "一", 0, CriterionMethod.SCORED)],
    ],
)
def test_yardsticks_that_do_not_measure(year: Year, lines: list[Line]) -> None:
    with pytest.raises(Invalid):
        evaluating.set_criteria(programme=year.programme, lines=lines, by=year.coordinator)
    assert Criterion.objects.count() == 0


def test_scores_are_given_independently_with_reasons_when_low(closed: Year) -> None:
    evaluating.set_criteria(programme=closed.programme, lines=LINES, by=closed.coordinator)
    line = criterion()
    with pytest.raises(Invalid) as refused:
        evaluating.score(criterion=line, project=closed.project, value=59, by=closed.coordinator)
    assert refused.value.field == "reason"
    with pytest.raises(Invalid) as refused:
        evaluating.score(criterion=line, project=closed.project, value=101, by=closed.coordinator)
    assert refused.value.field == "value"
    assert Score.objects.count() == 0
    evaluating.score(criterion=line, project=closed.project, value=59, reason="成效不明显。", by=closed.coordinator)
    evaluating.score(criterion=line, project=closed.project, value=90, by=closed.who("office", Role.REVIEWER))
    evaluating.score(criterion=line, project=closed.project, value=70, by=closed.coordinator)
    assert sorted(Score.objects.values_list("value", flat=True)) == [70, 90]
    with pytest.raises(WrongState):
        evaluating.set_criteria(programme=closed.programme, lines=LINES, by=closed.coordinator)


def test_conflicts_of_interest_are_refused(closed: Year) -> None:
    evaluating.set_criteria(programme=closed.programme, lines=LINES, by=closed.coordinator)
    both = make_user(Role.COORDINATOR, closed.office)
    both.memberships.create(unit=closed.support, role=Role.REPORTER)
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed, match="回避"):
        evaluating.score(criterion=criterion(), project=closed.project, value=90, by=both)
    with pytest.raises(NotAllowed):
        evaluating.score(criterion=criterion(), project=closed.project, value=90, by=closed.who("lead", Role.REVIEWER))
    with pytest.raises(NotAllowed):
        evaluating.score(criterion=criterion(), project=closed.project, value=90, by=closed.who("office", Role.LEADER))
    assert (Score.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_what_is_computed_or_open_is_not_scored(closed: Year) -> None:
    evaluating.set_criteria(programme=closed.programme, lines=LINES, by=closed.coordinator)
    with pytest.raises(WrongState):
        evaluating.score(criterion=criterion("目标"), project=closed.project, value=90, by=closed.coordinator)
    still_open = make_project(closed.programme, closed.lead)
    with pytest.raises(WrongState):
        evaluating.score(criterion=criterion(), project=still_open, value=90, by=closed.coordinator)
    with pytest.raises(WrongState):
        evaluating.score(criterion=criterion(), unit=closed.lead, value=90, by=closed.coordinator)
    assert Score.objects.count() == 0


def test_publishing_keeps_the_parts_and_the_spread(closed: Year) -> None:
    evaluating.set_criteria(programme=closed.programme, lines=LINES, by=closed.coordinator)
    with pytest.raises(Invalid, match="工作实效"):
        evaluating.publish_results(programme=closed.programme, by=closed.coordinator)
    assert Project.objects.get().status == ProjectStatus.CLOSED
    evaluating.score(criterion=criterion(), project=closed.project, value=70, by=closed.coordinator)
    evaluating.score(criterion=criterion(), project=closed.project, value=95, by=closed.who("office", Role.REVIEWER))
    (result,) = evaluating.publish_results(programme=closed.programme, by=closed.coordinator)
    points = {part["criterion"]: part["points"] for part in result.parts}
    # The two units' reports: March and April of the lead, in time and late; the support's were waived with the closing.
    assert points == {"按时报告率": "50.00", "目标": "50.00", "指标": "50.00", "工作实效": "82.50"}
    assert result.points == Decimal("63.00")
    scored = next(part for part in result.parts if part["criterion"] == "工作实效")
    assert (scored["lowest"], scored["highest"], scored["scores"], scored["weight"]) == (70, 95, 2, 40)
    assert Project.objects.get().status == ProjectStatus.EVALUATED
    with pytest.raises(WrongState):
        evaluating.score(criterion=criterion(), project=closed.project, value=99, by=closed.coordinator)
    closing.reopen(project=Project.objects.get(), by=closed.coordinator, reason="复核。")
    assert EvaluationResult.objects.count() == 0


def test_units_are_evaluated_over_the_projects_they_lead(closed: Year) -> None:
    lines = [
        Line(EvaluatedThing.UNIT, "按时", 50, CriterionMethod.ON_TIME),
        Line(EvaluatedThing.UNIT, "目标", 50, CriterionMethod.GOALS),
    ]
    evaluating.set_criteria(programme=closed.programme, lines=lines, by=closed.coordinator)
    other = make_project(closed.programme, closed.stranger_unit)
    results = evaluating.publish_results(programme=closed.programme, by=closed.coordinator)
    points = {result.unit: (result.points, [part["points"] for part in result.parts]) for result in results}
    assert points == {
        closed.lead: (Decimal("50.00"), ["50.00", "50.00"]),
        # Nothing to count is no fault, and no merit.
        closed.stranger_unit: (Decimal(0), [None, None]),
    }
    assert Project.objects.get(pk=other.pk).status == ProjectStatus.PLANNED


@given(
    parts=st.lists(
        st.tuples(st.integers(1, 100), st.none() | st.decimals(0, 100, places=2, allow_nan=False)), max_size=8
    )
)
def test_points_lie_between_the_lowest_and_the_highest_part(parts: list[tuple[int, Decimal | None]]) -> None:
    known = [points for _weight, points in parts if points is not None]
    found = weighted(parts)
    if not known:
        assert found is None
    else:
        assert found is not None
        assert min(known) <= found <= max(known)
