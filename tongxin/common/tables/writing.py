"""Writing workbooks and CSV so that reading them back gives the same values, and no program evaluates a text.

Numbers, dates and truths keep their type where the format holds them exactly, else they are written as text that the
import's columns read back exactly. None and "" both leave the cell empty.
"""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, TypeAlias

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from tongxin.common.errors import Invalid
from tongxin.common.tables.cells import EXACT_BELOW, cell_name, encoded

OutValue: TypeAlias = str | Promise | int | float | Decimal | bool | date | datetime | None

LONGEST_TEXT = 32_767
FIRST_SURE_DATE = date(1900, 3, 1)
"""Excel believes in a 29 February 1900; dates before are written as text."""
NARROWEST, WIDEST = 6, 60
ROWS_MEASURED = 200
FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_SHEET_NAME = 31
# The reader of .xlsx leaves the codes of these two as they are.
NO_CODE_IN_XLSX = re.compile("_x(FFFE|FFFF)_")


class UnwritableCell(Invalid):
    """A value that no cell can hold. The message names sheet, cell and reason."""


@dataclass(frozen=True)
class SheetOut:
    """A sheet to write: a row of headings and the rows below; `rows` may be a generator and is walked once."""

    name: str | Promise
    headings: Sequence[str | Promise]
    rows: Iterable[Sequence[OutValue]]


