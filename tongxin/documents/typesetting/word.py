"""An official document as a .docx: the standard's fonts by name, the document grid, footers for odd and even pages."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from tongxin.documents.typesetting import measures, wording
from tongxin.documents.typesetting import word_parts as parts
from tongxin.documents.typesetting.faces import plain
from tongxin.documents.typesetting.model import OfficialDocument
from tongxin.documents.typesetting.word_body import CHARACTER, add_blocks, add_line, exact
from tongxin.documents.typesetting.word_parts import FANG_SONG, HEI, KAI, SONG, TITLE_SONG

LINE: Final = Pt(measures.TYPE_HEIGHT_MM * measures.POINTS_PER_MM / measures.LINES_PER_PAGE)
RED: Final = RGBColor.from_string(measures.RED.removeprefix("#"))

CHARACTER_SPACE_PT: Final = -0.25

# A document without a date still needs one in its properties, and the clock would make every file different.
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def to_docx(document: OfficialDocument) -> bytes:
    """The document as a .docx. The same document always gives the same bytes.

    Its fonts are named, not embedded: an office has 仿宋_GB2312, 楷体_GB2312, 黑体, 宋体 and 方正小标宋简体.
    """
    word = docx.Document()
    _set_properties(word, document)
    _set_styles(word)
    _set_page(word, document)
    if document.layout == "table":
        _add_table_head(word, document)
    else:
        {"standard": _add_standard_head, "letter": _add_letter_head, "briefing": _add_briefing_head}[document.layout](
            word, document
        )
        _add_title(word, document)
    add_blocks(word, document)
    _add_imprint(word, document)
    stream = io.BytesIO()
    word.save(stream)
    return _with_fixed_times(stream)


def _with_fixed_times(stream: io.BytesIO) -> bytes:
    """The same package with one fixed time on every member."""
    result = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            entry = zipfile.ZipInfo(member.filename, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(member))
    return result.getvalue()


def _set_properties(word: Document, document: OfficialDocument) -> None:
    properties = word.core_properties
    day = document.dated_on
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _EPOCH
    properties.title = plain(document.title)[:255]
    properties.author = properties.last_modified_by = plain(document.signatory or document.issuer_mark)[:255]
    properties.created = properties.modified = moment
    properties.comments = ""
    properties.language = "zh-CN"


def _set_styles(word: Document) -> None:
    styles = word.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for language in word.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = styles["Normal"]
    parts.set_font(normal, FANG_SONG, measures.BODY_PT)
    # 28 characters to a line by their pitch, not by a character grid: LibreOffice gives two cells to a character
    # wider than one. Word stores twentieths of a point; justification takes up what is left at the end of a line.
    parts.set_character_space(normal, CHARACTER_SPACE_PT)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = 1.0
    # A single line may stand at the top of a page: every page has its 22 lines.
    layout.widow_control = False
    for name in ("autoSpaceDN", "autoSpaceDE"):
        normal.element.get_or_add_pPr().find(qn("w:widowControl")).addnext(parts.element(name, val=0))
    for level, font in enumerate((HEI, KAI, FANG_SONG, FANG_SONG), start=1):
        heading = styles[f"Heading {level}"]
        parts.set_font(heading, font, measures.BODY_PT)
        heading.font.bold = heading.font.italic = False
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(0)
        parts.indent_first_line(heading, 2, CHARACTER)
    title = styles.add_style("公文标题", WD_STYLE_TYPE.PARAGRAPH)
    title.base_style = normal
    parts.set_font(title, TITLE_SONG, measures.TITLE_PT)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.keep_with_next = True


def _set_page(word: Document, document: OfficialDocument) -> None:
    section = word.sections[0]
    if document.layout == "table":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(measures.PAGE_HEIGHT_MM), Mm(measures.PAGE_WIDTH_MM)
        section.left_margin, section.right_margin = Mm(measures.TOP_MARGIN_MM), Mm(measures.BOTTOM_MARGIN_MM)
        section.top_margin, section.bottom_margin = Mm(measures.BINDING_MARGIN_MM), Mm(measures.RIGHT_MARGIN_MM)
    else:
        section.page_width, section.page_height = Mm(measures.PAGE_WIDTH_MM), Mm(measures.PAGE_HEIGHT_MM)
        section.left_margin, section.right_margin = Mm(measures.BINDING_MARGIN_MM), Mm(measures.RIGHT_MARGIN_MM)
        section.top_margin, section.bottom_margin = Mm(measures.TOP_MARGIN_MM), Mm(measures.BOTTOM_MARGIN_MM)
    section.gutter = Mm(0)
    parts.set_facing_pages(word.settings, mirrored=document.layout != "table")
    parts.set_line_grid(section, LINE.pt)
    bottom = section.bottom_margin or Mm(measures.BOTTOM_MARGIN_MM)
    # The number's line is as high as its type and the dashes stand in its middle, 7 mm below the type area.
    section.footer_distance = Mm(bottom.mm - measures.PAGE_NUMBER_GAP_MM) - Pt(measures.SMALL_PT / 2)
    section.header_distance = Mm((section.top_margin or Mm(0)).mm / 2)
    _add_page_number(section.footer, odd=True)
    _add_page_number(section.even_page_footer, odd=False)
    heads: list[_Header] = [section.header, section.even_page_header]
    if document.layout == "letter":
        section.different_first_page_header_footer = True
        heads.append(section.first_page_header)
        _add_closing_rule(section)
    for head in heads:
        head.is_linked_to_previous = False
        paragraph = head.paragraphs[0]
        paragraph.style = "Normal"
        if document.sample:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(wording.SAMPLE_MARK)
            parts.set_font(run, HEI, measures.BODY_PT)
            run.font.color.rgb = RED


def _add_page_number(footer: _Footer, *, odd: bool) -> None:
    """— 1 —, one character from the right on odd pages and from the left on even ones."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Normal"
    exact(paragraph, measures.SMALL_PT)
    if odd:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(measures.SMALL_PT)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.left_indent = Pt(measures.SMALL_PT)
    for run in (paragraph.add_run("— "), parts.add_page_field(paragraph), paragraph.add_run(" —")):
        parts.set_font(run, SONG, measures.SMALL_PT)


