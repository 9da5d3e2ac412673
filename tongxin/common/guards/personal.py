"""Personal data in a text: identity card, mobile and landline numbers, bank cards, home addresses.

Numbers are judged by their own laws (check digits, area and date, issuer), so that figures, dates, amounts and document
numbers are left alone. Digits may be full-width and parted by spaces or dashes, as people type them to be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongxin.common.guards.findings import Finding, Kind

# GB 11643-1999: weights of the first seventeen characters, and the check character by the remainder.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
# GB/T 2260: the first two digits of a place (81 to 83: permits of residence for people from Hong Kong, Macao, Taiwan).
PROVINCES = frozenset(
    str(10 * region + number)
    for region, last in ((1, 5), (2, 3), (3, 7), (4, 6), (5, 4), (6, 5), (7, 1), (8, 3))
    for number in range(0 if region == 5 else 1, last + 1)
)
_EARLIEST_BIRTH = 1900

# Digits that belong together: a part may follow after one space, dash or dot.
_SEPARATOR = r"[ \u00a0\u3000\-\u2010-\u2015\u2212.·]"
_RUN = re.compile(rf"(?<![0-9A-Za-z_])\+?[0-9](?:{_SEPARATOR}?[0-9])*[Xx]?(?![0-9A-Za-z_])")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"(?:\+?86)?(0(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7})")
# A number without its area is known by the word before it.
_BARE_LANDLINE = re.compile(r"[2-8][0-9]{6,7}")
_PHONE_WORD = re.compile(
    r"(?:电\s*话|热\s*线|传\s*真|座\s*机|致\s*电|拨\s*打|Tel\.?|Phone|Fax)\s*(?:号码?|为|是|[(（][^()（）]{0,8}[)）])?\s*[:：]?\s*$",
    re.IGNORECASE,
)

# A figure with its unit is no telephone number and no card.
_UNIT = re.compile(r"\s*(?:元|万|亿|人|份|件|个|吨|平方米|公里|千瓦|册|美元|港元|%|％)")

_NUMBER = r"[0-9一二三四五六七八九十百零〇甲乙丙丁A-Za-z]{1,5}(?:[-－–—][0-9A-Za-z]{1,5})*"
_NAME = r"[\u4e00-\u9fff]{1,12}?"
_ROOM = rf"{_NUMBER}\s*室"
_BLOCK = rf"{_NUMBER}\s*(?:幢|栋|号楼|座|弄|号)"
_ESTATE = r"(?:小区|花园|公寓|家园|新村|花苑|名邸|华庭|雅居|里弄|宿舍|苑)"
_HOMES = (
    # 某路12号3幢402室, 某路12号402室, 某路12号某某花园3幢2单元402室
    re.compile(
        rf"{_NAME}(?:路|街|大道|巷|弄|里|村|组|坊)\s*{_NUMBER}\s*号\s*(?:[\u4e00-\u9fff]{{0,8}}?{_ESTATE})?\s*(?:{_BLOCK}\s*){{0,2}}"
        rf"(?:{_NUMBER}\s*单元\s*)?{_ROOM}"
    ),
    # 某某小区3幢2单元, 某某新村12幢402室, 某某花园3-2-402
    re.compile(
        rf"{_NAME}{_ESTATE}\s*(?:{_BLOCK}\s*(?:{_NUMBER}\s*单元\s*)?{_ROOM}|{_BLOCK}\s*{_NUMBER}\s*单元"
        r"|[0-9]{1,3}[-－–—][0-9]{1,2}[-－–—][0-9]{2,4}(?![0-9]))"
    ),
    # 3幢2单元402室
    re.compile(rf"{_NUMBER}\s*(?:幢|栋|号楼)\s*{_NUMBER}\s*单元\s*{_ROOM}"),
)

REMEDIES = {
    Kind.IDENTITY_CARD: _("删去，或只留前后几位，中间用星号。"),
    Kind.MOBILE: _("手机号是个人的：删去，或改成单位的固定电话。"),
    Kind.LANDLINE: _("若是机构对外公布的电话，请标为机构电话；若是家里的，请删去。"),
    Kind.BANK_CARD: _("删去；确要公布单位账号时，请放进印发的文件。"),
    Kind.HOME: _("写到路名或小区为止，删去幢、单元和室号；若是机构的办公地点，请标为机构地址。"),
}


def find(text: str, *, published: Iterable[str] = ()) -> list[Finding]:
    """Personal data in `text`, in the order in which it stands.

    `published` are telephone numbers and addresses that an institution gives out (a place's switchboard, an office),
    as they are written; they are left alone in whatever way they are spaced.
    """
    plain = _plain(text)
    allowed = tuple(_plain(one) for one in published)
    numbers = frozenset(filter(None, (_digits(one) for one in allowed)))
    found = [*_numbers(plain, numbers), *_homes(plain, tuple(_closed(one) for one in allowed))]
    return sorted(found, key=lambda one: (one.start, one.end))


def is_identity_card(number: str) -> bool:
    """Whether this is a number of GB 11643: a province, a day that was, and the right check character."""
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", number) or number[:2] not in PROVINCES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born.year >= _EARLIEST_BIRTH and check_character(number[:17]) == number[17].upper()


def check_character(first: str) -> str:
    """The check character of the first seventeen digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return CHECK_CHARACTERS[sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11]


def is_bank_card(number: str) -> bool:
    """Whether this may be a card's number: an issuer of bank cards, 15 to 19 digits, Luhn's check (ISO/IEC 7812-1)."""
    if not re.fullmatch(r"(?:62|4|5[1-5]|2[2-7]|3[47]|35|60)[0-9]+", number) or not 15 <= len(number) <= 19:
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = (digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[1::2])
    return len(set(number)) > 2 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _numbers(text: str, allowed: frozenset[str]) -> Iterator[Finding]:
    for run in _RUN.finditer(text):
        if _UNIT.match(text, run.end()) and len(_digits(run.group())) < 15:
            continue
        for kind, start, end in _parts(text, run.start(), run.end()):
            number = _digits(text[start:end])
            if kind in (Kind.MOBILE, Kind.LANDLINE) and (number in allowed or number.removeprefix("86") in allowed):
                continue
            yield Finding(kind, _masked(number), REMEDIES[kind], start, end)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[Kind, int, int]]:
    """What a run of digits is, the longest first: the whole of it, or what some neighbouring groups of it are."""
    groups = [(start + group.start(), start + group.end()) for group in re.finditer(r"\+?[0-9]+[Xx]?", text[start:end])]
    at = 0
    while at < len(groups):
        for last in range(len(groups) - 1, at - 1, -1):
            kind = _kind_of(text, groups[at][0], groups[last][1])
            if kind is not None:
                yield kind, groups[at][0], groups[last][1]
                at = last
                break
        at += 1


