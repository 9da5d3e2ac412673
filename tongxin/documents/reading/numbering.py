"""Automatic numbers of Word's lists, written out (ISO/IEC 29500-1, 17.9): 一、 (一) 1. ①."""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"


def chinese_counting(value: int) -> str:
    """21 is 二十一, 110 is 一百一十; digits beyond 999."""
    if not 0 < value < 1000:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def _roman(value: int) -> str:
    words = ""
    for size, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= size and len(words) < 12:
            words += letters
            value -= size
    return words


def written(value: int, number_format: str) -> str:
    """A number in one of Word's formats; digits for those not known."""
    if number_format in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ):
        return chinese_counting(value)
    if number_format in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(ord("①") + value - 1)
    if number_format in ("upperLetter", "lowerLetter") and 1 <= value <= 26:
        return chr(ord("A" if number_format == "upperLetter" else "a") + value - 1)
    if number_format in ("upperRoman", "lowerRoman") and 1 <= value <= 60:
        return _roman(value) if number_format == "upperRoman" else _roman(value).lower()
    if number_format == "decimalZero":
        return f"{value:02}"
    if number_format == "decimalFullWidth":
        return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if number_format == "none":
        return ""
    return str(value)


class Numbering:
    """The counters of a document's lists, asked paragraph by paragraph in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_lists(self, numbering: etree._Element) -> None:
        for abstract in numbering.iter(W + "abstractNum"):
            levels: dict[int, tuple[str, str, int]] = {}
            for level in abstract.iter(W + "lvl"):
                number_format = _value(level.find(W + "numFmt")) or "decimal"
                text = _value(level.find(W + "lvlText")) or ""
                levels[_int(level.get(W + "ilvl"))] = (number_format, text, _int(_value(level.find(W + "start")), 1))
                style = _value(level.find(W + "pStyle"))
                if style:
                    self._of_style[style] = (
                        "abstract:" + (abstract.get(W + "abstractNumId") or ""),
                        _int(level.get(W + "ilvl")),
                    )
            self._levels[abstract.get(W + "abstractNumId") or ""] = levels
        for number in numbering.iter(W + "num"):
            own = number.get(W + "numId") or ""
            self._abstract[own] = _value(number.find(W + "abstractNumId")) or ""
            for override in number.iter(W + "lvlOverride"):
                start = override.find(W + "startOverride")
                if start is not None:
                    self._starts[own, _int(override.get(W + "ilvl"))] = _int(_value(start), 1)

    def _read_styles(self, styles: etree._Element) -> None:
        for style in styles.iter(W + "style"):
            listed = style.find(f"{W}pPr/{W}numPr")
            number = _value(listed.find(W + "numId")) if listed is not None else None
            if listed is not None and number:
                level = _int(_value(listed.find(W + "ilvl")), -1)
                own = style.get(W + "styleId") or ""
                known = self._of_style.get(own)
                self._of_style[own] = (number, level if level >= 0 else known[1] if known else 0)

    def mark_of(self, paragraph: etree._Element) -> str:
        """The number that Word shows before this paragraph, "" where it shows none (bullets are not numbers)."""
        listed = paragraph.find(f"{W}pPr/{W}numPr")
        number: str | None
        if listed is not None:
            number, level = _value(listed.find(W + "numId")), _int(_value(listed.find(W + "ilvl")))
        else:
            style = _value(paragraph.find(f"{W}pPr/{W}pStyle")) or ""
            number, level = self._of_style.get(style, (None, 0))
        if not number or number == "0":
            return ""
        abstract = (
            number.removeprefix("abstract:") if number.startswith("abstract:") else self._abstract.get(number, "")
        )
        levels = self._levels.get(abstract, {})
        if level not in levels or levels[level][0] == "bullet":
            return ""
        counters = self._counters.setdefault(abstract, {})
        key = (number, level)
        if key in self._starts:
            # An own start counts once; later paragraphs of the list go on from it.
            counters[level] = self._starts.pop(key)
        else:
            counters[level] = counters.get(level, levels[level][2] - 1) + 1
        for deeper in [at for at in counters if at > level]:
            del counters[deeper]

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            number_format, _, start = levels.get(at, ("decimal", "", 1))
            return written(counters.get(at, start), number_format)

        return _PLACE.sub(place, levels[level][1])


def _value(element: etree._Element | None) -> str | None:
    return element.get(W + "val") if element is not None else None


def _int(given: str | None, default: int = 0) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 6 else default
