"""The components of the look. Inputs are in `common.components`; `docs/look.md` shows each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, Select, Textarea
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongxin.common.components import (
    LIGHT_STATES,
    AreaCards,
    Chart,
    Column,
    Filter,
    HeatMap,
    Known,
    LightCount,
    Moment,
    Reason,
    Table,
)
from tongxin.common.enumeration import listed

register = template.Library()

NUMBER_AND_MEASURE = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])")


@register.filter
def tied(words: object) -> str:
    """Words in which no number is parted from its measure word at the end of a line: "6 个工作日" holds together."""
    return NUMBER_AND_MEASURE.sub("\u00a0", str(words))


@register.simple_tag
def light(state: str, words: str) -> SafeString:
    """A light: shape, colour and word. Raises ValueError for a state the look does not have."""
    if state not in LIGHT_STATES:
        raise ValueError(f"A light is one of {', '.join(LIGHT_STATES)}, not {state!r}.")
    return format_html('<span class="light {}">{}</span>', state, words)


@register.inclusion_tag("components/progress.html")
def progress(value: float, target: float, unit: str = "", label: str = "") -> dict[str, Any]:
    """How far a number has come: "18 / 24 家" over a bar. Without a target above 0 there is no bar, only the number."""
    return {
        "value": value,
        "target": target if target and target > 0 else None,
        "shown": min(value, target) if target and target > 0 else 0,
        "unit": unit,
        "label": label,
    }


@register.simple_block_tag
def page_head(content: str, title: str, subtitle: str = "") -> SafeString:
    """The head of a page over the accent's rule: title, subtitle, and the actions that the block holds."""
    return render_to_string("components/page_head.html", {"title": title, "subtitle": subtitle, "actions": content})


@register.inclusion_tag("components/sum_line.html")
def sum_line(counts: Sequence[LightCount], note: str = "") -> dict[str, Any]:
    return {"counts": counts, "note": note}


@register.inclusion_tag("components/area_grid.html")
def area_grid(areas: Sequence[AreaCards]) -> dict[str, Any]:
    return {"areas": areas}


@register.inclusion_tag("components/why.html")
def why(reasons: Sequence[Reason]) -> dict[str, Any]:
    return {"reasons": reasons}


@register.inclusion_tag("components/known.html")
def known(items: Sequence[Known], sources_url: str = "", correct_url: str = "") -> dict[str, Any]:
    """What the form need not ask, with ways to its sources and to a correction."""
    return {"items": items, "sources_url": sources_url, "correct_url": correct_url}


@register.inclusion_tag("components/timeline.html")
def timeline(moments: Sequence[Moment]) -> dict[str, Any]:
    return {"moments": moments}


@register.inclusion_tag("components/heat_map.html")
def heat_map(heat: HeatMap) -> dict[str, Any]:
    return {"heat": heat}


@dataclass(frozen=True)
class _Segment:
    state: str
    start: str
    width: str


@register.inclusion_tag("components/light_stack.html")
def light_stack(counts: Sequence[LightCount]) -> dict[str, Any]:
    """Lights as one bar of proportional parts, with the counts in words for those who do not see it."""
    shown = [count for count in counts if count.count > 0]
    total = sum(count.count for count in shown)
    segments, at = [], 0
    for count in shown:
        segments.append(_Segment(count.state, f"{1000 * at / total:.0f}", f"{1000 * count.count / total - 10:.0f}"))
        at += count.count
    return {"segments": segments, "counts": shown}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, hint: str = "", action_url: str = "", action: str = "") -> dict[str, Any]:
    """An empty page says what to do next."""
    return {"title": title, "hint": hint, "action_url": action_url, "action": action}