class WorkbookWriter:
    """Writes sheets one after another without holding their rows; `finish` gives the file."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._names: set[str] = set()

    def add(self, sheet: SheetOut) -> None:
        """Write one sheet: bold headings that stay in sight, columns as wide as their content."""
        name = self._free_name(str(sheet.name))
        page = self._book.create_sheet(name)
        page.freeze_panes = "A2"
        rows = iter(sheet.rows)
        first = list(islice(rows, ROWS_MEASURED))
        for position, width in enumerate(_widths([sheet.headings, *first]), start=1):
            page.column_dimensions[get_column_letter(position)].width = width
        try:
            page.append(
                [self._heading(page, name, text, column) for column, text in enumerate(sheet.headings, start=1)]
            )
            for number, row in enumerate(chain(first, rows), start=2):
                page.append(
                    [self._cell(page, name, value, number, column) for column, value in enumerate(row, start=1)]
                )
        except BaseException:
            # The half-written sheet lies in a temporary file that openpyxl keeps until the process ends.
            page.close()
            page._writer.cleanup()
            raise

    def add_note(self, lines: Iterable[str | Promise], name: str | Promise | None = None) -> None:
        """Write a sheet of plain lines that explains the others (说明)."""
        title = self._free_name(str(name) if name is not None else _("说明"))
        page = self._book.create_sheet(title)
        page.column_dimensions["A"].width = 100
        for number, line in enumerate(lines, start=1):
            cell = self._cell(page, title, line, number, 1)
            if cell is not None:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            page.append([cell])

    def finish(self) -> bytes:
        """The finished .xlsx. Raises ValueError when nothing was added."""
        if not self._names:
            raise ValueError("A workbook needs a sheet.")
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    def _free_name(self, wanted: str) -> str:
        name = FORBIDDEN_IN_SHEET_NAMES.sub(" ", wanted).strip(" '")[:LONGEST_SHEET_NAME].strip(" '") or _("工作表")
        free, number = name, 2
        while free.casefold() in self._names:
            tail = f" {number}"
            free, number = name[: LONGEST_SHEET_NAME - len(tail)] + tail, number + 1
        self._names.add(free.casefold())
        return free

    def _heading(self, page: Any, sheet: str, text: str | Promise, column: int) -> Any:
        cell = self._cell(page, sheet, str(text), 1, column)
        if cell is not None:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        return cell

    def _cell(self, page: Any, sheet: str, value: OutValue, row: int, column: int) -> Any:
        try:
            plain, number_format = _plain(value)
        except ValueError as error:
            raise UnwritableCell(
                _("工作表“%(sheet)s”%(cell)s写不进表格：%(reason)s。请修改原文，或导出为 CSV。")
                % {"sheet": sheet, "cell": cell_name(row, column), "reason": error}
            ) from None
        if plain is None:
            return None
        cell: Any = WriteOnlyCell(page)
        cell.value = plain
        if isinstance(plain, str):
            cell.data_type = "s"
        if number_format is not None:
            cell.number_format = number_format
        return cell


def write_workbook(sheets: Iterable[SheetOut], *, note: Iterable[str | Promise] | None = None) -> bytes:
    """An .xlsx with these sheets, and a last one (说明) with the lines of `note` where they are given.

    Raises UnwritableCell, naming the cell, for a text over 32,767 characters or a number that is none (nan).
    """
    writer = WorkbookWriter()
    for sheet in sheets:
        writer.add(sheet)
    if note is not None:
        writer.add_note(note)
    return writer.finish()


def write_csv(headings: Sequence[str | Promise], rows: Iterable[Sequence[OutValue]]) -> Iterator[bytes]:
    """CSV in UTF-8 with the mark that makes Excel read it as such, in pieces of a row for a streaming response."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    line.write("\ufeff")
    for row in chain([headings], rows):
        writer.writerow([_csv_value(value) for value in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _plain(value: OutValue) -> tuple[str | int | float | bool | date | datetime | None, str | None]:
    """What to put in a cell, and its number format. Raises ValueError with the reason where no cell can hold it."""
    match value:
        case None:
            return None, None
        case bool():
            return value, None
        case int():
            return (value, None) if abs(value) < EXACT_BELOW else (encoded(str(value)), None)
        case float():
            if not math.isfinite(value):
                raise ValueError(_("不是有效的数字"))
            return (value, None) if _is_exact_number(Decimal(repr(value))) else (encoded(repr(value)), None)
        case Decimal():
            return _plain_decimal(value)
        case datetime():
            local = timezone.make_naive(value) if timezone.is_aware(value) else value
            if local.microsecond or local.date() < FIRST_SURE_DATE:
                return local.isoformat(" "), None
            return local, "yyyy-mm-dd hh:mm:ss"
        case date():
            return (value, "yyyy-mm-dd") if value >= FIRST_SURE_DATE else (value.isoformat(), None)
    text = _writable(str(value))
    if NO_CODE_IN_XLSX.search(text):
        raise ValueError(_("含有表格不能存放的字符"))
    if len(text) > LONGEST_TEXT:
        raise ValueError(_("文字超过%(limit)s个字") % {"limit": LONGEST_TEXT})
    return text or None, None


def _plain_decimal(value: Decimal) -> tuple[str | float, str | None]:
    if not value.is_finite():
        raise ValueError(_("不是有效的数字"))
    if _is_exact_number(value):
        exponent = value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return float(value), "0." + "0" * min(places, 15) if places else "0"
    return encoded(str(value)), None


def _is_exact_number(value: Decimal) -> bool:
    """Whether a number cell holds the value: 15 significant digits, and not too small or large to be one."""
    return value == 0 or (-300 < value.adjusted() < 15 and Decimal(f"{float(value):.15g}") == value)


def _csv_value(value: OutValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float() | Decimal():
            # A number is no text: -5 needs no guard and stays a number in every program.
            return str(value)
        case datetime():
            return (timezone.make_naive(value) if timezone.is_aware(value) else value).isoformat(" ")
        case date():
            return value.isoformat()
    return _writable(str(value))


def _writable(text: str) -> str:
    """Encoded text. Raises ValueError for halves of character pairs, which UTF-8 does not have."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(_("含有残缺的字符"))
    return encoded(text)


def _widths(rows: list[Sequence[Any]]) -> Iterator[float]:
    columns = max(len(row) for row in rows)
    for position in range(columns):
        widest = max((_width(row[position]) for row in rows if position < len(row)), default=0)
        yield max(NARROWEST, min(WIDEST, widest + 2))


def _width(value: OutValue) -> int:
    if value is None:
        return 0
    if isinstance(value, datetime):
        return 19
    longest_line = max(str(value).split("\n"), key=len)[: WIDEST * 2]
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in longest_line)
