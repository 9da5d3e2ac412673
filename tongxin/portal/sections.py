"""The sections that stand on every public page, and the small print at its foot."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongxin.common import page_cache
from tongxin.editorial.selectors import public as editorial

Words = str | Promise
Pages = list[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """A way from every page. `is_here`: the page shown stands in it."""

    label: Words
    url: str
    is_here: bool = False


# What editors keep, by the name in its address; and what the portal makes, by the name of its URL.
WRITTEN: dict[str, Words] = {
    "news": _("新闻"),
    "notices": _("公告"),
    "documents": pgettext_lazy("navigation", "文件"),
    "about": _("关于"),
}
MADE: dict[str, Words] = {
    "portal:years": _("这一年"),
    "portal:brands": pgettext_lazy("navigation", "品牌"),
    "portal:places": _("场所"),
    "portal:notables": _("名人"),
}
ORDER = ("news", "portal:years", "portal:brands", "portal:places", "portal:notables", "notices", "documents", "about")


def sections(path: str, pages: Pages) -> list[Section]:
    """The sections that there are, in their order; `pages` are `top_pages()`."""
    found = [Section(_("首页"), "/", path == "/")]
    written = {slug for slug, _title in pages}
    for name in ORDER:
        url = (f"/{name}/" if name in written else "") if name in WRITTEN else _address(name)
        if url:
            found.append(Section(WRITTEN.get(name) or MADE[name], url, path.startswith(url)))
    return found


def further_pages(path: str, pages: Pages) -> list[Section]:
    """Those of `top_pages()` that are no section: they stand at the foot."""
    return [Section(title, f"/{slug}/", path == f"/{slug}/") for slug, title in pages if slug not in WRITTEN]


def top_pages() -> Pages:
    """What editors keep right under the home page: (name in the address, title)."""
    return page_cache.remembered("portal.top_pages", editorial.top_pages)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
