"""The public pages of places: the list with its map beside it, and each place's own page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import components
from tongxin.common.languages import in_language
from tongxin.common.pictures.addresses import address_of
from tongxin.naming.selectors.public import titles_of
from tongxin.places import gcj
from tongxin.places.homes import HOME_KIND
from tongxin.places.hours import hours_lines
from tongxin.places.models import Place
from tongxin.places.selectors import public
from tongxin.places.selectors.notables import notables_of
from tongxin.places.selectors.restoration import restoration_at
from tongxin.places.selectors.walks import walks_through
from tongxin.places.wording import closure_words, state_words
from tongxin.portal import structured
from tongxin.visits.selectors import takes_bookings

PER_PAGE = 60
FILTERS = ("kind", "district", "q")
LONGEST_WORDS = 100


def _wanted(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:LONGEST_WORDS] for name in FILTERS}


def _found(wanted: dict[str, str]) -> Any:
    return public.public_places(kind=wanted["kind"], district=wanted["district"], text=wanted["q"])


def _row(place: Place, *, with_state: bool = True) -> dict[str, Any]:
    """A place in a list: where it is, and whether it is open now."""
    now = timezone.localtime()
    state = public.state_of(place, now) if with_state else None
    return {
        "place": place,
        "is_open": bool(state and state.is_open),
        "state": state_words(state, now) if state else "",
        "picture": next((one.picture for one in place.pictures.all()), None),
    }


def _map(request: HttpRequest, data: str, label: str) -> dict[str, str]:
    """What the map's script needs, as addresses."""
    return {
        "data": data,
        "districts": reverse("portal:districts_geojson"),
        "place": reverse("portal:place", args=["-"]),
        "style": settings.BASEMAP,
        "label": label,
    }


def places(request: HttpRequest) -> HttpResponse:
    """Places by ?kind=, ?district= and ?q=, as a list with a map beside it."""
    wanted = _wanted(request)
    page = Paginator(_found(wanted), PER_PAGE).get_page(request.GET.get("page"))
    narrowed = {name: value for name, value in wanted.items() if value}
    filters = [
        components.Filter(
            "kind",
            _("类别"),
            [(kind.code, f"{in_language(kind, 'name')} {kind.shown}") for kind in public.kinds_shown()],  # type: ignore[attr-defined]
            wanted["kind"],
            _("全部"),
        ),
        components.Filter(
            "district",
            _("辖市区"),
            [(unit.code, unit.brief) for unit in public.districts_shown()],
            wanted["district"],
            _("全部"),
        ),
        components.Filter("q", _("名称或位置"), value=wanted["q"]),
    ]
    context = {
        "page": page,
        "rows": [_row(place) for place in page],
        "filters": filters,
        "narrowed": bool(narrowed),
        "sample": any(place.is_sample for place in page),
        "of_homes": wanted["kind"] == HOME_KIND,
        "json_url": _with(reverse("portal:places_json"), narrowed),
        "geojson_url": _with(reverse("portal:places_geojson"), narrowed),
        "map": _map(request, _with(reverse("portal:places_geojson"), narrowed), _("场所地图")),
    }
    return render(request, "portal/places/places.html", context)


def _with(address: str, query: dict[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address


def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One place: when it is open, how one gets there and in, what was done there. 404 where it is not shown."""
    found = _place_or_404(slug)
    today = timezone.localdate()
    pictures = [one.picture for one in found.pictures.all()]
    context = {
        **_row(found),
        "hours": hours_lines(found.hours.all()),
        "closures": [
            closure_words(one.starts_on, one.ends_on, one.reason) for one in public.coming_closures(found, today)
        ],
        "features": list(found.features.all()),
        "pictures": list(found.pictures.all()),
        "notables": list(notables_of(found)),
        "walks": list(walks_through(found)),
        "done": public.done_at(found),
        "takes_bookings": takes_bookings(found),
        "restoration": restoration_at(found),
        "titles": titles_of(found),
        "point": _point(found),
        "sample": found.is_sample,
        "picture": pictures[0] if pictures else None,
        "structured": [
            structured.place(request, found, pictures),
            structured.breadcrumb(
                request, (_("场所"), reverse("portal:places")), (found.name, reverse("portal:place", args=[found.slug]))
            ),
        ],
        "map": _map(request, reverse("portal:place_geojson", args=[slug]), _("%(place)s在哪里") % {"place": found}),
    }
    return render(request, "portal/places/place.html", context)


def _place_or_404(slug: str) -> Place:
    found = public.public_place(slug)
    if found is None:
        raise Http404
    return found


def _point(found: Place) -> dict[str, str] | None:
    """The position for people's own maps, in both systems."""
    if found.latitude is None or found.longitude is None:
        return None
    shifted = gcj.to_gcj02(float(found.latitude), float(found.longitude))
    return {
        "wgs84": f"{found.latitude:.5f}, {found.longitude:.5f}",
        "gcj02": f"{shifted[0]:.5f}, {shifted[1]:.5f}",
    }


def _as_dict(request: HttpRequest, found: Place) -> dict[str, Any]:
    return {
        "name": found.name,
        "url": request.build_absolute_uri(reverse("portal:place", args=[found.slug])),
        "kind": found.kind.name,
        "district": found.district.brief if found.district else "",
        "owner": found.owner.name,
        "summary": found.summary,
        "location": found.location,
        "phone": found.phone,
        "website": found.website,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "position_sample": found.is_position_sample,
        "hours": hours_lines(found.hours.all()),
        "closures": [
            {"from": one.starts_on, "to": one.ends_on, "reason": one.reason}
            for one in public.coming_closures(found, timezone.localdate())
        ],
        "pictures": [
            {
                "url": request.build_absolute_uri(address_of(one.picture, 1440)),
                "description": one.picture.description,
                "caption": one.caption,
                "credit": one.picture.credit,
                "licence": one.picture.licence,
            }
            for one in found.pictures.all()
        ],
        "sample": found.is_sample,
    }


def as_json(request: HttpRequest) -> HttpResponse:
    """The list for machines, narrowed as the page is; coordinates are WGS-84."""
    body = {"places": [_as_dict(request, one) for one in _found(_wanted(request))]}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


def as_geojson(request: HttpRequest) -> HttpResponse:
    """The list as GeoJSON, narrowed as the page is."""
    return _geojson(public.geojson(_found(_wanted(request))))


def place_as_geojson(request: HttpRequest, slug: str) -> HttpResponse:
    return _geojson(public.geojson([_place_or_404(slug)]))


def districts_as_geojson(request: HttpRequest) -> HttpResponse:
    """The districts' outlines."""
    return _geojson(public.outlines_geojson())


def _geojson(body: dict[str, Any]) -> HttpResponse:
    return JsonResponse(body, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})
