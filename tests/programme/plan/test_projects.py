from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import City
from tests.factories import UnitFactory
from tests.programme.plan.making import given, make_kind, make_programme, make_project
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.audit.models import AuditEntry
from tongxin.common.errors import Invalid, WrongState
from tongxin.common.subjects import Subject
from tongxin.organisations.enums import Role
from tongxin.programme.actions import plan
from tongxin.programme.models import Project

AsRole = Callable[..., User]


@pytest.fixture
def clerk(city: City, as_role: AsRole) -> User:
    return as_role(Role.COORDINATOR, city.office)


@pytest.fixture
def project(city: City, clerk: User) -> Project:
    return make_project(city, clerk)


def assign(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(status="assigned")


def parts(project: Project) -> list[tuple[str, str, bool]]:
    return [(each.role, each.unit.name, each.reports) for each in project.assignments.select_related("unit")]


def test_a_project_comes_with_its_units_indicators_and_goals(city: City, project: Project) -> None:
    assert (project.code, project.status) == ("1-01", "planned")
    assert parts(project) == [("lead", "示例市发展和改革委员会", True), ("support", "示例市商务局", False)]
    indicator = project.indicators.get()
    assert (indicator.name, indicator.target, indicator.is_by_hand) == ("活动阵地", Decimal(10), True)
    goal = project.goals.get()
    assert (goal.label, goal.indicator, goal.threshold) == ("第二季度", indicator, Decimal(4))


def test_codes_follow_on_and_skip_what_is_taken(city: City, clerk: User, project: Project) -> None:
    plan.add_project(area=project.area, given=given(city, code="1-03"), by=clerk)
    codes = [plan.add_project(area=project.area, given=given(city), by=clerk).code for _number in range(2)]
    assert codes == ["1-04", "1-05"]
    with pytest.raises(Invalid, match="“1-03”已经用过") as refusal:
        plan.add_project(area=project.area, given=given(city, code="1-03"), by=clerk)
    assert refusal.value.field == "code"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"due_on": date(2019, 2, 1)}, "due_on"),
        ({"due_on": date(2020, 1, 1)}, "due_on"),
        ({"starts_on": date(2018, 12, 31)}, "starts_on"),
        ({"public_fields": ("persons",)}, "public_fields"),
        ({"goals": (plan.GoalGiven("一", date(2019, 4, 1), date(2019, 12, 31), "晚"),)}, "goals"),
        ({"goals": (plan.GoalGiven("一", date(2019, 4, 1), date(2019, 3, 31), "倒"),)}, "goals"),
        ({"goals": (plan.GoalGiven("一", date(2019, 4, 1), date(2019, 6, 30), "无", "别的"),)}, "goals"),
        ({"goals": (plan.GoalGiven("一", date(2019, 4, 1), date(2019, 6, 30), "无", "", Decimal(1)),)}, "goals"),
        ({"goals": (plan.GoalGiven("一", date(2019, 4, 1), date(2019, 6, 30), "同"),) * 2}, "goals"),
        ({"indicators": (plan.IndicatorGiven("同名", "个"),) * 2, "goals": ()}, "indicators"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    city: City, clerk: User, project: Project, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        plan.add_project(area=project.area, given=given(city, **changes), by=clerk)
    assert refusal.value.field == field
    assert Project.objects.count() == 1


def test_a_unit_stands_once_and_a_closed_one_not_at_all(city: City, clerk: User, project: Project) -> None:
    twice = (plan.SupportGiven(city.departments[0]),)
    with pytest.raises(Invalid, match="出现了两次"):
        plan.add_project(area=project.area, given=given(city, supports=twice), by=clerk)
    closed = UnitFactory(parent=city.office, name="撤销的局", closed_on=date(2018, 1, 1))
    with pytest.raises(Invalid, match="已经撤销") as refusal:
        plan.add_project(area=project.area, given=given(city, lead_unit=closed), by=clerk)
    assert refusal.value.field == "lead_unit"


def test_an_edit_tells_what_changed(city: City, clerk: User, project: Project) -> None:
    plan.edit_project(project=project, by=clerk, title="新名", lead_unit=city.districts[0], public_fields=["units"])
    project.refresh_from_db()
    assert parts(project) == [("lead", "东区", True), ("support", "示例市商务局", False)]
    assert list(audit.history(project))[-1].detail == {
        "changes": {
            "title": ["建设活动阵地", "新名"],
            "lead_unit": [city.departments[0].pk, city.districts[0].pk],
            "public_fields": [["units", "goals", "indicators", "progress", "dates"], ["units"]],
        }
    }
    before = AuditEntry.objects.count()
    plan.edit_project(project=project, by=clerk, title="新名", lead_unit=city.districts[0])
    assert AuditEntry.objects.count() == before


def test_a_supporting_unit_that_comes_to_lead_supports_no_more(city: City, clerk: User, project: Project) -> None:
    plan.edit_project(project=project, by=clerk, lead_unit=city.departments[1])
    assert parts(project) == [("lead", "示例市商务局", True)]


def test_days_and_lead_stand_fast_once_assigned(city: City, clerk: User, project: Project) -> None:
    assign(project)
    for values in ({"due_on": date(2019, 12, 1)}, {"starts_on": date(2019, 4, 1)}, {"lead_unit": city.districts[0]}):
        with pytest.raises(WrongState, match="已经交办"):
            plan.edit_project(project=project, by=clerk, **values)
    plan.edit_project(project=project, by=clerk, title="可以改名", due_on=project.due_on)
    project.refresh_from_db()
    assert (project.title, project.due_on) == ("可以改名", date(2019, 11, 30))
    with pytest.raises(WrongState):
        plan.remove_project(project=project, by=clerk)
    with pytest.raises(WrongState):
        plan.set_assignments(project=project, supports=[], by=clerk)


def test_a_deadline_does_not_move_before_a_goal(clerk: User, project: Project) -> None:
    with pytest.raises(Invalid, match="第二季度"):
        plan.edit_project(project=project, by=clerk, due_on=date(2019, 5, 1))


def test_a_closed_project_is_not_changed(clerk: User, project: Project) -> None:
    Project.objects.update(status="closed")
    with pytest.raises(WrongState, match="已经办结"):
        plan.edit_project(project=project, by=clerk, title="新名")


def test_an_area_of_another_year_is_refused(city: City, clerk: User, project: Project) -> None:
    other = plan.add_area(programme=make_programme(city, clerk, name="另一年"), title="别处", by=clerk)
    with pytest.raises(Invalid) as refusal:
        plan.edit_project(project=project, by=clerk, area=other)
    assert refusal.value.field == "area"


def test_supporting_units_are_set_as_a_whole(city: City, clerk: User, project: Project) -> None:
    kept = project.assignments.get(unit=city.departments[1]).pk
    wanted = [plan.SupportGiven(city.departments[1], reports=True), plan.SupportGiven(city.streets[0])]
    plan.set_assignments(project=project, supports=wanted, by=clerk)
    assert parts(project)[1:] == [("support", "示例市商务局", True), ("support", "东区南门街道", False)]
    assert project.assignments.get(unit=city.departments[1]).pk == kept
    before = AuditEntry.objects.count()
    plan.set_assignments(project=project, supports=wanted, by=clerk)
    assert AuditEntry.objects.count() == before
    plan.set_assignments(project=project, supports=[], by=clerk)
    assert len(parts(project)) == 1


def test_indicators_are_known_by_name(clerk: User, project: Project) -> None:
    kept = project.indicators.get().pk
    kind = make_kind()
    wanted = [
        plan.IndicatorGiven("走访企业", "家", Decimal(200), kind),
        plan.IndicatorGiven("活动阵地", "个", Decimal(12)),
    ]
    plan.set_indicators(project=project, indicators=wanted, by=clerk)
    assert list(project.indicators.values_list("pk", "name", "target", "position"))[1] == (kept, "活动阵地", 12, 2)
    before = AuditEntry.objects.count()
    plan.set_indicators(project=project, indicators=wanted, by=clerk)
    assert AuditEntry.objects.count() == before
    with pytest.raises(WrongState, match="用在阶段目标里"):
        plan.set_indicators(project=project, indicators=wanted[:1], by=clerk)
    with pytest.raises(Invalid, match="按“家”计"):
        plan.set_indicators(project=project, indicators=[plan.IndicatorGiven("走访", "次", None, kind)], by=clerk)


def test_goals_move_freely_before_assignment_and_stand_fast_after(clerk: User, project: Project) -> None:
    moved = plan.GoalGiven("第二季度", date(2019, 4, 1), date(2019, 7, 15), "建成5个", "活动阵地", Decimal(5))
    plan.set_goals(project=project, goals=[moved], by=clerk)
    goal = project.goals.get()
    assert (goal.due_on, goal.threshold) == (date(2019, 7, 15), Decimal(5))
    assign(project)
    words = plan.GoalGiven("第二季度", date(2019, 4, 1), date(2019, 7, 15), "建成五个", "活动阵地", Decimal(5))
    more = plan.GoalGiven("第三季度", date(2019, 7, 1), date(2019, 9, 30), "全部建成")
    plan.set_goals(project=project, goals=[words, more], by=clerk)
    assert list(project.goals.values_list("text", flat=True)) == ["建成五个", "全部建成"]
    for goals in ([more], [plan.GoalGiven("第二季度", date(2019, 4, 1), date(2019, 8, 1), "晚"), more]):
        with pytest.raises(WrongState, match="请走延期"):
            plan.set_goals(project=project, goals=goals, by=clerk)
    assert project.goals.count() == 2


def test_a_planned_project_can_be_removed(clerk: User, project: Project) -> None:
    subject = Subject.of(project)
    plan.remove_project(project=project, by=clerk)
    assert not Project.objects.exists()
    assert [entry.verb for entry in audit.history(subject)] == ["project.added", "project.removed"]
