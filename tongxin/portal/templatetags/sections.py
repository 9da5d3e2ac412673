"""The ways that stand on every public page."""

from __future__ import annotations

from typing import Any

from django import template

from tongxin.portal.sections import further_pages, sections

register = template.Library()


def _path(context: dict[str, Any]) -> str:
    request = context.get("request")
    return request.path if request is not None else "/"


@register.inclusion_tag("portal/sections.html", takes_context=True)
def site_sections(context: dict[str, Any]) -> dict[str, Any]:
    """The sections of the site, the one that is shown marked."""
    return {"sections": sections(_path(context))}


@register.simple_tag(takes_context=True)
def site_further_pages(context: dict[str, Any]) -> list[Any]:
    """Pages for the foot that are no section."""
    return further_pages(_path(context))
