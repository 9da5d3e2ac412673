"""A list of persons in a real browser: asked for with a purpose, allowed by a second person, fetched by who asked."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.visits.factories import a_day
from tests.workbench.exports.conftest import Scene
from tongxin.organisations.personal_exports.models import PersonalExport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_asked_for_allowed_and_fetched(scene: Scene, one_page: Page, live_server: Any) -> None:
    walk, page = Turns(one_page, live_server.url), one_page
    walk.be(scene.people["reporter"], f"/workbench/visits/places/{scene.place.pk}/")
    walk.follow("申请导出名单")
    walk.fill(first=a_day().isoformat(), last=a_day().isoformat(), purpose="要用")
    walk.press("申请")
    expect(page.get_by_role("alert")).to_contain_text("拿这份名单做什么")
    walk.look_at_both()
    walk.fill(purpose="周六值班室没有网络，按名单接待。")
    walk.press("申请")
    expect(page.locator("main")).to_contain_text("等待同意")
    walk.look_at_both()
    asked = PersonalExport.objects.latest("pk")

    walk.be(scene.people["coordinator"], "/workbench/exports/")
    walk.look_at_both()
    page.get_by_role("link", name="周六值班室").first.click()
    walk.follow("同意")
    walk.press("同意")
    expect(page.locator("main")).to_contain_text("已同意")
    expect(page.get_by_role("button", name="下载")).to_have_count(0)
    walk.look_at_both()

    walk.be(scene.people["reporter"], f"/workbench/exports/{asked.pk}/")
    with page.expect_download() as saved:
        walk.press("下载")
    assert saved.value.suggested_filename == asked.file_name
    page.reload()
    expect(page.locator("main")).to_contain_text("最近一次下载")
    walk.look_at_both()
