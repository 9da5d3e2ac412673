"""Which cells of a workbook hold a formula. The reader of values does not tell, so the file's own parts are asked.

A sheet of XML without the mark of a formula costs one search over its bytes; only others are looked through cell by
cell. A workbook of the old binary kind (.xls) is a row of records, each of which says what it is and how long.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import olefile
from defusedxml import ElementTree

from tongxin.common.tables.cells import cell_name

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FORMULA_MARK = re.compile(rb"<(?:\w+:)?f[ />]")
FORMULA_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]+[0-9]+)\"[^>]*>\s*<(?:\w+:)?f[ />]")

# Records of BIFF8, the format of .xls (Microsoft, [MS-XLS] 2.3).
BOUND_SHEET, FORMULA, FILE_PASS, END = 0x0085, 0x0006, 0x002F, 0x000A


def formula_cells(package: zipfile.ZipFile) -> dict[str, frozenset[str]]:
    """The names (A1) of formula cells by sheet, for .xlsx and .ods. Sheets without any are left out.

    Raises KeyError, ValueError, SyntaxError or an error of `zipfile` when the package is not whole.
    """
    members = set(package.namelist())
    found: dict[str, set[str]] = {}
    if "xl/workbook.xml" in members:
        found = {name: _in_xlsx(package.read(part)) for name, part in _xlsx_sheets(package) if part in members}
    elif "content.xml" in members:
        content = package.read("content.xml")
        found = _in_ods(content) if b"table:formula" in content else {}
    return {name: frozenset(cells) for name, cells in found.items() if cells}


def _xlsx_sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part that holds it."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if sheet.tag not in (f"{MAIN}sheet", f"{STRICT}sheet"):
            continue
        relation_id = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        target = targets.get(relation_id, "")
        part = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        yield sheet.get("name", ""), part


def _in_xlsx(part: bytes) -> set[str]:
    if not FORMULA_MARK.search(part):
        return set()
    return {match.decode() for match in FORMULA_CELL.findall(part)}


def _in_ods(content: bytes) -> dict[str, set[str]]:
    tables = ElementTree.fromstring(content).iter(f"{TABLE}table")
    return {table.get(f"{TABLE}name", ""): set(_ods_cells(table)) for table in tables}


def _ods_cells(table: Element) -> Iterator[str]:
    number = 1
    for row in table.iter(f"{TABLE}table-row"):
        column = 1
        for cell in row:
            if cell.get(f"{TABLE}formula"):
                yield cell_name(number, column)
            column += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        number += int(row.get(f"{TABLE}number-rows-repeated", "1"))


def legacy_formula_cells(content: bytes) -> dict[str, frozenset[str]]:
    """The names (A1) of formula cells by sheet, for an .xls of Excel 97 or newer. Sheets without any are left out.

    Raises OSError, ValueError or struct.error when the file is not whole.
    """
    with olefile.OleFileIO(io.BytesIO(content)) as package:
        if not package.exists("Workbook"):
            return {}
        book = package.openstream("Workbook").read()
    head = list(_records(book, 0))
    if any(kind == FILE_PASS for kind, _body in head):
        # Locked by a password: who reads the values says so.
        return {}
    sheets = [_bound_sheet(body) for kind, body in head if kind == BOUND_SHEET]
    found = {name: frozenset(_biff_cells(book, start)) for start, name in sheets}
    return {name: cells for name, cells in found.items() if cells}


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from `at` to the end of their part, each as its kind and its body."""
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        if kind == END:
            return
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _bound_sheet(body: bytes) -> tuple[int, str]:
    """Where a sheet's records begin, and its name: two bytes a character where the mark before it says so."""
    start, length, is_wide = struct.unpack_from("<I2xBB", body)
    return start, body[8:].decode("utf-16-le" if is_wide & 1 else "latin-1")[:length]


def _biff_cells(book: bytes, start: int) -> Iterator[str]:
    for kind, body in _records(book, start):
        if kind == FORMULA:
            row, column = struct.unpack_from("<HH", body)
            yield cell_name(row + 1, column + 1)
