"""Lists of the public pages as JSON, where the page's own module does not have it: years, visits, homes, results."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tongxin.brands.selectors.public import public_evaluations
from tongxin.places.selectors.homes import totals
from tongxin.programme.selectors.public import public_programmes
from tongxin.visits import selectors as visits_of


def _json(body: dict[str, Any]) -> HttpResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


def years(request: HttpRequest) -> HttpResponse:
    """All public years, each with the address of its projects."""
    rows = [
        {
            "name": one.name,
            "year": one.year,
            "owner": one.owner.name,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "url": request.build_absolute_uri(reverse("portal:year", args=[one.pk])),
            "projects": request.build_absolute_uri(reverse("portal:year_json", args=[one.pk])),
            "sample": one.is_sample,
        }
        for one in public_programmes()
    ]
    return _json({"years": rows})


def visits(request: HttpRequest) -> HttpResponse:
    """The places that take bookings, each with the address of its calendar, and the coming open days."""
    places = [
        {
            "name": one.name,
            "kind": one.kind.name,
            "district": one.district.brief if one.district else "",
            "url": request.build_absolute_uri(reverse("portal:visit_calendar", args=[one.slug])),
            "slots": request.build_absolute_uri(reverse("portal:visit_json", args=[one.slug])),
            "sample": one.is_sample,
        }
        for one in visits_of.public_places_with_visits()
    ]
    open_days = [
        {
            "title": one.title,
            "place": one.place.name,
            "day": one.day,
            "opens": f"{one.opens:%H:%M}",
            "closes": f"{one.closes:%H:%M}",
            "note": one.note,
        }
        for one in visits_of.coming_open_days()
    ]
    return _json({"places": places, "open_days": open_days})


def homes(request: HttpRequest) -> HttpResponse:
    """Members' homes all together, as the page has them; persons are null where they are too few."""
    found = totals()
    return _json(
        {
            "homes": found.homes,
            "up_to_standard": found.up_to_standard,
            "by_aspect": {str(aspect): count for aspect, count in found.by_aspect},
            "events": found.events,
            "persons": found.persons,
            "money": [{"year": one.year, "granted": one.granted, "used": one.used} for one in found.money],
            "sample": found.is_sample,
        }
    )


def evaluation(request: HttpRequest, year: int) -> HttpResponse:
    """The published results of a year with what each is made of. 404 where they are not published."""
    found = get_object_or_404(public_evaluations(), year=year)
    rows = [
        {
            "brand": one.brand.name,
            "url": request.build_absolute_uri(reverse("portal:brand", args=[one.brand.slug])),
            "points": one.points,
            "conclusion": one.conclusion,
            "parts": one.parts,
        }
        for one in found.entries.select_related("brand")
    ]
    body = {"year": found.year, "until": found.until, "published_on": found.published_on, "sample": found.is_sample}
    return _json(body | {"results": rows})
