"""Reading a document line by line: each line is an item, part of one, or stands beside the outline."""

from __future__ import annotations

from tongxin.documents.outline import header as heads
from tongxin.documents.outline import prose, tables
from tongxin.documents.outline.dates import Calendar
from tongxin.documents.outline.declared import read_declared
from tongxin.documents.outline.duties import Duty, Piece, read_duty_line, read_phrase
from tongxin.documents.outline.items import finish, to_nodes
from tongxin.documents.outline.lines import Line, read_lines
from tongxin.documents.outline.markers import SPOKEN, Marker, inner_markers, read_marker
from tongxin.documents.outline.matching import matching_copy
from tongxin.documents.outline.measures import measures
from tongxin.documents.outline.model import Draft, Kind, Reason
from tongxin.documents.outline.rows import PARTS, Table, add_stages, write_words
from tongxin.documents.outline.tables import Column
from tongxin.documents.outline.tree import Branch, Grove, lift_shared_duties
from tongxin.documents.outline.units import read_units
from tongxin.documents.outline.unwrapping import unwrap

_DATE_REASONS = frozenset({Reason.SIGNATURE, Reason.ATTACHMENT})


def read_outline(text: str) -> Draft:
    """The draft of the plan that `text`, an official document in plain text, orders.

    Deterministic; reads nothing but `text`; takes any text and raises nothing. All spans are offsets into `text`.
    """
    copy = matching_copy(text)
    whole = unwrap(text, copy)
    if whole is None:
        return _Reader(text, copy).read()
    return whole.restored(_Reader(whole.text, matching_copy(whole.text)).read())


