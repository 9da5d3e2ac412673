"""The fonts that come with Tongxin, and which characters they have.

`fonts/` holds open fonts cut to GB 2312 and 通用规范汉字表 (made by `script/fonts`; licences in `fonts/licences/`).
A PDF is set in these alone, so that it looks the same on every machine; a .docx only names the standard's fonts.
"""

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Final

FONT_FOLDER: Final = Path(__file__).resolve().parent / "fonts"

MISSING_SIGN: Final = "〓"
"""Stands where a character is that no font has, as printers have always done."""

_SPACES: Final = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs = json.loads((FONT_FOLDER / "coverage.json").read_text(encoding="ascii"))
    return tuple(first for first, _ in pairs), tuple(last for _, last in pairs)


def has_glyph(character: str) -> bool:
    """Whether one of the fonts that come with Tongxin has this character."""
    firsts, lasts = _ranges()
    index = bisect_right(firsts, ord(character)) - 1
    return index >= 0 and ord(character) <= lasts[index]


def plain(text: str) -> str:
    """The text as one line that can be set and stored in XML.

    Line breaks and tabs become spaces and marks without a shape (such as a zero-width space) go; a control character or
    half of a surrogate pair becomes 〓. The text is composed (NFC), so that é is one character however it was typed.
    """
    characters = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character in _SPACES or (category == "Zs" and character not in "\u00a0\u3000"):
            characters.append(" ")
        elif category in ("Cc", "Cs") or _is_noncharacter(ord(character)):
            characters.append(MISSING_SIGN)
        elif category != "Cf":
            characters.append(character)
    return "".join(characters)


def _is_noncharacter(point: int) -> bool:
    """Whether Unicode promises never to use this code point; XML refuses some of these."""
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF


def printable(text: str) -> str:
    """The text as a PDF shows it: `plain`, with 〓 for every character that no font has."""
    return "".join(character if has_glyph(character) else MISSING_SIGN for character in plain(text))


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters of a text that a PDF cannot show (it shows 〓), each once, in order of first use.

    Show them to the author before a document is issued: a rare name may need a picture, or a font with more characters.
    """
    composed = unicodedata.normalize("NFC", text)
    lost = (character for character in composed if not character.isspace() and not has_glyph(character))
    return tuple(dict.fromkeys(character for character in lost if unicodedata.category(character) != "Cf"))
