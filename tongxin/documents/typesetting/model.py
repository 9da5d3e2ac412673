"""What an official document is made of, before it is laid out.

One frozen value that `to_docx` and `to_pdf` both read. Texts are plain: nothing in them is markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Layout = Literal["standard", "letter", "briefing", "table"]
Alignment = Literal["left", "center", "right"]
HeadingLevel = Literal[1, 2, 3, 4]


@dataclass(frozen=True)
class DocumentNumber:
    """发文字号: the issuing body's short code, the year in 〔 〕 and the serial number (GB/T 9704-2012, 7.2.5)."""

    code: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        if not 1000 <= self.year <= 9999:
            raise ValueError(f"The year of a document number has four digits, not {self.year}.")
        if self.serial < 1:
            raise ValueError(f"The serial number of a document starts at 1, not {self.serial}.")

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True)
class Heading:
    """A heading inside the body. Its number (一、（一）1.（1）) is part of the text."""

    text: str
    level: HeadingLevel = 1

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"A heading has level 1 to 4, not {self.level}.")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body, indented by two characters. Line breaks in the text count as spaces."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with one header row, which is repeated on every page it runs over.

    `widths` are shares of the line (any unit; equal shares when empty), `alignments` one for each column (all centred
    when empty). A row shorter than the header is filled with empty cells.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        columns = len(self.headers)
        if columns == 0:
            raise ValueError("A table needs at least one column.")
        if self.widths and (len(self.widths) != columns or min(self.widths) <= 0):
            raise ValueError(f"A table with {columns} columns needs {columns} widths above 0, not {self.widths!r}.")
        if self.alignments and len(self.alignments) != columns:
            raise ValueError(f"A table with {columns} columns needs {columns} alignments, not {self.alignments!r}.")
        for index, row in enumerate(self.rows, start=1):
            if len(row) > columns:
                raise ValueError(f"Row {index} has {len(row)} cells; the table has {columns} columns.")

    @property
    def shares(self) -> tuple[float, ...]:
        """Each column's part of the line; they add up to 1."""
        widths = self.widths or (1.0,) * len(self.headers)
        return tuple(width / sum(widths) for width in widths)

    @property
    def column_alignments(self) -> tuple[Alignment, ...]:
        """Each column's alignment."""
        centred: Alignment = "center"
        return self.alignments or tuple(centred for _ in self.headers)

    @property
    def full_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows, each filled up to the number of columns."""
        return tuple(row + ("",) * (len(self.headers) - len(row)) for row in self.rows)


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Table | PageBreak


@dataclass(frozen=True)
class Imprint:
    """版记, at the bottom of the last page: who gets copies, who printed it and when (GB/T 9704-2012, 7.4)."""

    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.copies_to or self.printed_by or self.printed_on)


@dataclass(frozen=True)
class OfficialDocument:
    """An official document in one of four layouts.

    standard: the general format with the issuer's mark and the red rule (红头文件).
    letter: 信函格式 with red double rules; no page number on the first page.
    briefing: 简报 with its own masthead: `issuer_mark` is the briefing's name, `issue` its number, `editor` its editor.
    table: a table document on landscape A4, such as 进展情况表; `signatory` and `dated_on` stand above the table.

    `sample` prints 示例 at the head of every page.
    """

    title: str
    issuer_mark: str = ""
    number: DocumentNumber | None = None
    addressees: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    signatory: str = ""
    dated_on: date | None = None
    imprint: Imprint = Imprint()
    layout: Layout = "standard"
    issue: int | None = None
    editor: str = ""
    sample: bool = False

    def __post_init__(self) -> None:
        if self.layout not in ("standard", "letter", "briefing", "table"):
            raise ValueError(f"There is no layout {self.layout!r}.")
        if self.issue is not None and self.issue < 1:
            raise ValueError(f"The first issue of a briefing is number 1, not {self.issue}.")

    def texts(self) -> tuple[str, ...]:
        """Every text of the document, in reading order."""
        texts = [self.issuer_mark, str(self.number or ""), self.editor, self.title, *self.addressees]
        for block in self.body:
            match block:
                case Heading(text=text) | Paragraph(text=text):
                    texts.append(text)
                case Table():
                    texts.extend((block.caption, *block.headers, *(cell for row in block.rows for cell in row)))
                case PageBreak():
                    pass
        texts.extend((*self.attachments, self.signatory, *self.imprint.copies_to, self.imprint.printed_by))
        return tuple(text for text in texts if text)
