"""Reading workbooks of people: .xlsx, .xls, .ods and .csv, with plain words for whatever cannot be read."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import python_calamine
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid
from tongxin.common.files.kinds import TEXT_CONTROLS
from tongxin.common.files.packages import (
    LEGACY_OFFICE,
    MOST_TABLE_BYTES,
    ZIP,
    is_encrypted_office,
    open_package,
)
from tongxin.common.tables.cells import EXACT_BELOW, CellValue, decoded, unguarded
from tongxin.common.tables.formulas import formula_cells, legacy_formula_cells

MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",\t;，"
PLEASE_SAVE_AGAIN = gettext_lazy("请在 Excel 或 WPS 中打开，另存为 .xlsx 后重试。")
NO_FORMULAS: frozenset[str] = frozenset()

csv.field_size_limit(MOST_TABLE_BYTES)


class UnreadableTable(Invalid):
    """A file that is no workbook we can read, or too large a one. The message names it and says what to do."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as it stands: `rows[0][0]` is A1, None an empty cell; rows may differ in length.

    `formulas` names the cells (A1) that hold a formula. Their values are what the last program to save the file saw;
    nothing here computes one, and an import refuses them.
    """

    name: str
    rows: list[list[CellValue]]
    formulas: frozenset[str] = NO_FORMULAS


@dataclass(frozen=True)
class Workbook:
    """The visible sheets of a file in their order, by name."""

    name: str
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    def sheet(self, name: str | Promise) -> Sheet:
        """The sheet of that name, or the only sheet whatever its name. Raises UnreadableTable when it is missing."""
        wanted = str(name)
        if wanted in self.sheets:
            return self.sheets[wanted]
        if len(self.sheets) == 1:
            return next(iter(self.sheets.values()))
        raise UnreadableTable(
            _("“%(file)s”里没有名为“%(wanted)s”的工作表，现有：%(present)s。请把要导入的工作表改名为“%(wanted)s”。")
            % {"file": self.name, "wanted": wanted, "present": listed(self.sheets)}
        )


def read_workbook(content: bytes, name: str) -> Workbook:
    """Read a workbook whole. `name` is the file's name for messages; what the file is, its content says.

    Raises UnreadableTable for what is empty, over 50 MB or 200,000 rows, encrypted, broken, or no workbook at all.
    """
    if not content.strip():
        raise UnreadableTable(_("“%(name)s”是空文件，没有内容。请检查是否选错了文件。") % {"name": name})
    if len(content) > MOST_TABLE_BYTES:
        raise UnreadableTable(
            _("“%(name)s”超过了 %(limit)s MB 的上限。请删去用不到的工作表和图片，或拆成几个文件。")
            % {"name": name, "limit": MOST_TABLE_BYTES // 1024 // 1024}
        )
    if content.startswith(ZIP):
        return _read_package(content, name)
    if content.startswith(LEGACY_OFFICE):
        if is_encrypted_office(io.BytesIO(content)):
            raise _encrypted(name)
        return _read_legacy(content, name)
    return _read_csv(content, name)


def _read_package(content: bytes, name: str) -> Workbook:
    try:
        with open_package(io.BytesIO(content), name) as package:
            formulas = formula_cells(package)
    except Invalid as refusal:
        raise UnreadableTable(refusal.message) from None
    except (KeyError, ValueError, SyntaxError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise _broken(name) from None
    return _read_spreadsheet(content, name, formulas)


def _read_legacy(content: bytes, name: str) -> Workbook:
    try:
        formulas = legacy_formula_cells(content)
    except (OSError, ValueError, struct.error):
        raise _broken(name) from None
    return _read_spreadsheet(content, name, formulas)


def _read_spreadsheet(content: bytes, name: str, formulas: Mapping[str, frozenset[str]]) -> Workbook:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = {}
            for sheet in book.sheets_metadata:
                if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet or (
                    sheet.visible != python_calamine.SheetVisibleEnum.Visible
                ):
                    continue
                cells = book.get_sheet_by_name(sheet.name)
                last_row, last_column = cells.end or (-1, -1)
                _refuse_oversize(name, last_row + 1, last_column + 1)
                rows = [[_plain(value) for value in row] for row in cells.to_python(skip_empty_area=False)]
                sheets[sheet.name] = Sheet(sheet.name, rows, formulas.get(sheet.name, NO_FORMULAS))
    except python_calamine.PasswordError:
        raise _encrypted(name) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise _broken(name) from None
    if not any(sheet.rows or sheet.formulas for sheet in sheets.values()):
        raise UnreadableTable(_("“%(name)s”里没有内容。请检查是否选错了文件。") % {"name": name})
    return Workbook(name, sheets)


def _plain(value: str | float | bool | date | datetime | time | timedelta) -> CellValue:
    if isinstance(value, str):
        return unguarded(value) if value else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < EXACT_BELOW else value
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def _read_csv(content: bytes, name: str) -> Workbook:
    text = _csv_text(content, name)
    first_line = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    rows: list[list[CellValue]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([decoded(value) if value else None for value in row])
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        raise _broken(name) from None
    _refuse_oversize(name, len(rows), max((len(row) for row in rows), default=0))
    return Workbook(name, {name: Sheet(name, rows)})


def _csv_text(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif TEXT_CONTROLS.search(content):
        encodings = ()
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTable(
        _("“%(name)s”不是表格文件（可能改过扩展名）。可以导入 .xlsx、.xls、.ods 和 .csv；%(remedy)s")
        % {"name": name, "remedy": PLEASE_SAVE_AGAIN}
    )


def _refuse_oversize(name: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise UnreadableTable(
            _(
                "“%(name)s”有一张工作表超过了 %(rows)s 行或 %(columns)s 列的上限。"
                "请删去表尾和右侧的空白格式，或拆成几个文件。"
            )
            % {"name": name, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
        )


def _encrypted(name: str) -> UnreadableTable:
    return UnreadableTable(
        _("“%(name)s”设有打开密码，读不了。请在 Excel 的“文件—信息—保护工作簿”中取消密码，保存后重试。")
        % {"name": name}
    )


def _broken(name: str) -> UnreadableTable:
    return UnreadableTable(
        _("“%(name)s”已损坏或不是工作簿，读不了。%(remedy)s") % {"name": name, "remedy": PLEASE_SAVE_AGAIN}
    )
