"""Spreadsheets in and out: imports that name the wrong cell, exports that lose nothing, lists that can be both.

An empty cell is None. A text of no characters has no cell of its own and comes back as None.
"""

from tongxin.common.tables.columns import (
    ChoiceColumn,
    Column,
    DateColumn,
    DecimalColumn,
    TextColumn,
    WholeNumberColumn,
    WrongCell,
    YesNoColumn,
)
from tongxin.common.tables.download import FORMS, Form, download
from tongxin.common.tables.filters import ChoiceFilter, DateFilter, Filter, TextFilter, YesNoFilter
from tongxin.common.tables.importing import CellError, Layout, Row, Rows, TakenIn, WrongCells, read_rows, take_in
from tongxin.common.tables.listing import ListColumn, Listing, ListPage
from tongxin.common.tables.reading import Sheet, UnreadableTable, Workbook, read_workbook
from tongxin.common.tables.writing import SheetOut, UnwritableCell, WorkbookWriter, write_csv, write_workbook

__all__ = [
    "FORMS",
    "CellError",
    "ChoiceColumn",
    "ChoiceFilter",
    "Column",
    "DateColumn",
    "DateFilter",
    "DecimalColumn",
    "Filter",
    "Form",
    "Layout",
    "ListColumn",
    "ListPage",
    "Listing",
    "Row",
    "Rows",
    "Sheet",
    "SheetOut",
    "TakenIn",
    "TextColumn",
    "TextFilter",
    "UnreadableTable",
    "UnwritableCell",
    "WholeNumberColumn",
    "Workbook",
    "WorkbookWriter",
    "WrongCell",
    "WrongCells",
    "YesNoColumn",
    "YesNoFilter",
    "download",
    "read_rows",
    "read_workbook",
    "take_in",
    "write_csv",
    "write_workbook",
]
