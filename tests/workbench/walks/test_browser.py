"""A walk in a real browser: stops added and put in order, the path drawn on a map, shown to the public."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.places.factories import DistrictOutlineFactory, PlaceFactory
from tests.workbench.walks.conftest import Scene
from tongxin.places.models import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DRAWN = "[data-draw][data-state=ready]"


@pytest.fixture
def walk(one_page: Page, live_server: Any) -> Turns:
    return Turns(one_page, live_server.url)


def coordinates(page: Page) -> list[list[float]]:
    found: list[list[float]] = json.loads(page.locator("#id_path").input_value())["coordinates"]
    return found


def drag(page: Page, source: Any, target: Any) -> None:
    """Drag by the mouse from the middle of one thing to the middle of another, in steps as a hand does."""
    start, end = source.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=12)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 2, steps=4)
    # The rows move out of the way in a short animation.
    page.wait_for_timeout(300)
    page.mouse.up()


def test_from_the_first_stop_to_the_public(scene: Scene, walk: Turns) -> None:
    page = walk.page
    for name in ("示例甲宅", "示例乙宅"):
        PlaceFactory(name=name, kind__name="名人故居")
    walk.be(scene.people["coordinator"], "/workbench/walks/")
    walk.look_at_both()
    walk.follow("新建步行路线")
    walk.fill(name="示例小路", summary="走一走")
    walk.press("保存")
    walk.look_at_both()
    for name in ("示例甲宅", "示例乙宅"):
        walk.follow("加一站")
        if name == "示例甲宅":
            walk.fill(name="门口", latitude="31.78")
            walk.press("加上")
            expect(page.get_by_role("alert")).to_contain_text("经度和纬度要么都填")
            walk.look_at_both()
            walk.fill(name="", latitude="")
        page.get_by_label("场所", exact=False).first.select_option(label=f"{name}（名人故居）")
        walk.fill(text="讲解")
        walk.press("加上")
    walk.look_at_both()
    walk.press("公开")
    walk.follow("看公开页面")
    expect(page.get_by_role("heading", level=1)).to_have_text("示例小路")
    assert Walk.objects.get(name="示例小路").is_public


def test_stops_are_put_in_order_by_hand_and_by_keyboard(scene: Scene, walk: Turns) -> None:
    page = walk.page
    walk.be(scene.people["reporter"], f"/workbench/walks/{scene.walk.pk}/")
    grips = page.locator(".stops .grip")
    with page.expect_navigation():
        drag(page, grips.nth(2), grips.nth(0))
    expect(page.locator(".stops h3")).to_have_text(["1 西口", "2 东口", "3 中段"])
    button = page.get_by_role("button", name="下移“西口”")
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".stops h3")).to_have_text(["1 东口", "2 西口", "3 中段"])
    assert scene.order() == ["东口", "西口", "中段"]


def test_the_path_is_drawn(scene: Scene, walk: Turns) -> None:
    page = walk.page
    DistrictOutlineFactory(unit=scene.city.districts[0])
    walk.be(scene.people["reporter"], f"/workbench/walks/{scene.walk.pk}/change/")
    page.wait_for_selector(DRAWN)
    walk.look_at_both()
    canvas, said = page.locator("[data-draw] canvas"), page.locator("[data-draw-words]")
    expect(said).to_have_text("还没有点。")
    for x, y in ((100, 100), (200, 120), (300, 160)):
        canvas.click(position={"x": x, "y": y})
    expect(said).to_contain_text("3 个点，全长")
    points = page.locator(".draw-point")
    before = coordinates(page)
    box = points.nth(1).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 14, box["y"] + 94, steps=6)
    page.mouse.up()
    after = coordinates(page)
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1][1] < before[1][1]
    walk.press("撤销最后一点")
    expect(points).to_have_count(2)
    assert coordinates(page) == after[:2]
    # By keyboard: the text and the map keep in step.
    page.get_by_text("用文字写路线").click()
    page.locator("#id_path").fill("{")
    expect(said).to_contain_text("不是一条 LineString")
    page.locator("#id_path").fill('{"type": "LineString", "coordinates": [[119.96, 31.78], [119.97, 31.78]]}')
    expect(said).to_have_text("2 个点，全长 945 米。")
    walk.look_at_both()
    walk.press("保存")
    expect(page.locator("main")).to_contain_text("按画出的路线量")
    assert Walk.objects.get(pk=scene.walk.pk).path["coordinates"] == [[119.96, 31.78], [119.97, 31.78]]
    # Cleared only after a second word; what comes back wrong is told in words.
    walk.follow("修改")
    page.wait_for_selector(DRAWN)
    walk.press("清空路线")
    page.get_by_role("button", name="先不").last.click()
    expect(points).to_have_count(2)
    walk.press("清空路线")
    page.get_by_role("button", name="清空", exact=True).click()
    expect(points).to_have_count(0)
    expect(page.locator("#id_path")).to_have_value("")
    canvas.click(position={"x": 100, "y": 100})
    walk.press("保存")
    expect(page.get_by_role("alert")).to_contain_text("2 到 2000 个点")
    walk.look_at_both()
