"""The progress table and the year-end report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.programme.factories import Year, kind_of, make_goal, make_indicator, make_programme, make_project
from tests.programme.papers.reading import lines, section, tables
from tongxin.documents.typesetting import OfficialDocument
from tongxin.facts.models import FactKind
from tongxin.programme.actions import closing, extending, supervising
from tongxin.programme.figures import Figure
from tongxin.programme.models import EvaluationResult, Programme
from tongxin.programme.papers import progress_table, year_report


def reported(year: Year, quantity: int = 7, kind: str = "firms-visited") -> None:
    indicator = make_indicator(year.project, kind=kind, name="走访企业", target=Decimal(12))
    make_goal(year.project, label="第一季度", text="走访 3 家", indicator=indicator, threshold=Decimal(3))
    make_goal(year.project, label="第二季度", text="走访 12 家", due_on=date(2019, 6, 28))
    year.begin().on(date(2019, 4, 1)).accepted(3, Figure(Decimal(quantity), indicator), text="走访了 7 家")


def count_persons(kind: str) -> None:
    kind_of(kind)
    FactKind.objects.filter(code=kind).update(counts_persons=True, unit="人次", name="参加人次")


def test_every_project_stands_on_one_line(year: Year) -> None:
    reported(year)
    make_project(year.programme, year.support, title="没有动的项目", code="9-99", starts_on=date(2019, 5, 1))
    document = progress_table(year.programme)
    assert (document.layout, document.signatory, document.sample) == ("table", "示例统筹办", True)
    assert document.dated_on == date(2019, 4, 1)
    assert lines(document) == ["共1个领域、2个重点项目：按计划1个、未到期1个。"]
    (table,) = tables(document)
    assert table.caption == "一、示例领域（2项）"
    assert table.headers == ("序号", "重点项目", "牵头单位", "阶段目标", "进展情况", "指标", "灯")
    assert table.rows == (
        (
            "1",
            year.project.title,
            "示例单位lead",
            "第二季度：走访12家（6月28日前）",
            f"{year.report(3).label}：走访了7家",
            "走访企业7家（目标12家）",
            "按计划",
        ),
        ("2", "没有动的项目", "示例单位support", "未设", "还没有通过的报告", "未设", "未到期"),
    )


def test_lights_are_judged_on_the_day_that_is_asked_for(year: Year) -> None:
    reported(year)
    late = progress_table(year.programme, date(2019, 7, 2))
    assert late.dated_on == date(2019, 7, 2)
    assert tables(late)[0].rows[0][-1] == "逾期2个工作日"


def test_small_counts_of_persons_are_hidden_in_the_table(year: Year) -> None:
    count_persons("persons-reached")
    reported(year, 4, "persons-reached")
    document = progress_table(year.programme)
    assert tables(document)[0].rows[0][5] == "走访企业*家（目标12家）"
    assert lines(document)[-1].startswith("注：“*”处")


def test_the_reason_of_a_light_does_not_spell_out_a_small_count_of_persons(year: Year) -> None:
    count_persons("persons-reached")
    indicator = make_indicator(year.project, kind="persons-reached", name="参加人次", unit="人次", target=Decimal(30))
    make_goal(year.project, label="甲", indicator=indicator, threshold=Decimal(20), due_on=date(2019, 3, 29))
    year.begin().on(date(2019, 4, 1)).accepted(3, Figure(Decimal(4), indicator))
    (_sum, found, _note) = section(year_report(year.programme), "尚未完成的事项")
    assert found == (
        f"1.“{year.project.title}”（牵头单位：示例单位lead）：“参加人次”未达到阶段目标。"
        "应于3月29日；至4月1日又过1个工作日（已扣除周末和节假日，计入调休上班）。"
    )


def test_the_year_report_tells_the_year(year: Year) -> None:
    reported(year)
    request = extending.ask(project=year.project, new_due=date(2019, 8, 30), reason="对方排期在八月", by=year.reporter)
    extending.grant(request=request, by=year.coordinator, decision="同意")
    project = year.on(date(2019, 4, 2)).project
    supervising.issue_notice(project=project, unit=year.lead, reason="示例", demand="示例", by=year.coordinator)
    document = year_report(year.programme)
    name = f"2019年“{year.programme.name}”"
    assert document.title == f"{name}年度工作报告"
    assert document.issuer_mark == "示例统筹办文件"
    assert section(document, "总体情况") == [
        f"{name}自1月1日至12月31日，共有1个领域、1个重点项目，由1个单位牵头。截至4月2日，按计划1个。",
        "调整期限1次。发出督办通知单1件，尚未销号。",
    ]
    assert section(document, "各领域完成情况") == [
        "（一）示例领域",
        "本领域有重点项目1个：按计划1个。",
        f"1.“{project.title}”（牵头单位：示例单位lead）：按计划。走访企业7家（目标12家）。",
    ]
    (table,) = tables(document)
    assert table.rows == (("firms-visited", "家", "7", "—", "—", "—", "7"),)
    assert section(document, "期限调整情况") == [
        f"1.“{project.title}”（牵头单位：示例单位lead）：完成时限由6月30日调整为8月30日（4月1日批准）。理由：对方排期在八月。"
    ]
    assert section(document, "尚未完成的事项") == ["尚未办结的项目有1个，其中逾期或有风险的0个。"]
    assert section(document, "年度评价结果") == []


def test_closed_projects_and_published_results(year: Year) -> None:
    reported(year)
    request = closing.ask_to_close(project=year.project, summary="做完了", explanation="提前", by=year.reporter)
    closing.grant(request=request, by=year.coordinator, decision="同意")
    EvaluationResult.objects.create(
        programme=year.programme, project=year.project, points=Decimal("91.50"), parts=[], published_on=date(2019, 4, 1)
    )
    EvaluationResult.objects.create(
        programme=year.programme, unit=year.lead, points=Decimal("88.00"), parts=[], published_on=date(2019, 4, 1)
    )
    document = year_report(year.programme)
    assert section(document, "各领域完成情况")[2].startswith(
        f"1.“{year.project.title}”（牵头单位：示例单位lead）：4月1日办结。"
    )
    assert section(document, "尚未完成的事项") == ["重点项目已全部办结。"]
    assert section(document, "年度评价结果") == ["评价结果于4月1日公布。"]
    assert [(table.caption, table.rows) for table in tables(document)[1:]] == [
        ("项目评价结果", (("1", year.project.title, "91.5"),)),
        ("单位评价结果", (("1", "示例单位lead", "88"),)),
    ]


@pytest.mark.parametrize("build", [progress_table, year_report])
def test_an_empty_year_has_papers_too(year: Year, build: Callable[[Programme], OfficialDocument]) -> None:
    programme = make_programme(year.office, is_sample=False, shown_as_of=None)
    document = build(programme)
    assert not document.sample
    assert "0个重点项目" in "".join(lines(document))


@pytest.mark.parametrize(("build", "expected"), [(progress_table, 10), (year_report, 13)])
def test_queries_do_not_grow_with_projects(
    year: Year, build: Callable[[Programme], OfficialDocument], expected: int
) -> None:
    reported(year)

    def queries() -> int:
        programme = Programme.objects.select_related("owner", "document").get()
        with CaptureQueriesContext(connection) as captured:
            build(programme)
        return len(captured)

    few = queries()
    for _number in range(3):
        project = make_project(year.programme, year.lead, year.support)
        make_goal(project)
        make_indicator(project)
    assert queries() == few == expected
