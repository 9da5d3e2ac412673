from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.programme.factories import Year, kind_of, make_goal, make_indicator, make_project
from tests.programme.papers.reading import lines, section
from tongxin.documents.typesetting import Imprint
from tongxin.facts.models import FactKind
from tongxin.programme.figures import Figure
from tongxin.programme.models import Programme
from tongxin.programme.papers import briefing

MARCH = date(2019, 3, 1)


def reported(year: Year, quantity: int = 7, kind: str = "firms-visited", **fields: str) -> None:
    """March's report of the lead unit, with one figure, accepted on 1 April."""
    indicator = make_indicator(year.project, kind=kind, name="示例走访", target=Decimal(12))
    year.begin().on(date(2019, 4, 1)).accepted(3, Figure(Decimal(quantity), indicator), **fields)


def test_it_says_what_was_done_in_the_month(year: Year) -> None:
    kind_of("firms-visited")
    FactKind.objects.filter(code="firms-visited").update(name="走访企业", unit="家")
    reported(year, text="走访了 7 家示例企业", difficulty="缺场地")
    document = briefing(year.programme, date(2019, 3, 20))
    name = f"“{year.programme.name}”"
    assert document.title == f"2019年{name}3月进展情况"
    assert (document.layout, document.issue, document.sample) == ("briefing", None, True)
    assert document.dated_on == date(2019, 4, 1)
    assert document.imprint == Imprint(("示例单位lead",), "示例统筹办", date(2019, 4, 1))
    assert section(document, "总体情况") == [
        f"2019年{name}共有1个领域、1个重点项目。截至4月1日，按计划1个。3月各单位的报告通过1份，记入实绩1条。",
        "3月完成：走访企业7家。",
        "上述各项截至4月1日累计：走访企业7家。",
    ]
    assert section(document, "本月工作") == [
        "（一）示例领域",
        f"“{year.project.title}”（牵头单位：示例单位lead）：走访了7家示例企业。本月实绩：走访企业7家。",
    ]
    assert section(document, "需要协调解决的问题") == [f"1.示例单位lead（“{year.project.title}”）：缺场地。"]


def test_a_report_that_is_not_accepted_is_not_told(year: Year) -> None:
    year.begin().on(date(2019, 4, 1)).submitted(3, text="尚未审核的话", difficulty="尚未审核的困难")
    document = briefing(year.programme, MARCH)
    assert not any("尚未审核" in text for text in document.texts())
    assert section(document, "本月工作") == ["（一）示例领域", "本月没有通过的报告，也没有记入实绩。"]
    assert section(document, "需要协调解决的问题") == ["各单位没有提出需要协调解决的问题。"]


def test_another_month_is_not_told(year: Year) -> None:
    reported(year)
    document = briefing(year.programme, date(2019, 2, 1))
    assert section(document, "总体情况")[0].endswith("2月没有通过的报告，没有记入实绩。")
    assert len(section(document, "总体情况")) == 1


def test_what_is_late_is_told_with_its_arithmetic(year: Year) -> None:
    make_goal(year.project, label="第一季度", text="到 12 家", due_on=date(2019, 4, 4))
    year.begin().on(date(2019, 4, 9))
    document = briefing(year.programme, MARCH)
    # 5 to 7 April 2019 were the holiday of Qingming.
    assert section(document, "逾期和有风险的项目") == [
        f"1.“{year.project.title}”（牵头单位：示例单位lead）：逾期2个工作日。"
        "第一季度目标“到12家”应于4月4日达到；还没有通过的报告说明已达到。"
        "应于4月4日；至4月9日又过2个工作日（已扣除周末和节假日，计入调休上班）。"
    ]


def test_goals_of_the_next_month(year: Year) -> None:
    make_goal(year.project, label="甲", text="建成示例站", due_on=date(2019, 4, 30))
    make_goal(year.project, label="乙", text="后面的", due_on=date(2019, 5, 31))
    year.begin()
    assert section(briefing(year.programme, MARCH), "下月目标") == [
        "4月到期的阶段目标有1个：",
        f"1.“{year.project.title}”（牵头单位：示例单位lead）：建成示例站，4月30日前达到。",
    ]
    assert section(briefing(year.programme, date(2019, 2, 1)), "下月目标")[0].startswith(
        "3月没有到期的阶段目标。下一批阶段目标应于4月30日前达到，共1个"
    )
    assert section(briefing(year.programme, date(2019, 5, 1)), "下月目标") == ["没有尚待达到的阶段目标。"]


def test_small_counts_of_persons_are_hidden(year: Year) -> None:
    kind_of("persons-reached")
    FactKind.objects.filter(code="persons-reached").update(name="参加人次", unit="人次", counts_persons=True)
    reported(year, 4, "persons-reached", text="办了一场活动")
    document = briefing(year.programme, MARCH)
    assert section(document, "总体情况")[1] == "3月完成：参加*人次。"
    assert "参加4" not in "".join(document.texts())
    assert lines(document)[-1].startswith("注：“*”处是按人计数的小数字")


def test_it_is_chinese_in_every_interface_language(year: Year) -> None:
    make_goal(year.project, label="第一季度", due_on=date(2019, 4, 4))
    reported(year)
    year.on(date(2019, 4, 12))
    in_chinese = briefing(year.programme, MARCH)
    with translation.override("en"):
        assert briefing(year.programme, MARCH) == in_chinese


def test_queries_do_not_grow_with_projects(year: Year) -> None:
    reported(year)
    make_goal(year.project)

    def queries() -> int:
        programme = Programme.objects.select_related("owner").get()
        with CaptureQueriesContext(connection) as captured:
            briefing(programme, MARCH)
        return len(captured)

    few = queries()
    for _number in range(3):
        project = make_project(year.programme, year.lead, year.support)
        make_goal(project)
        make_indicator(project)
    assert queries() == few == 13
