import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.common.files.samples import ENCRYPTED_OFFICE, EXECUTABLE, OLE
from tongxin.common.tables import (
    Layout,
    SheetOut,
    TextColumn,
    UnreadableTable,
    read_rows,
    read_workbook,
    reading,
    write_workbook,
)

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="任务">
<table:table-row><table:table-cell office:value-type="string"><text:p>名称</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>数量</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>示例</text:p>
</table:table-cell><table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>
</table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="1"/><table:table-cell table:formula="of:=[.B2]*2"
 office:value-type="float" office:value="6"><text:p>6</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def ods():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", MANIFEST)
        package.writestr("content.xml", ODS.replace("\n", ""))
    return out.getvalue()


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def simple_xlsx():
    return write_workbook([SheetOut("任务", ["名称"], [["示例"]])])


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (
            EXECUTABLE,
            "计划.xlsx",
            "“计划.xlsx”不是表格文件（可能改过扩展名）。可以导入 .xlsx、.xls、.ods 和 .csv；请在 Excel",
        ),
        (ENCRYPTED_OFFICE, "计划.xlsx", "设有打开密码，读不了。请在 Excel 的“文件—信息—保护工作簿”中取消密码"),
        (simple_xlsx()[:-40], "计划.xlsx", "已损坏，打不开"),
        (b"PK\x03\x04" + bytes(500), "计划.xlsx", "已损坏，打不开"),
        (OLE + bytes(3000), "计划.xls", "已损坏或不是工作簿"),
        (b"", "计划.xlsx", "“计划.xlsx”是空文件"),
        (b" \r\n", "计划.csv", "是空文件"),
        (saved(openpyxl.Workbook()), "计划.xlsx", "里没有内容"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "计划.csv", "不是表格文件"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(content, name, says):
    with pytest.raises(UnreadableTable) as refusal:
        read_workbook(content, name)
    assert says in str(refusal.value)


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<not closed")
        package.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    with pytest.raises(UnreadableTable, match="已损坏或不是工作簿"):
        read_workbook(out.getvalue(), "a.xlsx")


def test_files_over_the_limits_are_refused(monkeypatch):
    with pytest.raises(UnreadableTable, match="超过了 50 MB 的上限"):
        read_workbook(b"x" * (50 * 1024 * 1024 + 1), "a.csv")
    monkeypatch.setattr("tongxin.common.files.packages.MOST_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableTable, match="解开后过大"):
        read_workbook(simple_xlsx(), "a.xlsx")


@pytest.mark.parametrize("content", [simple_xlsx(), b"a\nb\nc\n"])
def test_too_many_rows_are_refused(monkeypatch, content):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    with pytest.raises(UnreadableTable, match="超过了 1 行或 1000 列的上限"):
        read_workbook(content, "a")


def test_a_single_cell_far_away_is_refused_before_it_is_unrolled():
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "远"
    with pytest.raises(UnreadableTable, match="请删去表尾和右侧的空白格式"):
        read_workbook(saved(book), "a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_usual_coding(encoding, delimiter):
    content = f'名称{delimiter}说明\n示例{delimiter}"两\n行"\n'.encode(encoding)
    assert read_workbook(content, "a.csv").sheet("a.csv").rows == [["名称", "说明"], ["示例", "两\n行"]]


def test_an_ods_is_read_with_its_formulas_named():
    sheet = read_workbook(ods(), "a.ods").sheet("任务")
    assert sheet.rows == [["名称", "数量"], ["示例", 3], ["示例", 3], [None, 6]]
    assert sheet.formulas == {"B4"}


def test_formula_cells_of_every_sheet_are_named():
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.active.append(["a", "=1+1", 3])
    book.create_sheet("乙").append(["fx", "=f(1)"[1:]])
    book.create_sheet("丙")["C7"] = "=SUM(A1:A6)"
    book["丙"]["A1"] = date(2019, 3, 28)
    workbook = read_workbook(saved(book), "a.xlsx")
    assert {name: sorted(sheet.formulas) for name, sheet in workbook.sheets.items()} == {
        "甲": ["B1"],
        "乙": [],
        "丙": ["C7"],
    }
    assert workbook.sheet("丙").rows[0][0] == date(2019, 3, 28)


def test_hidden_sheets_are_not_read():
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.create_sheet("选项").append(["b"])
    book["选项"].sheet_state = "hidden"
    assert list(read_workbook(saved(book), "a.xlsx").sheets) == ["Sheet"]


def test_a_missing_sheet_is_named_with_those_that_are_there():
    two = write_workbook([SheetOut("任务", ["名称"], []), SheetOut("单位", ["名称"], [])])
    with pytest.raises(UnreadableTable, match="没有名为“项目”的工作表，现有：任务、单位"):
        read_workbook(two, "a.xlsx").sheet("项目")
    assert read_workbook(two, "a.xlsx").sheet("单位").name == "单位"


def test_formulas_of_an_old_workbook_are_named():
    """The sample has one in B3 and one in AB4 of its first sheet, none in its second."""
    content = (Path(__file__).parent / "samples" / "formulas.xls").read_bytes()
    workbook = read_workbook(content, "计划.xls")
    assert {name: set(sheet.formulas) for name, sheet in workbook.sheets.items()} == {
        "任务": {"B3", "AB4"},
        "plain": set(),
    }
    assert workbook.sheet("任务").rows[1][:2] == [1, 12]


def test_the_only_sheet_needs_no_name():
    assert read_workbook(simple_xlsx(), "a.xlsx").sheet("项目").name == "任务"


def test_a_formula_is_refused_by_its_cell():
    book = openpyxl.Workbook()
    book.active.append(["名称"])
    book.active.append(['=HYPERLINK("http://example.org")'])
    sheet = read_workbook(saved(book), "a.xlsx").sheet("任务")
    rows = read_rows(sheet, Layout("任务", [TextColumn("name", "名称")]))
    assert rows.values == []
    assert [(error.cell, error.reason.partition("，")[0]) for error in rows.errors] == [("A2", "含有公式")]
