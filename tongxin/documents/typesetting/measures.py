"""The measures of GB/T 9704-2012 that both the .docx and the PDF are laid out by. Lengths say their unit.

Clause numbers are the standard's. 「行」 is the pitch of the body's lines, 「字」 the pitch of its characters.
"""

from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Final

POINTS_PER_MM: Final = 72 / 25.4

# 5.1, 5.2.1: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm.
PAGE_WIDTH_MM: Final = 210.0
PAGE_HEIGHT_MM: Final = 297.0
TOP_MARGIN_MM: Final = 37.0
BINDING_MARGIN_MM: Final = 28.0
TYPE_WIDTH_MM: Final = 156.0
TYPE_HEIGHT_MM: Final = 225.0
RIGHT_MARGIN_MM: Final = PAGE_WIDTH_MM - BINDING_MARGIN_MM - TYPE_WIDTH_MM
BOTTOM_MARGIN_MM: Final = PAGE_HEIGHT_MM - TOP_MARGIN_MM - TYPE_HEIGHT_MM

# 5.2.2, 5.2.3: 3号, 2号 and 4号 type; 22 lines of 28 characters.
BODY_PT: Final = 16.0
TITLE_PT: Final = 22.0
SMALL_PT: Final = 14.0
TABLE_PT: Final = 12.0
LINES_PER_PAGE: Final = 22
CHARACTERS_PER_LINE: Final = 28

# The lines fill the type area from edge to edge: 22 characters' heights and 21 spaces between them.
LINE_PITCH_PT: Final = (TYPE_HEIGHT_MM * POINTS_PER_MM - BODY_PT) / (LINES_PER_PAGE - 1)
CHARACTER_PITCH_PT: Final = TYPE_WIDTH_MM * POINTS_PER_MM / CHARACTERS_PER_LINE

# 7.2.4, 7.2.7: the issuer's mark starts 35 mm below the type area's edge; the red rule is 4 mm below the number.
MARK_TOP_MM: Final = 35.0
MARK_LARGEST_PT: Final = 54.0
MARK_NARROWEST: Final = 0.62
RED_RULE_GAP_MM: Final = 4.0
RED_RULE_PT: Final = 1.5
RED: Final = "#E60012"

# 7.5: the stroke of the page number's dashes is 7 mm below the type area; the number is 4号, one character inset.
PAGE_NUMBER_GAP_MM: Final = 7.0

# 7.3.5: 成文日期 ends four characters from the right.
DATE_INSET_CHARACTERS: Final = 4

# 7.4.1: the first and last rule of 版记 are 0.35 mm thick, those between 0.25 mm.
IMPRINT_OUTER_RULE_MM: Final = 0.35
IMPRINT_INNER_RULE_MM: Final = 0.25

# 10.1: 信函格式, mark 30 mm below the page's edge, red double rules of 170 mm, the lower one 20 mm above its end.
LETTER_MARK_TOP_MM: Final = 30.0
LETTER_RULE_MM: Final = 170.0
LETTER_RULE_BOTTOM_MM: Final = 20.0


def chinese_date(day: date) -> str:
    """2019年1月5日: Arabic numerals, the month and the day without a leading zero (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True)
class Mark:
    """How an issuer's mark is set: its type size, and how far its characters are narrowed (1 is not at all)."""

    size_pt: float
    horizontal_scale: float


def mark_of(text: str) -> Mark:
    """An issuer's mark on one line of the type area: large, and narrowed to 62 % at least when it is long (7.2.4)."""
    characters = max(width_in_characters(text), 1.0)
    width = TYPE_WIDTH_MM * POINTS_PER_MM
    size = min(MARK_LARGEST_PT, width / (characters * MARK_NARROWEST))
    size = floor(size * 10) / 10
    return Mark(size, floor(min(1.0, width / (size * characters)) * 1000) / 1000)


def is_wide(character: str) -> bool:
    """Whether a character takes a whole cell of the grid, as ideographs and Chinese punctuation do."""
    return character >= "\u2e80" or character in "“”‘’—…·"


def width_in_characters(text: str) -> float:
    """The length of a text on the grid, in characters: 1 for an ideograph, 0.5 for a Latin letter or digit."""
    return sum(1.0 if is_wide(character) else 0.5 for character in text)
