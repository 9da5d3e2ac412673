"""The map and the list of places in a real browser, on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import Visit
from tests.browsing import page as page
from tests.places.factories import DistrictOutlineFactory, PlaceFactory, PlaceKindFactory
from tongxin.places.models import OpeningHours

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Visit:
    kind = PlaceKindFactory(code="base", name="教育基地")
    for number in range(3):
        PlaceFactory(
            kind=kind, name=f"示例基地{number}", latitude="31.78", longitude=f"119.9600{number}", summary="说明"
        )
    place = PlaceFactory(
        kind=kind, name="远处的基地", slug="far", latitude="31.72", longitude="119.88", location="某路"
    )
    OpeningHours.objects.create(place=place, weekday=1, opens="09:00", closes="17:00")
    DistrictOutlineFactory()
    return Visit(page, live_server.url)


def begin_to_read(visit: Visit) -> None:
    """The map waits for a reader who moves; then it opens."""
    assert visit.page.locator("[data-map][data-state]").count() == 0
    visit.page.locator("[data-map]").scroll_into_view_if_needed()
    visit.page.mouse.move(30, 30)
    visit.page.wait_for_selector("[data-map][data-state=ready]")


def test_the_map_opens_beside_the_list_without_other_hosts(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open("/places/")
    expect(visit.page.locator(".place-list li")).to_have_count(4)
    begin_to_read(visit)
    visit.page.wait_for_timeout(500)
    assert visit.faults() == []
    assert [url for url in asked if not url.startswith((visit.base, "data:", "blob:" + visit.base))] == []
    visit.open("/places/far/")
    begin_to_read(visit)
    assert visit.faults() == []


def test_a_point_on_the_map_leads_to_its_place(visit: Visit) -> None:
    visit.open("/places/?q=远处")
    box = visit.page.locator("[data-map]")
    begin_to_read(visit)
    visit.page.wait_for_timeout(800)
    size = box.bounding_box()
    assert size is not None
    visit.page.mouse.click(size["x"] + size["width"] / 2, size["y"] + size["height"] / 2)
    link = visit.page.locator(".maplibregl-popup a")
    expect(link).to_have_text("远处的基地")
    expect(visit.page.locator("li.is-chosen")).to_have_attribute("data-slug", "far")
    link.click()
    visit.page.wait_for_url("**/places/far/")


def test_what_lies_close_is_one_sign_that_opens(visit: Visit) -> None:
    """Three places some metres apart are one sign; it is pressed until they stand apart, each with its own."""
    visit.open("/places/")
    begin_to_read(visit)
    box = visit.page.locator("[data-map]")

    expect(box).to_have_attribute("data-signs", "1 alone, 3 together")
    # Narrowed, the map has what the list has.
    visit.open("/places/?q=远处")
    begin_to_read(visit)
    expect(box).to_have_attribute("data-signs", "1 alone, 0 together")


def test_the_list_is_whole_without_scripts(visit: Visit) -> None:
    context = visit.page.context.browser.new_context(java_script_enabled=False, locale="zh-CN")  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(visit.base + "/places/?kind=base")
    expect(page.locator(".place-list li")).to_have_count(4)
    expect(page.get_by_role("button", name="筛选")).to_be_visible()
    context.close()
