"""What public pages say to machines in the words of schema.org, as plain dictionaries; `page_meta` writes them as JSON-LD.

Every address is whole, since what is taken along has no page around it. Nothing stands here that the page does not show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongxin.common.models import Picture
from tongxin.common.pictures.addresses import address_of
from tongxin.organisations.models import Unit
from tongxin.places.enums import Answer
from tongxin.places.models import OpeningHours, Place

Said = dict[str, Any]
# ISO weekday of `OpeningHours.weekday`.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Kinds of place that people come to look at.
ATTRACTIONS = frozenset({"house", "lane", "base"})
BIG_PICTURE = 1440


def whole(request: HttpRequest, path: str) -> str:
    """An address of this site with its host."""
    return request.build_absolute_uri(path)


def organization(request: HttpRequest, unit: Unit) -> Said:
    """The office whose site this is."""
    return {"@type": "GovernmentOrganization", "name": unit.name, "url": whole(request, "/")}


def website(request: HttpRequest, unit: Unit | None) -> Said:
    said: Said = {"@type": "WebSite", "name": _("同心"), "url": whole(request, "/"), "inLanguage": language()}
    if unit is not None:
        said["publisher"] = organization(request, unit)
    return said


def breadcrumb(request: HttpRequest, *steps: tuple[str, str]) -> Said:
    """The way from the front page to a page: (name, path) each, the page itself last."""
    way = ((_("首页"), "/"), *steps)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": whole(request, path)}
            for number, (name, path) in enumerate(way, start=1)
        ],
    }


def place(request: HttpRequest, found: Place, pictures: Iterable[Picture] = ()) -> Said:
    """A place with its position, hours, features and picture. A position that is only roughly so is left out."""
    said: Said = {
        "@type": "TouristAttraction" if found.kind.code in ATTRACTIONS else "Place",
        "name": found.name,
        "url": whole(request, reverse("portal:place", args=[found.slug])),
    }
    optional = {
        "description": found.summary,
        "address": found.location,
        "telephone": found.phone,
        "sameAs": found.website,
        "image": [picture_url(request, picture) for picture in pictures],
        "openingHoursSpecification": opening_hours(found.hours.all()),
        "specialOpeningHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": one.starts_on.isoformat(),
                "validThrough": one.ends_on.isoformat(),
                "opens": "00:00",
                "closes": "00:00",
            }
            for one in found.closures.all()
        ],
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": str(one.get_feature_display()), "value": True}
            for one in found.features.all()
            if one.answer == Answer.YES
        ],
    }
    said |= {name: value for name, value in optional.items() if value}
    if found.latitude is not None and found.longitude is not None and not found.is_position_sample:
        said["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(found.latitude),
            "longitude": float(found.longitude),
        }
    return said


def opening_hours(hours: Iterable[OpeningHours]) -> list[Said]:
    """Spans of the day with the weekdays that share them; a season's as days of this year."""
    spans: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for one in hours:
        span = (one.season_from, one.season_until, f"{one.opens:%H:%M}", f"{one.closes:%H:%M}")
        spans[span].append(one.weekday)
    said = []
    for (season_from, season_until, opens, closes), weekdays in spans.items():
        row: Said = {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{WEEKDAYS[weekday]}" for weekday in sorted(weekdays)],
            "opens": opens,
            "closes": closes,
        }
        if season_from:
            this_year = date.today().year  # noqa: DTZ011 - a season's year, not a moment
            next_year = this_year + (season_until < season_from)
            row |= {"validFrom": f"{this_year}-{season_from}", "validThrough": f"{next_year}-{season_until}"}
        said.append(row)
    return said


def article(
    request: HttpRequest,
    *,
    path: str,
    headline: str,
    published: date | datetime | None,
    changed: date | datetime | None = None,
    description: str = "",
    publisher: Unit | None = None,
    picture: Picture | None = None,
    kind: str = "NewsArticle",
) -> Said:
    """A story or a notice. `headline` is cut to the 110 characters that readers of it take."""
    said: Said = {
        "@type": kind,
        "headline": headline[:110],
        "mainEntityOfPage": whole(request, path),
        "inLanguage": language(),
    }
    optional = {
        "datePublished": published.isoformat() if published else "",
        "dateModified": (changed or published).isoformat() if changed or published else "",  # type: ignore[union-attr]
        "description": description,
        "image": [picture_url(request, picture)] if picture else [],
        "publisher": organization(request, publisher) if publisher else None,
        "author": organization(request, publisher) if publisher else None,
    }
    return said | {name: value for name, value in optional.items() if value}


def dataset(
    request: HttpRequest, *, name: str, description: str, path: str, creator: Unit, files: Sequence[tuple[str, str]]
) -> Said:
    """Data that a page gives for machines: `files` are (media type, path)."""
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": whole(request, path),
        "creator": organization(request, creator),
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": whole(request, address)}
            for media, address in files
        ],
    }


def walk(request: HttpRequest, *, name: str, path: str, description: str, stops: Sequence[tuple[str, str]]) -> Said:
    """An ordered walk: `stops` are (name, path), in their order."""
    return {
        "@type": "TouristTrip",
        "name": name,
        "url": whole(request, path),
        "description": description,
        "itinerary": {
            "@type": "ItemList",
            "numberOfItems": len(stops),
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": stop, "url": whole(request, address)}
                for number, (stop, address) in enumerate(stops, start=1)
            ],
        },
    }


def brand(request: HttpRequest, *, name: str, path: str, description: str, logo: Picture | None = None) -> Said:
    said: Said = {"@type": "Brand", "name": name, "url": whole(request, path)}
    if description:
        said["description"] = description
    if logo is not None:
        said["logo"] = picture_url(request, logo)
    return said


def picture_url(request: HttpRequest, picture: Picture) -> str:
    """The whole address of a picture in a size that others show large."""
    return whole(request, address_of(picture, BIG_PICTURE))


def language() -> str:
    """The page's language as others write it: zh-Hans, zh-Hant, en."""
    code = get_language() or "zh-hans"
    first, _dash, script = code.partition("-")
    return f"{first}-{script.capitalize()}" if script else first
