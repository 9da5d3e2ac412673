from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import City
from tests.factories import UnitFactory
from tests.programme.plan.making import END, START, make_kind, make_project
from tests.programme.plan.making import given as project_given
from tongxin.accounts.models import User
from tongxin.common.audit.models import AuditEntry
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.common.tables import UnreadableTable, WrongCells
from tongxin.organisations.enums import Role
from tongxin.programme.actions import plan
from tongxin.programme.enums import Counting, PublicField, Rhythm
from tongxin.programme.exports import export_plan
from tongxin.programme.imports import Imported, import_plan
from tongxin.programme.models import Area, Indicator, Programme, Project, StageGoal

AsRole = Callable[..., User]
PROJECT_HEADINGS = ["编号", "领域", "项目", "牵头单位", "配合单位", "开始", "完成时限"]
YEAR = [["名称", "年份", "开始", "结束"], ["示例工作年", 2019, START, END]]


@pytest.fixture
def clerk(city: City, as_role: AsRole) -> User:
    return as_role(Role.COORDINATOR, city.office)


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(content: bytes, by: Any, owner: Any) -> Imported:
    return import_plan(content=content, name="计划.xlsx", by=by, owner=owner)


def picture(programme: Programme) -> dict[str, Any]:
    """All that a plan says, as plain values."""
    fields = (
        "name",
        "year",
        "starts_on",
        "ends_on",
        "rhythm",
        "report_working_day",
        "insight",
        "is_public",
        "light_rules",
    )
    return {
        "fields": {field: getattr(programme, field) for field in fields},
        "areas": list(programme.areas.values_list("position", "title", "spans")),
        "projects": [
            (
                project.code,
                project.area.title,
                project.title,
                project.description,
                project.lead_unit_id,
                project.contact_role,
                project.starts_on,
                project.due_on,
                project.rhythm,
                project.is_public,
                project.public_fields,
                project.spans,
                [(each.role, each.unit_id, each.reports) for each in project.assignments.all()],
                [
                    (each.position, each.name, each.unit, each.target, each.kind_id, each.counting, each.filters)
                    for each in project.indicators.all()
                ],
                [
                    (
                        each.label,
                        each.starts_on,
                        each.due_on,
                        each.text,
                        each.indicator and each.indicator.name,
                        each.threshold,
                    )
                    for each in project.goals.all()
                ],
            )
            for project in programme.projects.select_related("area")
        ],
    }


WORDS = st.text(alphabet="甲乙=+-@'一1二\n ,，、\"\t<&_x0041_", min_size=1, max_size=12).map(str.strip).filter(bool)
LINES = WORDS.map(lambda words: " ".join(words.split())).filter(bool)
DAYS = st.integers(0, 364).map(lambda days: START + timedelta(days=days))
NUMBERS = st.decimals(-(10**12), 10**12, places=2) | st.none()


