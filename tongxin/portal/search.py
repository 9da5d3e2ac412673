"""The public search: its page, and the names that appear while one types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from tongxin.common import search
from tongxin.common.search import Found, Hit

# The address of each kind of thing that can be found, made from the entry's key. A key that begins with "/" is one itself.
ADDRESSES = {
    "brand": "portal:brand",
    "place": "portal:place",
    "notable": "portal:notable",
    "walk": "portal:walk",
    "project": "portal:project",
    "naming": "portal:naming_batch",
}


def address_of(hit: Hit) -> str:
    """Where a thing that was found is shown; nothing where it has no page."""
    if hit.key and hit.key[0].startswith("/"):
        return hit.key[0]
    try:
        return reverse(ADDRESSES[hit.source], args=hit.key)
    except (KeyError, NoReverseMatch):
        return ""


def _asked(request: HttpRequest) -> tuple[str, str, int]:
    page = request.GET.get("page", "")
    return (
        request.GET.get("q", ""),
        request.GET.get("kind", "")[:40],
        int(page) if page.isdecimal() and len(page) < 6 else 1,
    )


def _with(**query: Any) -> str:
    return f"{reverse('portal:search')}?{urlencode({key: value for key, value in query.items() if value})}"


def search_page(request: HttpRequest) -> HttpResponse:
    """What was found for ?q=, by ?kind= and ?page=."""
    text, kind, page = _asked(request)
    found = search.search(text, kind=kind, page=page)
    asked = found.query.text
    context = {
        "found": found,
        "most": search.MOST,
        "asked": asked,
        "rows": [(address_of(hit), hit) for hit in found.hits],
        "kinds": [(_with(q=asked, kind=one.code), one, one.code == kind) for one in found.kinds],
        "all_url": _with(q=asked),
        "kind": kind,
        "meant": [(_with(q=name), name) for name in found.meant],
        "before": _with(q=asked, kind=kind, page=found.page - 1) if found.page > 1 else "",
        "after": _with(q=asked, kind=kind, page=found.page + 1) if found.page < found.pages else "",
        "first": (found.page - 1) * search.PER_PAGE + 1,
        "last": (found.page - 1) * search.PER_PAGE + len(found.hits),
        "json_url": f"{reverse('portal:search_json')}?{urlencode({'q': asked, 'kind': kind})}",
    }
    return render(request, "portal/search/results.html", context)


def as_json(request: HttpRequest) -> HttpResponse:
    """What was found, for machines; the same address and keys as the page."""
    text, kind, page = _asked(request)
    return _json(_as_dict(request, search.search(text, kind=kind, page=page)))


def _as_dict(request: HttpRequest, found: Found) -> dict[str, Any]:
    return {
        "q": found.query.text,
        "total": found.total,
        "is_more": found.is_more,
        "page": found.page,
        "pages": found.pages,
        "has_all_words": not found.is_loose,
        "meant": list(found.meant),
        "kinds": [{"code": one.code, "name": str(one.label), "count": one.count} for one in found.kinds],
        "results": [
            {
                "title": hit.name,
                "url": request.build_absolute_uri(address_of(hit)),
                "kind": hit.source,
                "text": "".join(piece.text for piece in hit.text),
                "on": hit.on,
                "sample": hit.is_sample,
            }
            for hit in found.hits
        ],
    }


def suggestions(request: HttpRequest) -> HttpResponse:
    """Names that have what is being typed (?q=), with their addresses. 429 for who asks more than a person types."""
    if not ratelimit.consume(
        request, app="portal", action="search_suggestions", config=settings.SEARCH_RATE_LIMITS, limit_get=True
    ):
        return JsonResponse({"suggestions": []}, status=429)
    hits = search.suggest(request.GET.get("q", ""))
    rows = [{"name": hit.name, "kind": str(hit.label), "url": address_of(hit)} for hit in hits]
    answer = _json({"suggestions": [row for row in rows if row["url"]]})
    # Read by people, so in their script; what other JSON says is for machines.
    answer.is_for_people = True  # type: ignore[attr-defined]
    return answer


def _json(body: dict[str, Any]) -> JsonResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
