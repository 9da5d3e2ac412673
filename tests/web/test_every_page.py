"""Every kind of public page in a browser, in Chinese and English, on a phone and on a desk.

Each page is opened once a language and looked at in both sizes; what is wrong is collected, and told by what it breaks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser

from tests.browsing import SIZES, Visit
from tests.browsing import browser as browser
from tests.running import Site
from tests.web.addresses import Found, some_of_each

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900), pytest.mark.xdist_group("site")]

# Language, and how many pages of each kind.
LANGUAGES = {"zh-CN": 2, "en": 1}

# What lies over a page without having been asked for.
OVER_THE_PAGE = """() => [...document.querySelectorAll('dialog[open], [role=dialog], [role=alertdialog], [popover]')]
  .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))"""
# Photos that do not come as AVIF and WebP in several widths, or take room that was not kept for them.
HEAVY_PICTURES = """() => [...document.querySelectorAll('img')].filter((one) => !/\\.svg($|\\?)/.test(one.src) && !one.src.startsWith('data:'))
  .filter((one) => { const kinds = [...one.parentElement.querySelectorAll('source')];
    return !(one.getAttribute('width') && one.getAttribute('height') && ['image/avif', 'image/webp'].every(
      (kind) => kinds.some((source) => source.type === kind && source.srcset.includes('w') && source.sizes))); })
  .map((one) => one.outerHTML.slice(0, 160))"""


@dataclass
class Sight:
    """What was seen of all pages: their faults, which hosts were asked, what is hard to hit, what stood up by itself."""

    pages: int = 0
    faults: list[str] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    small: list[str] = field(default_factory=list)
    popped: list[str] = field(default_factory=list)
    heavy: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def sight(browser: Browser, public_site: Site, found: list[Found]) -> Sight:
    seen = Sight()
    base = f"http://127.0.0.1:{public_site.port}"
    own = (f"{base}/", "data:", f"blob:{base}/")
    for language, number in LANGUAGES.items():
        context = browser.new_context(locale=language)
        page = context.new_page()
        page.on("request", lambda one: None if one.url.startswith(own) else seen.elsewhere.add(one.url))
        page.on("popup", lambda one: seen.popped.append(f"{one.url} in a window of its own"))
        page.on("dialog", lambda one: (seen.popped.append(one.message), one.dismiss()))
        visit = Visit(page, base)
        for one in some_of_each(found, number):
            visit.complaints.clear()
            visit.open(one.address)
            seen.pages += 1
            for size, screen in SIZES.items():
                page.set_viewport_size(screen)  # type: ignore[arg-type]
                seen.faults += [f"{one.address} {language} {size}: {fault}" for fault in visit.faults()]
                seen.small += [f"{one.address} {language} {size}: {fault}" for fault in visit.too_small()]
            seen.popped += [f"{one.address} {what}" for what in page.evaluate(OVER_THE_PAGE)]
            seen.heavy += [f"{one.address} {what}" for what in page.evaluate(HEAVY_PICTURES)]
        context.close()
    return seen


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(sight: Sight) -> None:
    assert sight.pages > 12
    assert not sight.faults, "\n".join(sight.faults[:40])


def test_no_other_host_is_asked(sight: Sight) -> None:
    assert sight.elsewhere == set()


def test_every_target_is_large_enough_for_a_finger(sight: Sight) -> None:
    assert not sight.small, "\n".join(sight.small[:40])


def test_nothing_lies_over_a_page_unasked(sight: Sight) -> None:
    assert sight.popped == []


def test_photos_come_in_light_formats_and_several_widths(sight: Sight) -> None:
    assert not sight.heavy, "\n".join(sight.heavy[:20])
