from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.tables import (
    ChoiceColumn,
    DateColumn,
    DecimalColumn,
    Layout,
    Sheet,
    TextColumn,
    WholeNumberColumn,
    WrongCell,
    YesNoColumn,
    read_rows,
)


class UnitColumn(TextColumn):
    """The lead unit, looked up in the context."""

    name = "unit"
    heading = "牵头单位"
    aliases = ("责任单位",)
    required = True

    def clean(self, value, row, context):
        if value not in context:
            raise WrongCell("没有这个单位")
        return context[value]


LAYOUT = Layout(
    "任务",
    [
        WholeNumberColumn("number", "序号", required=True, minimum=1),
        TextColumn("title", "工作任务", required=True, max_length=10),
        UnitColumn(),
        DateColumn("due", "完成时限"),
        ChoiceColumn("kind", "类别", choices=[("key", "重点项目"), ("usual", "常规工作")]),
        YesNoColumn("public", "是否公开"),
    ],
    key=("number",),
)
HEADINGS = ["序号", "工作任务", "牵头单位", "完成时限", "类别", "是否公开"]
UNITS = {"示例部": 7}


def read(*rows: list[Any], layout: Layout = LAYOUT, **sheet: Any):
    return read_rows(Sheet("任务", list(rows), **sheet), layout, UNITS)


def told(rows):
    return [(error.cell, error.value, error.reason) for error in rows.errors]


def test_a_good_sheet_gives_values():
    rows = read(HEADINGS, [1, "组织走访", "示例部", date(2019, 3, 28), "重点项目", "是"], [2, "举办活动", "示例部"])
    assert rows.errors == []
    assert [row.values for row in rows.values] == [
        {"number": 1, "title": "组织走访", "unit": 7, "due": date(2019, 3, 28), "kind": "key", "public": True},
        {"number": 2, "title": "举办活动", "unit": 7, "due": None, "kind": None, "public": None},
    ]
    assert rows.values[1].number == 3
    assert rows.values[1].cell("unit") == "C3"


def test_all_errors_are_told_at_once_by_cell():
    rows = read(
        HEADINGS,
        ["一", "组织走访", "未知部", "2月30日", "重点项日", "也许"],
        [0, None, "示例部", "2019年2月30日", "无关", 1],
        [3, "一二三四五六七八九十一", "示例部", "很快", None, None],
    )
    assert rows.values == []
    assert told(rows) == [
        ("A2", "一", "应为数字，不带单位和其他文字"),
        ("C2", "未知部", "没有这个单位"),
        ("D2", "2月30日", "2月没有30日"),
        ("E2", "重点项日", "不在可选范围内，是否为“重点项目”？可选：重点项目、常规工作"),
        ("F2", "也许", "请填“是”或“否”"),
        ("A3", "0", "不能小于1"),
        ("B3", "", "“工作任务”必须填写"),
        ("D3", "2019年2月30日", "2019年2月没有30日"),
        ("E3", "无关", "不在可选范围内，可选：重点项目、常规工作"),
        ("B4", "一二三四五六七八九十一", "共11字，超过了10字的上限，请精简"),
        ("D4", "很快", "不是日期，请写成“2019年3月28日”或“2019-03-28”"),
    ]
    assert str(rows.errors[1]) == "工作表“任务”C2“未知部”：没有这个单位。"
    assert str(rows.errors[6]) == "工作表“任务”B3：“工作任务”必须填写。"


def test_headings_may_differ_in_width_spaces_and_marks_and_stand_below_a_title():
    rows = read(
        ["2019年工作任务表"],
        [],
        ["序 号", "工作任务（必填）", "责任单位*", "完成时限：", None, "是否公开"],
        [1, "组织走访", "示例部"],
    )
    assert rows.errors == []
    assert rows.values[0].number == 4
    assert rows.values[0].values["unit"] == 7


def test_unknown_and_missing_headings_are_told_with_the_nearest():
    rows = read(["序号", "工作任务", "牵头单位名", "备注"], [1, "组织走访", "示例部", "x"])
    assert told(rows) == [
        ("C1", "牵头单位名", "不认识这一列，是否为“牵头单位”？若是，请改成这个名称"),
        ("D1", "备注", "不认识这一列，请删去或改名；可用的列：序号、工作任务、牵头单位、完成时限、类别、是否公开"),
        ("A1", "", "缺少“牵头单位”一列，表中最相近的是“牵头单位名”"),
    ]


def test_a_heading_that_stands_twice_is_told():
    rows = read(["序号", "工作任务", "牵头单位", "责任单位"], [1, "组织走访", "示例部", "示例部"])
    assert told(rows) == [("D1", "责任单位", "与C1是同一列，请删去其中一列")]


def test_rows_with_the_same_key_are_told_with_both_rows():
    rows = read(HEADINGS, [1, "甲", "示例部"], [], [2, "乙", "示例部"], [1, "丙", "示例部"])
    assert told(rows) == [("A5", "1", "第5行与第2行的“序号”相同，请改正或删去其中一行")]


@pytest.mark.parametrize("rows", [[], [[]], [["无关"]]])
def test_a_sheet_without_our_headings_is_told(rows):
    assert [error.reason for error in read(*rows).errors][-1] == "缺少“牵头单位”一列，请在表头中补上"


def test_headings_without_rows_are_told():
    assert told(read(HEADINGS, [None, None])) == [("A2", "", "表头下面没有内容，请从这一行填起")]


