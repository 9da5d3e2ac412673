"""No text, however odd, loses a character, takes one twice or stops the reader."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.outline.draft_laws import any_text, check, documents
from tongxin.documents.outline import read_outline


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_any_text_keeps_the_laws(text: str) -> None:
    check(text, read_outline(text))


@settings(max_examples=600, deadline=None)
@given(documents)
def test_any_jumble_of_what_documents_are_made_of_keeps_the_laws(text: str) -> None:
    check(text, read_outline(text))


@settings(max_examples=100, deadline=None)
@given(documents)
def test_the_same_text_gives_the_same_draft(text: str) -> None:
    assert read_outline(text).as_json() == read_outline(text).as_json()


@settings(max_examples=150, deadline=None)
@given(documents, st.integers(18, 40), st.sampled_from(["\n", "\n\n", "\r\n"]), st.sampled_from(["", "\u3000\u3000"]))
def test_a_document_broken_to_the_width_of_a_page_keeps_the_laws(text: str, width: int, end: str, indent: str) -> None:
    # Words that never come again are no running head, wherever a page ends.
    unique = "".join(map(chr, range(0x6000, 0x6000 + 240)))
    lines = [indent + line for line in (text + unique).split("\n")]
    pieces = [line[at : at + width] for line in lines for at in range(0, len(line), width)]
    pages = [end.join(pieces[at : at + 9]) for at in range(0, len(pieces), 9)]
    broken = f"{end}- 2 -{end}".join(pages)
    check(broken, read_outline(broken))


def test_a_long_run_of_one_thing_does_not_exhaust_the_reader() -> None:
    for piece in (
        "(",
        "（一）",
        "一、",
        "要",
        "“",
        "1.",
        " ",
        "牵头单位:",
        "由",
        "《",
        "A、",
        "市局、",
        "\n(1)",
        ",",
        "等",
        "各区负责，",
        "由市甲局牵头，",
        "无障碍",
        "一、甲\n- 2 -\n",
        "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸\n",
    ):
        text = piece * 20_000
        check(text, read_outline(text))
