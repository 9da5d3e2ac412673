"""What an import's column holds: from what stands in a cell to a value, or to the reason why not.

An import declares one instance (or subclass) per column. For each cell `resolve` reads the value without looking
further, `clean` checks it in its row and context (a unit is looked up, a code must exist), `assign` puts it where it
belongs.
"""

from __future__ import annotations

import calendar
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.common.enumeration import listed
from tongxin.common.tables.cells import EXACT_BELOW, CellValue

V = TypeVar("V")

EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_DAYS_TAKEN = range(25_569, 73_051)  # 1970 to 2099
WRITTEN_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
DATE_WITHOUT_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
YES_WORDS = {"是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1"}
NO_WORDS = {"否", "无", "不", "×", "✗", "✘", "x", "n", "no", "false", "0"}


class WrongCell(Exception):
    """Why a cell's content cannot be taken, in the user's words and with the remedy."""


def folded(text: str | Promise) -> str:
    """Text as it is compared: full and half width, case and spaces do not matter."""
    return _folded(str(text))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Kept, because a column of choices says the same few words thousands of times."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


class Column(Generic[V]):
    """One column. `name` is the key of its value, `heading` what stands above it, `aliases` what may stand there."""

    name: str
    heading: str | Promise
    aliases: tuple[str | Promise, ...] = ()
    required = False

    def __init__(
        self,
        name: str | None = None,
        heading: str | Promise | None = None,
        *,
        aliases: Iterable[str | Promise] | None = None,
        required: bool | None = None,
    ) -> None:
        if name is not None:
            self.name = name
        if heading is not None:
            self.heading = heading
        if aliases is not None:
            self.aliases = tuple(aliases)
        if required is not None:
            self.required = required

    def resolve(self, raw: CellValue) -> V | None:
        """The value of what stands in a filled cell. Raises WrongCell."""
        raise NotImplementedError

    def clean(self, value: V | None, row: Mapping[str, Any], context: Any) -> Any:
        """The value checked against its row (values of the columns before this one) and the import's context.

        Called for empty cells too, with None. Raises WrongCell.
        """
        return value

    def assign(self, target: Any, value: Any) -> None:
        """Put the value on the object that the row becomes."""
        setattr(target, self.name, value)


