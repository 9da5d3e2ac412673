"""News, notices and documents for machines: feeds, JSON of every list, schema.org, and their part of the site map."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from tongxin.common.subjects import Subject
from tongxin.corrections.pages import PublicPage
from tongxin.corrections.telling import office
from tongxin.editorial.models import (
    DocumentIndex,
    EditorialPage,
    NewsIndex,
    Notice,
    NoticeIndex,
    PublishedDocument,
    Story,
)
from tongxin.editorial.models.pages import path_on_site
from tongxin.portal import structured
from tongxin.portal.about import finder
from tongxin.portal.feeds import NEWEST, SiteFeed
from tongxin.portal.sitemaps import section

MOST_LISTED = 500
ARTICLES = {Story: "NewsArticle", Notice: "SpecialAnnouncement", PublishedDocument: "DigitalDocument"}


def path_of(page: Page) -> str:
    """A page's address without a host."""
    return path_on_site(page)


@finder("wagtail_serve")
def _page(path: str) -> PublicPage | None:
    """The page that an editor wrote, at its address; the office answers for it."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    page = Page.objects.live().public().filter(url_path=f"{site.root_page.url_path}{path}").first()
    return PublicPage("", page.title, Subject.of(page.specific)) if page else None


def said_of(request: HttpRequest, page: Any) -> list[structured.Said]:
    """What a page that an editor wrote says to machines: the article where it is one, and the way to it."""
    if not isinstance(page, EditorialPage):
        return []
    above = page.get_parent()
    steps = [(above.title, path_of(above))] if above is not None and above.depth > 2 else []
    said = [structured.breadcrumb(request, *steps, (page.title, path_of(page)))]
    kind = ARTICLES.get(type(page))
    if kind is not None:
        said.insert(0, _article(request, page, kind))
    return said


def _article(request: HttpRequest, page: Any, kind: str) -> structured.Said:
    body = structured.article(
        request,
        path=path_of(page),
        headline=page.title,
        published=page.dated,
        changed=timezone.localtime(page.last_published_at) if page.last_published_at else None,
        description=page.summary,
        publisher=office(),
        picture=getattr(page, "picture", None),
        kind=kind,
    )
    if kind == "SpecialAnnouncement":
        body["name"], body["datePosted"] = body.pop("headline"), body.get("datePublished")
        if page.ends_on:
            body["expires"] = page.ends_on.isoformat()
    elif kind == "DigitalDocument":
        body["name"] = body.pop("headline")
        if page.number:
            body["identifier"] = page.number
    return body


def _listing(index: type[Any], wanted: int) -> list[Any]:
    """The newest live pages of a section; none while the section is not there."""
    found = index.objects.live().first()
    return list(found.listing()[:wanted]) if found is not None else []


def _as_dict(request: HttpRequest, page: Any) -> dict[str, Any]:
    body = {
        "title": page.title,
        "url": request.build_absolute_uri(path_of(page)),
        "date": page.dated,
        "summary": page.summary,
        "changed_at": page.last_published_at,
        "sample": page.is_sample,
    }
    for name in ("source", "issuer", "number", "ends_on"):
        if hasattr(page, name):
            body[name] = getattr(page, name)
    return body


def news_json(request: HttpRequest) -> HttpResponse:
    """The news for machines, newest first."""
    return _json(request, "news", NewsIndex)


def notices_json(request: HttpRequest) -> HttpResponse:
    """The notices for machines, newest first."""
    return _json(request, "notices", NoticeIndex)


def documents_json(request: HttpRequest) -> HttpResponse:
    """The published documents for machines, newest first."""
    return _json(request, "documents", DocumentIndex)


def _json(request: HttpRequest, name: str, index: type[Any]) -> HttpResponse:
    body = {name: [_as_dict(request, page) for page in _listing(index, MOST_LISTED)]}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


class WrittenFeed(SiteFeed):
    """The newest pages of a section."""

    index: type[Any]

    def section(self) -> Any:
        return self.index.objects.live().first()

    def link(self) -> str:
        found = self.section()
        return path_of(found) if found is not None else "/"

    def title(self) -> str:
        found = self.section()
        return f"{found.title if found else ''} · {_('同心')}"

    def description(self) -> str:
        found = self.section()
        return (found.summary or found.title) if found is not None else _("同心")

    def items(self) -> list[Any]:
        return _listing(self.index, NEWEST)

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.summary)

    def item_link(self, item: Any) -> str:
        return path_of(item)

    def item_pubdate(self, item: Any) -> datetime:
        return _moment(item.dated)

    def item_updateddate(self, item: Any) -> datetime:
        return item.last_published_at or _moment(item.dated)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


class News(WrittenFeed):
    index = NewsIndex


class NewsRss(News):
    feed_type = Rss201rev2Feed


class Notices(WrittenFeed):
    index = NoticeIndex


class NoticesRss(Notices):
    feed_type = Rss201rev2Feed


@section("written")
class Written(Sitemap[Page]):
    """Sections, stories, notices, documents and pages that stand by themselves; not the top of the tree, which is `/`."""

    def items(self) -> Any:
        return list(Page.objects.live().public().type(*_kinds()).order_by("pk"))

    def location(self, item: Page) -> str:
        return path_of(item)

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at or item.latest_revision_created_at


def _kinds() -> list[type[Any]]:
    """Every kind of page that editors write."""
    kinds: list[type[Any]] = []
    wanted: list[type[Any]] = [EditorialPage]
    while wanted:
        for kind in wanted.pop().__subclasses__():
            (wanted if kind._meta.abstract else kinds).append(kind)
    return kinds
