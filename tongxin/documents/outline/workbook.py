"""A draft as a workbook: one row per item, in the order of the document."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from tongxin.documents.outline.model import Draft, Node

COLUMNS = (
    ("层级", 6),
    ("序号", 8),
    ("类型", 8),
    ("标题", 40),
    ("原文", 60),
    ("牵头单位", 20),
    ("配合单位", 30),
    ("时限", 16),
    ("截止日期", 12),
    ("指标", 24),
)
KINDS = {"area": "领域", "project": "项目", "measure": "措施", "note": "说明"}
_MOST_CHARACTERS = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_text(words: str | None) -> str | None:
    """Words as a cell can hold them: no control characters, no formula (a ' in front), at most 32,767 characters."""
    if not words:
        return None
    words = ILLEGAL_CHARACTERS_RE.sub("", words)
    if words.startswith(_FORMULA_STARTS):
        words = "'" + words
    return words[:_MOST_CHARACTERS]


def write_workbook(draft: Draft, path: Path) -> None:
    """Write the items of `draft` to a new workbook at `path`. Raises OSError where the file cannot be written."""
    book = Workbook(write_only=True)
    sheet = cast(Worksheet, book.create_sheet("草案"))
    for number, (_, width) in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, value=title) for title, _ in COLUMNS]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for node in draft.walk():
        cells = [WriteOnlyCell(sheet, value=value) for value in _row(node)]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                # Text stays text, whatever it begins with.
                cell.data_type = "s"
            elif isinstance(cell.value, datetime):
                cell.number_format = "yyyy-mm-dd"
        sheet.append(cells)
    book.save(path)


def _row(node: Node) -> list[str | float | datetime | None]:
    return [
        node.level,
        plain_text(node.ordinal),
        KINDS[node.kind.value],
        plain_text(" ".join(node.title.split())),
        plain_text(node.text),
        plain_text("、".join(node.lead_units)),
        plain_text("、".join(node.supporting_units)),
        plain_text(node.due.text) if node.due else None,
        datetime.combine(node.due.date, time.min) if node.due and node.due.date else None,
        plain_text("、".join(dict.fromkeys(target.text for target in node.targets))),
    ]
