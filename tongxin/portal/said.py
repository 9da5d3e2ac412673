"""What the pages of other rooms say to machines: one function for each page, from what its view has at hand already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.common.languages import in_language
from tongxin.portal import structured
from tongxin.portal.structured import Said

# Called with the request and the page's context.
Sayer = Callable[[HttpRequest, Any], list[Said]]
_sayers: dict[str, Sayer] = {}


def says(name: str) -> Callable[[Sayer], Sayer]:
    """Register who says what the pages of a URL's name ("portal:walk") are."""

    def register(sayer: Sayer) -> Sayer:
        _sayers[name] = sayer
        return sayer

    return register


def said_by(request: HttpRequest, context: Any) -> list[Said]:
    """What the page of this request says of itself; nothing where its room has not told."""
    match = request.resolver_match
    sayer = _sayers.get(match.view_name) if match is not None else None
    return sayer(request, context) if sayer is not None else []


def _way(request: HttpRequest, room: str, title: str, name: str) -> Said:
    return structured.breadcrumb(request, (title, reverse(room)), (name, request.path))


@says("portal:walk")
def _walk(request: HttpRequest, context: Any) -> list[Said]:
    walk = context["walk"]
    name = in_language(walk, "name")
    stops = [
        (in_language(row["stop"], "name"), f"{request.path}#stop-{n}") for n, row in enumerate(context["stops"], 1)
    ]
    said = structured.walk(request, name=name, path=request.path, description=in_language(walk, "summary"), stops=stops)
    return [said, _way(request, "portal:walks", _("步行路线"), name)]


@says("portal:notable")
def _notable(request: HttpRequest, context: Any) -> list[Said]:
    """A person of the past, honoured in public, as the page tells with its sources."""
    notable = context["notable"]
    name = in_language(notable, "name")
    said: Said = {"@type": "Person", "name": name, "url": structured.whole(request, request.path)}
    optional = {
        "alternateName": notable.known_as,
        "description": in_language(notable, "summary"),
        "birthDate": _iso(notable.born),
        "deathDate": _iso(notable.died),
        "image": structured.picture_url(request, notable.portrait) if notable.portrait else "",
    }
    said |= {key: value for key, value in optional.items() if value}
    return [said, _way(request, "portal:notables", _("名人"), name)]


def _iso(day: Any) -> str:
    """A date as far as it is known ("1912", "1912-03"); what is put in words is left to the page."""
    text = str(day or "")
    return text if text.replace("-", "").isdigit() and len(text) in (4, 7, 10) else ""


@says("portal:naming_batch")
def _batch(request: HttpRequest, context: Any) -> list[Said]:
    return [_way(request, "portal:naming", _("教育基地命名"), context["batch"].name)]


@says("portal:brand")
def _brand(request: HttpRequest, context: Any) -> list[Said]:
    brand = context["brand"]
    name = in_language(brand, "name")
    said = structured.brand(
        request, name=name, path=request.path, description=in_language(brand, "promise"), logo=brand.logo
    )
    return [said, _way(request, "portal:brands", _("品牌"), name)]
