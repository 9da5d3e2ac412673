"""A text in the language of the page, where a thing has it in more than one."""

from __future__ import annotations

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the page is shown in English. Chinese, simplified or traditional, is one text: the letters are converted."""
    return (get_language() or "").startswith("en")


def in_language(thing: object, field: str) -> str:
    """`thing.field`, or on an English page `thing.field_en` where that is filled.

    The convention: a text that is kept in English too has a second field with the same name and `_en`, which may be
    empty. Traditional Chinese is never kept: what goes out is converted (docs/adr/0018).
    """
    if is_english():
        english = getattr(thing, f"{field}_en", "")
        if english:
            return str(english)
    return str(getattr(thing, field))