@st.composite
def projects(draw: st.DrawFn, code: str, units: list[Any], kinds: list[Any]) -> plan.ProjectGiven:
    starts_on, due_on = sorted([draw(DAYS), draw(DAYS)])
    lead, *others = draw(st.lists(st.sampled_from(units), unique=True, min_size=1, max_size=4))
    indicators = []
    for name in draw(st.lists(LINES, unique=True, max_size=3)):
        kind = draw(st.sampled_from([None, *kinds]))
        filters = draw(st.sampled_from([{}, {"units": [units[0].pk], "since": "2019-03-01"}, {"until": "2019-06-30"}]))
        counting = draw(st.sampled_from(Counting.values))
        unit = kind.unit if kind else draw(LINES)
        indicators.append(plan.IndicatorGiven(name, unit, draw(NUMBERS), kind, counting, filters))
    goals = []
    for label in draw(st.lists(LINES, unique=True, max_size=3)):
        measured = draw(st.sampled_from([None, *indicators]))
        threshold = draw(NUMBERS) if measured else None
        goals.append(
            plan.GoalGiven(label, starts_on, due_on, draw(WORDS), measured.name if measured else "", threshold)
        )
    return plan.ProjectGiven(
        code=code,
        title=draw(LINES),
        lead_unit=lead,
        starts_on=starts_on,
        due_on=due_on,
        description=draw(WORDS | st.just("")),
        supports=tuple(plan.SupportGiven(unit, draw(st.booleans())) for unit in others),
        contact_role=draw(LINES | st.just("")),
        rhythm=draw(st.sampled_from(["", *Rhythm.values])),
        is_public=draw(st.booleans()),
        public_fields=tuple(draw(st.lists(st.sampled_from(PublicField.values), unique=True))),
        spans=tuple((start, start + 5) for start in draw(st.lists(st.integers(0, 99), max_size=2))),
        indicators=tuple(indicators),
        goals=tuple(goals),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_goes_out_comes_back_whole(city: City, clerk: User, data: st.DataObject) -> None:
    with transaction.atomic():
        kind = make_kind()
        programme = plan.create_programme(
            owner=city.office,
            name=data.draw(LINES),
            year=2019,
            starts_on=START,
            ends_on=END,
            by=clerk,
            is_public=data.draw(st.booleans()),
            light_rules=data.draw(st.sampled_from([{}, {"pace": 0.5, "missed_reports": 3}])),
        )
        for number, title in enumerate(data.draw(st.lists(LINES, unique=True, min_size=1, max_size=3)), 1):
            area = plan.add_area(programme=programme, title=title, by=clerk, spans=[[0, number]])
            for place in range(data.draw(st.integers(1, 3))):
                made = data.draw(projects(f"{number}-{place + 1:02d}", city.units, [kind]))
                plan.add_project(area=area, given=made, by=clerk)
        programme.refresh_from_db()
        before = picture(programme)
        content = export_plan(programme)
        told = AuditEntry.objects.count()
        again = take(content, clerk, None)
        assert again.did_nothing
        assert (again.programme, again.left) == (programme, 0)
        assert AuditEntry.objects.count() == told
        assert picture(programme) == before
        for rows in (StageGoal, Indicator, Project, Area, Programme):
            rows._default_manager.all().delete()
        anew = take(content, clerk, None)
        assert anew.is_new
        assert picture(anew.programme) == before
        transaction.set_rollback(True)


def test_a_workbook_of_ones_own_becomes_a_plan(city: City, clerk: User) -> None:
    content = workbook(
        年度=YEAR,
        项目=[
            ["序号", "工作领域", "工作任务", "牵头单位", "责任单位", "完成时限"],
            [None, "基层组织", "建设活动阵地", "市发改委", "市商务局、东区；西区", "2019年6月30日"],
            [None, "基层组织", "培训骨干", "A02", None, None],
            [None, "服务群众", "送医下乡", "示例市商会", None, date(2019, 9, 30)],
        ],
    )
    result = take(content, clerk, city.office)
    assert (result.is_new, result.added, result.changed) == (True, 3, 0)
    rows = result.programme.projects.select_related("lead_unit")
    assert [(each.code, each.title, each.lead_unit.code, each.due_on) for each in rows] == [
        ("1-01", "建设活动阵地", "A01", date(2019, 6, 30)),
        ("1-02", "培训骨干", "A02", END),
        ("2-01", "送医下乡", "A06", date(2019, 9, 30)),
    ]
    assert rows[0].assignments.count() == 4
    told = AuditEntry.objects.count()
    again = take(content, clerk, city.office)
    assert (again.did_nothing, again.unchanged) == (True, 3)
    assert AuditEntry.objects.count() == told


def test_every_wrong_cell_is_told_at_once_and_nothing_is_written(city: City, clerk: User) -> None:
    content = workbook(
        年度=YEAR,
        领域=[["顺序", "领域"], [1, "甲"]],
        项目=[
            PROJECT_HEADINGS,
            ["1-01", "甲", "一", "市发展委", None, None, "2月30日"],
            ["1-02", "乙", "二", "市商务局", "市商务局", None, None],
            ["1-03", "甲", "三", "市商务局", "某局、东区", date(2019, 5, 1), date(2019, 4, 1)],
            ["1-04", "甲", "=1+1", "市商务局", None, date(2018, 5, 1), None],
            ["1-04", "甲", "五", "市商务局", None, None, None],
        ],
        指标=[["项目编号", "指标", "计量单位", "目标值", "实绩类别"], ["9-99", "走访", "家", "很多", "没有的"]],
        阶段目标=[
            ["项目编号", "阶段", "开始", "应于", "目标", "应达到"],
            ["1-02", "一", date(2019, 4, 1), date(2019, 3, 31), "做", 3],
        ],
    )
    with pytest.raises(WrongCells) as wrong:
        take(content, clerk, city.office)
    assert [(error.sheet, error.cell, error.value) for error in wrong.value.errors] == [
        ("项目", "D2", "市发展委"),
        ("项目", "G2", "2月30日"),
        ("项目", "E3", "市商务局"),
        ("项目", "E4", "某局、东区"),
        ("项目", "C5", ""),
        ("指标", "D2", "很多"),
        ("指标", "E2", "没有的"),
        ("阶段目标", "D2", "2019-03-31"),
        ("阶段目标", "F2", "3"),
    ]
    reasons = [error.reason for error in wrong.value.errors]
    assert "市发改委" in reasons[0]
    assert reasons[1] == "2月没有30日"
    assert "公式" in reasons[4]
    assert not Programme.objects.exists()
    assert not AuditEntry.objects.filter(verb__startswith="programme").exists()


def test_what_rows_say_of_each_other_is_checked_too(city: City, clerk: User) -> None:
    content = workbook(
        年度=YEAR,
        领域=[["顺序", "领域"], [1, "甲"]],
        项目=[
            PROJECT_HEADINGS,
            ["1-01", "乙", "一", "市商务局", None, date(2019, 5, 1), date(2019, 4, 1)],
            ["1-02", "甲", "二", "市商务局", None, date(2018, 5, 1), None],
        ],
    )
    with pytest.raises(WrongCells) as wrong:
        take(content, clerk, city.office)
    assert [(error.cell, error.reason) for error in wrong.value.errors] == [
        ("G2", "完成时限早于开始日期"),
        ("B2", "“领域”表里没有这个领域，请补上或改成一致"),
        ("F3", "不在工作年之内（2019-01-01 至 2019-12-31）"),
    ]


def test_a_change_touches_only_what_changed(city: City, clerk: User) -> None:
    project = make_project(city, clerk)
    other = plan.add_project(area=project.area, given=project_given(city, title="培训骨干"), by=clerk)
    book = openpyxl.load_workbook(io.BytesIO(export_plan(project.programme)))
    book["项目"]["C2"] = "建设活动阵地（新）"
    book["项目"]["F2"] = "市商务局、东区"
    book["阶段目标"]["E3"] = "换句话"
    out = io.BytesIO()
    book.save(out)
    told = AuditEntry.objects.count()
    result = take(out.getvalue(), clerk, None)
    assert (result.added, result.changed, result.unchanged, result.left) == (0, 2, 0, 0)
    project.refresh_from_db()
    assert project.title == "建设活动阵地（新）"
    assert project.assignments.count() == 3
    assert other.goals.get().text == "换句话"
    verbs = list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))[told:]
    assert verbs == ["project.edited", "project.supports_set", "project.goals_set", "programme.imported"]


