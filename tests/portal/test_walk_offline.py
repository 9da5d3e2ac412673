"""The lane walked in a real browser: with the map in hand, and on a phone that has lost its network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import SIZES, Visit
from tests.browsing import page as page
from tests.common.pictures.factories import make_picture, own_folders
from tests.factories import UserFactory
from tests.places.factories import WalkFactory
from tongxin.places.models import Walk

__all__ = ["own_folders"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/walks/lane/"
KEPT = "[data-walk][data-kept=saved]"
DRAWN = "[data-walk-map][data-state=ready]"


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Visit:
    walk = WalkFactory(name="青果巷步行路线", slug="lane", notes="石板路", is_position_sample=True)
    for stop in walk.stops.all():
        stop.picture = make_picture(size=(1200, 900))
        stop.save()
    return Visit(page, live_server.url)


def is_phone(visit: Visit) -> bool:
    return visit.page.viewport_size == SIZES["phone"]


def test_the_lane_is_walked_without_network(visit: Visit) -> None:
    page, context = visit.page, visit.page.context
    visit.open(PAGE)
    page.wait_for_selector(KEPT)
    expect(page.locator("[data-state-words]")).to_contain_text("没有网络也能走")
    page.wait_for_selector(DRAWN)
    assert visit.faults() == []

    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("青果巷步行路线")
    expect(page.locator("[data-state-words]")).to_contain_text("可能不是最新的")
    page.wait_for_selector(DRAWN)
    page.get_by_role("link", name="从第一站走起").click()
    expect(page.locator("#stop-1")).to_be_visible()
    expect(page.locator("#stop-2")).to_be_hidden()
    steps = page.locator("#stop-1 .walk-steps")
    expect(steps.get_by_role("link", name="下一站")).to_be_in_viewport()
    size = steps.get_by_role("link", name="下一站").bounding_box()
    assert size is not None
    assert size["height"] >= 44
    steps.get_by_role("link", name="下一站").click()
    expect(page.locator("#stop-2")).to_be_in_viewport()
    expect(page.locator("#stop-2 h2")).to_contain_text("中段")
    expect(page.locator("[data-walk-map]")).to_have_attribute("data-chosen", "2")
    expect(page.locator("[data-walk-map] canvas")).to_be_in_viewport()
    picture = page.locator("#stop-2 img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#stop-2 img').naturalWidth > 0")
    # By keyboard to the last stop, and back by the browser's own button.
    page.locator("#stop-2").get_by_role("link", name="下一站").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#stop-3")).to_be_visible()
    page.go_back()
    expect(page.locator("#stop-2")).to_be_visible()
    # What the browser itself says of requests that fail is no fault of the page.
    assert [one for one in visit.faults() if "ERR_INTERNET_DISCONNECTED" not in str(one)] == []

    context.set_offline(False)
    expect(page.get_by_role("link", name="看最新的")).to_be_visible()
    page.get_by_role("link", name="看最新的").click()
    page.wait_for_selector(KEPT)


def test_what_is_shown_no_longer_is_kept_no_longer(visit: Visit) -> None:
    if not is_phone(visit):
        pytest.skip("The width makes no difference.")
    page, context = visit.page, visit.page.context
    visit.open(PAGE)
    page.wait_for_selector(KEPT)
    assert page.evaluate("caches.keys().then((all) => all.length)") == 1
    Walk.objects.update(version=2)
    page.reload()
    page.wait_for_selector(KEPT)
    assert page.evaluate("caches.keys().then((all) => all.length)") == 1
    Walk.objects.update(is_public=False)
    page.reload()
    assert page.evaluate("caches.keys().then((all) => all.length)") == 0
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.reload()


def test_nothing_is_kept_for_who_is_signed_in(visit: Visit) -> None:
    if not is_phone(visit):
        pytest.skip("The width makes no difference.")
    page = visit.page
    visit.open(PAGE)
    page.wait_for_selector(KEPT)
    user = UserFactory(username="sample")
    user.set_password("a-sample-password-2019")
    user.save()
    visit.sign_in("/workbench/")
    visit.open(PAGE)
    expect(page.locator("[data-state-words]")).to_contain_text("您登录着")
    page.wait_for_function("caches.keys().then((all) => all.length === 0)")


def test_the_stops_are_whole_without_scripts(visit: Visit) -> None:
    if not is_phone(visit):
        pytest.skip("The width makes no difference.")
    context = visit.page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, locale="zh-CN", viewport=SIZES["phone"]
    )
    page = context.new_page()
    page.goto(visit.base + PAGE)
    expect(page.locator(".sketch")).to_be_visible()
    page.get_by_role("link", name="从第一站走起").click()
    page.locator("#stop-1").get_by_role("link", name="下一站").click()
    expect(page.locator("#stop-2")).to_be_visible()
    expect(page.locator("#stop-1")).to_be_hidden()
    context.close()


def test_what_was_kept_a_month_ago_says_so(visit: Visit) -> None:
    if not is_phone(visit):
        pytest.skip("The width makes no difference.")
    page, words = visit.page, visit.page.locator("[data-state-words]")
    visit.open(PAGE)
    page.wait_for_selector(KEPT)
    visit.page.context.set_offline(True)
    for days, said in ((29, "可能不是最新的"), (31, "已经很久了")):
        page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))
        page.reload()
        expect(words).to_contain_text(said)


def test_where_one_is_stays_on_the_device(visit: Visit) -> None:
    if not is_phone(visit):
        pytest.skip("The width makes no difference.")
    page, context = visit.page, visit.page.context
    words = page.locator("[data-where-words]")
    context.clear_permissions()
    visit.open(PAGE)
    page.wait_for_selector(DRAWN)
    page.get_by_role("button", name="我在哪里").click()
    expect(words).to_have_text("这台设备没有给出位置。")
    # Twenty metres east of the second stop.
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"longitude": 119.962325, "latitude": 31.78})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="我在哪里").click()
    expect(words).to_have_text("离您最近的是第 2 站“中段”，约 20 米。")
    assert asked == []
