"""A notable in a real browser: added with the source of the dates, what is said and from where, shown to the public."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.common.files.samples import picture
from tests.places.factories import PlaceFactory
from tests.workbench.notables.conftest import Scene
from tongxin.places.models import Notable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_form_to_the_public_page(scene: Scene, one_page: Page, live_server: Any) -> None:
    walk, page = Turns(one_page, live_server.url), one_page
    PlaceFactory(name="示例故居")
    walk.be(scene.people["coordinator"], "/workbench/notables/")
    walk.look_at_both()
    walk.follow("登记名人")
    walk.fill(name="示例先生", born="1892", died="2999", dates_source="示例地方志", summary="语言学家")
    page.get_by_label("示例故居").check()
    walk.press("保存")
    expect(page.get_by_role("alert")).to_contain_text("在世的人不登记")
    walk.look_at_both()
    walk.fill(died="1982")
    walk.press("保存")
    expect(page.get_by_role("heading", level=1)).to_contain_text("示例先生")
    walk.look_at_both()
    for about, words in (("生平", "生于示例街。"), ("为什么纪念", "著有示例词典。")):
        walk.follow("加一条")
        page.get_by_label("说的是").select_option(label=about)
        walk.fill(text=words, source="示例地方志第三卷")
        walk.press("加上")
    walk.follow("换画像")
    page.locator("[name=file]").set_input_files(
        {"name": "像.jpg", "mimeType": "image/jpeg", "buffer": picture((600, 800))}
    )
    walk.fill(description="示例先生的画像", licence="本单位收藏")
    walk.look_at_both()
    walk.press("换上")
    walk.look_at_both()
    walk.press("公开")
    walk.follow("看公开页面")
    expect(page.locator("main")).to_contain_text("示例地方志第三卷")
    assert Notable.objects.get(name="示例先生").is_public
