"""What is written comes out as it was written, whatever it is; and the same every time."""

import io
import re
import subprocess
import sys
from unicodedata import normalize

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.typesetting import samples
from tests.documents.typesetting.reading import mm, pages_of, text_of
from tongxin.documents.typesetting import (
    Heading,
    Imprint,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Table,
    missing_characters,
    to_pdf,
)
from tongxin.documents.typesetting.faces import FONT_FOLDER, has_glyph, printable
from tongxin.documents.typesetting.pdf import breakable

SOFT_HYPHEN = 0xAD
MARKUP = (
    r"""#panic() $x^2$ *粗* _斜_ [括] \ @引 //注释 /*段*/ `码` "直引号" '单' <标签> ~ = 一 - 二 + 三 -- --- ... {} """
    r"""http://例.cn/a?b=1&c#d %s {{ x }}"""
)


def without_spaces(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


def as_read(text: str) -> str:
    """The text as a reader of the PDF gets it back: one glyph can stand for two code points that look the same."""
    return normalize("NFKC", without_spaces(text)).replace("―", "—").replace("・", "·")


def body_text(pdf: bytes) -> str:
    """The text of a document of one paragraph titled 题, without its title and page numbers."""
    text = text_of(pdf)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for number in range(1, len(opened.pages) + 1):
            text = text.replace(f"—{number}—", "", 1)
    assert text.startswith("题")
    return text[1:]


def test_markup_comes_out_literally_everywhere() -> None:
    document = OfficialDocument(
        title=f"标题{MARKUP}",
        issuer_mark="标志#$*_",
        addressees=(f"主送{MARKUP}",),
        body=(
            Heading(f"小标题{MARKUP}", 2),
            Paragraph(f"段落{MARKUP}"),
            Table(headers=("#表头$", "*b*"), rows=((f"单元格{MARKUP}", "#x"),), caption=f"题注{MARKUP}"),
            Paragraph("尾"),
        ),
        attachments=(f"附件名{MARKUP}",),
        signatory="署名#*_",
        imprint=Imprint((f"抄送{MARKUP}",), f"印发{MARKUP}"),
    )
    text = re.sub(r"—\d—", "", as_read(text_of(to_pdf(document))))
    for beginning in ("标题", "主送", "小标题", "段落", "单元格", "题注", "附件名", "抄送", "印发"):
        assert as_read(beginning + MARKUP) in text, beginning
    for short in ("标志#$*_", "#表头$", "*b*", "署名#*_"):
        assert short in text


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=120))
def test_any_text_makes_a_pdf_that_says_it(text: str) -> None:
    document = OfficialDocument(title="题", body=(Paragraph(text), Table(headers=(text,), rows=((text,),))))
    pdf = to_pdf(document)
    assert without_spaces(body_text(pdf)).count("〓") == 3 * printable(text).count("〓")


@settings(deadline=None, max_examples=60)
@given(
    st.text(
        alphabet=st.sampled_from(
            [chr(point) for point in range(0x21, 0x10000) if has_glyph(chr(point)) and point != SOFT_HYPHEN]
        )
    )
)
def test_text_of_characters_that_the_fonts_have_comes_out_whole(text: str) -> None:
    assert as_read(body_text(to_pdf(OfficialDocument(title="题", body=(Paragraph(text),))))) == as_read(text)


def test_every_character_that_counts_as_covered_is_drawn() -> None:
    covered = [chr(point) for point in range(0x21, 0x30000) if has_glyph(chr(point)) and point != SOFT_HYPHEN]
    assert len(covered) > 11000
    text = "".join(covered)
    assert as_read(body_text(to_pdf(OfficialDocument(title="题", body=(Paragraph(text),))))) == as_read(text)


