"""Which public pages there are, for search engines: each room of the site registers its own section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from tongxin.brands.selectors.public import public_brands
from tongxin.corrections.selectors import public_notes
from tongxin.naming.models import Batch
from tongxin.naming.selectors.public import public_batches
from tongxin.places.models import Place
from tongxin.places.selectors.notables import public_notables
from tongxin.places.selectors.public import public_places
from tongxin.places.selectors.walks import public_walks
from tongxin.programme.models import Programme
from tongxin.programme.selectors.public import PublicProject, public_programmes, public_year

AnySitemap = TypeVar("AnySitemap", bound="type[Sitemap[Any]]")
SITEMAPS: dict[str, type[Sitemap[Any]]] = {}
# What robots need not read: work, signing in, one visitor's forms and receipts.
CLOSED = (
    "/workbench/",
    "/editor/",
    "/accounts/",
    "/i18n/",
    "/corrections/new/",
    "/corrections/receipts/",
    "/naming/objections/",
)


def section(name: str) -> Callable[[AnySitemap], AnySitemap]:
    """Register a Sitemap under a name; the pages of another room join by one class."""

    def register(sitemap: AnySitemap) -> AnySitemap:
        SITEMAPS[name] = sitemap
        return sitemap

    return register


@section("pages")
class Pages(Sitemap[str]):
    """Pages of many things. Each is as new as the newest of them."""

    def items(self) -> list[str]:
        return [
            "front",
            "places",
            "years",
            "brands",
            "notables",
            "walks",
            "naming",
            "visits",
            "homes",
            "corrections",
            "privacy",
            "accessibility",
        ]

    def location(self, item: str) -> str:
        return reverse(f"portal:{item}")

    def lastmod(self, item: str) -> date | None:
        """A day for each: the newest of them is sought among all."""
        if item == "places":
            newest = public_places().order_by("-updated_at").first()
            return timezone.localdate(newest.updated_at) if newest else None
        if item == "corrections":
            note = public_notes().first()
            return timezone.localdate(note.made_at) if note else None
        if item == "front":
            return max((day for day in map(newest_progress, public_programmes()[:3]) if day), default=None)
        return None


@section("years")
class Years(Sitemap[Programme]):
    def items(self) -> Iterable[Programme]:
        return list(public_programmes())

    def location(self, item: Programme) -> str:
        return reverse("portal:year", args=[item.pk])

    def lastmod(self, item: Programme) -> date | None:
        return newest_progress(item)


@section("projects")
class Projects(Sitemap[tuple[int, PublicProject]]):
    def items(self) -> list[tuple[int, PublicProject]]:
        return [(year.pk, project) for year in public_programmes() for project in public_year(year).projects]

    def location(self, item: tuple[int, PublicProject]) -> str:
        return reverse("portal:project", args=[item[0], item[1].code])

    def lastmod(self, item: tuple[int, PublicProject]) -> date | None:
        return _reported_on(item[1])


@section("places")
class Places(Sitemap[Place]):
    def items(self) -> Any:
        return public_places().order_by("pk")

    def location(self, item: Place) -> str:
        return reverse("portal:place", args=[item.slug])

    def lastmod(self, item: Place) -> datetime:
        return item.updated_at


class Tellable(Sitemap[Any]):
    """Things with a public address and the moment of their last change."""

    page: str
    public: Callable[[], Any]

    def items(self) -> Any:
        return type(self).public().order_by("pk")

    def location(self, item: Any) -> str:
        return reverse(f"portal:{self.page}", args=[item.slug])

    def lastmod(self, item: Any) -> datetime:
        moment: datetime = item.updated_at
        return moment


@section("notables")
class Notables(Tellable):
    page = "notable"
    public = staticmethod(public_notables)


@section("brands")
class Brands(Tellable):
    page = "brand"
    public = staticmethod(public_brands)


@section("walks")
class Walks(Tellable):
    page = "walk"
    public = staticmethod(public_walks)


@section("naming")
class Batches(Sitemap[Batch]):
    def items(self) -> Any:
        return list(public_batches())

    def location(self, item: Batch) -> str:
        return reverse("portal:naming_batch", args=[item.slug])

    def lastmod(self, item: Batch) -> date | None:
        """The last of its days that has come."""
        days = (item.opens_on, item.closes_on, item.last_notice_day, item.concluded_on)
        return max((day for day in days if day and day <= item.today), default=None)


def newest_progress(programme: Programme) -> date | None:
    """When a project of the year was last reported on."""
    days = [_reported_on(project) for project in public_year(programme).projects]
    return max((day for day in days if day), default=None)


def _reported_on(project: PublicProject) -> date | None:
    return max((one.on for one in project.progress if one.on), default=None)


def robots(request: HttpRequest) -> HttpResponse:
    """Where robots may read, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
