"""No text, however odd, loses a character, takes one twice or stops the reader."""

from __future__ import annotations

from hypothesis import given, settings

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
    ):
        text = piece * 20_000
        check(text, read_outline(text))
