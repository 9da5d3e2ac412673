"""From a sheet to values: every wrong cell is named at once, and nothing is written here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid, NotAllowed, Refusal
from tongxin.common.tables.cells import CellValue, cell_name, cell_position
from tongxin.common.tables.columns import Column, WrongCell, folded
from tongxin.common.tables.reading import Sheet

# A title and a note may stand above the headings.
HEADINGS_WITHIN = 10
MARKS_IN_HEADINGS = re.compile(r"[*＊:：]|[(（](必填|选填|可不填|required|optional)[)）]")


@dataclass(frozen=True, slots=True)
class CellError:
    """One thing that is wrong: where (A1), what stands there, why it cannot be taken and what to do."""

    sheet: str
    cell: str
    value: str
    reason: str

    def __str__(self) -> str:
        words = {"sheet": self.sheet, "cell": self.cell, "value": self.value, "reason": self.reason}
        if not self.value:
            return _("工作表“%(sheet)s”%(cell)s：%(reason)s。") % words
        return _("工作表“%(sheet)s”%(cell)s“%(value)s”：%(reason)s。") % words


class WrongCells(Invalid):
    """A workbook with wrong cells: `errors` names every one. Nothing was written."""

    def __init__(self, errors: Iterable[CellError]) -> None:
        self.errors = list(errors)
        count = len(self.errors)
        words = ngettext(
            "表里有 %(count)d 处需要改正，没有导入任何内容。请按下面列出的单元格改好后再导入。",
            "表里有 %(count)d 处需要改正，没有导入任何内容。请按下面列出的单元格改好后再导入。",
            count,
        )
        super().__init__(words % {"count": count}, field="file")


@dataclass(frozen=True)
class Layout:
    """What a sheet must hold. No two rows may have the same values in the columns that `key` names."""

    sheet: str | Promise
    columns: Sequence[Column[Any]]
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row's values by column name. `number` is the row in the sheet; a column that is not there gives None."""

    number: int
    values: Mapping[str, Any]
    positions: Mapping[str, int]

    def cell(self, name: str) -> str:
        """Where a column's value stands, in A1 notation; the row's first cell for a column that is not there."""
        return cell_name(self.number, self.positions.get(name, 1))

    def error(self, sheet: Sheet, name: str, reason: str) -> CellError:
        """What is wrong with a column's value, in the words of the action that would not take it."""
        value = self.values[name]
        return CellError(sheet.name, self.cell(name), "" if value is None else str(value), reason.rstrip("。"))


@dataclass(frozen=True)
class Rows:
    """All rows without errors, and all errors in the order of the sheet. Import only when there are none."""

    values: list[Row]
    errors: list[CellError]


@dataclass(frozen=True)
class TakenIn:
    """How many things were added, changed, and left as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def take_in(sheet: Sheet, read: Rows, put: Callable[[Row], str], *, forbidden: str, otherwise: str) -> TakenIn:
    """Make of each row what it says; `put` calls the actions and says "added", "changed" or "unchanged".

    What they refuse is told at the refusal's field, at the column `forbidden` for who may not, else at `otherwise`.
    Must run inside a transaction. Raises WrongCells with every wrong cell, those that could not be read among them.
    """
    wrong, outcomes = list(read.errors), []
    for row in read.values:
        try:
            outcomes.append(put(row))
        except Refusal as refusal:
            column = forbidden if isinstance(refusal, NotAllowed) else otherwise
            field = refusal.field
            wrong.append(row.error(sheet, field if field and field in row.values else column, str(refusal)))
    if wrong:
        raise WrongCells(wrong)
    return TakenIn(*(outcomes.count(done) for done in ("added", "changed", "unchanged")))


def read_rows(sheet: Sheet, layout: Layout, context: Any = None) -> Rows:
    """Read a sheet after a layout. `context` is handed to each column's `clean`. Raises nothing: errors are listed."""
    found = _Found(sheet, layout)
    if not found.is_usable:
        return Rows([], found.errors)
    return _read(found, context)


