"""Deadlines, quantities, units, marks, declared sizes and clauses, one by one."""

from __future__ import annotations

from datetime import date

import pytest

from tongxin.documents.outline import read_outline
from tongxin.documents.outline.dates import Calendar, deadline
from tongxin.documents.outline.declared import read_declared
from tongxin.documents.outline.duties import read_duty_line, read_pieces
from tongxin.documents.outline.markers import inner_markers, read_marker
from tongxin.documents.outline.matching import matching_copy
from tongxin.documents.outline.measures import measures
from tongxin.documents.outline.numerals import chinese_number, number
from tongxin.documents.outline.quantities import read_targets
from tongxin.documents.outline.units import names_by_part


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022年10月底前", date(2022, 10, 31)),
        ("12月底前", date(2022, 12, 31)),
        ("年底前", date(2022, 12, 31)),
        ("上半年", date(2022, 6, 30)),
        ("第三季度", date(2022, 9, 30)),
        ("三季度末", date(2022, 9, 30)),
        ("6月30日前", date(2022, 6, 30)),
        ("2022年9月", date(2022, 9, 30)),
        ("长期坚持", None),
        ("2月30日前", None),
        ("2022年13月", None),
        ("2023年2月", date(2023, 2, 28)),
        ("10月前", date(2022, 9, 30)),
        ("3月-10月", date(2022, 10, 31)),
        ("2022年3月1日至2022年10月31日", date(2022, 10, 31)),
        ("二〇二三年三月二十八日", date(2023, 3, 28)),
        ("2022.10.31", date(2022, 10, 31)),
        ("明年6月底前", date(2023, 6, 30)),
        ("十二月底前", date(2022, 12, 31)),
        ("2023年底前", date(2023, 12, 31)),
        ("9月中旬", date(2022, 9, 20)),
        ("本月底前", date(2022, 3, 31)),
        ("10个工作日内", None),
        ("２０２２年１０月", date(2022, 10, 31)),
        ("国庆节前", date(2022, 9, 30)),
        ("“五一”前", date(2022, 4, 30)),
        ("2023年教师节前", date(2023, 9, 9)),
        ("春节前", None),
        ("2023年春节前", None),
        ("每月25日前", None),
        ("本周五前", None),
    ],
)
def test_deadlines(words: str, day: date | None) -> None:
    assert deadline(matching_copy(words), Calendar(2022, date(2022, 3, 5))) == day


def test_a_deadline_without_a_year_has_no_date_where_the_document_has_none() -> None:
    assert deadline("12月底前", Calendar()) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("努力实现地区生产总值增长6.2%左右", [("增长6.2%左右", 6.2, "%")]),
        ("建设24家", [("24家", 24, "家")]),
        ("不少于10场", [("不少于10场", 10, "场")]),
        ("培训3000人次", [("3000人次", 3000, "人次")]),
        ("投入500万元", [("500万元", 500, "万元")]),
        ("1.2亿元", [("1.2亿元", 1.2, "亿元")]),
        ("农田20万亩", [("20万亩", 20, "万亩")]),
        ("增长百分之五", [("增长百分之五", 5, "%")]),
        ("百分之六点二", [("百分之六点二", 6.2, "%")]),
        ("增长5%—6%", [("增长5%—6%", 5, "%"), ("增长5%—6%", 6, "%")]),
        ("培育10-15家", [("10-15家", 10, "家"), ("10-15家", 15, "家")]),
        ("新增１０家以上", [("新增１０家以上", 10, "家")]),
        ("投资1,200万元", [("1,200万元", 1200, "万元")]),
        ("新建五个平台", [("五个", 5, "个")]),
        ("至少召开一次", [("一次", 1, "次")]),
        ("20多家", [("20多家", 20, "家")]),
        ("引进亿元以上项目20个", [("20个", 20, "个")]),
        ("招引项目两个以上", [("两个以上", 2, "个")]),
        ("空气优良天数达到330天", [("达到330天", 330, "天")]),
        ("10天内办结", []),
        ("打造15分钟生活圈", []),
        ("推进协同发展（共2项）", []),
        ("第5个项目", []),
        ("2022年10月底前", []),
        ("鞍政发〔2023〕2号", []),
        ("前10名", []),
        ("70周年", []),
        ("“1+6”体系", []),
        ("两个健康", []),
        ("《20条措施》", []),
        ("“22个品牌”", []),
        ("5G网络", []),
        ("十四届五次全会", []),
        ("12345热线", []),
    ],
)
def test_quantities(words: str, expected: list[tuple[str, float, str]]) -> None:
    found = read_targets(words, matching_copy(words), 0, len(words))
    assert [(t.text, t.value, t.unit) for t in found] == expected