def test_gb2312_and_rare_names_of_places_and_persons_are_covered() -> None:
    ideographs = "".join(
        bytes([row, cell]).decode("gb2312", errors="ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
    )
    assert len(ideographs) == 6763
    assert missing_characters(ideographs) == ()
    assert missing_characters("溧阳金坛武进新北天宁钟楼，堃喆镕昇珺㛃䶮𬭎") == ()


def test_missing_characters_are_named_once_in_order_and_printed_as_a_sign() -> None:
    assert missing_characters("甲\U0002a6a5乙😀\U0002a6a5\u200b\n") == ("\U0002a6a5", "😀")
    document = OfficialDocument(title="题", body=(Paragraph("甲😀乙"),))
    assert body_text(to_pdf(document)) == "甲〓乙"
    assert missing_characters("".join(document.texts())) == ("😀",)


def test_control_characters_and_half_surrogates_are_shown_too() -> None:
    assert printable("a\x00b\ud800c\ufffe") == "a〓b〓c〓"
    assert printable("一\n二\t三\u2028四\u200b五") == "一 二 三 四五"
    assert printable("e\u0301") == "é"


@pytest.mark.parametrize("layout", samples.ALL)
def test_the_same_document_gives_the_same_bytes(layout: str) -> None:
    assert to_pdf(samples.ALL[layout]) == to_pdf(samples.ALL[layout])


def test_the_bytes_are_the_same_in_another_process_at_another_time() -> None:
    code = (
        "import sys; from tests.documents.typesetting import samples; from tongxin.documents.typesetting import to_pdf;"
        "sys.stdout.buffer.write(to_pdf(samples.STANDARD))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"TZ": "Asia/Shanghai"})
    assert other.stdout == to_pdf(samples.STANDARD)


def test_every_font_is_embedded_and_is_one_of_ours() -> None:
    with pdfplumber.open(io.BytesIO(to_pdf(samples.STANDARD))) as opened:
        fonts = [
            reference.resolve()["DescendantFonts"][0].resolve()
            for page in opened.pages
            for reference in page.page_obj.resources["Font"].values()
        ]
        names = {str(font["BaseFont"].name).split("+")[1] for font in fonts}
        assert all({"FontFile2", "FontFile3"} & font["FontDescriptor"].resolve().keys() for font in fonts)
    assert names == {"TongxinFangSong", "TongxinKai", "TongxinHei", "TongxinSong", "TongxinTitleSong"}


def test_the_fonts_stay_small_and_have_their_licences() -> None:
    assert sum(path.stat().st_size for path in FONT_FOLDER.rglob("*") if path.is_file()) < 14.5 * 1024 * 1024
    licences = {path.name for path in (FONT_FOLDER / "licences").iterdir()}
    assert licences == {"OFL-LXGW-WenKai.txt", "OFL-Noto-CJK.txt", "GPL-3-font-exception-Fandol.txt"}


def test_a_table_of_300_rows_repeats_its_header_and_splits_no_row() -> None:
    rows = tuple((f"R{number}", "进展情况良好" * (number % 9)) for number in range(300))
    document = OfficialDocument(layout="table", title="题", body=(Table(("编号列", "进展列"), rows, widths=(1, 5)),))
    pages = pages_of(to_pdf(document))
    assert len(pages) > 10
    seen: list[str] = []
    for page in pages:
        assert (round(mm(page.width)), round(mm(page.height))) == (297, 210)
        assert len([line for line in page.lines if line.text == "编号列进展列"]) == 1
        texts = "".join(line.text for line in page.lines)
        here = [
            f"R{number}"
            for number in range(300)
            if any(
                line.text.startswith(f"R{number}") and not line.text[len(f"R{number}") :][:1].isdigit()
                for line in page.lines
            )
        ]
        # All of a row's text is on the page that its number is on.
        assert texts.count("况") == sum(int(name[1:]) % 9 for name in here)
        seen.extend(here)
        assert max(mm(line.bottom) for line in page.lines if line.size == 12) <= 28 + 156
    assert seen == [f"R{number}" for number in range(300)]


def test_a_row_higher_than_a_page_runs_on() -> None:
    document = OfficialDocument(title="题", body=(Table(("列", "长"), (("1", "字" * 5000),)), Paragraph("尾")))
    pages = pages_of(to_pdf(document))
    assert sum(line.text.count("字") for page in pages for line in page.lines) == 5000
    # The space under a last line of text is room for a table, too; the page number is lower still.
    assert all(mm(line.bottom) < 37 + 225 + 5 for page in pages for line in page.lines if line.size == 12)


def test_a_long_word_breaks_inside_the_line_and_the_cell() -> None:
    word = "https://example.cn/" + "a1" * 150
    document = OfficialDocument(title=word, body=(Paragraph(word), Table(("列", word), ((word, "短"),), widths=(1, 3))))
    pages = pages_of(to_pdf(document))
    assert all(mm(line.right) < 184.3 for page in pages for line in page.lines)
    assert as_read(text_of(to_pdf(document))).replace("—1—", "").replace("—2—", "").count("a1") >= 4 * 150 - 8


def test_words_that_fit_are_not_broken() -> None:
    assert breakable("GB/T 9704-2012 公文格式", 14) == "GB/T 9704-2012 公文格式"
    assert breakable("abcdef 字", 2) == "a\u200bb\u200bc\u200bd\u200be\u200bf 字"


def test_page_breaks_count_once_and_not_at_the_end() -> None:
    blocks = (Paragraph("甲"), PageBreak(), PageBreak(), Paragraph("乙"), PageBreak())
    pages = pages_of(to_pdf(OfficialDocument(title="题", body=blocks)))
    assert [[line.text for line in page.lines if line.size == 16] for page in pages] == [["甲"], ["乙"]]
