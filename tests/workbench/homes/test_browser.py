"""A members' home in a real browser: a criterion, its evidence, the money, an activity as heads."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.common.files.samples import PDF
from tests.workbench.homes.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.places.models import HomeFund

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_standard_to_heads(scene: Scene, one_page: Page, live_server: Any) -> None:
    walk, page = Turns(one_page, live_server.url), one_page
    walk.be(scene.people["office"], "/workbench/homes/")
    walk.look_at_both()
    walk.follow("标准")
    walk.follow("加一项标准")
    walk.fill(name="管理制度", how="墙上有制度。", valid_months="-1")
    walk.look_at_both()
    walk.press("加上")
    expect(page.get_by_role("alert")).to_be_visible()
    walk.fill(valid_months="12")
    walk.press("加上")
    walk.look_at_both()

    walk.be(scene.people["reporter"], f"/workbench/homes/{scene.home.pk}/")
    walk.look_at_both()
    walk.follow("登记依据 管理制度")
    walk.fill(note="墙上有制度，联系 13800138000。")
    walk.press("登记")
    expect(page.get_by_role("alert")).to_contain_text("像是有个人的手机号")
    walk.look_at_both()
    walk.fill(note="墙上有制度。")
    page.locator("[name=file]").set_input_files({"name": "制度.pdf", "mimeType": "application/pdf", "buffer": PDF})
    walk.press("登记")
    expect(page.locator("main")).to_contain_text("“管理制度”的依据已登记")
    walk.follow("登记经费")
    page.get_by_label("拨付还是使用").select_option(label="使用")
    walk.fill(amount="1200.50", source="示例凭证")
    walk.press("登记")
    expect(page.get_by_role("alert")).to_contain_text("用途")
    walk.look_at_both()
    walk.fill(purpose="活动场租")
    walk.press("登记")
    expect(page.locator("main")).to_contain_text("1,200.50 元")
    walk.follow("记一次活动")
    walk.fill(persons="24")
    walk.look_at_both()
    walk.press("记下")
    expect(page.locator("main")).to_contain_text("24 人次")
    walk.look_at_both()
    assert HomeFund.objects.filter(flow="used", purpose="活动场租").exists()
    assert sorted(Fact.objects.values_list("kind__code", "quantity")) == [("event-held", 1), ("persons-reached", 24)]
