"""Dates and deadlines: 2022年10月底前, 12月底前, 年底前, 上半年, 第三季度, 二〇二三年三月二十八日, 2023-03-28."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from tongxin.documents.outline.numerals import chinese_number

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?P<year>\d{4}|[〇零一二三四五六七八九]{4})\s?年|(?P<this>今年|本年度?|当年)|(?P<next>明年|次年))"
_MOMENT = re.compile(
    rf"(?P<numeric>(?<![\d.])(?P<y>(?:19|20)\d{{2}})[-/.](?P<m>\d{{1,2}})(?:[-/.](?P<d>\d{{1,2}}))?(?![\d.]))"
    rf"|(?:{_YEAR}度?\s?)?(?:"
    rf"(?P<month>{_N})\s?月(?:份)?\s?(?:(?P<day>{_N})\s?[日号]|(?P<part>上旬|中旬|下旬|底|"
    rf"末))?(?P<before>\s?(?:以前|之前|前))?"
    rf"|(?P<half>上半年|下半年)"
    rf"|第?(?P<quarter>[一二三四1-4])\s?季度"
    rf"|(?P<whole>年底|年末|年内|年终|全年))"
    rf"|{_YEAR.replace('year', 'bare').replace('this', 'thisbare').replace('next', 'nextbare')}"
)
_ALONE = re.compile(
    r"(?:(?:\d{4}|[〇零一二三四五六七八九]{4})\s?年\s?(?:\d{1,2}|"
    r"[一二三四五六七八九十]{1,3})\s?月\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
)
_THIS_MONTH = re.compile(r"(?:本月|当月)(?:底|末|内)")
_LASTING = re.compile(
    r"长期|持续|常年|常态|全年|贯穿|每年|每月|每季|每半年|定期|适时|按(?:时序|上级|要求|国家|省)|及时|即时"
)
# Holidays on a fixed day: what is due before one is due on the day before.
_FEASTS = {
    "三八": (3, 8),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "五四": (5, 4),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "十一": (10, 1),
    "国庆": (10, 1),
}
# 元旦 belongs to the year that it begins; the others move with the moon and have no date here.
_MOVING = r"元旦|春节|元宵|清明|端午|中秋|重阳|腊月|新年"
_FEAST = rf"“?(?P<feast>{'|'.join(_FEASTS)})”?(?:国际)?(?:节|劳动节|建党节|妇女节|儿童节|小长假|假期)?(?:之前|以前|前)"
_BEFORE_FEAST = re.compile(rf"(?:(?P<year>\d{{4}})年)?(?:{_FEAST}|(?:{_MOVING})节?(?:之前|以前|前))")
# Where a deadline stands inside a sentence it shows itself: 前, 底, 末, 年内, a half year or a quarter with a verb.
_INLINE = re.compile(
    r"(?:(?:\d{4}|[〇零一二三四五六七八九]{4})\s?年|今年|本年|明年)?(?:"
    rf"{_N}\s?月(?:份)?\s?(?:{_N}\s?[日号](?:以前|之前|前)|(?:底|末|上旬|中旬|下旬)(?:以前|之前|前|"
    rf"完成)?|(?:以前|之前|前))"
    r"|(?:上半年|下半年|第?[一二三四]季度)(?:底|末|内)?(?:以前|之前|前|完成)"
    r"|年(?:底|末)(?:以前|之前|前)?|年内(?:完成|建成|实现)?|(?<=年)(?:底|末)(?:以前|之前|前)?)"
    r"|(?:\d{4})年(?:底|末)(?:以前|之前|前)?"
    rf"|{_FEAST.replace('?P<feast>', '?:')}|(?:{_MOVING})节?(?:之前|以前|前)"
)
_IS_DUE = re.compile(
    r"\(?(?:完成|于|在|到|至|争取|力争|确保)*(?:[^,;。()]{0,3})?(?:"
    r"\d{4}\s?年|今年|本年|明年|年底|年末|年内|上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月|"
    r"[一二三四五六七八九十]{1,3}月|20\d\d[-/.]\d"
    r"|长期|持续|全年|常态)[^,;。]{0,20}\)?"
    rf"|\(?(?:每(?:年|月|季|周|半年|两月)|自?即日|立即|立行立改|按(?:季|月)|适时|本[周月季]|当[年月]|"
    rf"“?(?:{'|'.join(_FEASTS)}|{_MOVING}))"
    r"(?:[\d一二三四五六七八九十月日号季周度初末底前后上中下旬内起止至到节假期”-]|完成|到位|整改|落实){0,12}\)?"
)


class Calendar(NamedTuple):
    """What a deadline without a year leans on: the document's year and the day it was issued."""

    year: int | None = None
    issued_on: date | None = None