def test_columns_and_projects_that_are_not_there_stay(city: City, clerk: User) -> None:
    project = make_project(city, clerk)
    plan.add_project(area=project.area, given=project_given(city, title="培训骨干"), by=clerk)
    rows = [["编号", "领域", "项目", "牵头单位"], ["1-01", "基层组织", "新名", "市发改委"]]
    result = take(workbook(年度=YEAR, 项目=rows), clerk, city.office)
    assert (result.changed, result.left) == (1, 1)
    project.refresh_from_db()
    assert (project.title, project.contact_role, project.due_on) == ("新名", "综合科", date(2019, 11, 30))
    assert (project.assignments.count(), project.goals.count(), project.indicators.count()) == (2, 1, 1)


def test_what_may_no_longer_change_is_named_by_its_cell(city: City, clerk: User) -> None:
    project = make_project(city, clerk)
    Project.objects.update(status="assigned")
    book = openpyxl.load_workbook(io.BytesIO(export_plan(project.programme)))
    book["项目"]["C2"] = "新名"
    book["项目"]["J2"] = date(2019, 12, 1)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(WrongCells) as wrong:
        take(out.getvalue(), clerk, None)
    assert "已经交办" in wrong.value.errors[0].reason
    project.refresh_from_db()
    assert (project.title, project.due_on) == ("建设活动阵地", date(2019, 11, 30))


