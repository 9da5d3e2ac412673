"""The model refuses what cannot be laid out, and words its fixed parts as the standard does."""

from datetime import date

import pytest

from tests.documents.typesetting import samples
from tongxin.documents.typesetting import DocumentNumber, Heading, Imprint, OfficialDocument, Table, wording
from tongxin.documents.typesetting.measures import chinese_date, mark_of, width_in_characters


def test_a_number_has_its_year_in_brackets_and_its_serial_without_zeros() -> None:
    assert str(DocumentNumber("常统发", 2019, 5)) == "常统发〔2019〕5号"


@pytest.mark.parametrize(("year", "serial"), [(19, 1), (2019, 0), (2019, -3), (20190, 1)])
def test_a_number_that_is_none_is_refused(year: int, serial: int) -> None:
    with pytest.raises(ValueError, match="document"):
        DocumentNumber("常统发", year, serial)


def test_a_date_has_no_leading_zeros() -> None:
    assert chinese_date(date(2019, 1, 5)) == "2019年1月5日"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Table(headers=()),
        lambda: Table(headers=("甲",), rows=(("1", "2"),)),
        lambda: Table(headers=("甲", "乙"), widths=(1,)),
        lambda: Table(headers=("甲", "乙"), widths=(1, 0)),
        lambda: Table(headers=("甲", "乙"), alignments=("left",)),
        lambda: Heading("题", 5),
        lambda: OfficialDocument(title="题", layout="poster"),
        lambda: OfficialDocument(title="题", issue=0),
    ],
)
def test_a_shape_that_cannot_be_laid_out_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"\w"):
        wrong()


def test_a_table_fills_short_rows_and_shares_out_the_line() -> None:
    table = Table(headers=("甲", "乙", "丙"), rows=(("1",),), widths=(1, 1, 2))
    assert table.full_rows == (("1", "", ""),)
    assert table.shares == (0.25, 0.25, 0.5)
    assert table.column_alignments == ("center", "center", "center")


def test_the_fixed_words() -> None:
    assert wording.addressee_line(samples.LETTER) == "示例市人力资源和社会保障局："
    assert wording.attachment_labels(samples.STANDARD) == ("1.", "2.")
    assert wording.attachment_labels(OfficialDocument(title="题", attachments=("甲",))) == ("",)
    assert wording.copies_line(Imprint(("甲", "乙"))) == "甲，乙。"
    assert wording.printed_on_line(Imprint(printed_on=date(2019, 3, 1))) == "2019年3月1日印发"
    assert wording.issue_line(samples.BRIEFING) == "第12期"
    assert (wording.addressee_line(samples.BRIEFING), wording.copies_line(Imprint())) == ("", "")


def test_a_short_mark_is_large_and_a_long_one_narrow() -> None:
    assert (mark_of("同心工作简报").size_pt, mark_of("同心工作简报").horizontal_scale) == (54, 1.0)
    long = mark_of("中共示例市委统一战线工作部文件")
    assert long.size_pt == 47.5
    assert 0.6 < long.horizontal_scale < 0.63


def test_texts_are_all_there_in_reading_order() -> None:
    texts = samples.STANDARD.texts()
    assert texts[:2] == ("中共示例市委统一战线工作部文件", "示统发〔2019〕5号")
    assert "平台已上线，办结诉求86件" in texts
    assert texts[-1] == "中共示例市委统战部办公室"


def test_width_counts_latin_as_half() -> None:
    assert width_in_characters("2019年3月8日") == 6.0
