"""The PDF measured against GB/T 9704-2012: what stands where, in which type."""

from datetime import date

import pytest

from tests.documents.typesetting import samples
from tests.documents.typesetting.reading import Line, Page, mm, pages_of
from tongxin.documents.typesetting import DocumentNumber, Imprint, OfficialDocument, Paragraph, Table, to_pdf
from tongxin.documents.typesetting.measures import CHARACTER_PITCH_PT, LINE_PITCH_PT
from tongxin.documents.typesetting.pdf import DASH_HEIGHT_EM

RED = (0.902, 0.0, 0.071)


@pytest.fixture(scope="module")
def standard() -> list[Page]:
    return pages_of(to_pdf(samples.STANDARD))


@pytest.fixture(scope="module")
def full() -> Page:
    """A page of nothing but text; the first of an unsigned document, so on the right hand."""
    return pages_of(to_pdf(OfficialDocument(title="题", body=(Paragraph("字" * 28 * 100),))))[2]


def body_lines(page: Page) -> list[Line]:
    return [line for line in page.lines if line.size == 16]


def near(millimetres: float) -> object:
    return pytest.approx(millimetres, abs=0.1)


def test_a_page_has_22_lines_of_28_characters_that_fill_the_type_area(full: Page) -> None:
    lines = body_lines(full)
    assert [len(line.text) for line in lines] == [28] * 22
    assert mm(lines[0].top) == near(37)
    assert mm(lines[-1].bottom) == near(37 + 225)
    assert {round(mm(line.left), 1) for line in lines} == {28.0}
    assert {round(mm(line.right), 1) for line in lines} == {
        184.1
    }  # the last character's body is 0.2 pt wider than its cell


def test_the_paper_is_a4_and_the_binding_edge_of_28_mm_changes_sides() -> None:
    pages = pages_of(to_pdf(OfficialDocument(title="题", body=(Paragraph("字" * 28 * 100),))))
    assert {(round(mm(page.width)), round(mm(page.height))) for page in pages} == {(210, 297)}
    assert mm(body_lines(pages[2])[0].left) == near(28)
    even = body_lines(pages[1])[0]
    assert mm(even.left) == near(26)
    assert 210 - mm(even.right) == near(28)


def test_the_mark_is_red_and_starts_35_mm_below_the_edge_of_the_type_area(standard: list[Page]) -> None:
    mark = standard[0].line("中共示例市委统一战线工作部文件")
    assert mm(mark.left) == near(28)
    assert mm(mark.right) == near(184)
    assert mark.fonts == {"TongxinTitleSong"}
    # Narrowed characters: the vertical size is the one that counts.
    assert mm(mark.top) == pytest.approx(72, abs=0.3)


def test_the_red_rule_is_4_mm_below_the_number_and_as_wide_as_the_type_area(standard: list[Page]) -> None:
    number = standard[0].line("示统发〔2019〕5号")
    (rule,) = standard[0].rules
    assert mm(rule["top"] - number.bottom) == near(4)
    assert (mm(rule["x0"]), mm(rule["x1"])) == (near(28), near(184))
    assert rule["stroking_color"] == pytest.approx(RED, abs=0.001)
    assert mm(number.left + number.right) / 2 == near(28 + 78)


def test_the_title_is_two_lines_below_the_red_rule(standard: list[Page]) -> None:
    title = standard[0].line("关于印发")
    assert title.top - standard[0].rules[0]["top"] == pytest.approx(2 * LINE_PITCH_PT, abs=0.2)
    assert (title.size, title.fonts) == (22, {"TongxinTitleSong"})
    second = standard[0].line("活动实施方案》的通知")
    assert mm(second.left + second.right) / 2 == pytest.approx(28 + 78, abs=0.2)


def test_the_addressees_are_one_line_below_the_title_and_flush_left(standard: list[Page]) -> None:
    addressees = standard[0].line("各辖市、区委统战部，市各民主党派、工商联，各有关单位：")
    assert addressees.top - standard[0].line("活动实施方案").top == pytest.approx(2 * LINE_PITCH_PT, abs=0.2)
    assert mm(addressees.left) == near(28)


