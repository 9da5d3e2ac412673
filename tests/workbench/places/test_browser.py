"""A unit's way with a place in a real browser: registered, corrected, closed, shown; axe on every page."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.browsing import page as page
from tests.places.factories import DistrictOutlineFactory
from tests.workbench.places.conftest import Scene
from tongxin.places.kinds import ensure_kinds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_list_to_the_public_page(scene: Scene, page: Page, live_server: Any) -> None:
    ensure_kinds()
    DistrictOutlineFactory(unit=scene.city.districts[0])
    client = Client()
    client.force_login(scene.people["coordinator"])
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    visit = Visit(page, live_server.url)
    visit.open("/workbench/places/")
    assert visit.faults() == []
    page.get_by_role("link", name="登记场所").click()
    page.get_by_label("类别").select_option(label="历史文化街区")
    page.get_by_label("名称", exact=True).fill("青果巷")
    page.get_by_label("一句话介绍").fill("运河边的街区")
    page.get_by_label("位置", exact=True).or_(page.locator("#id_location")).first.fill("某路")
    page.locator("#id_latitude").fill("119.9535")
    page.locator("#id_longitude").fill("31.774")
    page.locator("#id_hours").fill("每天 9:00–17:00")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".wrongs")).to_contain_text("好像填反了")
    assert visit.faults() == []
    page.locator("#id_latitude").fill("31.774")
    page.locator("#id_longitude").fill("119.9535")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("青果巷")
    assert visit.faults() == []
    page.get_by_role("link", name="登记闭馆").click()
    assert visit.faults() == []
    page.get_by_label("从").fill("2019-10-01")
    page.get_by_label("到", exact=True).or_(page.locator("#id_ends_on")).first.fill("2019-10-07")
    page.get_by_label("原因").fill("换展")
    page.get_by_role("button", name="登记").click()
    page.get_by_role("button", name="公开", exact=True).click()
    page.get_by_role("link", name="看公开页面").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("青果巷")
    visit.open("/workbench/places/import/")
    assert visit.faults() == []
    visit.open("/workbench/places/kinds/")
    expect(page.get_by_text("还没有场所").or_(page.get_by_text("只记人数")).first).to_be_visible()
    assert visit.faults() == []
    page.get_by_role("link", name="换轮廓").first.click()
    assert visit.faults() == []