class TextColumn(Column[str]):
    """Text. Numbers and dates are taken as they are written. `strip` takes white space off both ends."""

    max_length: int | None = None
    strip = True

    def __init__(self, *args: Any, max_length: int | None = None, strip: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if max_length is not None:
            self.max_length = max_length
        if strip is not None:
            self.strip = strip

    def resolve(self, raw: CellValue) -> str | None:
        text = raw if type(raw) is str else self._written(raw)
        if self.strip:
            text = text.strip()
        if self.max_length is not None and len(text) > self.max_length:
            raise WrongCell(
                _("共%(length)s字，超过了%(limit)s字的上限，请精简") % {"length": len(text), "limit": self.max_length}
            )
        return text or None

    @staticmethod
    def _written(raw: CellValue) -> str:
        if isinstance(raw, bool):
            return "TRUE" if raw else "FALSE"
        if isinstance(raw, datetime):
            return raw.isoformat(" ")
        if isinstance(raw, float):
            _refuse_rounded(raw)
            return repr(raw)
        return str(raw)


class DecimalColumn(Column[Decimal]):
    """An exact number with at most `places` digits after the point, within bounds where they are given."""

    places: int | None = None
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None

    def __init__(
        self,
        *args: Any,
        places: int | None = None,
        minimum: Decimal | int | None = None,
        maximum: Decimal | int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = self.places if places is None else places
        self.minimum = self.minimum if minimum is None else minimum
        self.maximum = self.maximum if maximum is None else maximum

    def resolve(self, raw: CellValue) -> Decimal | None:
        number = _number(raw)
        if number is None:
            return None
        if self.places is not None and _decimal_places(number) > self.places:
            raise WrongCell(_("最多保留%(places)s位小数") % {"places": self.places})
        if self.minimum is not None and number < self.minimum:
            raise WrongCell(_("不能小于%(minimum)s") % {"minimum": self.minimum})
        if self.maximum is not None and number > self.maximum:
            raise WrongCell(_("不能大于%(maximum)s") % {"maximum": self.maximum})
        return number


class WholeNumberColumn(Column[int]):
    """A whole number, within bounds where they are given, else within 64 bits."""

    def __init__(self, *args: Any, minimum: int | None = None, maximum: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bounded = DecimalColumn(
            minimum=-(2**63) if minimum is None else minimum, maximum=2**63 - 1 if maximum is None else maximum
        )

    def resolve(self, raw: CellValue) -> int | None:
        number = self._bounded.resolve(raw)
        if number is not None and number != number.to_integral_value():
            raise WrongCell(_("应为整数"))
        return None if number is None else int(number)


class DateColumn(Column[date]):
    """A day: a date cell, its serial number, or 2019年3月28日, 2019-3-28, 2019/3/28, 2019.3.28, 20190328."""

    def resolve(self, raw: CellValue) -> date | None:
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        if isinstance(raw, int | float) and EXCEL_DAYS_TAKEN.start <= raw < EXCEL_DAYS_TAKEN.stop:
            return EXCEL_DAY_ZERO + timedelta(days=int(raw))
        text = unicodedata.normalize("NFKC", str(raw)).strip()
        if not text:
            return None
        if match := WRITTEN_DATE.fullmatch(text) or COMPACT_DATE.fullmatch(text):
            year, month, day = map(int, match.groups())
            return _real_date(year, month, day)
        if match := DATE_WITHOUT_YEAR.fullmatch(text):
            month, day = map(int, match.groups())
            _real_date(2000, month, day, said=_("%(month)s月") % {"month": month})
            raise WrongCell(_("缺少年份，请写成“2019年3月28日”的样子"))
        raise WrongCell(_("不是日期，请写成“2019年3月28日”或“2019-03-28”"))


class ChoiceColumn(Column[str]):
    """One of a list, by its label or its code. `choices` is Django's list of (code, label); the value is the code."""

    choices: Iterable[tuple[str, str | Promise]] = ()

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str | Promise]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices is not None:
            self.choices = choices

    @cached_property
    def _codes(self) -> dict[str, str]:
        pairs = list(self.choices)
        return {folded(code): code for code, _label in pairs} | {folded(label): code for code, label in pairs}

    def resolve(self, raw: CellValue) -> str | None:
        word = folded(str(raw))
        if not word:
            return None
        if word in self._codes:
            return self._codes[word]
        labels = [str(label) for _code, label in self.choices]
        nearest = difflib.get_close_matches(str(raw), labels, n=1)
        words = {"labels": listed(labels), "nearest": nearest[0] if nearest else ""}
        if nearest:
            raise WrongCell(_("不在可选范围内，是否为“%(nearest)s”？可选：%(labels)s") % words)
        raise WrongCell(_("不在可选范围内，可选：%(labels)s") % words)


class YesNoColumn(Column[bool]):
    """Yes or no: 是/否, 有/无, √/×, Y/N, TRUE/FALSE, 1/0."""

    def resolve(self, raw: CellValue) -> bool | None:
        if isinstance(raw, bool):
            return raw
        word = folded(str(raw))
        if not word:
            return None
        if word in YES_WORDS:
            return True
        if word in NO_WORDS:
            return False
        raise WrongCell(_("请填“是”或“否”"))


def _number(raw: CellValue) -> Decimal | None:
    if isinstance(raw, bool | date):
        raise WrongCell(_("应为数字"))
    if isinstance(raw, int):
        return Decimal(raw)
    if isinstance(raw, float):
        _refuse_rounded(raw)
        return Decimal(repr(raw))
    text = unicodedata.normalize("NFKC", raw or "").strip()
    if not text:
        return None
    if not re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([Ee][+-]?\d{1,3})?", text, re.ASCII):
        raise WrongCell(_("应为数字，不带单位和其他文字"))
    return Decimal(text.replace(",", ""))


def _decimal_places(number: Decimal) -> int:
    """Digits after the point, without zeros at the end; exact for any length, as arithmetic on decimals is not."""
    _sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent >= 0:
        return 0
    written = "".join(map(str, digits))
    return max(0, -exponent - (len(written) - len(written.rstrip("0"))))


def _refuse_rounded(number: float) -> None:
    if not abs(number) < EXACT_BELOW:
        raise WrongCell(_("数字超过15位，表格软件已丢失末尾几位；请把单元格设为“文本”格式后重新填写"))


def _real_date(year: int, month: int, day: int, said: str = "") -> date:
    if not 1 <= month <= 12:
        raise WrongCell(_("没有%(month)s月") % {"month": month})
    if year < 1900:
        raise WrongCell(_("年份应在1900年以后"))
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        words = {"month": said or _("%(year)s年%(month)s月") % {"year": year, "month": month}, "day": day}
        raise WrongCell(_("%(month)s没有%(day)s日") % words)
    return date(year, month, day)
