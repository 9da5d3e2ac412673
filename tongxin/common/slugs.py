"""The last part of a public address: what somebody wants, or a name in pinyin, unique among its like."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from tongxin.common.errors import Invalid

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 80


def public_address(others: QuerySet[Any], *, wanted: str, kept: str, name: str, otherwise: str) -> str:
    """`wanted` where it is given, else what is `kept`, else `name` in pinyin (`otherwise` where that is empty).

    `others` are the rows whose `slug` it may not share. Raises Invalid with the field.
    """
    if wanted:
        if not SLUG.fullmatch(wanted) or len(wanted) > LONGEST:
            raise Invalid(_("网址名只能用小写英文字母、数字和中间的连字符。"), field="slug")
        if others.filter(slug=wanted).exists():
            raise Invalid(_("网址名“%(slug)s”已经用了，请换一个。") % {"slug": wanted}, field="slug")
        return wanted
    if kept:
        return kept
    words = "".join(lazy_pinyin(re.sub(r"[（(].*?[）)]", "", name), errors="default")).lower()
    stem = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:70] or otherwise
    taken = set(others.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 2, stem
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
