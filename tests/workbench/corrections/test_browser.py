"""A request about a page in a real browser: asked by a visitor, handed over, answered, and read by who asked."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.places.factories import PlaceFactory
from tests.workbench.corrections.conftest import Scene
from tongxin.corrections.models import CorrectionRequest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_page_to_the_answer(scene: Scene, one_page: Page, live_server: Any) -> None:
    walk, page = Turns(one_page, live_server.url), one_page
    PlaceFactory(owner=scene.city.districts[0], name="示例书院", slug="shuyuan")
    walk.open("/places/shuyuan/")
    walk.follow("这一页有错？")
    walk.fill(text="门口写的是 8:30 开。", contact="示例街道办")
    walk.press("提交")
    receipt = page.url
    walk.be(scene.people["reporter"], "/workbench/corrections/")
    walk.look_at_both()
    page.get_by_role("link", name="门口写的是").click()
    walk.look_at_both()
    walk.press("查看联系方式")
    expect(page.locator("main")).to_contain_text("示例街道办")
    walk.look_at_both()
    walk.follow("答复")
    page.get_by_label("已更正").check()
    walk.fill(text="谢谢，已经改过。")
    walk.press("答复")
    expect(page.get_by_role("alert")).to_contain_text("更正了什么")
    walk.look_at_both()
    walk.fill(what="开放时间由 9:00 改为 8:30")
    walk.press("答复")
    walk.look_at_both()
    page.context.clear_cookies()
    page.goto(receipt)
    expect(page.locator("main")).to_contain_text("谢谢，已经改过。")
    walk.open("/places/shuyuan/")
    expect(page.locator("body")).to_contain_text("开放时间由 9:00 改为 8:30")
    assert CorrectionRequest.objects.get(path="/places/shuyuan/").status == "answered"
