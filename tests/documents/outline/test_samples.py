"""Sample documents of the usual layouts, and what a careful clerk reads in each."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.documents.outline.draft_laws import check
from tongxin.documents.outline import Draft, Kind, Node, Reason, read_outline
from tongxin.documents.reading import read_document

SAMPLES = Path(__file__).parents[1] / "samples"
# The real documents are no part of the repository; where a checkout stands beside them they are read too.
REAL = next((up / "shared" for up in Path(__file__).parents[4:6] if (up / "shared").is_dir()), Path("absent"))


def read(name: str) -> tuple[str, Draft]:
    document = read_document((SAMPLES / name).read_bytes(), name)
    draft = read_outline(document.text)
    check(document.text, draft)
    return document.text, draft


def outline(draft: Draft) -> list[tuple[str, str, str | None, str]]:
    return [(node.id, node.kind.value, node.ordinal, node.title) for node in draft.walk()]


def node(draft: Draft, starts: str) -> Node:
    return next(node for node in draft.walk() if node.title.startswith(starts))


def duty(found: Node) -> tuple[tuple[str, ...], tuple[str, ...], str | None, date | None]:
    return (
        found.lead_units,
        found.supporting_units,
        found.due.text if found.due else None,
        found.due.date if found.due else None,
    )


def targets(found: Node) -> list[tuple[int | float, str]]:
    return [(target.value, target.unit) for target in found.targets]


def beside(text: str, draft: Draft, reason: Reason) -> list[str]:
    return [text[slice(*piece.span)] for piece in draft.unplaced if piece.reason is reason]


def test_a_division_of_tasks_with_duties_in_brackets() -> None:
    text, draft = read("division.txt")
    assert draft.title == "示例市优化营商环境2022年重点任务分工方案"
    assert draft.document_number == "示政办发〔2022〕15号"
    assert draft.issued_on == date(2022, 3, 5)
    assert draft.issuer == "示例市人民政府办公室"
    assert (draft.declared.areas, draft.declared.projects) == (5, 18)
    assert outline(draft) == [
        ("1", "area", "一", "提升政务服务效能"),
        ("1.1", "project", "一", "推进“一件事”集成服务"),
        ("1.1.1", "measure", None, "年内新增集成事项不少于20项"),
        ("1.1.2", "measure", None, "建立办理时限公示制度，确保群众少跑腿"),
        ("1.2", "project", "二", "压减审批时限"),
        ("1.2.1", "measure", "一", "精简申报材料30%以上"),
        ("1.2.2", "measure", "二", "推广电子证照"),
        ("1.2.3", "measure", "三", "开展帮办代办"),
        ("2", "area", "二", "加大惠企政策落实力度"),
        ("2.1", "project", "一", "兑现减税降费政策"),
        ("2.1.1", "measure", None, "市税务局、市财政局要落实留抵退税政策，全年退税1.2亿元"),
        ("2.2", "project", "二", "降低融资成本"),
        ("2.2.1", "measure", None, "开展银企对接活动10场"),
        ("2.2.2", "measure", None, "建立企业信用档案"),
        ("2.2.3", "measure", None, "支持甲区建设金融服务示范区，切实解决企业融资难题"),
        ("2.3", "project", "三", "召开企业座谈会"),
    ]
    assert duty(node(draft, "推进“一件事”")) == (
        ("市行政审批局",),
        ("市公安局", "市民政局(退役军人局)", "各县（市、区）"),
        "2022年10月底前",
        date(2022, 10, 31),
    )
    assert duty(node(draft, "压减审批时限")) == (("市行政审批局",), ("市大数据局",), "长期坚持", None)
    assert duty(node(draft, "兑现减税")) == (("市税务局",), ("市财政局",), None, None)
    assert duty(node(draft, "降低融资成本")) == (("市金融局",), ("市发改委",), "2022年6月30日前完成", date(2022, 6, 30))
    assert duty(node(draft, "召开企业座谈会")) == (("市工商联",), (), "2月30日前", None)
    assert targets(node(draft, "推进“一件事”")) == [(20, "项")]
    assert beside(text, draft, Reason.CLOSING) == ["各单位要高度重视，每季度末向市政府办公室报送进展情况。"]
    assert beside(text, draft, Reason.ATTACHMENT) == ["附件：1.重点任务清单", "2.进展情况表"]


def test_points_of_work_with_duties_on_lines_of_their_own() -> None:
    text, draft = read("points.txt")
    assert (draft.title, draft.issuer, draft.issued_on) == (
        "示例区2023年统战工作要点",
        "中共示例区委统战部",
        date(2023, 1, 18),
    )
    assert duty(node(draft, "加强阵地建设")) == (
        ("区委统战部",),
        ("区财政局", "各街道"),
        "6月30日前",
        date(2023, 6, 30),
    )
    assert duty(node(draft, "做好企业服务工作")) == (
        ("区工商联",),
        ("区工信局", "区商务局"),
        "年底前",
        date(2023, 12, 31),
    )
    assert duty(node(draft, "培育年轻一代")) == (("区工商联",), ("团区委",), "第三季度", date(2023, 9, 30))
    assert [child.ordinal for child in node(draft, "培育年轻一代").children] == ["1", "2"]
    assert targets(node(draft, "总体目标")) == [(3, "个"), (300, "人次")]
    assert node(draft, "保障措施").kind is Kind.NOTE
    assert not any("某某某" in name for found in draft.walk() for name in found.lead_units + found.supporting_units)
    assert beside(text, draft, Reason.IMPRINT) == ["抄送：区委办公室，区政府办公室。"]


def test_a_meeting_report_that_counts_inside_a_paragraph() -> None:
    text, draft = read("meeting.txt")
    assert outline(draft) == [
        ("1", "project", "首先", "要建立领导干部联系企业制度，每月走访企业不少于2次"),
        ("2", "project", "其次", "要开展“银企直通车”活动，力争全年放贷5亿元"),
        ("3", "project", "最后", "要完善考核机制，确保任务落地"),
    ]
    assert draft.declared.as_json() == {"areas": 3, "projects": 12, "area_titles": ["政策", "服务", "环境"]}
    assert draft.issued_on == date(2021, 5, 12)
    assert draft.issuer is None
    assert len(beside(text, draft, Reason.ATTENDANCE)) == 2


def test_rules_by_chapter_and_article() -> None:
    _, draft = read("articles.txt")
    assert [(n.ordinal, n.marker, n.level) for n in draft.walk()] == [
        ("一", "第一章", 1),
        ("一", "第一条", 2),
        ("二", "第二条", 2),
        ("二", "第二章", 1),
        ("三", "第三条", 2),
        ("四", "第四条", 2),
        ("一", "（一）", 3),
        ("二", "（二）", 3),
        ("三", "（三）", 3),
        ("三", "第三章", 1),
        ("五", "第五条", 2),
    ]
    assert [n.kind for n in draft.nodes] == [Kind.NOTE, Kind.AREA, Kind.NOTE]
    assert targets(node(draft, "区工商联应当")) == [(2, "次"), (100, "人")]


def test_traditional_characters_in_one_running_line() -> None:
    _, draft = read("flat.txt")
    assert [(n.level, n.ordinal, n.title) for n in draft.walk() if n.ordinal] == [
        (1, "一", "總體要求"),
        (1, "二", "主要任務"),
        (2, "一", "擴大交流往來"),
        (2, "二", "服務台商發展"),
        (1, "三", "工作保障"),
    ]
    assert duty(node(draft, "擴大交流")) == (("縣台辦",), ("縣文旅局", "縣教育局"), "2020年9月", date(2020, 9, 30))
    assert duty(node(draft, "服務台商")) == (("縣商務局",), ("縣工信局",), None, None)
    assert node(draft, "支持台商參與展會").kind is Kind.MEASURE


def test_a_table_on_a_web_page() -> None:
    text, draft = read("notice.html")
    assert "脚本" not in text
    assert "版权所有" not in text
    assert (draft.document_number, draft.issued_on, draft.issuer) == (
        "示政发〔2024〕3号",
        date(2024, 2, 18),
        "示例市人民政府",
    )
    assert [(n.kind.value, n.ordinal, n.title) for n in draft.walk() if n.level < 3] == [
        ("area", None, "教育惠民"),
        ("project", "1", "新建幼儿园12所，新增学位3000个"),
        ("project", "2", "改造校园操场20片"),
        ("area", None, "健康惠民"),
        ("project", "3", "为老年人免费体检5万人次"),
    ]
    assert duty(node(draft, "新建幼儿园")) == (
        ("市教育局",),
        ("市财政局", "各区人民政府"),
        "2024年11月底前",
        date(2024, 11, 30),
    )
    assert targets(node(draft, "为老年人")) == [(5, "万人次")]
    assert [duty(child)[2:] for child in node(draft, "新建幼儿园").children] == [
        ("第一季度", date(2024, 3, 31)),
        ("第二季度", date(2024, 6, 30)),
    ]


def test_a_document_without_any_numbering() -> None:
    text = (
        "示例街道2021年工作安排\n夯实阵地\n建设活动室3间，完善管理制度。"
        "\n责任单位：街道党建办\n服务居民\n组织义诊10场，为老年人提供便利。\n"
    )
    draft = read_outline(text)
    check(text, draft)
    assert [(n.level, n.title) for n in draft.walk()] == [
        (1, "夯实阵地"),
        (2, "建设活动室3间"),
        (2, "完善管理制度"),
        (1, "服务居民"),
        (2, "组织义诊10场，为老年人提供便利"),
    ]
    assert draft.nodes[0].lead_units == ("街道党建办",)


def test_several_brackets_in_one_item_make_measures_with_units_of_their_own() -> None:
    text = (
        "一、产业\n1.做强产业。新增企业8家。（区工信局牵头）培育小巨人3家。（区科技局负责，"
        "12月底前）\n2.修路5条，由区交通局牵头，区住建局配合。\n"
    )
    draft = read_outline(text)
    check(text, draft)
    first, second = node(draft, "新增企业"), node(draft, "培育小巨人")
    assert (first.lead_units, second.lead_units) == (("区工信局",), ("区科技局",))
    assert node(draft, "做强产业").lead_units == ()
    assert duty(node(draft, "修路"))[:2] == (("区交通局",), ("区住建局",))


def test_labels_and_values_by_turns() -> None:
    text = (
        "重点工作: | 扶持企业，办好座谈会。\n牵头单位: | 市甲局\n年度阶段性工作目标: | "
        "2019年第一季度:召开座谈会。 第二季度:发布公告。\n进展落实情况: | 已完成。\n重点工作: | "
        "建设平台。\n牵头单位: | 市乙局\n"
    )
    draft = read_outline(text)
    check(text, draft)
    assert [(n.kind.value, n.title) for n in draft.nodes] == [
        ("project", "扶持企业，办好座谈会"),
        ("project", "建设平台"),
    ]
    assert [n.lead_units for n in draft.nodes] == [("市甲局",), ("市乙局",)]
    assert [(n.kind.value, n.title) for n in draft.nodes[0].children] == [
        ("measure", "召开座谈会"),
        ("measure", "发布公告"),
        ("note", "已完成。"),
    ]


def test_nothing_is_missed_in_the_real_documents_beside_this_repository() -> None:
    for expected in sorted(REAL.glob("inputs/*.expected.json")):
        source = expected.with_name(expected.name.replace(".expected.json", ".txt"))
        text = source.read_text(encoding="utf-8")
        draft = read_outline(text)
        check(text, draft)
        held = subprocess.run(
            [sys.executable, REAL / "tools" / "check_draft.py", source, expected],
            input=json.dumps(draft.as_json()),
            capture_output=True,
            text=True,
            check=False,
        )
        assert held.returncode == 0, held.stdout
