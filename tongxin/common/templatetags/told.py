"""`{% told row "name" %}`: a text in the reader's language where the row has it. Needs `{% load told %}`."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongxin.common.languages import is_english
from tongxin.common.templatetags.tongxin import figure

register = template.Library()
HAN = re.compile("[\u4e00-\u9fff]")


def english_or_chinese(row: Any, name: str) -> tuple[str, bool]:
    """The text `name` of a row for who reads now: `name_en` in English where there is one; and whether it is Chinese after all."""
    chinese: str = getattr(row, name)
    if not (get_language() or "").startswith("en"):
        return chinese, False
    english: str = getattr(row, f"{name}_en")
    return (english, False) if english else (chinese, bool(chinese))


@register.simple_tag
def told(row: Any, name: str) -> str | SafeString:
    """A short text. Chinese on an English page says that it is, so that it is read out right."""
    text, is_foreign = english_or_chinese(row, name)
    return format_html('<span lang="zh-Hans">{}</span>', text) if is_foreign else text


@register.simple_tag
def told_text(row: Any, name: str) -> SafeString:
    """A text of several paragraphs."""
    text, is_foreign = english_or_chinese(row, name)
    paragraphs = mark_safe(linebreaks(text, autoescape=True))  # noqa: S308
    return format_html('<div lang="zh-Hans">{}</div>', paragraphs) if is_foreign else paragraphs


@register.simple_tag
def counted(total: Any, kind: Any) -> SafeString:
    """A quantity of a kind of fact in its unit; None is a head-count too small to be shown."""
    unit = told(kind, "unit")
    if total is None:
        return format_html(escape(_("少于 10 %(unit)s")).replace("%(unit)s", "{}"), unit)
    return format_html("{} {}", figure(total), unit)


@register.simple_tag
def as_written(text: str) -> str | SafeString:
    """Words that somebody wrote in one language: Chinese on an English page says that it is."""
    is_foreign = is_english() and HAN.search(text) is not None
    return format_html('<span lang="zh-Hans">{}</span>', text) if is_foreign else text


@register.simple_tag
def as_shipped(text: str) -> str | SafeString:
    """Words that were chosen from what the product ships, where they still are: in the reader's language, else as written."""
    return as_written(_(text) if text else text)


@register.simple_tag
def told_plain(row: Any, name: str) -> str:
    """A text for an attribute or a title, without marks."""
    return english_or_chinese(row, name)[0]
