"""Dates of which only the year may be known: "1892", "1892-11", "1892-11-03"."""

from __future__ import annotations

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def checked_date(text: str, field: str) -> str:
    """The date as it is kept. Takes "1892年11月3日", "1892.11.3" and "1892/11/3" too. Raises Invalid with the field."""
    plain = re.sub(r"[年月./]", "-", re.sub(r"[\s日]", "", text)).strip("-")
    parts = plain.split("-") if plain else []
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise _wrong(field)
    widths = (4, 2, 2)
    kept = "-".join(part.zfill(width) for part, width in zip(parts, widths, strict=False))
    found = _FORM.fullmatch(kept)
    if kept and found is None:
        raise _wrong(field)
    if found is not None:
        year, month, day = (int(part) if part else 1 for part in found.groups())
        try:
            date(year, month, day)
        except ValueError:
            raise _wrong(field) from None
    return kept


def earliest(text: str) -> date:
    """The first day that a kept date can mean."""
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def date_words(text: str) -> str:
    """A kept date as one reads it: "1892年", "1892年11月", "1892年11月3日"."""
    if not text:
        return ""
    first = earliest(text)
    if len(text) == len("1892"):
        return _("%(year)d年") % {"year": first.year}
    return date_format(first, "YEAR_MONTH_FORMAT" if len(text) == len("1892-11") else "DATE_FORMAT")


def _wrong(field: str) -> Invalid:
    return Invalid(_("日期写成“1892”“1892-11”或“1892-11-03”的样子。"), field=field)
