"""A brand's own words in the reader's language: English where it has been written, else Chinese."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def said(row: Any, name: str) -> str:
    """`row.name_en` on English pages where there is one, else `row.name`."""
    english = getattr(row, f"{name}_en", "") if is_english() else ""
    return str(english or getattr(row, name))


def is_foreign(row: Any, name: str) -> bool:
    """Whether an English page shows the Chinese words, for want of English ones: the page then says which language."""
    return is_english() and not getattr(row, f"{name}_en", "") and bool(getattr(row, name))
