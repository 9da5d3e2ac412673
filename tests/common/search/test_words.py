"""From text to words: variants made one, pairs of characters, pinyin; and what somebody types, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.search import words
from tongxin.common.search.marking import Piece, marked, snippet
from tongxin.common.search.words import fold, name_words, read_query, text_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("青果巷", "青果巷"),
        ("鐘樓區周有光圖書館", "钟楼区周有光图书馆"),
        ("ＡＢＣ１２３", "abc123"),
        ("Café", "cafe"),
        ("乾坤", "干坤"),
    ],
)
def test_variants_are_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_text_has_each_character_each_pair_and_each_word_in_letters() -> None:
    assert text_words("青果巷，2019 Lane") == {"青", "果", "巷", "青果", "果巷", "2019", "lane"}


def test_a_name_has_its_pinyin_from_each_character_on() -> None:
    assert name_words("青果巷") - text_words("青果巷") == {
        *("~qing", "~qingguo", "~qingguoxiang", "~guo", "~guoxiang", "~xiang"),
        *("^qg", "^qgx", "^gx"),
    }


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("青果巷历史文化街区", ("青果巷", "历史", "文化", "街区")),
        ("青果巷的历史", ("青果巷", "历史")),
        ("的", ("的",)),
        ("  Lane   WALK ", ("lane", "walk")),
        ("史良 史良", ("史良",)),
        ("🙂🙂", ()),
        ("。，！？…", ()),
        ("", ()),
        ("\x00\x00", ()),
        ('NEAR("a" * OR)', ("near", "a", "or")),
        ("a'; DROP TABLE search_title; --", ("a", "drop", "table", "search", "title")),
    ],
)
def test_what_is_typed_becomes_words(typed: str, asked: tuple[str, ...]) -> None:
    assert read_query(typed).words == asked


def test_a_very_long_text_is_cut() -> None:
    assert len(read_query("青果巷" * 100_000).text) == words.LONGEST_QUERY
    assert len(read_query(" ".join(map(str, range(10_000)))).words) <= words.MOST_WORDS


def told(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{one.text}]" if one.is_hit else one.text for one in pieces)


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("常州青果巷", "青果", "常州[青果]巷"),
        ("常州青果巷", "qingguo", "常州[青果]巷"),
        ("常州青果巷", "qgx", "常州[青果巷]"),
        ("周有光圖書館", "图书馆", "周有光[圖書館]"),
        ("A walk in the lane", "walk", "A [walk] in the lane"),
        ("青果巷", "没有", "青果巷"),
        ("<b>青果</b>", "青果", "<b>[青果]</b>"),
    ],
)
def test_what_was_asked_for_is_marked(text: str, typed: str, shown: str) -> None:
    assert told(marked(text, read_query(typed), with_sound=True)) == shown


@given(st.text(alphabet="青果巷史良ab 。"), st.text(alphabet="青果巷史良ab "))
def test_marking_loses_nothing(text: str, typed: str) -> None:
    assert "".join(piece.text for piece in marked(text, read_query(typed), with_sound=True)) == text


def test_a_snippet_begins_at_the_sentence_and_holds_the_most_words() -> None:
    text = "开头有青果。" + "别的话" * 60 + "。这里青果和史良都有，" + "后面的话" * 60
    shown = told(snippet(text, read_query("青果 史良")))
    assert shown.startswith("…这里[青果]和[史良]都有，")
    assert shown.endswith("…")
    assert snippet(text, read_query("没有")) == ()


def test_a_snippet_begins_with_a_paragraph_and_not_in_the_middle_of_another() -> None:
    text = (
        "故事很长。" * 20
        + "\nOpening hours and access are told on each place's own page, with whatever else a visitor wants to know.\n市民、学生、游客\n史良故居\n文化品牌"
    )
    assert told(snippet(text, read_query("故居"))) == "…市民、学生、游客 史良[故居] 文化品牌"
