"""The body of a .docx: headings, paragraphs, tables, the list of attachments and the signature."""

from typing import Final

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Emu, Length, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from tongxin.documents.typesetting import measures, wording
from tongxin.documents.typesetting import word_parts as parts
from tongxin.documents.typesetting.faces import plain
from tongxin.documents.typesetting.model import Alignment, Heading, OfficialDocument, PageBreak, Paragraph, Table

CHARACTER: Final[Length] = Pt(measures.CHARACTER_PITCH_PT)

_SIDES: Final[dict[Alignment, WD_ALIGN_PARAGRAPH]] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def exact(paragraph: WordParagraph, height_pt: float) -> None:
    """Give a paragraph's lines exactly this height, off the grid."""
    layout = paragraph.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Pt(height_pt)
    parts.leave_grid(paragraph)


def add_line(
    word: Document, text: str, *, alignment: WD_ALIGN_PARAGRAPH | None = None, size_pt: float | None = None
) -> WordParagraph:
    """A paragraph without an indent. Tabs in the text stay tabs."""
    paragraph = word.add_paragraph()
    if alignment is not None:
        paragraph.alignment = alignment
    if text:
        run = paragraph.add_run("\t".join(plain(piece) for piece in text.split("\t")))
        if size_pt is not None:
            run.font.size = Pt(size_pt)
    return paragraph


def add_blocks(word: Document, document: OfficialDocument) -> None:
    """The body and what closes it; the last paragraph is kept on one page with the signature."""
    blocks = list(document.body)
    while blocks and isinstance(blocks[-1], PageBreak):
        blocks.pop()
    width = Mm(measures.TYPE_HEIGHT_MM if document.layout == "table" else measures.TYPE_WIDTH_MM)
    breaks = False
    for block in blocks:
        match block:
            case Heading():
                paragraph = word.add_paragraph(plain(block.text), style=f"Heading {block.level}")
            case Paragraph():
                paragraph = add_line(word, block.text.replace("\t", " "), alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)
                parts.indent_first_line(paragraph, 2, CHARACTER)
            case Table():
                paragraph = _add_table(word, block, width, is_last=block is blocks[-1])
            case PageBreak():
                breaks = True
                continue
        if breaks:
            paragraph.paragraph_format.page_break_before = True
        breaks = False
    has_signature = document.layout in ("standard", "letter") and bool(document.signatory or document.dated_on)
    if (has_signature or document.attachments) and blocks and isinstance(blocks[-1], Paragraph):
        word.paragraphs[-1].paragraph_format.keep_with_next = True
    closing = _add_attachments(word, document)
    if has_signature:
        closing.extend(_add_signature(word, document))
    for line in closing[:-1]:
        line.paragraph_format.keep_with_next = True


def _add_table(word: Document, block: Table, width: Length, *, is_last: bool) -> WordParagraph:
    """Add a table and return its first paragraph: the caption, or else the one in its first cell."""
    caption: WordParagraph | None = None
    if block.caption:
        caption = add_line(word, block.caption, alignment=WD_ALIGN_PARAGRAPH.CENTER)
        parts.set_font(caption.runs[0], parts.HEI, measures.SMALL_PT)
        caption.paragraph_format.keep_with_next = True
    rows = (block.headers, *block.full_rows)
    table = word.add_table(rows=len(rows), cols=len(block.headers))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    parts.set_table_borders(table, top=0.5, left=0.5, bottom=0.5, right=0.5, insideH=0.5, insideV=0.5)
    widths = [Emu(round(width * share)) for share in block.shares]
    for column, column_width in zip(table.columns, widths, strict=True):
        column.width = column_width
    alignments = [_SIDES[side] for side in block.column_alignments]
    for index, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        parts.keep_row_whole(row)
        if index == 0:
            parts.repeat_header(row)
        for cell, text, column_width, side in zip(row.cells, texts, widths, alignments, strict=True):
            cell.width = column_width
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if index == 0 else side
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
            parts.leave_grid(paragraph)
            run = paragraph.add_run(plain(text))
            parts.set_font(run, parts.HEI if index == 0 else parts.FANG_SONG, measures.TABLE_PT)
            paragraph.paragraph_format.keep_with_next = is_last and index == len(rows) - 1
    return caption or table.cell(0, 0).paragraphs[0]


def _add_attachments(word: Document, document: OfficialDocument) -> list[WordParagraph]:
    """附件说明, one line below the body; a name that runs over is aligned with its first character (7.3.4)."""
    if not document.attachments:
        return []
    lines = [add_line(word, "")]
    labels = wording.attachment_labels(document)
    start = 5 * CHARACTER
    for index, (label, name) in enumerate(zip(labels, document.attachments, strict=True)):
        name_at = start + (round(1.25 * CHARACTER) if label else 0)
        begins_at = 2 * CHARACTER if index == 0 else start
        before = (wording.ATTACHMENTS_LABEL if index == 0 else "") + (f"{label}\t" if label else "")
        line = add_line(word, before + name.replace("\t", " "))
        layout = line.paragraph_format
        layout.left_indent = Emu(name_at)
        layout.first_line_indent = Emu(begins_at - name_at)
        if label:
            layout.tab_stops.add_tab_stop(Emu(name_at))
        lines.append(line)
    return lines


def _add_signature(word: Document, document: OfficialDocument) -> list[WordParagraph]:
    """署名 centred on 成文日期, which ends four characters from the right (7.3.5)."""
    lines = [add_line(word, ""), add_line(word, "")]
    date_text = wording.date_line(document)
    signatory = plain(document.signatory)
    middle = measures.DATE_INSET_CHARACTERS + measures.width_in_characters(date_text) / 2
    if signatory:
        name = add_line(word, signatory, alignment=WD_ALIGN_PARAGRAPH.RIGHT)
        parts.indent_right(name, max(0.0, middle - measures.width_in_characters(signatory) / 2), CHARACTER)
        lines.append(name)
    if date_text:
        day = add_line(word, date_text, alignment=WD_ALIGN_PARAGRAPH.RIGHT)
        parts.indent_right(day, measures.DATE_INSET_CHARACTERS, CHARACTER)
        lines.append(day)
    return lines
