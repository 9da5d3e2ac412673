"""The .docx measured in its XML: page, fonts, grid, footers, tables; and that it is the same every time."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.typesetting import samples
from tongxin.documents.typesetting import OfficialDocument, PageBreak, Paragraph, Table, to_docx
from tongxin.documents.typesetting.faces import plain


def opened(document: OfficialDocument) -> Document:
    return docx.Document(io.BytesIO(to_docx(document)))


@pytest.fixture(scope="module")
def standard() -> Document:
    return opened(samples.STANDARD)


def paragraph(word: Document, beginning: str) -> WordParagraph:
    return next(found for found in word.paragraphs if found.text.strip("　 ").startswith(beginning))


def fonts_of(element: Any) -> set[str]:
    return {value for fonts in element.iter(qn("w:rFonts")) for value in fonts.attrib.values()}


def attribute(element: Any, name: str) -> str:
    return str(element.get(qn(f"w:{name}")))


def millimetres(length: int | None) -> float:
    assert length is not None
    return round(length / Mm(1), 1)


def test_the_page_is_a4_with_the_margins_of_the_standard(standard: Document) -> None:
    section = standard.sections[0]
    measured = [
        millimetres(length)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.left_margin,
            section.right_margin,
            section.bottom_margin,
        )
    ]
    assert measured == [210, 297, 37, 28, 26, 35]
    assert standard.settings.element.find(qn("w:mirrorMargins")) is not None


def test_22_lines_of_28_characters_fit_the_type_area(standard: Document) -> None:
    section = standard.sections[0]
    (grid,) = section._sectPr.findall(qn("w:docGrid"))
    assert attribute(grid, "type") == "lines"
    pitch = int(attribute(grid, "linePitch")) / 20
    height = Mm(225).pt
    assert 22 * pitch <= height < 23 * pitch
    normal = standard.styles["Normal"]
    space = int(attribute(normal.element.rPr.find(qn("w:spacing")), "val")) / 20
    character = normal.font.size.pt + space
    width = Mm(156).pt
    assert 28 * character <= width < 29 * character
    assert 28 * character == pytest.approx(width, abs=1.3)


def test_no_line_is_lost_to_widow_control(standard: Document) -> None:
    assert standard.styles["Normal"].paragraph_format.widow_control is False


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("公文标题", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
    ],
)
def test_styles_name_the_standards_fonts_for_chinese_too(standard: Document, style: str, font: str, size: int) -> None:
    found = standard.styles[style]
    fonts = found.element.rPr.find(qn("w:rFonts"))
    assert {key.split("}")[1]: value for key, value in fonts.attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), font
    )
    assert found.font.size == Pt(size)
    assert not found.font.bold


def test_only_fonts_of_the_standard_are_named(standard: Document) -> None:
    assert fonts_of(standard.element) <= {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}


def test_headings_and_paragraphs_are_indented_by_two_characters(standard: Document) -> None:
    indent = paragraph(standard, "为深入推进")._p.pPr.ind
    assert attribute(indent, "firstLineChars") == "200"
    heading = standard.styles["Heading 1"].element.pPr.find(qn("w:ind"))
    assert attribute(heading, "firstLineChars") == "200"


def test_the_red_rule_is_4_mm_below_the_number(standard: Document) -> None:
    number = paragraph(standard, "示统发〔2019〕5号")
    (rule,) = number._p.pPr.iter(qn("w:bottom"))
    assert attribute(rule, "color") == "E60012"
    assert int(attribute(rule, "space")) * 25.4 / 72 == pytest.approx(4, abs=0.2)
    assert paragraph(standard, "中共示例市委").paragraph_format.space_before.mm == pytest.approx(35, abs=0.05)


def test_the_title_is_two_lines_below_the_red_rule(standard: Document) -> None:
    title = paragraph(standard, "关于印发").paragraph_format
    pitch = Mm(225).pt / 22
    assert title.space_before.pt == pytest.approx(2 * pitch, abs=0.05)
    assert title.space_after.pt == pytest.approx(pitch, abs=0.05)


def test_page_numbers_are_right_on_odd_and_left_on_even_pages(standard: Document) -> None:
    section = standard.sections[0]
    assert standard.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        (line,) = footer.paragraphs
        assert line.alignment == side
        assert line.text == "— 1 —"
        assert fonts_of(footer._element) == {"宋体"}
        assert {run.font.size for run in line.runs} == {Pt(14)}
        assert [field.text for field in footer._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert section.footer.paragraphs[0].paragraph_format.right_indent == Pt(14)
    assert section.even_page_footer.paragraphs[0].paragraph_format.left_indent == Pt(14)
    # The middle of the footer's only line is 7 mm below the type area, 35 mm above the page's end.
    assert section.footer_distance.mm + Pt(7).mm == pytest.approx(35 - 7, abs=0.05)


def test_the_signature_stays_with_the_last_paragraph_and_ends_four_characters_from_the_right(
    standard: Document,
) -> None:
    texts = [line.text for line in standard.paragraphs]
    start, end = texts.index("特此通知。"), texts.index("2019年3月8日")
    assert all(line.paragraph_format.keep_with_next for line in standard.paragraphs[start:end])
    day = standard.paragraphs[end]
    assert attribute(day._p.pPr.ind, "rightChars") == "400"
    # 6 characters of date, 13 of name: the name's middle is the date's.
    assert attribute(standard.paragraphs[end - 1]._p.pPr.ind, "rightChars") == "50"


def test_tables_repeat_their_header_and_keep_rows_whole(standard: Document) -> None:
    (table,) = standard.tables
    assert [row.cells[1].text for row in table.rows][:2] == ["项目名称", "同心荟品牌建设"]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert fonts_of(table.rows[0]._tr) == {"黑体"}
    assert fonts_of(table.rows[1]._tr) == {"仿宋_GB2312"}


def test_the_imprint_is_a_frame_at_the_end_of_the_type_area(standard: Document) -> None:
    frames = [frame for frame in standard.element.iter(qn("w:framePr")) if attribute(frame, "yAlign") == "bottom"]
    assert len(frames) == 3
    assert {attribute(frame, "vAnchor") for frame in frames} == {"margin"}
    texts = [
        line.text
        for line in standard.paragraphs
        if line._p.pPr is not None and line._p.pPr.find(qn("w:framePr")) is not None
    ]
    assert texts[0].startswith("　抄送：示例省委统战部，")
    assert texts[2] == "　中共示例市委统战部办公室\t2019年3月11日印发"


def test_a_letter_has_frames_for_its_rules_and_no_number_on_its_first_page() -> None:
    word = opened(samples.LETTER)
    section = word.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_footer.paragraphs[0].text == ""
    rules = [*word.element.iter(qn("w:pBdr")), *section.first_page_footer._element.iter(qn("w:pBdr"))]
    assert [attribute(rule[0], "val") for rule in rules] == ["thickThinSmallGap", "thinThickSmallGap"]
    mark = paragraph(word, "中共示例市委统一战线工作部")._p.pPr.find(qn("w:framePr"))
    assert int(attribute(mark, "y")) / 20 == pytest.approx(Mm(30).pt, abs=0.1)
    assert int(attribute(mark, "w")) / 20 == pytest.approx(Mm(170).pt, abs=0.1)


def test_a_table_document_lies_on_its_side() -> None:
    section = opened(samples.TABLE).sections[0]
    assert [millimetres(length) for length in (section.page_width, section.page_height)] == [297, 210]
    assert len(opened(samples.TABLE).tables[0].rows) == 41


def test_a_briefing_has_its_masthead() -> None:
    texts = [line.text for line in opened(samples.BRIEFING).paragraphs]
    assert texts[:3] == ["同心工作简报", "第12期", "　示例市委统战部办公室编\t2019年6月5日"]


def test_only_a_sample_says_so(standard: Document) -> None:
    assert standard.sections[0].header.paragraphs[0].text == "示例"
    assert standard.sections[0].even_page_header.paragraphs[0].text == "示例"
    assert opened(samples.BRIEFING).sections[0].header.paragraphs[0].text == ""


def test_a_page_break_before_a_heading_and_before_a_table() -> None:
    word = opened(samples.BRIEFING)
    assert paragraph(word, "二、初步成效").paragraph_format.page_break_before
    table = opened(OfficialDocument(title="题", body=(Paragraph("甲"), PageBreak(), Table(("列",), (("1",),)))))
    assert table.tables[0].cell(0, 0).paragraphs[0].paragraph_format.page_break_before


@pytest.mark.parametrize("layout", samples.ALL)
def test_the_same_document_gives_the_same_bytes_with_fixed_times(layout: str) -> None:
    first = to_docx(samples.ALL[layout])
    assert first == to_docx(samples.ALL[layout])
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_the_properties_say_what_the_document_is(standard: Document) -> None:
    properties = standard.core_properties
    assert properties.title == samples.STANDARD.title
    assert properties.author == "中共示例市委统一战线工作部"
    assert properties.created.replace(tzinfo=UTC) == datetime(2019, 3, 8, tzinfo=UTC)


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=80))
def test_any_text_comes_out_as_it_was_written(text: str) -> None:
    document = OfficialDocument(
        title=text, body=(Paragraph(text), Table((text,), ((text,),))), attachments=(text,), signatory=text
    )
    word = opened(document)
    said = plain(text)
    assert word.paragraphs[0].text == said
    assert word.paragraphs[1].text == said
    assert [row.cells[0].text for row in word.tables[0].rows] == [said, said]
    assert f"附件：{said}" in [line.text for line in word.paragraphs]
    assert said == word.paragraphs[-1].text
