"""Which public pages there are, for search engines: each room of the site registers its own section."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Model, QuerySet
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
from tongxin.programme.selectors.public import Reported, reported

T = TypeVar("T", bound=Model)
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


def _rows(public: QuerySet[T]) -> list[T]:
    """Rows in one read, without what hangs on them: an address and a day is all that is told of each."""
    return list(public.prefetch_related(None).order_by("pk"))


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
            newest = public_places().aggregate(newest=Max("updated_at"))["newest"]
            return timezone.localdate(newest) if newest else None
        if item == "corrections":
            note = public_notes().first()
            return timezone.localdate(note.made_at) if note else None
        if item == "front":
            return max((year.newest for year in reported()[:3] if year.newest), default=None)
        return None


@section("years")
class Years(Sitemap[Reported]):
    def items(self) -> list[Reported]:
        return list(reported())

    def location(self, item: Reported) -> str:
        return reverse("portal:year", args=[item.programme.pk])

    def lastmod(self, item: Reported) -> date | None:
        return item.newest


@section("projects")
class Projects(Sitemap[tuple[int, str, date | None]]):
    def items(self) -> list[tuple[int, str, date | None]]:
        return [(year.programme.pk, code, day) for year in reported() for code, day in year.projects]

    def location(self, item: tuple[int, str, date | None]) -> str:
        return reverse("portal:project", args=item[:2])

    def lastmod(self, item: tuple[int, str, date | None]) -> date | None:
        return item[2]


@section("places")
class Places(Sitemap[Place]):
    def items(self) -> Any:
        return _rows(public_places())

    def location(self, item: Place) -> str:
        return reverse("portal:place", args=[item.slug])

    def lastmod(self, item: Place) -> datetime:
        return item.updated_at


class Tellable(Sitemap[Any]):
    """Things with a public address and the moment of their last change."""

    page: str
    public: Callable[[], Any]

    def items(self) -> Any:
        return _rows(type(self).public())

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
        return _rows(public_batches())

    def location(self, item: Batch) -> str:
        return reverse("portal:naming_batch", args=[item.slug])

    def lastmod(self, item: Batch) -> date | None:
        """The last of its days that has come."""
        days = (item.opens_on, item.closes_on, item.last_notice_day, item.concluded_on)
        return max((day for day in days if day and day <= item.today), default=None)


def robots(request: HttpRequest) -> HttpResponse:
    """Where robots may read, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