@pytest.mark.parametrize(
    ("beginning", "page", "face"),
    [
        ("一、总体要求", 1, "TongxinHei"),
        ("（一）工作目标", 2, "TongxinKai"),
        ("（1）建立联席会议制度", 2, "TongxinFangSong"),
        ("建立市、辖市（区）", 2, "TongxinFangSong"),
    ],
)
def test_headings_and_text_have_their_faces_in_16_points(
    standard: list[Page], beginning: str, page: int, face: str
) -> None:
    line = standard[page - 1].line(beginning)
    assert face in line.fonts
    assert line.fonts <= {face, "TongxinSong"}
    assert line.size == 16


def test_a_paragraph_is_indented_by_two_characters(standard: list[Page]) -> None:
    assert standard[0].line("为深入推进").left == pytest.approx(28 * 72 / 25.4 + 2 * CHARACTER_PITCH_PT, abs=0.1)


def test_the_date_ends_four_characters_from_the_right_under_the_middle_of_the_signatory(standard: list[Page]) -> None:
    day = standard[2].line("2019年3月8日")
    signatory = next(line for line in standard[2].lines if line.text == "中共示例市委统一战线工作部")
    assert 184 * 72 / 25.4 - day.right == pytest.approx(4 * CHARACTER_PITCH_PT, abs=0.3)
    assert (signatory.left + signatory.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=0.5)
    assert day.top - signatory.top == pytest.approx(LINE_PITCH_PT, abs=0.2)


def test_a_signatory_longer_than_twice_its_room_ends_at_the_edge() -> None:
    name = "示例市基层统战工作年活动领导小组办公室综合协调组"
    document = OfficialDocument(title="题", body=(Paragraph("文。"),), signatory=name, dated_on=date(2019, 3, 8))
    line = pages_of(to_pdf(document))[0].line(name)
    assert mm(line.right) == pytest.approx(184, abs=0.2)


def test_attachments_are_numbered_and_run_on_under_their_first_character(standard: list[Page]) -> None:
    first, second = standard[2].line("附件：1."), standard[2].line("2.2019年全市")
    run_on = standard[2].line("览表")
    assert first.left == pytest.approx(28 * 72 / 25.4 + 2 * CHARACTER_PITCH_PT, abs=0.1)
    assert first.top - standard[2].line("特此通知。").top == pytest.approx(2 * LINE_PITCH_PT, abs=0.2)
    assert second.left == pytest.approx(first.left + 3 * CHARACTER_PITCH_PT, abs=0.2)
    assert run_on.left == standard[2].line("时间进度安排表").left
    assert run_on.left > second.left + 10


def test_the_page_number_is_7_mm_below_the_type_area_on_alternate_sides(standard: list[Page]) -> None:
    for page in standard:
        line = page.line(f"—{page.number}—")
        assert (line.size, line.fonts) == (14, {"TongxinSong"})
        assert mm(line.baseline - DASH_HEIGHT_EM * 14) == near(37 + 225 + 7)
        if page.number % 2:
            assert 184 * 72 / 25.4 - line.right == pytest.approx(14, abs=0.1)
        else:
            assert line.left - 26 * 72 / 25.4 == pytest.approx(14, abs=0.1)


def test_the_imprint_ends_the_type_area_of_the_last_page(standard: list[Page]) -> None:
    last = standard[-1]
    copies, printed = last.line("抄送：示例省委统战部"), last.line("中共示例市委统战部办公室")
    assert (copies.size, printed.size) == (14, 14)
    assert printed.text.endswith("2019年3月11日印发")
    assert [round(mm(rule["linewidth"]), 2) for rule in last.rules] == [0.35, 0.25, 0.35]
    assert mm(last.rules[-1]["top"]) == near(262)
    assert {(round(mm(rule["x0"])), round(mm(rule["x1"]))) for rule in last.rules} == {(26, 182)}
    assert printed.left - last.rules[0]["x0"] == pytest.approx(14, abs=0.2)


