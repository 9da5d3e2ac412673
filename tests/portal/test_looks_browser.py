"""The easy look and reading aloud in a real browser; what a finger must hit; the way from "wrong?" to the receipt."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import Visit
from tests.browsing import page as page
from tests.conftest import City
from tests.corrections.factories import CorrectionNoteFactory
from tests.places.factories import PlaceFactory
from tongxin.editorial.tree import ensure_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/",
    "/places/",
    "/places/lane/",
    "/corrections/",
    "/corrections/new/?page=/places/lane/",
    "/privacy/",
    "/accessibility/",
    "/years/",
    "/search/",
    "/notables/",
    "/walks/",
    "/naming/",
    "/visits/",
    "/members-homes/",
    "/news/",
)
# A voice that says nothing and remembers what it was given; `end` lets the piece in hand be over.
VOICE = """
window.said = [];
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [{ lang: 'zh-CN', localService: true, name: 'sample' }, { lang: 'en-US', localService: true, name: 'sample' }],
  speak(words) { window.said.push(words.text); window.end = () => words.onend(); },
  cancel() {}, pause() { window.paused = true; }, resume() { window.paused = false; }, addEventListener() {},
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture
def visit(page: Page, live_server: LiveServer, city: City) -> Visit:
    PlaceFactory(name="青果巷", slug="lane", owner=city.districts[0], summary="运河边的街区", location="某路")
    CorrectionNoteFactory(path="/places/lane/", unit=city.districts[0], what="开放时间由 9:00 改为 8:30")
    ensure_site()
    return Visit(page, live_server.url)


def choose(visit: Visit, easy: bool) -> None:
    visit.open("/")
    if easy:
        visit.page.get_by_role("button", name="大字易读版").click()
        expect(visit.page.locator("html")).to_have_attribute("data-look", "easy")


@pytest.mark.parametrize("easy", [False, True], ids=["usual", "easy"])
def test_every_page_is_sound_and_every_target_large(visit: Visit, easy: bool) -> None:
    choose(visit, easy)
    found: dict[str, Any] = {}
    for address in PAGES:
        visit.open(address)
        wrong = visit.faults() + visit.too_small()
        if wrong:
            found[address] = wrong
    assert found == {}


def test_nothing_is_wider_than_320_pixels(visit: Visit) -> None:
    """WCAG 2.2, 1.4.10: a desk's screen enlarged four times; in large letters too."""
    visit.page.set_viewport_size({"width": 320, "height": 640})
    for easy in (False, True):
        choose(visit, easy)
        for address in PAGES:
            visit.open(address)
            assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth"), (address, easy)


def test_the_easy_look_is_larger_darker_and_one_column(visit: Visit) -> None:
    visit.open("/places/lane/")
    style = "(name) => getComputedStyle(document.body)[name]"
    before = float(visit.page.evaluate(style, "fontSize").removesuffix("px"))
    choose(visit, True)
    visit.open("/places/lane/")
    after = float(visit.page.evaluate(style, "fontSize").removesuffix("px"))
    assert after / before > 1.25
    assert visit.page.evaluate(style, "color") == "rgb(0, 0, 0)"
    assert visit.page.evaluate("getComputedStyle(document.querySelector('.place-page')).display") == "block"


def test_the_page_is_read_aloud_piece_by_piece(visit: Visit) -> None:
    choose(visit, True)
    visit.open("/places/lane/")
    expect(visit.page.get_by_role("button", name="朗读本页")).to_have_count(0)
    visit.page.add_init_script(VOICE)
    visit.open("/places/lane/")
    assert visit.faults() == []
    visit.page.get_by_role("button", name="朗读本页").click()
    expect(visit.page.get_by_role("button", name="停止朗读")).to_be_focused()
    for _piece in range(3):
        visit.page.evaluate("window.end()")
    said = visit.page.evaluate("window.said")
    assert "青果巷" in said
    assert "朗读本页" not in said
    assert visit.page.locator(".is-read").inner_text() == said[-1]
    assert visit.faults() == []
    visit.page.get_by_role("button", name="暂停").click()
    assert visit.page.evaluate("window.paused")
    visit.page.get_by_role("button", name="接着读").click()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".is-read")).to_have_count(0)
    expect(visit.page.get_by_role("button", name="朗读本页")).to_be_visible()


def test_from_wrong_to_the_receipt(visit: Visit) -> None:
    visit.open("/places/lane/")
    expect(visit.page.locator(".corrected")).to_contain_text("开放时间由 9:00 改为 8:30")
    visit.page.get_by_role("link", name="这一页有错？").click()
    visit.page.get_by_role("button", name="提交").click()
    visit.page.get_by_label("哪里不对").fill("周一不开门")
    visit.page.get_by_role("button", name="提交").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("收到了，谢谢")
    code = visit.page.locator(".receipt-code b").inner_text()
    assert visit.faults() == []
    visit.open("/corrections/")
    visit.page.get_by_placeholder("凭查询码看答复").fill(code.lower())
    visit.page.get_by_role("button", name="看答复").click()
    expect(visit.page.locator("body")).to_contain_text("周一不开门")