def test_closed_units_carry_nothing_new_but_stay_where_they_are(city: City, clerk: User) -> None:
    project = make_project(city, clerk)
    city.departments[0].closed_on = date(2019, 5, 1)
    city.departments[0].save()
    assert take(export_plan(project.programme), clerk, None).did_nothing
    rows = [["编号", "领域", "项目", "牵头单位"], ["1-02", "基层组织", "新", "市发改委"]]
    with pytest.raises(WrongCells, match="1 处") as wrong:
        take(workbook(年度=YEAR, 项目=rows), clerk, city.office)
    assert wrong.value.errors[0].cell == "D2"


def test_of_two_units_with_one_name_the_code_tells(city: City, clerk: User) -> None:
    twins = [UnitFactory(parent=city.office, name="同名局", code=f"T{number}") for number in (1, 2)]
    rows = [["编号", "领域", "项目", "牵头单位"], ["1-01", "甲", "一", "同名局"]]
    with pytest.raises(WrongCells) as wrong:
        take(workbook(年度=YEAR, 项目=rows), clerk, city.office)
    assert "T1、T2" in wrong.value.errors[0].reason
    rows[1][3] = "T2"
    programme = take(workbook(年度=YEAR, 项目=rows), clerk, city.office).programme
    assert programme.projects.get().lead_unit == twins[1]
    assert take(export_plan(programme), clerk, None).did_nothing


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_coordinators_import(city: City, as_role: AsRole, role: Role) -> None:
    rows = [["编号", "领域", "项目", "牵头单位"], ["1-01", "甲", "一", "市商务局"]]
    with pytest.raises(NotAllowed):
        take(workbook(年度=YEAR, 项目=rows), as_role(role, city.office), city.office)
    assert not Programme.objects.exists()


def test_what_is_no_plan_is_refused_in_plain_words(city: City, clerk: User) -> None:
    with pytest.raises(UnreadableTable, match="空文件"):
        take(b"", clerk, city.office)
    with pytest.raises(UnreadableTable, match="不是表格"):
        take(b"MZ\x90\x00\x03\x00", clerk, city.office)
    with pytest.raises(WrongCells) as wrong:
        take(workbook(别的=[["甲"]]), clerk, city.office)
    assert [error.sheet for error in wrong.value.errors] == ["年度", "项目"]
    rows = [["编号", "领域", "项目", "牵头单位"], ["1-01", "甲", "一", "市商务局"]]
    with pytest.raises(Invalid, match="主办单位"):
        take(workbook(年度=YEAR, 项目=rows), clerk, None)


def test_numbers_keep_their_exact_value(city: City, clerk: User) -> None:
    project = make_project(city, clerk)
    target = Decimal("1234567890123.45")
    plan.set_indicators(project=project, indicators=[plan.IndicatorGiven("活动阵地", "个", target)], by=clerk)
    assert take(export_plan(project.programme), clerk, None).did_nothing
    assert project.indicators.get().target == target