def _add_closing_rule(section: Section) -> None:
    """The letter's lower double rule, on the first page only."""
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Normal"
    exact(paragraph, 1)
    parts.put_in_frame(
        paragraph,
        width=Mm(measures.LETTER_RULE_MM),
        top=Mm(measures.PAGE_HEIGHT_MM - measures.LETTER_RULE_BOTTOM_MM),
    )
    parts.set_rule(paragraph, "top", style="thinThickSmallGap", size_pt=3, space_pt=0, colour=measures.RED)


def _add_mark(word: Document, document: OfficialDocument, space_before: Mm | Pt) -> WordParagraph:
    text = plain(document.issuer_mark)
    mark = measures.mark_of(text)
    paragraph = add_line(word, "", alignment=WD_ALIGN_PARAGRAPH.CENTER)
    exact(paragraph, mark.size_pt * 1.1)
    paragraph.paragraph_format.space_before = space_before
    run = paragraph.add_run(text)
    parts.set_font(run, TITLE_SONG, mark.size_pt)
    parts.narrow(run, mark.horizontal_scale)
    run.font.color.rgb = RED
    return paragraph


def _add_red_rule(paragraph: WordParagraph) -> None:
    parts.set_rule(
        paragraph,
        "bottom",
        style="single",
        size_pt=measures.RED_RULE_PT,
        space_pt=measures.RED_RULE_GAP_MM * measures.POINTS_PER_MM,
        colour=measures.RED,
    )


def _add_standard_head(word: Document, document: OfficialDocument) -> None:
    if not (document.issuer_mark or document.number):
        return
    _add_mark(word, document, Mm(measures.MARK_TOP_MM))
    number = add_line(word, str(document.number or ""), alignment=WD_ALIGN_PARAGRAPH.CENTER)
    exact(number, measures.BODY_PT)
    number.paragraph_format.space_before = Pt(2 * LINE.pt)
    _add_red_rule(number)


def _add_letter_head(word: Document, document: OfficialDocument) -> None:
    mark = _add_mark(word, document, Pt(0))
    parts.put_in_frame(mark, width=Mm(measures.LETTER_RULE_MM), top=Mm(measures.LETTER_MARK_TOP_MM))
    parts.set_rule(
        mark,
        "bottom",
        style="thickThinSmallGap",
        size_pt=3,
        space_pt=measures.RED_RULE_GAP_MM * measures.POINTS_PER_MM,
        colour=measures.RED,
    )
    number = add_line(word, str(document.number or ""), alignment=WD_ALIGN_PARAGRAPH.RIGHT)
    number.paragraph_format.space_before = Pt(measures.BODY_PT * 7 / 8)


