"""Numbers as official documents write them: 46, ４６, 四十六, 二〇二三, ⑫, Ⅳ."""

from __future__ import annotations

import re

DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHINESE = "〇零一二两三四五六七八九十百千"
_ROMAN = {"I": 1, "V": 5, "X": 10, "Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "Ⅶ": 7, "Ⅷ": 8, "Ⅸ": 9, "Ⅹ": 10}
_ONLY_DIGITS = re.compile(r"[〇零○一二三四五六七八九]+")


def chinese_number(word: str) -> int | None:
    """The value of a Chinese numeral, None where it is none: 四十六 is 46, 二〇二三 is 2023, 三百万 is 3,000,000."""
    if not word:
        return None
    if _ONLY_DIGITS.fullmatch(word):
        # Longer ones are no number that a document counts in, and int() refuses very long ones.
        return int("".join(str(DIGITS[c]) for c in word)) if len(word) <= 12 else None
    total = section = digit = 0
    for c in word:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in _TENS:
            section += (digit or 1) * _TENS[c]
            digit = 0
        elif c in _MYRIADS:
            total += (section + digit or 1) * _MYRIADS[c]
            section = digit = 0
        else:
            return None
    return total + section + digit


def number(word: str) -> int | None:
    """The value of an ordinal in any usual script (ASCII digits, Chinese, circled, Roman), None if it is none."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 9 else None
    if len(word) == 1:
        for first, last, value in (("①", "⑳", 1), ("⑴", "⒇", 1), ("⒈", "⒛", 1), ("❶", "❿", 1), ("㈠", "㈩", 1)):
            if first <= word <= last:
                return ord(word) - ord(first) + value
    if word and all(c in _ROMAN for c in word):
        values = [_ROMAN[c] for c in word]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)) if len(values) <= 8 else None
    if len(word) == 1 and word.isascii() and word.isalpha():
        return ord(word.lower()) - ord("a") + 1
    return chinese_number(word)
