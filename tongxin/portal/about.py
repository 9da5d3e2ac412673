"""What a public page is about: who answers when somebody finds it wrong, and what the page is called.

Each page of one thing registers a finder by the name of its URL; pages of many things have their title here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from tongxin.brands.selectors.public import public_brand
from tongxin.common.subjects import Subject
from tongxin.corrections.pages import PublicPage
from tongxin.naming.selectors.public import public_batch
from tongxin.places.selectors.notables import public_notable
from tongxin.places.selectors.public import public_places
from tongxin.places.selectors.walks import public_walk
from tongxin.programme.models import Project
from tongxin.programme.selectors.public import public_programmes

# Called with what the address holds ("slug"); None where the page does not show anything (any more).
Finder = Callable[..., PublicPage | None]
MOST_PATH = 300

_finders: dict[str, Finder] = {}
TITLES: dict[str, Any] = {
    "portal:front": _("首页"),
    "portal:brands": _("品牌"),
    "portal:places": _("场所"),
    "portal:corrections": _("更正"),
    "portal:privacy": _("隐私说明"),
    "portal:accessibility": _("无障碍说明"),
    "portal:naming": _("基地命名"),
    "portal:visits": _("参观预约"),
    "portal:homes": _("成员之家"),
    "portal:notables": _("名人"),
    "portal:walks": _("步行路线"),
    "portal:years": _("工作年"),
    "portal:search": _("搜索"),
}


def finder(name: str) -> Callable[[Finder], Finder]:
    """Register who finds what the pages of a URL's name ("portal:place") are about."""

    def register(find: Finder) -> Finder:
        _finders[name] = find
        return find

    return register


def page_at(address: str) -> PublicPage:
    """The public page at an address of this site ("/places/x/?page=2"). Raises Http404 where none of ours is there."""
    path = address.split("?")[0].split("#")[0]
    if not path.startswith("/") or path.startswith("//") or len(address) > MOST_PATH:
        raise Http404
    try:
        match = resolve(path)
    except Resolver404 as missing:
        raise Http404 from missing
    if not {match.app_name.split(":")[0], match.view_name} & settings.PUBLIC_PAGES:
        raise Http404
    if match.view_name in _finders:
        found = _finders[match.view_name](*match.args, **match.kwargs)
        if found is None:
            raise Http404
        return replace(found, path=address)
    if match.kwargs or match.args:
        # What nobody has told of, a receipt or a booking: its own address is a secret, so the room's stands for it.
        return page_at(f"/{match.route.partition('<')[0]}")
    return PublicPage(address, str(TITLES.get(match.view_name, "")))


@finder("portal:year")
def _year(pk: int) -> PublicPage | None:
    programme = public_programmes().filter(pk=pk).first()
    return PublicPage("", programme.name, Subject.of(programme), programme.owner) if programme else None


@finder("portal:project")
def _project(pk: int, code: str) -> PublicPage | None:
    if not public_programmes().filter(pk=pk).exists():
        return None
    project = Project.objects.filter(programme_id=pk, code=code, is_public=True).select_related("lead_unit").first()
    return PublicPage("", project.title, Subject.of(project), project.lead_unit) if project else None


@finder("portal:place")
def _place(slug: str) -> PublicPage | None:
    place = public_places().filter(slug=slug).first()
    return PublicPage("", place.name, Subject.of(place), place.owner) if place else None


@finder("portal:naming_batch")
def _batch(slug: str) -> PublicPage | None:
    batch = public_batch(slug)
    return PublicPage("", batch.name, Subject.of(batch), batch.owner) if batch else None


@finder("portal:notable")
def _notable(slug: str) -> PublicPage | None:
    notable = public_notable(slug)
    return PublicPage("", notable.name, Subject.of(notable), notable.owner) if notable else None


@finder("portal:walk")
def _walk(slug: str) -> PublicPage | None:
    walk = public_walk(slug)
    return PublicPage("", walk.name, Subject.of(walk), walk.owner) if walk else None


@finder("portal:brand")
def _brand(slug: str) -> PublicPage | None:
    brand = public_brand(slug)
    return PublicPage("", brand.name, Subject.of(brand), brand.owner) if brand else None