@pytest.mark.parametrize(
    ("words", "lead", "supporting"),
    [
        ("牵头单位：区发改局", ("区发改局",), ()),
        ("责任单位:示例经开区,各街道、区直各部门", ("示例经开区",), ("各街道", "区直各部门")),
        (
            "(责任单位:区民政局(退役军人局)、各镇(街道、园区);完成时限:2022年10月底前)",
            ("区民政局(退役军人局)",),
            ("各镇(街道、园区)",),
        ),
        ("(甲局、乙局牵头,丙局、丁局按职责分工负责)", ("甲局", "乙局"), ("丙局", "丁局")),
        ("（市发改委牵头，市财政局、各辖市(区)配合）", ("市发改委",), ("市财政局", "各辖市(区)")),
        ("(市教育局、市体育局按职责分工负责)", ("市教育局",), ("市体育局",)),
        ("(由市委统战部会同市民政局负责)", ("市委统战部",), ("市民政局",)),
        ("责任单位:市发改委(牵头)、市财政局、市审计局", ("市发改委",), ("市财政局", "市审计局")),
        ("牵头单位:市发改委 配合单位:市财政局 完成时限:2022年9月", ("市发改委",), ("市财政局",)),
        ("主办单位：市商务局\u3000协办单位：市教育局；市体育局", ("市商务局",), ("市教育局", "市体育局")),
        ("牽頭單位:市發改委", ("市發改委",), ()),
        ("(市公安局和市司法局负责)", ("市公安局",), ("市司法局",)),
        ("牵头单位:市人力资源和社会保障局、市工业和信息化局等部门", ("市人力资源和社会保障局", "市工业和信息化局"), ()),
        ("责任领导:某某", (), ()),
    ],
)
def test_duties(words: str, lead: tuple[str, ...], supporting: tuple[str, ...]) -> None:
    duty = read_duty_line(matching_copy(words), 0, len(words))
    assert duty is not None
    assert names_by_part(words, duty.units) == (lead, supporting)


@pytest.mark.parametrize(
    "words", ["加快名人故居(场馆)修缮", "开展活动(社区、学校)并推广", "各区要负责落实。", "支持企业(含个体户)发展"]
)
def test_brackets_that_name_no_unit(words: str) -> None:
    assert [piece.duty for piece in read_pieces(words, 0, len(words))] == [None]


@pytest.mark.parametrize(
    ("words", "ordinal", "marker", "rest"),
    [
        ("一、加强", "一", "一、", "加强"),
        ("（二）加强", "二", "（二）", "加强"),
        ("1．加强", "1", "1．", "加强"),
        ("1、加强", "1", "1、", "加强"),
        ("(1)加强", "1", "(1)", "加强"),
        ("①加强", "①", "①", "加强"),
        ("第一条 加强", "一", "第一条", "加强"),
        ("第二章 总则", "二", "第二章", "总则"),
        ("一要加强", "一", "一要", "加强"),
        ("一是加强", "一", "一是", "加强"),
        ("首先,加强", "首先", "首先,", "加强"),
        ("第一,加强", "一", "第一,", "加强"),
        ("【1】加强", "1", "【1】", "加强"),
        ("Ⅰ.加强", "Ⅰ", "Ⅰ.", "加强"),
        ("A.加强", "A", "A.", "加强"),
        ("任务一:加强", "一", "任务一:", "加强"),
        ("●加强", None, "●", "加强"),
        ("1.2022年底前完成", "1", "1.", "2022年底前完成"),
        ("3.6月份发布", "3", "3.", "6月份发布"),
        ("2 加强领导", "2", "2", "加强领导"),
    ],
)
def test_marks(words: str, ordinal: str | None, marker: str, rest: str) -> None:
    found = read_marker(words, matching_copy(words), 0, len(words))
    assert found is not None
    assert (found.ordinal, words[slice(*found.span)], words[found.words :]) == (ordinal, marker, rest)


@pytest.mark.parametrize(
    "words",
    [
        "1.5亿元",
        "2022年工作",
        "三、四季度",
        "一、二、三产业",
        "2 个项目",
        "10家企业",
        "10:30开会",
        "二要点",
        "第一批",
        "第一季度",
        "3",
    ],
)
def test_what_only_looks_like_a_mark(words: str) -> None:
    assert read_marker(words, matching_copy(words), 0, len(words)) is None


