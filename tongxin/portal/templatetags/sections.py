"""The ways that stand on every public page."""

from __future__ import annotations

from typing import Any

from django import template

from tongxin.common.languages import is_english
from tongxin.portal.sections import WRITTEN, Pages, further_pages, sections, top_pages

register = template.Library()


def _here(context: dict[str, Any]) -> tuple[str, Pages]:
    """The address that is shown, and what editors keep at the top: asked for once a page."""
    request = context.get("request")
    if request is None:
        return "/", top_pages()
    if not hasattr(request, "_top_pages"):
        request._top_pages = top_pages()
    return request.path, request._top_pages


@register.inclusion_tag("portal/sections.html", takes_context=True)
def site_sections(context: dict[str, Any]) -> dict[str, Any]:
    """The sections of the site, the one that is shown marked."""
    return {"sections": sections(*_here(context))}


@register.simple_tag(takes_context=True)
def site_further_pages(context: dict[str, Any]) -> list[Any]:
    """Pages for the foot that are no section."""
    return further_pages(*_here(context))


@register.simple_tag
def section_title(page: Any) -> Any:
    """What editors call a section; on an English page what it is called in the list of sections."""
    return WRITTEN.get(page.slug, page.title) if is_english() else page.title
