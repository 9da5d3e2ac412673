import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tongxin.common.tables import (
    DateColumn,
    DecimalColumn,
    SheetOut,
    TextColumn,
    UnwritableCell,
    WholeNumberColumn,
    read_workbook,
    write_csv,
    write_workbook,
)
from tongxin.common.tables.cells import cell_name, cell_position, decoded, encoded, guarded, unguarded

ALPHABET = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
TEXT = st.text(ALPHABET, max_size=60) | st.from_regex(r"['=+\-@\t\r\n_x0-9A-F]{0,12}", fullmatch=True)
VALUES = (
    TEXT
    | st.none()
    | st.booleans()
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(date(1900, 3, 1), date(9999, 12, 31))
)


def there_and_back(rows):
    content = write_workbook([SheetOut("表", ["甲", "乙", "丙"], rows)])
    return [(row + [None] * 3)[:3] for row in read_workbook(content, "a.xlsx").sheet("表").rows[1:]]


def there_and_back_in_csv(rows):
    content = b"".join(write_csv(["甲", "乙", "丙"], rows))
    return read_workbook(content, "a.csv").sheet("a.csv").rows[1:]


@given(st.lists(st.tuples(TEXT, TEXT, st.just("末")), min_size=1, max_size=5))
@example(
    [
        ("'=1+1", "=1+1", "末"),
        ("''@", "_x0041_", "末"),
        ("_x005F_x0041_", " 空 格 ", "末"),
        ("\r\n", "\x00\x1f", "末"),
    ]
)
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back_as_it_went(rows):
    assert there_and_back(rows) == [[value or None for value in row] for row in rows]
    assert there_and_back_in_csv(rows) == [[value or None for value in row] for row in rows]


@given(st.lists(st.tuples(VALUES, VALUES, st.just("末")), min_size=1, max_size=4))
@settings(deadline=None)
def test_numbers_dates_and_truths_keep_their_type(rows):
    returned = there_and_back(rows)
    for row, back in zip(rows, returned, strict=True):
        for value, again in zip(row, back, strict=True):
            if isinstance(value, float):
                # More than 15 digits are written as text: no spreadsheet holds them as a number.
                assert float(again) == value
            else:
                assert again == (value if value != "" else None)
                assert type(again) is type(value) or value == ""


@given(st.integers(0, 15).flatmap(lambda places: st.decimals(-(10**20), 10**20, places=places)))
@example(Decimal("1234567890.123456789"))
@example(Decimal("1.10"))
@example(Decimal("-0.1"))
@settings(deadline=None)
def test_decimals_are_exact(number):
    for back in (there_and_back([(number, "x", "末")]), there_and_back_in_csv([(number, "x", "末")])):
        assert DecimalColumn().resolve(back[0][0]) == number


@given(st.integers(-(2**63), 2**63 - 1))
@settings(deadline=None)
def test_whole_numbers_are_exact(number):
    assert WholeNumberColumn().resolve(there_and_back([(number, "x", "末")])[0][0]) == number


@given(st.dates(date(1900, 1, 1)))
@settings(deadline=None)
def test_days_are_exact(day):
    for back in (there_and_back([(day, "x", "末")]), there_and_back_in_csv([(day, "x", "末")])):
        assert DateColumn().resolve(back[0][0]) == day


def test_moments_are_written_in_the_time_of_the_office():
    moment = datetime(2019, 3, 28, 17, 30, 15, tzinfo=UTC)
    assert there_and_back([(moment, "x", "末")])[0][0] == datetime.fromisoformat("2019-03-29 01:30:15")
    exact = moment + timedelta(microseconds=5)
    assert there_and_back([(exact, "x", "末")])[0][0] == "2019-03-29 01:30:15.000005"


def test_the_longest_text_comes_back_and_a_longer_one_names_its_cell():
    longest = "长" * 32_767
    assert there_and_back([(longest, None, "末")])[0][0] == longest
    with pytest.raises(UnwritableCell, match="工作表“表”B2写不进表格：文字超过32767个字"):
        there_and_back([("短", longest + "了", "末")])
    assert there_and_back_in_csv([(longest + "了", None, "末")])[0][0] == longest + "了"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), "\ud800", "\ufffe", "a\uffff"])
def test_what_no_cell_can_hold_names_its_cell(value):
    with pytest.raises(UnwritableCell, match="A2写不进表格"):
        there_and_back([(value, None, "末")])


@given(st.text())
@example("='1")
def test_guard_and_code_are_undone_exactly(text):
    assert unguarded(guarded(text)) == text
    assert decoded(encoded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_text_is_a_formula_in_the_file_or_looks_like_one():
    content = write_workbook([SheetOut("表", ["=甲"], [["=cmd|' /C calc'!A0"], ["@SUM(A1)"], ["#N/A"], ["-5"]])])
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(content))["表"].iter_rows()]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("'=甲", "s"),
        ("'=cmd|' /C calc'!A0", "s"),
        ("'@SUM(A1)", "s"),
        ("#N/A", "s"),
        ("'-5", "s"),
    ]
    assert b"".join(write_csv(["名"], [["=1"], [-5], ["-5"]])).decode("utf-8-sig") == "名\r\n'=1\r\n-5\r\n'-5\r\n"


def test_the_sheet_is_dressed():
    content = write_workbook(
        [
            SheetOut("重点项目[一]/表", ["名称", "n"], [["一二三四五六七八九十", 1]]),
            SheetOut("重点项目 一 表", ["x"], []),
        ],
        note=["本表由系统导出。"],
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["重点项目 一  表", "重点项目 一 表", "说明"]
    page = book.worksheets[0]
    assert page["A1"].font.bold
    assert page.freeze_panes == "A2"
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (22, 6)
    assert book["说明"]["A1"].value == "本表由系统导出。"


def test_sheet_names_are_made_different():
    content = write_workbook([SheetOut(name, ["x"], []) for name in ("表" * 40, "表" * 40, "a", "A", "//")])
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["表" * 31, "表" * 29 + " 2", "a", "A 2", "工作表"]


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 450])
def test_no_row_is_lost_however_many_there_are(count):
    rows = ((number, "示例", "末") for number in range(count))
    assert [row[0] for row in there_and_back(rows)] == list(range(count))


def test_a_workbook_needs_a_sheet():
    with pytest.raises(ValueError, match="needs a sheet"):
        write_workbook([])


@given(st.integers(1, 10**6), st.integers(1, 16384))
def test_cell_names(row, column):
    assert cell_position(cell_name(row, column)) == (row, column)


def test_cell_names_by_example():
    assert [cell_name(1, 1), cell_name(3, 26), cell_name(3, 27), cell_name(9, 703)] == ["A1", "Z3", "AA3", "AAA9"]
    with pytest.raises(ValueError, match="no cell name"):
        cell_position("1A")


def test_text_columns_can_keep_white_space():
    assert TextColumn("t", "t", strip=False).resolve(there_and_back([("  x\t", None, "末")])[0][0]) == "  x\t"