def test_marks_inside_a_line_count_only_in_a_series() -> None:
    words = "会议指出:一要加强甲;二要推进乙。比重1.5。三是丙。(一)丁。(二)戊。(一)己。"
    assert [m.ordinal for m in inner_markers(words, words, 0, len(words), {})] == ["一", "二", "一", "二"]


@pytest.mark.parametrize(
    ("words", "areas", "projects", "titles"),
    [
        ("方案明确了8大类、46项任务。", 8, 46, ()),
        ("从五个方面提出20条措施", 5, 20, ()),
        ("围绕产业、民生、生态三个方面,共安排30项重点工作。", 3, 30, ("产业", "民生", "生态")),
        ("安排了甲、乙、丙等三个方面重点工作共12个重点项目。", 3, 12, ("甲", "乙", "丙")),
        ("共十件民生实事。", None, 10, ()),
        ("第二类企业3个项目", None, None, ()),
    ],
)
def test_declared_sizes(words: str, areas: int | None, projects: int | None, titles: tuple[str, ...]) -> None:
    declared = read_declared(words, matching_copy(words))
    assert (declared.areas, declared.projects, declared.area_titles) == (areas, projects, titles)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("按照要求,开展甲活动,确保实效,建立乙制度。", ["按照要求,开展甲活动,确保实效", "建立乙制度"]),
        ("以服务为重点,不断完善体系。", ["以服务为重点,不断完善体系"]),
        ("在甲区开展试点工作,支持乙区建设示范区。", ["在甲区开展试点工作", "支持乙区建设示范区"]),
        ("各区要结合“建设年”活动,加快推进品牌建设。", ["各区要结合“建设年”活动,加快推进品牌建设"]),
        ("推进“甲,乙”建设;加强丙。", ["推进“甲,乙”建设", "加强丙"]),
        ("加快名人故居(场馆)修缮建设,命名第二批基地。", ["加快名人故居(场馆)修缮建设", "命名第二批基地"]),
        ("企业是经济的主体。", []),
    ],
)
def test_measures(words: str, expected: list[str]) -> None:
    assert [words[a:b] for a, b in measures(words, 0, len(words))] == expected


def test_numerals() -> None:
    assert [chinese_number(w) for w in ("四十六", "二〇二三", "一百零五", "三百万", "十", "两", "甲")] == [
        46,
        2023,
        105,
        3_000_000,
        10,
        2,
        None,
    ]
    assert [number(w) for w in ("12", "⑫", "㈢", "Ⅳ", "XIV", "b")] == [12, 12, 3, 4, 14, 2]


@pytest.mark.parametrize(
    ("words", "copy"),
    [
        ("促进和谐．建成站点10个．", "促进和谐。建成站点10个。"),
        ("走访企业.\n一.总体要求", "走访企业。\n一.总体要求"),
        ("1.建成3.5公里", "1.建成3.5公里"),
    ],
)
def test_a_point_typed_for_a_full_stop_ends_the_sentence(words: str, copy: str) -> None:
    assert matching_copy(words) == copy


def test_the_matching_copy_keeps_every_place() -> None:
    words = "推動經濟發展,牽頭單位：發改委（１０％）\U0001f600"
    assert matching_copy(words) == "推动经济发展,牵头单位:发改委(10%)\U0001f600"


@pytest.mark.parametrize(
    ("sentence", "lead", "supporting"),
    [
        ("由市工商联会同市发改委走访企业30家，市商务局配合做好服务。", ("市工商联",), ("市发改委", "市商务局")),
        ("市工商联会同市发改委走访企业30家。", ("市工商联",), ("市发改委",)),
        ("由市委统战部组织开展宣讲20场。", ("市委统战部",), ()),
        ("由此形成长效机制，举办活动3场。", (), ()),
        ("由党外代表人士组成宣讲团，开展宣讲5场。", (), ()),
        ("市侨联同市商务局一道举办论坛1场。", (), ()),
    ],
)
def test_units_named_in_passing(sentence: str, lead: tuple[str, ...], supporting: tuple[str, ...]) -> None:
    draft = read_outline(
        f"关于开展示例工作年的通知\n\n一、重点任务\n（一）示例任务\n{sentence}\n（二）另一任务\n举办活动5场。\n"
    )
    node = draft.nodes[0].children[0]
    assert (node.lead_units, node.supporting_units) == (lead, supporting)
