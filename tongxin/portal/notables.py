"""The public pages of notables: who they were, what is said of them and from where, and their houses."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.common import components
from tongxin.common.pictures.addresses import address_of
from tongxin.places.dates import date_words
from tongxin.places.enums import About
from tongxin.places.models import Notable
from tongxin.places.selectors.notables import public_notable, public_notables

LONGEST_WORDS = 100


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST_WORDS]


def notables(request: HttpRequest) -> HttpResponse:
    """The notables, narrowed by ?q=."""
    text = _text(request)
    found = list(public_notables(text))
    context = {
        "notables": found,
        "filters": [components.Filter("q", _("姓氏、称谓或介绍"), value=text)],
        "narrowed": bool(text),
        "sample": any(one.is_sample for one in found),
        "json_url": reverse("portal:notables_json"),
    }
    return render(request, "portal/notables/notables.html", context)


def notable(request: HttpRequest, slug: str) -> HttpResponse:
    """One notable. 404 where it is not shown."""
    found = public_notable(slug)
    if found is None:
        raise Http404
    said = list(found.statements.all())
    groups = [(About(about).label, [one for one in said if one.about == about]) for about in About.values]
    context = {
        "notable": found,
        "born": date_words(found.born),
        "died": date_words(found.died),
        "groups": [(label, rows) for label, rows in groups if rows],
        "houses": [one.place for one in found.houses.all()],
        "sample": found.is_sample,
        "json_url": reverse("portal:notable_json", args=[slug]),
    }
    return render(request, "portal/notables/notable.html", context)


def as_json(request: HttpRequest) -> HttpResponse:
    """The list for machines, narrowed as the page is."""
    return _json({"notables": [_as_dict(request, one) for one in public_notables(_text(request))]})


def notable_as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """One notable for machines, each statement with its source."""
    found = public_notable(slug)
    if found is None:
        raise Http404
    statements = [
        {
            "about": one.about,
            "text": one.text,
            "text_en": one.text_en,
            "source": one.source,
            "source_url": one.source_url,
            "source_date": one.source_date,
        }
        for one in found.statements.all()
    ]
    return _json(_as_dict(request, found) | {"statements": statements})


def _as_dict(request: HttpRequest, found: Notable) -> dict[str, Any]:
    portrait = found.portrait
    return {
        "name": found.name,
        "name_en": found.name_en,
        "url": request.build_absolute_uri(reverse("portal:notable", args=[found.slug])),
        "known_as": found.known_as,
        "born": found.born,
        "died": found.died,
        "dates_source": found.dates_source,
        "summary": found.summary,
        "summary_en": found.summary_en,
        "houses": [
            {
                "name": one.place.name,
                "url": request.build_absolute_uri(reverse("portal:place", args=[one.place.slug])),
            }
            for one in found.houses.all()
        ],
        "portrait": request.build_absolute_uri(address_of(portrait, 640)) if portrait else "",
        "portrait_credit": f"{portrait.credit} · {portrait.licence}" if portrait else "",
        "sample": found.is_sample,
    }


def _json(body: dict[str, Any]) -> HttpResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})