def test_a_formula_is_an_error_of_its_cell():
    rows = read(HEADINGS, [1, "甲", "示例部"], [2, "乙", "示例部"], formulas=frozenset({"A3"}))
    assert told(rows) == [("A3", "2", "含有公式，请改成公式算出的数值或文字（复制后“选择性粘贴—值”）")]
    assert [row.number for row in rows.values] == [2]


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2019年3月28日", date(2019, 3, 28)),
        ("2019-3-28", date(2019, 3, 28)),
        ("2019/3/28", date(2019, 3, 28)),
        ("２０１９．３．２８", date(2019, 3, 28)),
        ("20190328", date(2019, 3, 28)),
        (" 2019 年 3 月 28 日 ", date(2019, 3, 28)),
        ("2019-03-28 00:00:00", date(2019, 3, 28)),
        (43552, date(2019, 3, 28)),
        (43552.5, date(2019, 3, 28)),
        (datetime.fromisoformat("2019-03-28 09:00"), date(2019, 3, 28)),
        (date(2020, 2, 29), date(2020, 2, 29)),
        ("  ", None),
    ],
)
def test_days_in_every_usual_form(raw, day):
    assert DateColumn().resolve(raw) == day


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("2月30日", "2月没有30日"),
        ("3月28日", "缺少年份，请写成“2019年3月28日”的样子"),
        ("2019-2-29", "2019年2月没有29日"),
        ("2019-13-1", "没有13月"),
        ("2019-4-31", "2019年4月没有31日"),
        ("0019-4-30", "年份应在1900年以后"),
        (5, "不是日期，请写成“2019年3月28日”或“2019-03-28”"),
        (True, "不是日期，请写成“2019年3月28日”或“2019-03-28”"),
    ],
)
def test_days_that_are_none(raw, reason):
    with pytest.raises(WrongCell) as wrong:
        DateColumn().resolve(raw)
    assert str(wrong.value) == reason


@pytest.mark.parametrize(
    ("raw", "number"),
    [(1, 1), ("1,234", 1234), ("１２", 12), ("-3", -3), ("5.0", 5), ("1234567890123456789", 1234567890123456789)],
)
def test_whole_numbers(raw, number):
    assert WholeNumberColumn().resolve(raw) == number


@pytest.mark.parametrize(
    ("column", "raw", "reason"),
    [
        (WholeNumberColumn(), 1.5, "应为整数"),
        (WholeNumberColumn(), "3个", "应为数字，不带单位和其他文字"),
        (WholeNumberColumn(), True, "应为数字"),
        (WholeNumberColumn(), date(2019, 1, 1), "应为数字"),
        (WholeNumberColumn(maximum=9), 10, "不能大于9"),
        (WholeNumberColumn(), "1E30", "不能大于9223372036854775807"),
        (DecimalColumn(places=2), "123456789012345678901234567890.125", "最多保留2位小数"),
        (DecimalColumn(), "1,23", "应为数字，不带单位和其他文字"),
        (DecimalColumn(places=2), "1.005", "最多保留2位小数"),
        (DecimalColumn(), 1e20, "数字超过15位，表格软件已丢失末尾几位；请把单元格设为“文本”格式后重新填写"),
        (TextColumn(), 1e20, "数字超过15位，表格软件已丢失末尾几位；请把单元格设为“文本”格式后重新填写"),
    ],
)
def test_numbers_that_are_none(column, raw, reason):
    with pytest.raises(WrongCell) as wrong:
        column.resolve(raw)
    assert str(wrong.value) == reason


def test_decimals_are_what_was_typed():
    assert DecimalColumn(places=2).resolve(0.1) == Decimal("0.1")
    assert DecimalColumn(places=2).resolve("1,234.50") == Decimal("1234.50")
    assert DecimalColumn().resolve(" ") is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [(3, "3"), (1.5, "1.5"), (True, "TRUE"), (date(2019, 3, 28), "2019-03-28"), ("  甲 ", "甲"), (" ", None)],
)
def test_text_takes_what_is_written(raw, text):
    assert TextColumn().resolve(raw) == text


@pytest.mark.parametrize(
    ("raw", "truth"), [("是", True), ("√", True), (1, True), ("Ｎ", False), (False, False), ("", None)]
)
def test_yes_and_no(raw, truth):
    assert YesNoColumn().resolve(raw) is truth


def test_a_choice_by_label_or_code():
    column = ChoiceColumn(choices=[("key", "重点项目"), ("usual", "常规工作")])
    assert [column.resolve(raw) for raw in ("重点 项目", "KEY", "usual", " ")] == ["key", "key", "usual", None]


def test_a_value_is_assigned_by_its_column():
    @dataclass
    class Target:
        title: str = field(default="")

    target = Target()
    TextColumn("title", "名称").assign(target, "组织走访")
    assert target.title == "组织走访"


CELLS = st.none() | st.text(max_size=8) | st.integers() | st.floats(allow_nan=False) | st.booleans() | st.dates()


@given(st.lists(st.lists(CELLS, max_size=8), max_size=6))
def test_every_filled_row_is_either_read_or_told(rows):
    result = read(HEADINGS, *rows)
    filled = {
        number for number, row in enumerate(rows, start=2) if any(value is not None and value != "" for value in row)
    }
    told_rows = {int(error.cell.lstrip("ABCDEFGHIJ")) for error in result.errors}
    assert filled <= {row.number for row in result.values} | told_rows
    assert not {row.number for row in result.values} & told_rows