def _class_of(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, Select) and getattr(widget, "input_type", "") == "select":
        return "form-select"
    if getattr(widget, "input_type", "") in {"radio", "checkbox"}:
        return "form-check-input"
    return "form-control"


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str | None = None, label: str = "") -> dict[str, Any]:
    """A form field: label (`label`, else the field's), hint (`hint`, else its help text), control, error.

    A hidden field is only itself. Placeholders are left out: they vanish as soon as one types, the hint stays.
    """
    hint = str(bound.help_text) if hint is None else hint
    hint_id, error_id = f"{bound.auto_id}-hint", f"{bound.auto_id}-error"
    attrs: dict[str, Any] = {
        "class": " ".join(filter(None, [bound.field.widget.attrs.get("class", ""), _class_of(bound)]))
    }
    attrs["placeholder"] = False
    described = " ".join(filter(None, [hint_id if hint else "", error_id if bound.errors else ""]))
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(bound.field.widget, Textarea):
        attrs.setdefault("rows", bound.field.widget.attrs.get("rows", "4"))
    # The wrapper of a group of choices takes no control's class, and the group's own id: each choice is drawn by itself.
    choices = list(bound.subwidgets) if getattr(bound.field.widget, "input_type", "") in {"radio", "checkbox"} else []
    for choice in choices:
        choice.data["attrs"]["class"] = "form-check-input"
    return {
        "bound": bound,
        "choices": choices if bound.use_fieldset else [],
        "control": bound.as_widget(attrs=attrs),
        "label": label or bound.label,
        "hint": hint,
        "hint_id": hint_id,
        "error_id": error_id,
        "is_check": isinstance(bound.field.widget, CheckboxInput),
        "is_group": bound.use_fieldset,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, at its top, each with a link to its field. Nothing when nothing is wrong."""
    return {"form": form, "wrong": [bound for bound in form if bound.errors] if form.is_bound else []}


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """The error summary and every field of a form, in its order."""
    return {"form": form}


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(context: template.Context, filters: Sequence[Filter]) -> dict[str, Any]:
    """A GET form that narrows the page: its state is the address. Keys that it does not hold (sort) stay."""
    query = context["request"].GET
    names = {one.name for one in filters}
    kept = [(key, value) for key, values in query.lists() for value in values if key not in names | {"page"}]
    return {
        "filters": filters,
        "kept": kept,
        "narrowed": any(query.get(name, "") for name in names - {"sort"}),
        "path": context["request"].path,
    }


@dataclass(frozen=True)
class _Head:
    column: Column
    url: str
    order: str


@register.inclusion_tag("components/table.html", takes_context=True)
def data_table(context: template.Context, table: Table) -> dict[str, Any]:
    """A table: numbers to the right, heads that sort by ?sort=, cards on a phone. Whoever makes the rows sorts them."""
    query = context["request"].GET.copy() if "request" in context else None
    heads = []
    for column in table.columns:
        url = order = ""
        if column.sort and query is not None:
            now = context["request"].GET.get("sort", "")
            order = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(now, "")
            query["sort"] = f"-{column.sort}" if order == "ascending" else column.sort
            query.pop("page", None)
            url = "?" + query.urlencode()
        heads.append(_Head(column, url, order))
    return {"table": table, "heads": heads, "rows": [list(zip(table.columns, row, strict=True)) for row in table.rows]}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], export: bool = False) -> dict[str, Any]:
    """Which rows are shown and the way to the others, by ?page=, the rest of the address kept.

    With `export` also the ways to all of them as a file (?export=), for a page that answers to that.
    """
    query = context["request"].GET.copy()
    whole = context["request"].GET.copy()
    whole.pop("page", None)
    files = []
    for kind, words in (("xlsx", _("导出 Excel")), ("csv", _("导出 CSV"))):
        whole["export"] = kind
        files.append((f"?{whole.urlencode()}", words))

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
        "files": files if export else [],
    }


@register.inclusion_tag("components/chart.html")
def chart(chart: Chart) -> dict[str, Any]:
    """A chart with its table. The page's `scripts` block includes "components/chart_scripts.html" once."""
    return {"chart": chart, "drawing": chart.for_drawing(), "data_id": f"{chart.id}-numbers"}


@register.inclusion_tag("components/confirm.html", takes_context=True)
def confirm(
    context: template.Context, name: str, url: str, label: str, title: str, text: str, danger: bool = False
) -> dict[str, Any]:
    """A button that asks before it posts to `url`.

    `name` is unique on the page. Without JavaScript it is a link to `url`, whose GET shows "common/confirm.html".
    """
    return {
        "name": name,
        "url": url,
        "label": label,
        "title": title,
        "text": text,
        "danger": danger,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/file_drop.html")
def file_drop(bound: BoundField, hint: str | None = None) -> dict[str, Any]:
    """A file field that takes drops and shows what was chosen. `accept`, `multiple`, `capture` come from the widget."""
    return field(bound, hint)


@register.simple_tag
def ago(when: datetime) -> SafeString:
    """How long ago, with the exact time behind it."""
    local = timezone.localtime(when)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(),
        date_format(local, "DATETIME_FORMAT"),
        naturaltime(when),
    )


@register.filter
def figure(value: float | Decimal) -> str:
    """A number in groups of three, without idle zeros. Django's own format for Chinese groups by four: 1204 stays so."""
    text = f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def yuan(value: Decimal) -> str:
    """An amount of money in groups of three: whole yuan, or with both places where there are fen."""
    text = f"{value:,.2f}"
    return text.removesuffix(".00")


@register.filter
def moment_words(when: date | datetime) -> str:
    """A date as one reads it; with the hour where there is one."""
    if isinstance(when, datetime):
        local = timezone.localtime(when) if timezone.is_aware(when) else when
        return date_format(local, "DATE_FORMAT" if local.time() == time(0) else "DATETIME_FORMAT")
    return date_format(when, "DATE_FORMAT")


register.filter("listed", listed)