def day(year: int, month: int, of_month: int) -> date | None:
    """The date, None where the calendar has no such day (2月30日)."""
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date | None:
    """The last day of a month, None where there is no such month."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return date(year, month, monthrange(year, month)[1])


def _value(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() and word.isascii() else chinese_number(word)


def written_date(copy: str) -> date | None:
    """The first whole date (year, month, day) written in `copy`, None where there is none or it is impossible."""
    match = _ALONE.search(copy)
    return deadline(match[0], Calendar()) if match else None


def is_date_alone(copy: str) -> bool:
    """Whether `copy` is a whole date and nothing else, as below a signature."""
    return len(copy) <= 24 and _ALONE.fullmatch(copy.strip("()")) is not None


def deadline(copy: str, calendar: Calendar) -> date | None:
    """The last day that the words of a deadline allow, None where they name none.

    Of several dates the last one written counts (3月至10月 ends in October). A day or month without 底 and without 前
    ends with that day or month; 10月前 is over when October begins.
    """
    found: date | None = None
    year = calendar.year
    feast = _BEFORE_FEAST.search(copy[:400])
    for match in _MOMENT.finditer(copy[:400]):
        if feast is not None and feast.start() <= match.start() < feast.end():
            continue
        given = _value(match["y"] or match["year"] or match["bare"])
        if given is not None:
            year = given
        elif (match["next"] or match["nextbare"]) and calendar.year is not None:
            year = calendar.year + 1
        elif (match["this"] or match["thisbare"]) and calendar.year is not None:
            year = calendar.year
        if year is not None:
            found = _moment(match, year)
    by = _value(feast["year"]) or calendar.year if feast is not None and feast["feast"] else None
    if found is None and feast is not None and by is not None:
        on = day(by, *_FEASTS[feast["feast"]])
        return on - timedelta(days=1) if on else None
    if found is None and _THIS_MONTH.search(copy[:400]) and calendar.issued_on is not None:
        return month_end(calendar.issued_on.year, calendar.issued_on.month)
    return found


def _moment(match: re.Match[str], year: int) -> date | None:
    """The last day of one written moment."""
    if not 1 <= year <= 9999:
        return None
    month = _value(match["m"] or match["month"])
    of_month = _value(match["d"] or match["day"])
    if month is not None and of_month is not None:
        return day(year, month, of_month)
    if month is not None:
        if match["part"] in ("上旬", "中旬"):
            return day(year, month, 10 if match["part"] == "上旬" else 20)
        if match["before"] and not match["part"]:
            first = day(year, month, 1)
            return first - timedelta(days=1) if first and first > date.min else None
        return month_end(year, month)
    if match["half"]:
        return day(year, 6, 30) if match["half"] == "上半年" else day(year, 12, 31)
    if match["quarter"]:
        return month_end(year, 3 * (_value(match["quarter"]) or 1))
    return day(year, 12, 31)


def inline_deadline(copy: str, start: int, end: int, calendar: Calendar) -> tuple[int, int] | None:
    """Where in copy[start:end] a task says by when it is to be done, None where it does not.

    Of several dates the last day counts: 6月底前开工,11月底前投用 is due in November.
    """
    found: tuple[date, tuple[int, int]] | None = None
    first: tuple[int, int] | None = None
    for match in _INLINE.finditer(copy, start, end):
        by = deadline(match[0], calendar)
        first = first or match.span()
        if by is not None and (found is None or by > found[0]):
            found = (by, match.span())
    return found[1] if found else first


def is_deadline_alone(copy: str) -> bool:
    """Whether `copy` is a deadline and nothing else: what stands in brackets behind a task, or in a table's cell."""
    return len(copy) <= 30 and _IS_DUE.fullmatch(copy.strip()) is not None


def is_lasting(copy: str) -> bool:
    """Whether the words mean work without an end: 长期坚持, 持续推进."""
    return _LASTING.search(copy) is not None


_TITLE_YEAR = re.compile(r"(?<![-至到\d])((?:19|20)\d{2}|二〇[〇一二三四五六七八九]{2})\s?年(?!\s?[-至到])")
_RANGE = re.compile(r"(?:19|20)\d{2}\s?年?\s?[-至到]+\s?(?:19|20)\d{2}")


def year_of(words: str) -> int | None:
    """The year that a title speaks of, None where it speaks of none or of several (2023—2025年)."""
    if _RANGE.search(words):
        return None
    match = _TITLE_YEAR.search(words)
    return _value(match[1]) if match else None