class _Found:
    """Where the headings stand in a sheet, and what is wrong with them."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.sheet, self.layout = sheet, layout
        self.errors: list[CellError] = []
        self._by_heading = {
            _heading(word): column for column in layout.columns for word in (column.heading, *column.aliases)
        }
        self.row = self._heading_row()
        self.positions: dict[str, int] = {}
        self._match_headings()

    @property
    def is_usable(self) -> bool:
        """Whether there is at least one column to read."""
        return bool(self.positions)

    def error(self, cell: str, value: object, reason: str) -> CellError:
        return CellError(self.sheet.name, cell, "" if value is None else str(value)[:200], reason)

    def _heading_row(self) -> int:
        """The index of the row with most known headings, the first filled row where none is known."""
        top = self.sheet.rows[:HEADINGS_WITHIN]
        known = [len({_heading(value) for value in row if value is not None} & self._by_heading.keys()) for row in top]
        if any(known):
            return known.index(max(known))
        return next((number for number, row in enumerate(top) if any(value is not None for value in row)), 0)

    def _match_headings(self) -> None:
        headings = self.sheet.rows[self.row] if self.sheet.rows else []
        unknown: list[tuple[int, CellValue]] = []
        for position, heading in enumerate(headings, start=1):
            if heading is None:
                continue
            column = self._by_heading.get(_heading(heading))
            if column is None:
                unknown.append((position, heading))
            elif column.name in self.positions:
                first = cell_name(self.row + 1, self.positions[column.name])
                reason = _("与%(first)s是同一列，请删去其中一列") % {"first": first}
                self.errors.append(self.error(cell_name(self.row + 1, position), heading, reason))
            else:
                self.positions[column.name] = position
        missing = {str(column.heading): column for column in self.layout.columns if column.name not in self.positions}
        for position, heading in unknown:
            nearest = difflib.get_close_matches(str(heading), missing, n=1, cutoff=0.5)
            if nearest:
                reason = _("不认识这一列，是否为“%(nearest)s”？若是，请改成这个名称") % {"nearest": nearest[0]}
            else:
                known = listed(str(column.heading) for column in self.layout.columns)
                reason = _("不认识这一列，请删去或改名；可用的列：%(known)s") % {"known": known}
            self.errors.append(self.error(cell_name(self.row + 1, position), heading, reason))
        for heading_text, column in missing.items():
            if column.required:
                self.errors.append(self._missing(heading_text, [str(heading) for _position, heading in unknown]))

    def _missing(self, heading: str, unknown: list[str]) -> CellError:
        nearest = difflib.get_close_matches(heading, unknown, n=1, cutoff=0.5)
        words = {"heading": heading, "nearest": nearest[0] if nearest else ""}
        if nearest:
            reason = _("缺少“%(heading)s”一列，表中最相近的是“%(nearest)s”") % words
        else:
            reason = _("缺少“%(heading)s”一列，请在表头中补上") % words
        return self.error(cell_name(self.row + 1, 1), None, reason)


def _read(found: _Found, context: Any) -> Rows:
    rows: list[Row] = []
    errors = found.errors
    columns = [
        (column, found.positions[column.name] - 1) for column in found.layout.columns if column.name in found.positions
    ]
    absent = {column.name: None for column in found.layout.columns if column.name not in found.positions}
    formulas = {cell_position(name) for name in found.sheet.formulas}
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in _filled_rows(found.sheet.rows, found.row + 1, {row for row, _column in formulas}):
        values: dict[str, Any] = dict(absent)
        before = len(errors)
        for column, position in columns:
            raw = row[position] if position < len(row) else None
            try:
                if formulas and (number, position + 1) in formulas:
                    raise WrongCell(_("含有公式，请改成公式算出的数值或文字（复制后“选择性粘贴—值”）"))
                value = None if raw is None else column.resolve(raw)
                if value is None and column.required:
                    raise WrongCell(_("“%(heading)s”必须填写") % {"heading": column.heading})
                values[column.name] = column.clean(value, values, context)
            except WrongCell as wrong:
                errors.append(found.error(cell_name(number, position + 1), raw, str(wrong)))
        if len(errors) == before:
            read = Row(number, values, found.positions)
            if duplicate := _duplicate(found, read, seen):
                errors.append(duplicate)
            else:
                rows.append(read)
    if not rows and not errors:
        errors.append(found.error(cell_name(found.row + 2, 1), None, _("表头下面没有内容，请从这一行填起")))
    return Rows(rows, errors)


def _filled_rows(
    rows: list[list[CellValue]], first: int, with_formulas: set[int]
) -> Iterator[tuple[int, list[CellValue]]]:
    """Row numbers (from 1) and cells of the rows from index `first` that have a value or a formula in them."""
    for number, row in enumerate(rows[first:], start=first + 1):
        if number in with_formulas or any(value is not None and value != "" for value in row):
            yield number, row
    # The last program to save the file left formulas without values, which the reader of values does not see.
    yield from ((number, []) for number in sorted(with_formulas) if number > max(first, len(rows)))


def _duplicate(found: _Found, row: Row, seen: dict[tuple[Any, ...], int]) -> CellError | None:
    key = tuple(row.values[name] for name in found.layout.key)
    if not any(value is not None for value in key):
        return None
    first = seen.setdefault(key, row.number)
    if first == row.number:
        return None
    headings = listed(str(column.heading) for column in found.layout.columns if column.name in found.layout.key)
    words = {"headings": headings, "first": first, "row": row.number}
    reason = _("第%(row)s行与第%(first)s行的“%(headings)s”相同，请改正或删去其中一行") % words
    return found.error(row.cell(found.layout.key[0]), "、".join(str(value) for value in key), reason)


def _heading(text: object) -> str:
    return folded(MARKS_IN_HEADINGS.sub("", str(text)))
