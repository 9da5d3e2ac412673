"""Rows of a table become items: areas, projects with their units and deadlines, goals by quarter, progress."""

from __future__ import annotations

from tongxin.documents.outline import dates, tables
from tongxin.documents.outline.dates import Calendar
from tongxin.documents.outline.duties import Duty, Piece, read_pieces
from tongxin.documents.outline.lines import Line, trimmed
from tongxin.documents.outline.markers import inner_markers, read_marker
from tongxin.documents.outline.model import Due, Kind, Reason
from tongxin.documents.outline.prose import told_of_meeting
from tongxin.documents.outline.tables import Column
from tongxin.documents.outline.tree import Branch, Grove
from tongxin.documents.outline.units import Part, names_persons, read_units, without_persons

PARTS: dict[Column, Part] = {Column.LEAD: "lead", Column.CHARGE: "charge", Column.SUPPORT: "support"}


class Table:
    """The table that is being read: what its columns say, and the branches its rows hang from."""

    def __init__(self, text: str, copy: str, grove: Grove, columns: list[Column], head: list[Line | None]) -> None:
        self.text = text
        self.copy = copy
        self.grove = grove
        self.columns = columns
        self.head = list(head)
        self.base = len(grove.path)
        self.rows = 0

    def take_second_head(self, row: list[Line | None]) -> bool:
        """Whether the row goes on with the head; if so its headings are entered."""
        columns = tables.second_head(self.copy, row, self.columns) if self.rows == 0 else None
        if columns is None:
            return False
        self.columns = columns
        self.head += [None] * (len(row) - len(self.head))
        for at, cell in enumerate(row):
            if cell is not None and self.copy[cell.start : cell.end] != tables.SAME_AS_ABOVE:
                self.head[at] = cell
        return True

    def take_row(self, line: Line, row: list[Line | None], calendar: Calendar) -> None:
        """Enter one row."""
        self.rows += 1
        filled = [cell for cell in row if cell is not None and self.copy[cell.start : cell.end] != tables.SAME_AS_ABOVE]
        if len(filled) == 1 and len(row) > 2 and row[0] == filled[0]:
            self.take_heading(Line(line.start, line.end), filled[0])
            return
        values = {at: cell for at, cell in enumerate(row) if cell is not None}
        task = next((c for at, c in values.items() if self._column(at) is Column.TASK), None)
        is_continued = task is not None and self.copy[task.start : task.end] == tables.SAME_AS_ABOVE
        top = self.grove.top
        if is_continued and top is not None and top.style == "row":
            self.grove.stretch(line.end)
        else:
            self._open_row(line, values, task)
        for at, cell in values.items():
            self._take_cell(at, cell, calendar)
        self.grove.stretch(line.end)

    def close(self) -> None:
        """The table is over."""
        del self.grove.path[self.base :]

    def _column(self, at: int) -> Column:
        return self.columns[at] if at < len(self.columns) else Column.ASIDE

    def take_heading(self, line: Line, cell: Line | None = None) -> None:
        """A row, or a line between rows, that only names the area of the rows below it."""
        self.close()
        self._area(line.start, line.end, cell or line)

    def _area(self, start: int, end: int, cell: Line) -> None:
        marker = read_marker(self.text, self.copy, cell.start, cell.end)
        branch = Branch(0, start, end, "area", kind=Kind.AREA)
        if marker is not None and marker.words < cell.end:
            branch.ordinal, branch.value, branch.marker = marker.ordinal, marker.value, marker.span
            branch.title = (marker.words, cell.end)
        else:
            branch.title = (cell.start, cell.end)
        self.grove.add(branch)

    def _open_row(self, line: Line, values: dict[int, Line], task: Line | None) -> None:
        """Open the project of a row, and its area where the row begins one."""
        start = line.start
        area_at = next((at for at in values if self._column(at) is Column.AREA), None)
        task_at = next((at for at, c in values.items() if c is task), None)
        if area_at is not None and (task_at is None or area_at < task_at):
            cell = values[area_at]
            if self.copy[cell.start : cell.end] != tables.SAME_AS_ABOVE:
                self.close()
                self._area(line.start, line.end, cell)
                later = [c.start for at, c in values.items() if at > area_at]
                start = min(later, default=cell.end)
        while len(self.grove.path) > self.base and self.grove.path[-1].style != "area":
            self.grove.path.pop()
        branch = self.grove.add(Branch(0, start, line.end, "row"))
        number_at = next((at for at in values if self._column(at) is Column.NUMBER), None)
        if number_at is not None:
            number = values[number_at]
            marker = read_marker(self.text, self.copy, number.start, number.end)
            branch.ordinal = (marker.ordinal if marker else None) or self.text[number.start : number.end].rstrip(
                ".．、"
            )
            if number.start >= start:
                branch.marker = (number.start, number.end)

    def _take_cell(self, at: int, cell: Line, calendar: Calendar) -> None:
        branch = self._row()
        column = self._column(at)
        if cell.start < branch.start or self.copy[cell.start : cell.end] == tables.SAME_AS_ABOVE:
            return
        if column in PARTS:
            units = read_units(self.copy, *cell, PARTS[column])
            heading = self.head[at] if at < len(self.head) else None
            if heading is not None and names_persons(self.copy[slice(*heading)]):
                units = without_persons(self.copy, units)
            branch.pieces.append(Piece(*cell, Duty(units)))
        elif column is Column.DUE:
            branch.pieces.append(Piece(*cell, Duty(due=cell.span)))
        elif column in (Column.TASK, Column.CONTENT):
            self._take_words(branch, cell, is_task=column is Column.TASK)
        elif column is Column.GOAL:
            branch.asides.append(cell.span)
        elif column is Column.STAGE:
            self._take_stage(cell, self.head[at] if at < len(self.head) else None, calendar)
        elif column is Column.PROGRESS:
            branch.children.append(Branch(branch.level + 1, *cell, "progress", kind=Kind.NOTE, title=cell.span))

    def _row(self) -> Branch:
        while self.grove.path[-1].style != "row":
            self.grove.path.pop()
        return self.grove.path[-1]

    def _take_words(self, branch: Branch, cell: Line, *, is_task: bool) -> None:
        marker = read_marker(self.text, self.copy, *cell) if is_task else None
        start = cell.start
        if marker is not None and marker.words < cell.end and branch.marker is None:
            branch.ordinal, branch.marker = marker.ordinal, marker.span
            start = marker.words
        first = None if is_task else read_marker(self.text, self.copy, *cell)
        if (
            first is not None
            and first.value == 1
            and inner_markers(self.text, self.copy, first.words, cell.end, {first.style: 1})
        ):
            # 1.…；2.… in one cell
            self.grove.open(first, -1, is_inner=True)
            start = first.words
        write_words(self.text, self.copy, self.grove, Line(start, cell.end), line=-1)
        self._row()

    def _take_stage(self, cell: Line, heading: Line | None, calendar: Calendar) -> None:
        branch = self._row()
        words = self.text[heading.start : heading.end] if heading else ""
        due = Due(words, dates.deadline(self.copy[heading.start : heading.end], calendar)) if heading else None
        add_stage(self.text, self.copy, self.grove, cell, due)
        del self.grove.path[self.grove.path.index(branch) + 1 :]


