"""The page that describes the format shows what the reader really gives."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tongxin.documents.outline import Reason, read_outline

PAGE = Path(__file__).parents[3] / "docs" / "draft-format.md"


def test_the_example_is_what_the_reader_gives() -> None:
    page = PAGE.read_text(encoding="utf-8")
    text, shown = re.findall(r"```(?:text|json)\n(.*?)```", page, re.DOTALL)
    assert read_outline(text).as_json() == json.loads(shown)


def test_every_reason_is_named() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [reason for reason in Reason if f"`{reason.value.split()[0]}`" not in page] == []