@pytest.mark.parametrize("characters", range(1, 28 * 24, 47))
def test_the_page_with_the_signature_also_has_text(characters: int) -> None:
    document = OfficialDocument(
        issuer_mark="示例市委统战部文件",
        number=DocumentNumber("示统发", 2019, 1),
        title="关于示例的通知",
        body=(Paragraph("首" * 200), Paragraph("字" * characters)),
        attachments=("示例附件",),
        signatory="示例市委统战部",
        dated_on=date(2019, 12, 31),
    )
    pages = pages_of(to_pdf(document))
    assert any(line.text == "示例市委统战部" for line in pages[-1].lines)
    assert "2019年12月31日" in [line.text for line in pages[-1].lines]
    assert any(set(line.text) == {"字"} for line in pages[-1].lines)
    assert sum(line.text.count("字") for page in pages for line in page.lines) == characters


def test_a_letter_has_double_rules_of_170_mm_and_no_number_on_its_first_page() -> None:
    page = pages_of(to_pdf(samples.LETTER))[0]
    assert not any("—" in line.text for line in page.lines)
    assert [(round(mm(rule["x0"])), round(mm(rule["x1"]))) for rule in page.rules] == [(20, 190)] * 4
    assert [rule["linewidth"] for rule in sorted(page.rules, key=lambda rule: rule["top"])] == [1.5, 0.5, 0.5, 1.5]
    mark, number = page.lines[0], page.line("示统函〔2019〕12号")
    assert (mark.text, mark.fonts) == ("中共示例市委统一战线工作部", {"TongxinTitleSong"})
    assert mm(mark.top) == pytest.approx(30, abs=0.3)
    assert mm(number.right) == pytest.approx(184, abs=0.2)
    assert mm(max(rule["top"] for rule in page.rules)) == pytest.approx(277, abs=1.5)
    assert page.line("抄送：").text == "抄送：示例市归国华侨联合会。"


def test_a_letter_numbers_its_second_page() -> None:
    letter = OfficialDocument(layout="letter", issuer_mark="示例", title="题", body=(Paragraph("字" * 900),))
    pages = pages_of(to_pdf(letter))
    assert [page.number for page in pages if any(line.text.startswith("—") for line in page.lines)] == [2]


def test_a_briefing_has_its_masthead() -> None:
    page = pages_of(to_pdf(samples.BRIEFING))[0]
    assert page.line("同心工作简报").fonts == {"TongxinTitleSong"}
    assert page.line("第12期").top > page.line("同心工作简报").top
    editor = page.line("示例市委统战部办公室编")
    assert editor.text.endswith("2019年6月5日")
    assert mm(page.rules[0]["top"] - editor.bottom) == near(4)


def test_only_a_sample_says_so_on_every_page(standard: list[Page]) -> None:
    assert all(page.line("示例").text == "示例" for page in standard)
    assert not any(line.text == "示例" for page in pages_of(to_pdf(samples.BRIEFING)) for line in page.lines)


def test_an_imprint_that_does_not_fit_has_a_page_of_its_own() -> None:
    document = OfficialDocument(
        title="题", body=(Paragraph("字" * 28 * 18),), imprint=Imprint(("甲",), "乙", date(2019, 1, 5))
    )
    pages = pages_of(to_pdf(document))
    assert len(pages) == 2
    assert pages[1].line("抄送：").text == "抄送：甲。"


@pytest.mark.parametrize("rows", range(1, 40, 3))
def test_the_last_row_of_a_table_stays_with_the_signature(rows: int) -> None:
    table = Table(("项目", "单位"), tuple((f"第{row}行", "甲") for row in range(1, rows + 1)))
    document = OfficialDocument(title="题", body=(table,), signatory="示例市委统战部", dated_on=date(2019, 12, 31))
    pages = pages_of(to_pdf(document))
    last = [line.text for line in pages[-1].lines]
    assert last[-3:-1] == ["示例市委统战部", "2019年12月31日"]
    assert f"第{rows}行甲" in last
    assert sum(line.text.endswith("行甲") for page in pages for line in page.lines) == rows
