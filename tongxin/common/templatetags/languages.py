"""Texts in the language of the page: `{% load languages %}{{ place|in_language:"name" }}`."""

from __future__ import annotations

from django import template

from tongxin.common.languages import in_language

register = template.Library()
register.filter("in_language", in_language)
