"""A house's restoration in a real browser: what is repaired, a stage with its money, pictures before and after, its opening."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.common.files.samples import picture
from tests.workbench.houses.conftest import Scene
from tongxin.facts.models import Fact
from tongxin.places.models import Restoration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_first_stage_to_the_opening(scene: Scene, one_page: Page, live_server: Any, tmp_path: Path) -> None:
    walk, page = Turns(one_page, live_server.url), one_page
    before, after = tmp_path / "修缮前.jpg", tmp_path / "修缮后.jpg"
    before.write_bytes(picture((800, 600)))
    after.write_bytes(picture((800, 600)))

    walk.be(scene.people["reporter"], f"/workbench/places/{scene.plain.pk}/")
    walk.follow("修缮")
    walk.look_at_both()
    walk.follow("登记修缮")
    walk.fill(summary="屋面和门窗", budget_amount="350000")
    walk.press("保存")
    expect(page.get_by_role("alert")).to_contain_text("预算依据")
    walk.look_at_both()
    walk.fill(budget_source="示例文件〔2019〕3号", opens_on="2019-09-28")
    walk.press("保存")
    walk.follow("登记阶段")
    walk.fill(title="屋面修缮", planned_from="2019-03-01", planned_until="2019-06-30", started_on="2019-03-04")
    walk.fill(finished_on="2019-02-01", cost_amount="120000", cost_source="示例凭证")
    walk.press("登记")
    expect(page.get_by_role("alert")).to_be_visible()
    walk.look_at_both()
    walk.fill(finished_on="2019-06-20")
    walk.press("登记")
    expect(page.locator("main")).to_contain_text("120,000 元")
    walk.follow("加前后对照")
    page.locator("[name=before_file]").set_input_files(before)
    walk.fill(title="正厅", before_description="梁架残缺", credit="示例单位", licence="本单位拍摄")
    walk.look_at_both()
    walk.press("加上")
    page.get_by_role("link", name="加修缮后的图片 正厅").click()
    page.locator("[name=after_file]").set_input_files(after)
    walk.fill(after_description="梁架已经补齐", credit="示例单位", licence="本单位拍摄")
    walk.press("加上")
    expect(page.get_by_role("img", name="梁架已经补齐")).to_be_visible()
    walk.look_at_both()

    walk.be(scene.people["coordinator"], f"/workbench/houses/{scene.plain.pk}/")
    walk.follow("登记对外开放")
    walk.look_at_both()
    walk.press("登记")
    expect(page.locator("main")).to_contain_text("已记入实绩")
    walk.follow("故居修缮")
    expect(page.get_by_role("cell", name="350,000")).to_be_visible()
    walk.look_at_both()
    assert Restoration.objects.get(place=scene.plain).opened_on is not None
    assert Fact.objects.filter(subjects__subject_id=scene.plain.pk).exists()
