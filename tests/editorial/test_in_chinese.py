"""The editors' room speaks Chinese: no English word on the way of an author or a reader, also where scripts draw the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.brands.factories import BrandFactory
from tests.browsing import Visit
from tests.common.pictures.factories import make_picture, own_folders
from tests.editorial.factories import make_notice, make_story
from tests.editorial.test_browser import desk, people, sign_in
from tongxin.accounts.models import User
from tongxin.editorial import reviewing
from tongxin.editorial.models import NewsIndex, SiteHome

__all__ = ["desk", "own_folders", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Names: accounts, addresses, formats, keys, units, models, what a language calls itself, and the root of all pages, which
# no editor opens.
NAMES = re.compile(
    r"^Root$|zuozhe|chushen|fushen|zhongshen|(?:story|notice)-\d+|English|JPE?G|PNG|WEBP|GIF|[MK]B|Ctrl|Alt|Shift|Esc"
    r"|[a-z]+\.[a-z]+|https?://\S+|[0-9a-f]{20}\.[a-z]+|CSV|XLSX|URL"
)
WORD = re.compile(r"[A-Za-z]{2,}")
# Every text of the page, what is still closed too, and what is read out in place of one.
TEXTS = """
() => {
  const found = new Set([document.title]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const above = walker.currentNode.parentElement;
    if (!above.closest("script, style, noscript, code, iframe, [hidden], .xdsoft_datetimepicker")) found.add(walker.currentNode.data);
  }
  for (const one of document.querySelectorAll("body *"))
    for (const name of ["aria-label", "placeholder", "title", "alt"]) if (one.getAttribute(name)) found.add(one.getAttribute(name));
  return [...found].map((text) => text.replace(/\\s+/g, " ").trim()).filter((text) => text);
}
"""


def english(page: Page) -> set[str]:
    page.wait_for_load_state("networkidle")
    return {text for text in page.evaluate(TEXTS) if WORD.search(NAMES.sub("", text))}


def test_no_english_on_the_way_of_an_author_and_a_reader(
    people: None, own_folders: None, desk: Page, live_server: LiveServer
) -> None:
    author = User.objects.get(username="zuozhe")
    story, notice = make_story(author), make_notice(author, live=True)
    reviewing.hand_in(page=story, by=author)
    picture, brand = make_picture(), BrandFactory()
    news, home = NewsIndex.objects.get().pk, SiteHome.objects.get().pk
    visit = Visit(desk, live_server.url)
    sign_in(visit, "zuozhe", "/editor/")
    found: dict[str, set[str]] = {"/editor/": english(desk)}
    one = f"/editor/pages/{notice.pk}"
    for address in (
        *(f"/editor/pages/{home}/", f"/editor/pages/{news}/", f"/editor/pages/{home}/add_subpage/"),
        *(
            "/editor/pages/search/?q=示例",
            f"/editor/pages/add/editorial/story/{news}/",
            f"/editor/pages/{story.pk}/edit/",
        ),
        *(
            f"{one}/history/",
            f"{one}/usage/",
            f"{one}/copy/",
            f"{one}/move/",
            f"{one}/delete/",
            f"{one}/workflow_history/",
        ),
        *("/editor/reports/workflow/", "/editor/reports/workflow_tasks/", "/editor/reports/site-history/"),
        *("/editor/reports/locked/", "/editor/reports/aging-pages/", "/editor/reports/page-types-usage/"),
        *(
            "/editor/images/",
            "/editor/images/add/",
            f"/editor/images/{picture.pk}/",
            f"/editor/images/usage/{picture.pk}/",
        ),
        *("/editor/documents/", "/editor/documents/multiple/add/", "/editor/account/"),
    ):
        visit.open(address)
        found[address] = english(desk)

    # What is drawn by scripts once it is asked for: side panels, the choice of blocks, a brand's block, comments.
    visit.open(f"{one}/edit/")
    for toggle in desk.locator("[data-side-panel-toggle]").all():
        toggle.click()
        found[f"panel {toggle.get_attribute('data-side-panel-toggle')}"] = english(desk)
    desk.get_by_role("button", name="插入内容块").first.click()
    found["blocks"] = english(desk)
    desk.get_by_role("option", name="品牌卡片").first.click()
    expect(desk.get_by_label(brand.name)).to_have_count(1)
    found["a block"] = english(desk)
    desk.locator("[data-w-dropdown-target=toggle]:visible").last.click()
    found["what can be done"] = english(desk)

    sign_in(visit, "chushen", "/editor/")
    found["to read"] = english(desk)
    visit.open(f"/editor/pages/{story.pk}/edit/")
    found["a story to read"] = english(desk)
    assert {where: words for where, words in found.items() if words} == {}
