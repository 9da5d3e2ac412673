"""Texts in the language of the page, and the ways to the page in other languages.

`{% load languages %}{{ place|in_language:"name" }}` is the text in English where there is one and the page is English.
"""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tongxin.common.chinese.middleware import LINK_KEY
from tongxin.common.languages import in_language

register = template.Library()
register.filter("in_language", in_language)
# As search engines and readers want them.
TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def _address(context: template.Context, language: str = "") -> str:
    """The page's own address without a language, or with another."""
    query = context["request"].GET.copy()
    query.pop(LINK_KEY, None)
    if language:
        query[LINK_KEY] = language
    path: str = context["request"].path
    return f"{path}?{query.urlencode()}" if query else path


@register.simple_tag(takes_context=True)
def here(context: template.Context) -> str:
    """The address of this page, where its language is left to whoever opens it."""
    return _address(context)


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> SafeString:
    """Where search engines find the page in each language."""
    request = context["request"]
    rows = [
        (TAGS.get(code, code), request.build_absolute_uri(_address(context, code)))
        for code, _name in settings.LANGUAGES
    ]
    rows.append(("x-default", request.build_absolute_uri(_address(context))))
    return format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', rows)