class _Reader:
    """One reading of one text."""

    def __init__(self, text: str, copy: str) -> None:
        self.text = text
        self.copy = copy
        self.lines = read_lines(text)
        self.rows = [tables.is_row(self.copy, line) for line in self.lines]
        self.marks: list[Marker | None] = [
            None if is_row or prose.is_contents(self.copy, *line) else read_marker(text, self.copy, *line)
            for line, is_row in zip(self.lines, self.rows, strict=True)
        ]
        marked = {at for at, mark in enumerate(self.marks) if mark is not None}
        self.fixed = heads.signature_lines(self.copy, self.lines, marked)
        for at, reason in heads.attachment_lines(self.copy, self.lines).items():
            self.fixed[at] = reason
            self.marks[at] = None
        positions: dict[str, list[int]] = {}
        for at, mark in enumerate(self.marks):
            if mark is not None:
                positions.setdefault(mark.style, []).append(at)
        self.last_mark = max((lines[-1] for lines in positions.values()), default=-1)
        self.grove = Grove(positions, self.marks)
        self.table: Table | None = None
        self.waiting_label = False
        self.calendar = Calendar()

    def read(self) -> Draft:
        first = self._first()
        header = heads.read_header(self.text, self.copy, self.lines, first, self.fixed)
        title = header.title
        inner = heads.inner_title(self.text, self.copy, self.lines, title, first)
        if inner:
            title = heads.joined(self.text, [self.lines[at] for at in inner])
            self.fixed.update(dict.fromkeys(inner, Reason.TITLE))
        for at in range(first):
            self.grove.unplace(*self.lines[at], header.reasons[at])
        issued_on = heads.issue_date(self.copy, self.grove.unplaced)
        self.calendar = Calendar(heads.document_year(title, issued_on, header.document_number, self.copy), issued_on)
        self.is_of_meeting = header.is_of_meeting
        has_structure = first < len(self.lines)
        for at in range(first, len(self.lines)):
            self._take_line(at)
        if not has_structure:
            self._read_unnumbered(header)
        lift_shared_duties(self.grove.roots)
        issued_on = issued_on or heads.issue_date(self.copy, self.grove.unplaced)
        self.calendar = Calendar(heads.document_year(title, issued_on, header.document_number, self.copy), issued_on)
        for root in self.grove.roots:
            if prose.is_commentary(title or ""):
                root.kind = Kind.NOTE
            finish(self.text, self.copy, root, self.calendar, is_note=root.kind is Kind.NOTE)
        return Draft(
            title=title,
            document_number=header.document_number,
            issued_on=issued_on,
            issuer=heads.issuer(self.text, self.copy, header, self.grove.unplaced),
            declared=read_declared(self.text, self.copy),
            nodes=to_nodes(self.text, self.grove.roots),
            unplaced=tuple(sorted(self.grove.unplaced, key=lambda piece: piece.span)),
        )

    def _first(self) -> int:
        """The first line of the outline; the number of lines where none is numbered or in a table."""
        for at, line in enumerate(self.lines):
            if self.marks[at] is not None:
                return at
            if self.rows[at]:
                row = tables.cells(self.text, self.copy, line)
                if tables.read_head(self.copy, row) or self._label(row) is Column.TASK:
                    return at
            elif at not in self.fixed and inner_markers(self.text, self.copy, *line, {}):
                return at
        return len(self.lines)

    def _label(self, row: list[Line | None]) -> Column | None:
        return tables.read_label(self.copy, row)

    def _take_line(self, at: int) -> None:
        line = self.lines[at]
        if at in self.fixed:
            self._end_table()
            self.grove.unplace(*line, self.fixed[at])
        elif self.rows[at] and self._take_row(line):
            return
        elif self.table is not None and at + 1 < len(self.rows) and self.rows[at + 1] and self.marks[at] is not None:
            self.table.take_heading(line)
        else:
            self._end_table()
            mark = self.marks[at]
            if mark is not None:
                self.waiting_label = False
                self.grove.open(mark, at)
                self._write(Line(mark.words, line.end), at)
            else:
                self._take_words(at, line)

    def _end_table(self) -> None:
        if self.table is not None:
            self.table.close()
            self.table = None

    def _take_row(self, line: Line) -> bool:
        """Whether a line of several cells is part of a table of tasks; if so it is read."""
        row = tables.cells(self.text, self.copy, line)
        columns = tables.read_head(self.copy, row)
        if columns is not None:
            self._end_table()
            self._take_noise(line, Reason.TABLE_HEAD)
            self.table = Table(self.text, self.copy, self.grove, columns, row)
            return True
        label = self._label(row) if self.table is None else None
        if label is not None and (label is Column.TASK or self._labelled() is not None):
            self._take_label(line, row, label)
            return True
        if self.table is None:
            return False
        if self.table.take_second_head(row):
            self._take_noise(line, Reason.TABLE_HEAD)
        else:
            self.table.take_row(line, row, self.calendar)
        return True

    def _take_noise(self, line: Line, reason: Reason) -> None:
        """Keep a line that says nothing of the item it stands in."""
        top = self.grove.top
        if top is None:
            self.grove.unplace(*line, reason)
        else:
            top.noise.append(line.span)
            self.grove.stretch(line.end)

    def _labelled(self) -> Branch | None:
        """The open item that is being read from labels and values."""
        return next((branch for branch in reversed(self.grove.path) if branch.style == "labelled"), None)

    def _take_label(self, line: Line, row: list[Line | None], label: Column) -> None:
        """Enter a row such as 牵头单位: | 市发改委; 重点工作: begins an item."""
        value = row[1]
        branch = self._labelled()
        if branch is None or (label is Column.TASK and branch.words):
            if branch is not None:
                del self.grove.path[self.grove.path.index(branch) :]
            branch = self.grove.add(Branch(0, *line, style="labelled", kind=None))
        del self.grove.path[self.grove.path.index(branch) + 1 :]
        if value is None:
            pass
        elif label is Column.TASK:
            write_words(self.text, self.copy, self.grove, value, line=-1)
        elif label in PARTS:
            branch.pieces.append(Piece(*value, Duty(read_units(self.copy, *value, PARTS[label]))))
        elif label is Column.DUE:
            branch.pieces.append(Piece(*value, Duty(due=value.span)))
        elif label in (Column.GOAL, Column.STAGE):
            add_stages(self.text, self.copy, self.grove, value, self.calendar)
        elif label is Column.PROGRESS:
            branch.children.append(Branch(branch.level + 1, *line, "progress", kind=Kind.NOTE, title=value.span))
        else:
            branch.asides.append(value.span)
        del self.grove.path[self.grove.path.index(branch) + 1 :]
        self.grove.stretch(line.end)

    def _write(self, words: Line, at: int) -> None:
        """Write the words of a line to the open item, with what is numbered inside them."""
        following = self.marks[at + 1] if at + 1 < len(self.marks) else None
        follows = (following.style, following.value) if following and following.value is not None else None
        write_words(self.text, self.copy, self.grove, words, line=at, following=follows)
        self.grove.close_inner(following)

    def _take_words(self, at: int, line: Line) -> None:
        """A line without a mark."""
        top = self.grove.top
        if self.waiting_label and top is not None:
            self.waiting_label = False
            named = read_phrase(self.copy, *line)
            if named is not None and top.pieces and top.pieces[-1].duty is not None:
                self.grove.write([Piece(*line, self._of_label(top.pieces[-1], line, named))])
                return
        if prose.is_contact(self.copy, *line):
            # Whom to ask is no part of a task; in the middle of the lists it must not end them.
            if at < self.last_mark or self.table is not None:
                self._take_noise(line, Reason.CONTACT)
            else:
                self.grove.unplace(*line, Reason.CONTACT)
            return
        duty = read_duty_line(self.copy, *line)
        if duty is not None and top is not None:
            self.grove.write([Piece(*line, duty)])
            self.waiting_label = not duty.units and duty.due is None and self.copy[line.end - 1] == ":"
            return
        reason = prose.reason_of(self.copy, *line)
        if reason is Reason.PAGE or (reason is None and prose.is_contents(self.copy, *line)):
            self._take_noise(line, Reason.PAGE)
        elif reason is not None and not (top is not None and self._goes_on(at)):
            self.grove.unplace(*line, reason)
        elif self._tells_of_meeting(line) is not None:
            self._take_report(at, line)
        elif self._is_new_title(at, line):
            self.grove.unplace(*line, Reason.TITLE)
        elif top is not None and at > self.last_mark and top.duties and prose.calls_on_all(self.copy, *line):
            self.grove.unplace(*line, Reason.CLOSING)
        elif top is not None or inner_markers(self.text, self.copy, *line, {}):
            self._write(line, at)
        else:
            self.grove.unplace(*line, Reason.CLOSING if at > self.last_mark and self.grove.roots else Reason.PREAMBLE)

    def _of_label(self, labelled: Piece, line: Line, named: Duty) -> Duty:
        """The names on a line of their own below 牵头单位: take the part that the label gives them."""
        words = self.copy[labelled.start : labelled.end] + self.copy[line.start : line.end]
        probe = read_duty_line(words, 0, len(words))
        if probe is None:
            return named
        offset = line.start - (labelled.end - labelled.start)
        for spans in (probe.units.lead, probe.units.charge, probe.units.support):
            spans[:] = [(a + offset, b + offset) for a, b in spans]
        if probe.due is not None:
            probe.due = (probe.due[0] + offset, probe.due[1] + offset)
        return probe

    def _goes_on(self, at: int) -> bool:
        """Whether below line `at` the open lists go on, so that the line stands in the middle of them."""
        for further in range(at + 1, min(at + 4, len(self.marks))):
            mark = self.marks[further]
            if mark is not None:
                return mark.value is not None and mark.value > 1
        return False

    def _tells_of_meeting(self, line: Line) -> Reason | None:
        path = self.grove.path
        if path and not (self.is_of_meeting or path[0].style in SPOKEN):
            return None
        return prose.told_of_meeting(self.copy, *line)

    def _take_report(self, at: int, line: Line) -> None:
        """A paragraph that tells of the meeting: what is numbered inside it was ordered there."""
        reason = prose.told_of_meeting(self.copy, *line) or Reason.NARRATIVE
        self.grove.leave()
        if inner_markers(self.text, self.copy, *line, {}):
            self._write(line, at)
            self.grove.leave()
        else:
            self.grove.unplace(*line, reason)

    def _is_new_title(self, at: int, line: Line) -> bool:
        """Whether a line is the title of an enclosure, or of the table below it."""
        before = self.fixed.get(at - 1)
        if before in _DATE_REASONS or before is Reason.TITLE:
            is_title = prose.is_heading(self.copy, *line) or prose.is_document_title(self.copy, *line)
            if is_title:
                self.fixed[at] = Reason.TITLE
            return is_title
        return at + 1 < len(self.rows) and self.rows[at + 1] and prose.is_document_title(self.copy, *line)

    def _read_unnumbered(self, header: heads.Header) -> None:
        """A document without any numbering: headings by their look, and measures in what is said below them."""
        kept = self.grove.unplaced[:]
        if prose.is_article(header.title or "", self.copy):
            return
        self.grove.unplaced.clear()
        by_start = {piece.span[0]: piece for piece in kept}
        for at, line in enumerate(self.lines):
            piece = by_start[line.start]
            is_prose = piece.reason in (Reason.PREAMBLE, Reason.NARRATIVE)
            is_free = piece.reason is Reason.PREAMBLE or (
                piece.reason is Reason.TITLE and at > max(header.title_lines, default=at)
            )
            may_head = is_free and prose.is_heading(self.copy, *line)
            if may_head and at + 1 < len(self.lines) and not prose.is_heading(self.copy, *self.lines[at + 1]):
                self.grove.leave()
                self.grove.add(Branch(0, *line, "heading")).pieces.append(Piece(*line))
            elif is_prose and self.grove.path and piece.reason is Reason.PREAMBLE:
                duty = read_duty_line(self.copy, *line)
                self.grove.write([Piece(*line, duty)] if duty else [Piece(*line)])
            elif is_prose:
                self._take_loose(line, piece.reason)
            else:
                self.grove.unplace(*piece.span, piece.reason)

    def _take_loose(self, line: Line, reason: Reason) -> None:
        """A paragraph without heading: its measures are items, the words between them stand beside the outline."""
        start = line.start
        if reason is Reason.NARRATIVE:
            said = prose.spoken_words(self.copy, *line)
            if said is None or ("要求" not in self.copy[start:said] and "强调" not in self.copy[start:said]):
                self.grove.unplace(*line, reason)
                return
            self.grove.unplace(start, said, reason)
            start = said
        at = start
        for begin, finish_at in measures(self.copy, start, line.end):
            self._leave_over(at, begin, reason)
            self.grove.leave()
            self.grove.roots.append(
                Branch(
                    1,
                    begin,
                    finish_at,
                    "measure",
                    kind=Kind.MEASURE,
                    title=(begin, finish_at),
                    pieces=[Piece(begin, finish_at)],
                )
            )
            at = finish_at
        self._leave_over(at, line.end, reason)

    def _leave_over(self, start: int, end: int, reason: Reason) -> None:
        """What stands between two measures; bare punctuation goes to the measure before it."""
        words = self.text[start:end]
        if not words.strip():
            return
        roots = self.grove.roots
        if not any(c.isalnum() for c in words) and roots and roots[-1].end == start:
            roots[-1].end = start + len(words.rstrip())
        else:
            stripped = words.strip()
            begin = start + words.index(stripped)
            self.grove.unplace(begin, begin + len(stripped), reason)
