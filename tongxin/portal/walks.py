"""The public pages of walks: the list, and each walk with its map, to be walked stop by stop, also without network."""

from __future__ import annotations

import hashlib
import json
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from tongxin.common.chinese.middleware import in_asked_script
from tongxin.common.pictures.addresses import address_of
from tongxin.common.templatetags.told import english_or_chinese
from tongxin.places.models import Walk
from tongxin.places.selectors.walks import Way, public_walk, public_walks, walk_geojson, way_of
from tongxin.places.walk_sheet import walk_pdf
from tongxin.places.walk_sketch import sketch_of
from tongxin.places.wording import stay_words, total_words, way_words

# What a kept walk needs besides what its page links to.
PARTS = (
    "vendor/maplibre-gl-6.17.0/maplibre-gl.mjs",
    "vendor/maplibre-gl-6.17.0/maplibre-gl-worker.mjs",
    "portal/walk.js",
    "portal/walk.css",
)
KEPT_WIDTH = 960


def walks(request: HttpRequest) -> HttpResponse:
    """The walks, each with its length and its first picture."""
    found = []
    for walk in public_walks():
        way = way_of(walk)
        picture = next((stop.picture for stop, _ in way.stops if stop.picture), None)
        found.append({"walk": walk, "total": total_words(len(way.stops), way.total), "picture": picture})
    context = {
        "walks": found,
        "sample": any(one["walk"].is_sample for one in found),  # type: ignore[attr-defined]
        "json_url": reverse("portal:walks_json"),
    }
    return render(request, "portal/walks/walks.html", context)


def walk(request: HttpRequest, slug: str) -> HttpResponse:
    """One walk, with the map in hand. 404 where it is not shown."""
    found = _walk_or_404(slug)
    way = way_of(found)
    stamp = _stamp(found)
    data = f"{reverse('portal:walk_geojson', args=[slug])}?v={stamp}"
    stops = [
        {
            "stop": stop,
            "way": way_words(leg) if number else "",
            "stay": stay_words(stop.minutes_here),
            "before": way.stops[number - 1][0] if number else None,
            "after": way.stops[number + 1][0] if number + 1 < len(way.stops) else None,
            "place": stop.place if stop.place and stop.place.is_public else None,
        }
        for number, (stop, leg) in enumerate(way.stops)
    ]
    context = {
        "walk": found,
        "stops": stops,
        "total": total_words(len(way.stops), way.total),
        "sketch": sketch_of(found),
        "data": data,
        "style": settings.BASEMAP,
        "stamp": stamp,
        # Pages of people who are signed in are never kept on a device.
        "keep": "" if request.user.is_authenticated else json.dumps(_kept_with(way, data)),
        "sample": found.is_sample,
    }
    return render(request, "portal/walks/walk.html", context)


def walk_as_geojson(request: HttpRequest, slug: str) -> HttpResponse:
    """A walk's path and stops; coordinates are WGS-84."""
    body = walk_geojson(_walk_or_404(slug))
    return JsonResponse(body, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


def walk_as_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """A walk to print."""
    found = _walk_or_404(slug)
    address = f"{settings.BASE_URL.rstrip('/')}{reverse('portal:walk', args=[slug])}"
    response = HttpResponse(walk_pdf(found, address, partial(in_asked_script, request)), content_type="application/pdf")
    name = in_asked_script(request, f"{english_or_chinese(found, 'name')[0]}.pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response


def as_json(request: HttpRequest) -> HttpResponse:
    """The walks for machines, each with its stops."""
    body = {"walks": [_as_dict(request, one) for one in public_walks()]}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker that keeps walks on a device. It stands below /walks/, so that it sees no other page."""
    response = HttpResponse(_worker_code(), content_type="text/javascript; charset=utf-8")
    # A browser must see a new one at once, or what is wrong with the old one could never be put right.
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _worker_code() -> bytes:
    found = finders.find("portal/walk-worker.js")
    if not isinstance(found, str):
        raise Http404
    return Path(found).read_bytes()


def _walk_or_404(slug: str) -> Walk:
    found = public_walk(slug)
    if found is None:
        raise Http404
    return found


def _stamp(walk: Walk) -> str:
    """Another for every change of the walk, of the language it is read in, and of the site's own files."""
    parts = [
        str(walk.version),
        str(walk.updated_at.timestamp()),
        get_language() or "",
        *map(static, (*PARTS, "tongxin/maps.js")),
    ]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


def _kept_with(way: Way, data: str) -> list[str]:
    """The addresses that a device keeps together with the page."""
    pictures = [address_of(stop.picture, KEPT_WIDTH, "webp") for stop, _ in way.stops if stop.picture]
    return [data, *map(static, PARTS), *dict.fromkeys(pictures)]


def _as_dict(request: HttpRequest, found: Walk) -> dict[str, Any]:
    way = way_of(found)
    return {
        "name": found.name,
        "name_en": found.name_en,
        "url": request.build_absolute_uri(reverse("portal:walk", args=[found.slug])),
        "geojson": request.build_absolute_uri(reverse("portal:walk_geojson", args=[found.slug])),
        "pdf": request.build_absolute_uri(reverse("portal:walk_pdf", args=[found.slug])),
        "summary": found.summary,
        "summary_en": found.summary_en,
        "metres": way.total.metres,
        "minutes": way.total.minutes,
        "position_sample": found.is_position_sample,
        "sample": found.is_sample,
        "stops": [
            {
                "number": stop.position,
                "name": stop.name,
                "name_en": stop.name_en,
                "text": stop.text,
                "text_en": stop.text_en,
                "latitude": stop.latitude,
                "longitude": stop.longitude,
                "metres_from_before": leg.metres,
                "minutes_here": stop.minutes_here,
            }
            for stop, leg in way.stops
        ],
    }