def _add_briefing_head(word: Document, document: OfficialDocument) -> None:
    _add_mark(word, document, Pt(LINE.pt))
    issue = add_line(word, wording.issue_line(document), alignment=WD_ALIGN_PARAGRAPH.CENTER)
    issue.paragraph_format.space_before = Pt(LINE.pt / 2)
    line = add_line(word, f"\u3000{document.editor}\t{wording.date_line(document)}")
    exact(line, measures.BODY_PT)
    layout = line.paragraph_format
    layout.space_before = Pt(LINE.pt / 2)
    layout.tab_stops.add_tab_stop(Mm(measures.TYPE_WIDTH_MM) - CHARACTER, WD_TAB_ALIGNMENT.RIGHT)
    _add_red_rule(line)


def _add_title(word: Document, document: OfficialDocument) -> None:
    """The title, two lines below the red rule, one line above the addressees."""
    title = word.add_paragraph(plain(document.title), style="公文标题")
    exact(title, LINE.pt)
    if document.issuer_mark or document.number:
        title.paragraph_format.space_before = Pt(2 * LINE.pt)
    title.paragraph_format.space_after = Pt(LINE.pt)
    if document.addressees:
        add_line(word, wording.addressee_line(document), alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)


def _add_table_head(word: Document, document: OfficialDocument) -> None:
    title = word.add_paragraph(plain(document.title), style="公文标题")
    exact(title, LINE.pt)
    title.paragraph_format.space_after = Pt(LINE.pt / 2)
    if document.signatory or document.dated_on:
        line = add_line(word, f"{document.signatory}\t{wording.date_line(document)}", size_pt=measures.SMALL_PT)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(measures.TYPE_HEIGHT_MM), WD_TAB_ALIGNMENT.RIGHT)
        line.paragraph_format.keep_with_next = True


def _add_imprint(word: Document, document: OfficialDocument) -> None:
    """版记 on the last line of the last page; a letter's has neither rules nor printer (10.1)."""
    imprint = document.imprint
    is_letter = document.layout == "letter"
    copies = wording.copies_line(imprint)
    printed = "" if is_letter else f"{imprint.printed_by}\t{wording.printed_on_line(imprint)}"
    rows = [row for row in (copies, printed.strip("\t") and printed) if row]
    if not rows:
        return
    width = Mm(measures.TYPE_HEIGHT_MM if document.layout == "table" else measures.TYPE_WIDTH_MM)
    lines: list[WordParagraph] = []
    for index, text in enumerate(rows):
        if index:
            lines.append(_add_imprint_line(word, width, measures.IMPRINT_INNER_RULE_MM * measures.POINTS_PER_MM))
            parts.shade(lines[-1], "000000")
        lines.append(_add_imprint_row(word, text, width, is_copies=text == copies))
    if not is_letter:
        for line in lines:
            parts.set_box_rules(line, size_pt=measures.IMPRINT_OUTER_RULE_MM * measures.POINTS_PER_MM)
    # A frame stands on the page of the paragraph after it.
    exact(word.add_paragraph(), 1)


def _add_imprint_line(word: Document, width: Mm, height_pt: float) -> WordParagraph:
    """A paragraph of 版记. All have the same indents: only then do their outer rules become those of one box."""
    paragraph = word.add_paragraph()
    exact(paragraph, height_pt)
    parts.put_in_frame(paragraph, width=width, top=None)
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Pt(4 * measures.SMALL_PT), Pt(-4 * measures.SMALL_PT)
    return paragraph


def _add_imprint_row(word: Document, text: str, width: Mm, *, is_copies: bool) -> WordParagraph:
    """One entry, a character in from both ends; 抄送 that runs over is aligned with its first character (7.4.2).

    The character is a full-width space and not an indent, for a paragraph's rules end where its indents do.
    """
    paragraph = _add_imprint_line(word, width, measures.SMALL_PT * 1.5)
    if is_copies:
        text = f"{wording.COPIES_LABEL}{text}"
    else:
        paragraph.paragraph_format.tab_stops.add_tab_stop(width - Pt(measures.SMALL_PT), WD_TAB_ALIGNMENT.RIGHT)
    run = paragraph.add_run("\u3000" + "\t".join(plain(piece) for piece in text.split("\t")))
    parts.set_font(run, FANG_SONG, measures.SMALL_PT)
    parts.set_character_space(run, 0)
    return paragraph
