from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.documents.typesetting import Paragraph, Table
from tongxin.programme.papers import wording


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("走访企业 12 家", "走访企业12家。"),
        ("走访企业 12 家。", "走访企业12家。"),
        ("走访企业 12 家。（示例）", "走访企业12家。（示例）"),
        ("至 9月12日 又过 6 个工作日（已扣除周末）", "至9月12日又过6个工作日（已扣除周末）。"),
        ("他们说“可以。”", "他们说“可以。”"),
        ("第一行\n 第二行，", "第一行第二行。"),
        ("use of WPS Office", "use of WPS Office。"),
        ("", ""),
    ],
)
def test_a_sentence_ends_once_and_has_no_gaps(text: str, said: str) -> None:
    assert wording.sentence(text) == said


@given(st.text(alphabet="一二，。！（）“”12 ab\n", max_size=30))
def test_a_sentence_stays_as_it_is_when_said_again(text: str) -> None:
    once = wording.sentence(text)
    assert wording.sentence(once) == once


def test_headings_are_numbered_in_chinese() -> None:
    numbers = {1: "一", 10: "十", 11: "十一", 20: "二十", 22: "二十二", 99: "九十九"}
    assert {number: wording.numeral(number) for number in numbers} == numbers


def test_quotation_marks_inside_quotation_marks_are_single() -> None:
    assert wording.quoted("“商会建设提升年”活动") == "“‘商会建设提升年’活动”"


@pytest.mark.parametrize(
    ("cell", "is_noted"), [("*", True), ("参加*人次", True), ("12", False), ("2*3", False), ("A", False)]
)
def test_a_note_explains_what_is_hidden(cell: str, is_noted: bool) -> None:
    body = (Paragraph("甲"), Table(("数",), ((cell,),)))
    noted = wording.explained(body)
    assert noted[: len(body)] == body
    assert (noted[len(body) :] == (Paragraph(wording.HIDDEN_NOTE),)) is is_noted


@pytest.mark.parametrize(
    ("name", "unit", "said"),
    [("参加人次", "人次", "参加"), ("受理办件", "件", "受理办件"), ("达标成员之家", "家", "达标成员之家")],
)
def test_only_a_unit_that_is_a_word_of_its_own_is_said_once(name: str, unit: str, said: str) -> None:
    assert wording.before_unit(name, unit) == said
