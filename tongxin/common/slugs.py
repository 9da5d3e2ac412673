"""The last part of a public address: what somebody wants, or a name in pinyin, unique among its like."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from tongxin.common.errors import Invalid

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def free_slug(row: Any, wanted: str, otherwise: str) -> str:
    """The public address: what is wanted, else what it has, else the name in pinyin, with a number where it is taken."""
    others = type(row).objects.exclude(pk=row.pk)
    if wanted:
        if not SLUG.fullmatch(wanted) or len(wanted) > 80:
            raise Invalid(_("网址名只能用小写英文字母、数字和中间的连字符。"), field="slug")
        if others.filter(slug=wanted).exists():
            raise Invalid(_("网址名“%(slug)s”已经用了，请换一个。") % {"slug": wanted}, field="slug")
        return wanted
    if row.slug:
        return str(row.slug)
    stem = in_pinyin(row.name, otherwise)
    return numbered(stem, set(others.filter(slug__startswith=stem).values_list("slug", flat=True)))


def in_pinyin(name: str, otherwise: str) -> str:
    """A name as a word of an address, what stands in brackets left out; `otherwise` where nothing is left."""
    words = "".join(lazy_pinyin(re.sub(r"[（(].*?[）)]", "", name), errors="default")).lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:70] or otherwise


def numbered(stem: str, taken: Collection[str]) -> str:
    """The word, with a number where it is taken."""
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
