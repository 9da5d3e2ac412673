"""The search in a real browser, on a phone and on a desk: suggestions by keyboard, results in three languages, no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import Visit
from tests.browsing import page as page
from tests.places.factories import PlaceFactory, PlaceKindFactory
from tongxin.common.search import reindex

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Visit:
    kind = PlaceKindFactory(code="house", name="名人故居")
    PlaceFactory(kind=kind, name="青果巷", slug="lane", summary="运河边的老街，故居很多")
    PlaceFactory(kind=kind, name="青果巷里的侨联故居", slug="house", summary="在里弄后面")
    PlaceFactory(kind=kind, name="史良故居", slug="other", summary="名人故居")
    reindex()
    return Visit(page, live_server.url)


def test_a_reader_finds_by_keyboard_what_is_typed_in_pinyin(visit: Visit) -> None:
    visit.open("/places/")
    box = visit.page.locator("#find-here")
    box.press_sequentially("qinggu")
    options = visit.page.get_by_role("listbox", name="可能要找的").get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert visit.faults() == []
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("qinggu")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    visit.page.wait_for_url("**/places/*/")
    assert visit.page.url.endswith(("/places/lane/", "/places/house/"))


def test_enter_searches_and_the_page_is_sound_in_three_languages(visit: Visit) -> None:
    visit.open("/places/")
    visit.page.locator("#find-here").fill("故居")
    visit.page.locator("#find-here").press("Enter")
    visit.page.wait_for_url("**/search/?q=*")
    expect(visit.page.locator(".hits li")).to_have_count(3)
    for language, tag, heading in (
        ("zh-hans", "zh-hans", "搜索"),
        ("zh-hant", "zh-Hant", "搜索"),
        ("en", "en", "Search"),
    ):
        visit.open(f"/search/?q=后面&lang={language}")
        expect(visit.page.locator("html")).to_have_attribute("lang", tag)
        expect(visit.page.locator("h1")).to_have_text(heading)
        mark = visit.page.locator(".hits mark")
        expect(mark).to_have_text("後面" if language == "zh-hant" else "后面")
        assert visit.faults() == [], language
    visit.open("/search/?q=青国巷&lang=zh-hans")
    expect(visit.page.get_by_role("link", name="青果巷", exact=True)).to_be_visible()
    assert visit.faults() == []


def test_it_works_without_scripts(visit: Visit) -> None:
    context = visit.page.context.browser.new_context(java_script_enabled=False, locale="zh-CN")  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(visit.base + "/places/")
    page.locator("header input[type=search]").fill("qgx")
    page.locator("header").get_by_role("button", name="搜索").click()
    expect(page.locator(".hits li")).to_have_count(2)
    context.close()
