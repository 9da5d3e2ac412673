from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.conftest import City
from tests.programme.plan.making import END, START, given, make_programme, make_project
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.audit.models import AuditEntry
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations.enums import Role
from tongxin.programme.actions import plan
from tongxin.programme.models import Area, Programme

AsRole = Callable[..., User]


@pytest.fixture
def clerk(city: City, as_role: AsRole) -> User:
    return as_role(Role.COORDINATOR, city.office)


def test_a_programme_is_made_with_its_audit_row(city: City, clerk: User) -> None:
    programme = make_programme(city, clerk, rhythm="quarterly")
    assert (programme.status, programme.rhythm, programme.is_public) == ("planned", "quarterly", False)
    assert [(entry.verb, entry.detail) for entry in audit.history(programme)] == [
        ("programme.created", {"name": "示例工作年", "year": 2019})
    ]


def test_one_office_has_one_programme_of_a_name_in_a_year(city: City, clerk: User) -> None:
    make_programme(city, clerk)
    with pytest.raises(Invalid, match="已有“示例工作年”") as refusal:
        make_programme(city, clerk, name=" 示例工作年 ")
    assert refusal.value.field == "name"
    assert make_programme(city, clerk, owner=city.districts[0]).owner == city.districts[0]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"year": 1066}, "year"),
        ({"ends_on": date(2018, 12, 31)}, "ends_on"),
        ({"ends_on": date(2029, 12, 31)}, "ends_on"),
        ({"report_working_day": 0}, "report_working_day"),
        ({"rhythm": "hourly"}, "rhythm"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    city: City, clerk: User, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        make_programme(city, clerk, **changes)
    assert refusal.value.field == field
    assert not Programme.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_coordinators_plan(city: City, clerk: User, as_role: AsRole, role: Role) -> None:
    project = make_project(city, clerk)
    programme, area = project.programme, project.area
    somebody = as_role(role, city.office)
    calls: list[Callable[[], Any]] = [
        lambda: make_programme(city, somebody, name="另一个"),
        lambda: plan.edit_programme(programme=programme, by=somebody, name="改名"),
        lambda: plan.add_area(programme=programme, title="新领域", by=somebody),
        lambda: plan.edit_area(area=area, title="改名", by=somebody),
        lambda: plan.remove_area(area=area, by=somebody),
        lambda: plan.add_project(area=area, given=given(city), by=somebody),
        lambda: plan.edit_project(project=project, by=somebody, title="改名"),
        lambda: plan.set_goals(project=project, goals=[], by=somebody),
        lambda: plan.set_indicators(project=project, indicators=[], by=somebody),
        lambda: plan.set_assignments(project=project, supports=[], by=somebody),
        lambda: plan.remove_project(project=project, by=somebody),
    ]
    before = AuditEntry.objects.count()
    for call in calls:
        with pytest.raises(NotAllowed):
            call()
    assert AuditEntry.objects.count() == before
    project.refresh_from_db()
    assert (project.title, project.goals.count(), project.indicators.count()) == ("建设活动阵地", 1, 1)


def test_a_coordinator_of_another_branch_may_not_plan(city: City, clerk: User, as_role: AsRole) -> None:
    elsewhere = as_role(Role.COORDINATOR, city.districts[0])
    with pytest.raises(NotAllowed):
        plan.edit_programme(programme=make_programme(city, clerk), by=elsewhere, name="改名")
    assert make_programme(city, elsewhere, owner=city.districts[0]).pk


def test_an_edit_tells_what_changed_and_one_that_changes_nothing_leaves_no_trace(city: City, clerk: User) -> None:
    programme = make_programme(city, clerk)
    plan.edit_programme(programme=programme, by=clerk, name="新名", rhythm="weekly")
    plan.edit_programme(programme=programme, by=clerk, name="新名", rhythm="weekly", starts_on=START)
    entries = list(audit.history(programme))
    assert [entry.verb for entry in entries] == ["programme.created", "programme.edited"]
    assert entries[1].detail == {"changes": {"name": ["示例工作年", "新名"], "rhythm": ["monthly", "weekly"]}}


def test_the_year_cannot_shrink_away_from_its_projects(city: City, clerk: User) -> None:
    project = make_project(city, clerk)
    with pytest.raises(Invalid, match="建设活动阵地") as refusal:
        plan.edit_programme(programme=project.programme, by=clerk, ends_on=date(2019, 10, 31))
    assert refusal.value.field == "ends_on"
    assert Programme.objects.get().ends_on == END


def test_a_closed_year_is_not_planned_any_more(city: City, clerk: User) -> None:
    project = make_project(city, clerk)
    Programme.objects.update(status="closed")
    for call in (
        lambda: plan.edit_programme(programme=project.programme, by=clerk, name="改名"),
        lambda: plan.add_area(programme=project.programme, title="新", by=clerk),
        lambda: plan.edit_project(project=project, by=clerk, title="改名"),
    ):
        with pytest.raises(WrongState):
            call()


def test_areas_are_added_renamed_and_put_in_order(city: City, clerk: User) -> None:
    programme = make_programme(city, clerk)
    areas = [plan.add_area(programme=programme, title=title, by=clerk) for title in ("甲", "乙", "丙")]
    assert [area.position for area in areas] == [1, 2, 3]
    with pytest.raises(Invalid, match="已有领域“乙”"):
        plan.add_area(programme=programme, title=" 乙", by=clerk)
    with pytest.raises(Invalid, match="已有领域“甲”"):
        plan.edit_area(area=areas[1], title="甲", by=clerk)
    plan.edit_area(area=areas[2], title="丁", position=1, by=clerk)
    assert list(programme.areas.values_list("title", "position")) == [("丁", 1), ("甲", 2), ("乙", 3)]
    before = AuditEntry.objects.count()
    plan.edit_area(area=areas[2], title="丁", position=1, by=clerk)
    assert AuditEntry.objects.count() == before


def test_only_an_empty_area_can_be_removed(city: City, clerk: User) -> None:
    project = make_project(city, clerk)
    with pytest.raises(WrongState, match="还有项目"):
        plan.remove_area(area=project.area, by=clerk)
    empty = plan.add_area(programme=project.programme, title="空", by=clerk)
    plan.remove_area(area=empty, by=clerk)
    assert list(Area.objects.values_list("title", flat=True)) == ["基层组织"]
