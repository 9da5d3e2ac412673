"""What stands on every public page: what it says of itself to machines, and what was corrected on it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongxin.common.chinese.middleware import LINK_KEY
from tongxin.corrections.selectors import notes_on
from tongxin.editorial.models import DocumentIndex, EditorialPage, NewsIndex, NoticeIndex
from tongxin.portal.said import said_by
from tongxin.portal.structured import picture_url, whole
from tongxin.portal.written import ARTICLES, said_of

register = template.Library()

MOST_DESCRIPTION = 160
DESCRIBED = re.compile(r'<meta name="description" content="([^"]*)"')
# As Django's json_script does: no text can end the element it stands in.
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
LOCALES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW", "en": "en_US"}


@register.inclusion_tag("portal/corrections/notes.html", takes_context=True)
def correction_notes(context: dict[str, Any]) -> dict[str, Any]:
    """What was corrected on this page, newest first; nothing where nothing was."""
    request = context.get("request")
    return {"notes": notes_on(request.path) if request is not None else []}


@register.inclusion_tag("portal/meta.html", takes_context=True)
def page_meta(context: Any) -> dict[str, Any]:
    """Description, canonical address, Open Graph and JSON-LD of the page.

    A page gives what it has: the block `description` (text), and in its context `picture` (a Picture), `structured` (a
    list of `portal.structured`), `og_type` ("article"); the title is its block `title`.
    """
    request = context["request"]
    page = context.get("page")
    is_written = isinstance(page, EditorialPage)
    number = request.GET.get("page", "")
    kept = {}
    if number.isdigit() and number.isascii() and len(number) < 6 and int(number) > 1:
        kept["page"] = number
    if request.GET.get(LINK_KEY, "").lower() in dict(settings.LANGUAGES):
        # Each language has its own address (`{% alternates %}`), which is that page's own.
        kept[LINK_KEY] = request.GET[LINK_KEY].lower()
    query = f"?{urlencode(kept)}" if kept else ""
    picture = context.get("picture") or (getattr(page, "picture", None) if is_written else None)
    description = _block(context, "description")
    if not description and is_written:
        description = page.search_description or page.summary
    # A page may describe itself in its own head.
    described = DESCRIBED.search(_markup(context, "head"))
    if described is not None:
        description = unescape(described.group(1))
    return {
        "title": _block(context, "title") or _("同心"),
        "description": shortened(description)
        or _("公开网站：一年的重点工作、品牌、场所和公告，以及每一件事做到了哪一步。"),
        "is_described": described is not None,
        "url": whole(request, request.path + query),
        "type": context.get("og_type") or ("article" if type(page) in ARTICLES else "website"),
        "picture": picture_url(request, picture) if picture is not None else "",
        "picture_words": picture.description if picture is not None else "",
        "locale": LOCALES.get(get_language() or "", "zh_CN"),
        "structured": _json_ld(context.get("structured") or said_by(request, context) or said_of(request, page)),
    }


# Each section's name in the addresses of its lists for machines, and whether it has feeds.
LISTS = {NewsIndex: ("news", True), NoticeIndex: ("notices", True), DocumentIndex: ("documents", False)}


@register.inclusion_tag("portal/editorial/lists.html")
def section_lists(page: Any, in_head: bool = False) -> dict[str, Any]:
    """Where the list of a section is to be had for machines: as links of the page's head, or for people to see."""
    name, has_feeds = LISTS.get(type(page), ("", False))
    return {
        "title": getattr(page, "title", ""),
        "json": reverse(f"portal:{name}_json") if name else "",
        "atom": reverse(f"portal:{name}_atom") if has_feeds else "",
        "rss": reverse(f"portal:{name}_rss") if has_feeds else "",
        "in_head": in_head,
    }


def shortened(text: str) -> str:
    """A text as a description: one line, at most 160 characters."""
    words = " ".join(strip_tags(text).split())
    return words if len(words) <= MOST_DESCRIPTION else f"{words[: MOST_DESCRIPTION - 1]}…"


def _block(context: Any, name: str) -> str:
    """What a block of the page says, as plain text; "" where the page has no such block."""
    return " ".join(strip_tags(_markup(context, name)).split())


def _markup(context: Any, name: str) -> str:
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    return str(block.render(context)) if block is not None else ""


def _json_ld(structured: list[dict[str, Any]]) -> SafeString | str:
    if not structured:
        return ""
    graph = {"@context": "https://schema.org", "@graph": structured}
    return mark_safe(json.dumps(graph, ensure_ascii=False, default=str).translate(ESCAPED))  # noqa: S308 - escaped above
