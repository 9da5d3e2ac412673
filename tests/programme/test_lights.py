"""Every rule of a light: when it holds, what it says, how its date was reckoned. `judge` needs no database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.facts.models import FactKind
from tongxin.organisations.models import Unit
from tongxin.programme.enums import AssignmentStatus, ProjectStatus, ReportStatus
from tongxin.programme.lights import (
    URGENCY,
    Light,
    LightRules,
    Measured,
    Seen,
    State,
    is_reached,
    judge,
    plain,
    planned_value,
)
from tongxin.programme.models import Assignment, Indicator, Programme, Project, Report, StageGoal

YEAR = Programme(pk=1, name="示例工作年", starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))


def project(**fields: Any) -> Project:
    given_fields: dict[str, Any] = {
        "pk": 1,
        "programme": YEAR,
        "code": "1-01",
        "title": "示例项目",
        "status": ProjectStatus.RUNNING,
        "starts_on": date(2019, 3, 1),
        "due_on": date(2019, 11, 29),
    }
    return Project(**(given_fields | fields))


def goal(**fields: Any) -> StageGoal:
    given_fields: dict[str, Any] = {"pk": 7, "label": "第一季度", "text": "建成4个阵地", "due_on": date(2019, 3, 29)}
    return StageGoal(**(given_fields | fields))


def indicator(**fields: Any) -> Indicator:
    return Indicator(**({"pk": 3, "name": "活动阵地", "unit": "个", "target": Decimal(12)} | fields))


def light(today: date, **seen: Any) -> Light:
    return judge(Seen(**({"project": project(), "today": today} | seen)))


def test_a_planned_project_has_no_light_yet() -> None:
    shown = light(date(2019, 12, 31), project=project(status=ProjectStatus.PLANNED), goals=(goal(),))
    assert (shown.state, shown.words, len(shown.reasons)) == (State.IDLE, "未到期", 1)
    assert shown.reasons[0].found == "计划 3月1日 开始，还没有到期的目标。"


def test_a_project_before_its_start_is_idle() -> None:
    assert light(date(2019, 2, 28)).state == State.IDLE
    assert light(date(2019, 3, 1)).state == State.GOOD


def test_on_track_names_the_next_goal() -> None:
    shown = light(date(2019, 3, 1), goals=(goal(),))
    assert (shown.state, shown.words) == (State.GOOD, "按计划")
    assert shown.reasons[0].found == "到期的目标都已达到；下一个目标“建成4个阵地”应于 3月29日达到。"
    early = goal(pk=6, label="一月", text="开工", due_on=date(2019, 3, 15), reached_on=date(2019, 2, 1))
    shown = light(date(2019, 3, 1), goals=(early, goal()))
    assert shown.reasons[0].found == "到期的目标都已达到；下一个目标“建成4个阵地”应于 3月29日达到。"
    without = light(date(2019, 3, 1))
    assert without.reasons[0].found == "到期的目标都已达到；完成时限 11月29日。"


@pytest.mark.parametrize("status", [ProjectStatus.CLOSED, ProjectStatus.EVALUATED])
def test_done_is_done_whatever_the_dates(status: ProjectStatus) -> None:
    closed = project(status=status, closed_on=date(2019, 11, 20))
    shown = light(date(2020, 3, 1), project=closed, goals=(goal(),))
    assert (shown.state, shown.words) == (State.DONE, "已办结")
    assert [reason.found for reason in shown.reasons] == ["11月20日 办结。"]


def test_a_goal_not_reached_is_late_by_working_days() -> None:
    """29 March to 8 April 2019: 1, 2, 3, 4 and 8 April; 5 April is Qingming, 6 and 7 a weekend."""
    shown = light(date(2019, 4, 8), goals=(goal(),))
    assert (shown.state, shown.words) == (State.LATE, "逾期 5 个工作日")
    [reason] = shown.reasons
    assert (reason.rule, reason.days, reason.goal_id) == ("goal-overdue", 5, 7)
    assert reason.found == ("第一季度目标“建成4个阵地”应于 3月29日达到；还没有通过的报告说明已达到。")
    assert reason.sums == ("应于 3月29日；至 4月8日 又过 5 个工作日（已扣除周末和节假日，计入调休上班）。",)


def test_make_up_days_are_worked() -> None:
    """26 April to 6 May 2019: 28 April (a Sunday) and 5 May are worked for the holiday of 1 to 4 May."""
    shown = light(date(2019, 5, 6), goals=(goal(due_on=date(2019, 4, 26)),))
    assert shown.words == "逾期 5 个工作日"


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        (date(2019, 3, 25), State.GOOD, "按计划"),
        (date(2019, 3, 26), State.RISK, "3 个工作日后到期"),
        (date(2019, 3, 28), State.RISK, "1 个工作日后到期"),
        (date(2019, 3, 29), State.RISK, "今天到期"),
        (date(2019, 4, 1), State.LATE, "逾期 1 个工作日"),
    ],
)
def test_a_goal_draws_near(today: date, state: State, words: str) -> None:
    shown = light(today, goals=(goal(),))
    assert (shown.state, shown.words) == (state, words)


def test_the_risk_says_its_rule() -> None:
    [reason] = light(date(2019, 3, 26), goals=(goal(),)).reasons
    assert reason.sums == ("离 3月29日 还有 3 个工作日；规则：剩 3 个工作日以内未达到即提示风险。",)
    own = LightRules.of({"risk_days_before": 5, "unknown": 1})
    assert light(date(2019, 3, 22), goals=(goal(),), rules=own).state == State.RISK


def test_a_goal_is_reached_by_an_accepted_report_or_by_its_indicator() -> None:
    by_report = goal(reached_on=date(2019, 3, 28))
    assert light(date(2019, 4, 8), goals=(by_report,)).state == State.GOOD
    counted = goal(indicator_id=3, threshold=Decimal(4))
    for value, state in ((Decimal("3.99"), State.LATE), (Decimal(4), State.GOOD), (None, State.LATE)):
        shown = light(date(2019, 4, 8), goals=(counted,), measured=(Measured(indicator(), value),))
        assert shown.state == state, value
    # A report's claim does not stand in for the number.
    assert not is_reached(
        goal(indicator_id=3, threshold=Decimal(4), reached_on=date(2019, 3, 1)), {3: Measured(indicator(), Decimal(1))}
    )


def test_a_goal_by_number_says_what_there_is() -> None:
    counted = goal(indicator_id=3, threshold=Decimal(4))
    shown = light(date(2019, 4, 8), goals=(counted,), measured=(Measured(indicator(), Decimal(3)),))
    assert shown.reasons[0].found == ("第一季度目标“建成4个阵地”应于 3月29日达到：应有 4 个，现有实绩 3 个。")
    assert (shown.reasons[0].goal_id, shown.reasons[0].indicator_id) == (7, 3)


def test_the_project_itself_is_late_or_near() -> None:
    late = light(date(2019, 12, 3))
    assert (late.state, late.words, late.reasons[0].rule) == (State.LATE, "逾期 2 个工作日", "project-overdue")
    assert late.reasons[0].found == "项目应于 11月29日完成，尚未办结。"
    near = light(date(2019, 11, 27))
    assert (near.state, near.words, near.reasons[0].rule) == (State.RISK, "2 个工作日后到期", "project-near")


def missed(number: int, due: date, status: ReportStatus = ReportStatus.OWED) -> Report:
    return Report(pk=number, label=f"{number}月", due_on=due, status=status)


def test_two_missed_reports_are_a_risk() -> None:
    march, april = missed(3, date(2019, 4, 3)), missed(4, date(2019, 5, 7), ReportStatus.RETURNED)
    assert light(date(2019, 5, 8), reports=(march,)).state == State.GOOD
    assert light(date(2019, 5, 7), reports=(march, april)).state == State.GOOD
    shown = light(date(2019, 5, 8), reports=(april, march))
    assert (shown.state, shown.words) == (State.RISK, "2 期未报")
    [reason] = shown.reasons
    assert (reason.rule, reason.report_id) == ("reports-missed", 3)
    assert reason.found == "4月、3月的报告到期未报。"
    assert reason.sums[1] == "规则：2 期以上到期未报即提示风险。"
    handed_in = missed(4, date(2019, 5, 7), ReportStatus.SUBMITTED)
    assert light(date(2019, 5, 8), reports=(march, handed_in)).state == State.GOOD


def test_an_assignment_that_nobody_accepts_is_a_risk() -> None:
    assigned = project(status=ProjectStatus.ASSIGNED, assigned_on=date(2019, 3, 1))
    unit = Unit(pk=5, name="示例市商务局", short_name="市商务局")
    waiting = Assignment(unit=unit, status=AssignmentStatus.WAITING)
    # Five working days from Friday 1 March: 8 March.
    assert light(date(2019, 3, 8), project=assigned, assignments=(waiting,)).state == State.GOOD
    shown = light(date(2019, 3, 11), project=assigned, assignments=(waiting,))
    assert (shown.state, shown.words) == (State.RISK, "逾期未签收")
    assert shown.reasons[0].found == "3月1日 交办，市商务局 尚未签收。"
    assert shown.reasons[0].days == 1
    accepted = Assignment(unit=unit, status=AssignmentStatus.ACCEPTED)
    assert light(date(2019, 3, 11), project=assigned, assignments=(accepted,)).state == State.GOOD


def test_where_an_indicator_should_stand() -> None:
    goals = (
        goal(pk=1, due_on=date(2019, 3, 31), indicator_id=3, threshold=Decimal(3)),
        goal(pk=2, due_on=date(2019, 6, 29), indicator_id=3, threshold=Decimal(6)),
    )
    item = Measured(indicator(), Decimal(0))
    frame = project(starts_on=date(2019, 3, 1), due_on=date(2019, 9, 7))

    def stands(today: date) -> float:
        return planned_value(item, Seen(project=frame, today=today, goals=goals))

    assert stands(date(2019, 2, 1)) == 0
    assert stands(date(2019, 3, 1)) == 0
    assert stands(date(2019, 3, 16)) == pytest.approx(1.5)
    assert stands(date(2019, 3, 31)) == 3
    # 90 days from 3 to 6, 70 days from 6 to the target of 12.
    assert stands(date(2019, 5, 15)) == pytest.approx(4.5)
    assert stands(date(2019, 8, 3)) == pytest.approx(9)
    assert stands(date(2019, 9, 7)) == 12
    assert stands(date(2020, 1, 1)) == 12


def test_far_behind_its_pace_is_a_risk() -> None:
    frame = project(starts_on=date(2019, 3, 1), due_on=date(2019, 12, 26))  # 300 days
    half = date(2019, 7, 29)  # 150 days: 6 of 12 expected, 60 % of it is 3.6
    behind = light(half, project=frame, measured=(Measured(indicator(), Decimal("3.5")),))
    assert (behind.state, behind.words) == (State.RISK, "进度偏慢")
    assert behind.reasons[0].found == "活动阵地：现有 3.5 个；按阶段目标推算，今天应有约 6 个。"
    assert behind.reasons[0].sums == ("规则：低于推算值的 60% 即提示风险。",)
    assert light(half, project=frame, measured=(Measured(indicator(), Decimal("3.6")),)).state == State.GOOD
    nothing = (Measured(indicator(), None),)
    # Not in the first quarter of the time; not where the rule is off; not without a target.
    assert light(date(2019, 5, 14), project=frame, measured=nothing).state == State.GOOD
    assert light(date(2019, 5, 15), project=frame, measured=nothing).state == State.RISK
    assert light(half, project=frame, measured=nothing, rules=LightRules(pace=0)).state == State.GOOD
    assert light(half, project=frame, measured=(Measured(indicator(target=None), None),)).state == State.GOOD


def test_the_worst_comes_first_and_gives_the_light_its_words() -> None:
    first, second = goal(pk=1, label="甲", due_on=date(2019, 3, 29)), goal(pk=2, label="乙", due_on=date(2019, 3, 22))
    near = goal(pk=3, label="丙", due_on=date(2019, 4, 9))
    shown = light(date(2019, 4, 8), goals=(near, first, second))
    assert [(reason.state, reason.goal_id, reason.days) for reason in shown.reasons] == [
        (State.LATE, 2, 10),
        (State.LATE, 1, 5),
        (State.RISK, 3, 1),
    ]
    assert shown.words == "逾期 10 个工作日"
    assert shown.urgency == (0, -10)


DAYS = st.dates(date(2019, 1, 1), date(2020, 12, 31))
VALUES = st.none() | st.decimals(-50, 5000, places=2)


@st.composite
def situations(draw: st.DrawFn) -> Seen:
    starts = draw(DAYS)
    frame = project(
        status=draw(st.sampled_from(ProjectStatus)),
        starts_on=starts,
        due_on=starts + timedelta(days=draw(st.integers(0, 600))),
        assigned_on=draw(st.none() | DAYS),
        closed_on=draw(st.none() | DAYS),
    )
    kinds = FactKind(pk=1, code="示例", unit="个")
    indicators = [
        indicator(pk=number, target=draw(st.none() | st.decimals(0, 5000, places=2)), kind=kinds)
        for number in range(draw(st.integers(0, 3)))
    ]
    goals = sorted(
        (
            goal(
                pk=number,
                due_on=draw(DAYS),
                reached_on=draw(st.none() | DAYS),
                indicator_id=chosen.pk if chosen else None,
                threshold=draw(st.none() | st.decimals(-5, 5000, places=2)) if chosen else None,
            )
            for number in range(draw(st.integers(0, 4)))
            for chosen in [draw(st.none() | st.sampled_from(indicators)) if indicators else None]
        ),
        key=lambda one: one.due_on,
    )
    reports = tuple(missed(number, draw(DAYS), draw(st.sampled_from(ReportStatus))) for number in range(3))
    unit = Unit(pk=5, name="示例单位")
    return Seen(
        project=frame,
        today=draw(DAYS),
        goals=tuple(goals),
        measured=tuple(Measured(one, draw(VALUES)) for one in indicators),
        reports=reports,
        assignments=(Assignment(unit=unit, status=draw(st.sampled_from(AssignmentStatus))),),
        rules=LightRules(
            draw(st.integers(0, 20)), draw(st.integers(1, 5)), draw(st.integers(0, 30)), draw(st.floats(0, 1))
        ),
    )


@given(situations())
def test_judging_is_total_pure_and_puts_the_worst_first(seen: Seen) -> None:
    shown = judge(seen)
    assert judge(seen) == shown
    assert shown.reasons
    assert (shown.state, shown.words) == (shown.reasons[0].state, shown.reasons[0].words)
    order = [URGENCY[reason.state] for reason in shown.reasons]
    assert order == sorted(order)
    late = [reason.days or 0 for reason in shown.reasons if reason.state == State.LATE]
    assert late == sorted(late, reverse=True)
    assert all(reason.found and "%(" not in reason.found + "".join(reason.sums) for reason in shown.reasons)
    assert (shown.state == State.DONE) == (not seen.project.is_open)


@given(situations(), st.integers(1, 60))
def test_waiting_never_makes_a_goal_less_urgent(seen: Seen, days: int) -> None:
    """With nothing done in between, what was late stays late."""
    later = Seen(
        **{
            **{name: getattr(seen, name) for name in seen.__dataclass_fields__},
            "today": seen.today + timedelta(days=days),
        }
    )
    if judge(seen).state == State.LATE:
        assert judge(later).state == State.LATE


@pytest.mark.parametrize(
    ("value", "words"),
    [("1204", "1,204"), ("6.20", "6.2"), ("100", "100"), ("0.00", "0"), ("1000000.00", "1,000,000"), ("-3.50", "-3.5")],
)
def test_plain_numbers(value: str, words: str) -> None:
    assert plain(Decimal(value)) == words
