"""Words and small parts of the plan's pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tongxin.documents import drafting

register = template.Library()

KINDS = {
    drafting.AREA: gettext_lazy("领域"),
    drafting.PROJECT: gettext_lazy("项目"),
    drafting.MEASURE: gettext_lazy("举措"),
    drafting.NOTE: gettext_lazy("说明"),
    drafting.NOT_A_TASK: gettext_lazy("不是任务"),
}


@register.simple_tag
def kind_words(kind: str) -> str:
    """What an item of a draft is, in words."""
    return str(KINDS[kind])


@register.simple_tag
def kind_options(kind: str) -> SafeString:
    """The options of a select for an item's kind, the present one chosen."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((code, SafeString(" selected") if code == kind else "", words) for code, words in KINDS.items()),
    )


@register.simple_tag
def typed_or(typed: Any, name: str, stored: Any) -> str:
    """What was typed into a refused form, else what is stored."""
    value = typed.get(name) if typed and name in typed else stored
    return "" if value is None else str(value)


@register.filter
def target_rows(item: drafting.Item, typed: Any) -> list[tuple[str, str, str]]:
    """An item's targets as rows of a form, one empty row at the end; a refused form's rows as they were typed."""
    if typed and "target_text" in typed:
        columns = (typed.getlist(f"target_{name}") for name in ("text", "value", "unit"))
        return list(zip(*columns, strict=False))
    rows = [(each["text"], "" if each["value"] is None else each["value"], each["unit"]) for each in item["targets"]]
    return [*rows, ("", "", "")]


@register.filter
def words(names: str) -> list[str]:
    return names.split()


@register.filter
def at(form: BaseForm, name: str) -> BoundField:
    """A form's field by name."""
    return form[name]