def add_stage(text: str, copy: str, grove: Grove, words: Line, due: Due | None, label: Line | None = None) -> None:
    """Add a goal of one stage (第一季度:…) below the open project."""
    stage = Branch(0, (label or words).start, words.end, "stage", kind=Kind.MEASURE, due=due)
    stage.marker = label.span if label else None
    grove.add(stage)
    marker = read_marker(text, copy, *words)
    if marker is not None and marker.value == 1 and marker.words < words.end:
        stage.title = label.span if label else (words.start, words.end)
        stage.marker = None
        grove.open(marker, -1, is_inner=True)
        words = Line(marker.words, words.end)
    write_words(text, copy, grove, words, line=-1)


def add_stages(text: str, copy: str, grove: Grove, cell: Line, calendar: Calendar) -> None:
    """Add the goals of several stages that stand in one cell: 第一季度:… 第二季度:…"""
    found = list(tables.STAGES.finditer(copy, cell.start, cell.end))
    branch = grove.path[-1]
    if not found:
        branch.asides.append(cell.span)
    for match, following in zip(found, [*found[1:], None], strict=True):
        words = trimmed(text, match.end(), following.start() if following else cell.end)
        if words is None:
            continue
        label = Line(*match.span("stage"))
        add_stage(
            text, copy, grove, words, Due(text[slice(*label)], dates.deadline(copy[slice(*label)], calendar)), label
        )
        del grove.path[grove.path.index(branch) + 1 :]


def write_words(
    text: str, copy: str, grove: Grove, words: Line, *, line: int, following: tuple[str, int] | None = None
) -> None:
    """Write words to the open branch; what is numbered inside them becomes items below it.

    `following` is the style and number of the mark that the next line begins with: it makes a lone mark inside
    this line (一、总则 (一)…) the first of a list.
    """
    open_values = {branch.style: branch.value for branch in grove.path if branch.value is not None}
    at = words.start
    for marker in inner_markers(text, copy, words.start, words.end, open_values, following):
        before = trimmed(text, at, marker.span[0])
        if before is not None and grove.path:
            grove.write(read_pieces(copy, *before, is_opening=not grove.path[-1].pieces))
        elif before is not None:
            grove.unplace(before.start, before.end, told_of_meeting(copy, *before) or Reason.PREAMBLE)
        grove.open(marker, line, is_inner=True)
        at = marker.words
    rest = trimmed(text, at, words.end)
    if rest is not None and grove.path:
        grove.write(read_pieces(copy, *rest, is_opening=not grove.path[-1].pieces))
