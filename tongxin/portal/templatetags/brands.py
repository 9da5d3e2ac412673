"""A brand's words in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from tongxin.brands import wording

register = template.Library()


@register.simple_tag
def said(row: Any, name: str) -> str | SafeString:
    """The words, marked as Chinese where an English page has no English for them."""
    words = wording.said(row, name)
    return format_html('<span lang="zh-Hans">{}</span>', words) if wording.is_foreign(row, name) else words


@register.simple_tag
def said_at_length(row: Any, name: str) -> SafeString:
    """The same for a text of several paragraphs."""
    paragraphs = mark_safe(linebreaks(wording.said(row, name), autoescape=True))  # noqa: S308 (escaped by linebreaks)
    return format_html('<div lang="zh-Hans">{}</div>', paragraphs) if wording.is_foreign(row, name) else paragraphs


@register.filter
def words_of(row: Any, name: str) -> str:
    """The words alone, for an attribute."""
    return wording.said(row, name)