def _kind_of(text: str, start: int, end: int) -> Kind | None:
    written = text[start:end]
    number = ("+" if written.startswith("+") else "") + _digits(written)
    if is_identity_card(number):
        return Kind.IDENTITY_CARD
    if _MOBILE.fullmatch(number):
        return Kind.MOBILE
    if _LANDLINE.fullmatch(number):
        return Kind.LANDLINE
    if _BARE_LANDLINE.fullmatch(number) and _PHONE_WORD.search(text[max(0, start - 20) : start]):
        return Kind.LANDLINE
    if is_bank_card(number):
        return Kind.BANK_CARD
    return None


def _homes(text: str, allowed: tuple[str, ...]) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    for pattern in _HOMES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < until and end > since for since, until in taken):
                continue
            taken.append((start, end))
            if not any(
                _closed(match.group()) in one or one in _closed(match.group()) for one in allowed if len(one) > 3
            ):
                yield Finding(Kind.HOME, _masked_home(match.group()), REMEDIES[Kind.HOME], start, end)


def _plain(text: str) -> str:
    """The text with half-width digits, letters and signs, as long as it was: places stay the same."""
    return "".join(_half(character) for character in text)


def _half(character: str) -> str:
    wide = (
        unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" or character == "\u3000" else ""
    )
    return wide if len(wide) == 1 else character


def _digits(text: str) -> str:
    return re.sub(r"[^0-9Xx]", "", text)


def _closed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _masked(number: str) -> str:
    """The first three and the last two digits, stars between: enough to find it, too little to use it."""
    return f"{number[:3]}{'*' * max(1, len(number) - 5)}{number[-2:]}"


def _masked_home(text: str) -> str:
    return re.sub("[0-9A-Za-z]+", "*", text)
