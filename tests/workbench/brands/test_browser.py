"""A brand from proposal to evaluation in a real browser, by everybody whose turn it is; axe on every page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.brands.factories import BrandFactory
from tests.browsing import Turns
from tests.browsing import page as page
from tests.facts.factories import make_kind
from tests.workbench.brands.conftest import Scene
from tongxin.brands.models import Brand, Evaluation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_proposal_to_evaluation(scene: Scene, page: Page, live_server: Any, tmp_path: Path, settings: Any) -> None:
    settings.PAGE_SECONDS = 0
    Evaluation.objects.all().delete()
    Brand.objects.exclude(pk=scene.brand.pk).delete()
    BrandFactory(family=scene.brand.family, owner=scene.city.districts[1], name="接手的品牌", status="named")
    make_kind(name="活动场次")
    walk = Turns(page, live_server.url)
    paper = tmp_path / "命名决定.txt"
    paper.write_text("同意命名。", encoding="utf-8")

    walk.be(scene.people["reporter"], "/workbench/brands/")
    walk.look()
    walk.follow("申报品牌")
    walk.look()
    page.get_by_label("系列").select_option(index=1)
    page.get_by_label("品牌名称").fill("新龙融心")
    page.get_by_label("品牌承诺").fill("融在一起")
    page.get_by_label("服务对象", exact=True).or_(page.locator("#id_audience")).first.fill("信教群众")
    page.locator("#id_features").fill("一街一站")
    walk.press("保存")
    expect(page.locator("main")).to_contain_text("不收集这类个人情况")
    walk.look()
    page.locator("#id_audience").fill("新区企业")
    walk.press("保存")
    expect(page.get_by_role("heading", level=1)).to_have_text("新龙融心")
    walk.follow("申报")
    walk.look()
    walk.press("申报")
    brand = Brand.objects.get(name="新龙融心")
    here = f"/workbench/brands/{brand.pk}/"

    walk.be(scene.people["officer"], "/workbench/brands/waiting/")
    walk.look()
    walk.follow("新龙融心")
    walk.follow("审核通过")
    walk.press("审核通过")
    walk.be(scene.people["office"], here)
    walk.look()
    walk.follow("命名")
    page.locator("#id_paper").set_input_files(paper)
    walk.look()
    walk.press("命名")
    walk.follow("投入运行")
    walk.press("投入运行")
    walk.follow("实绩")
    walk.look()
    walk.follow("记一笔实绩")
    page.locator("#id_kind").select_option(label="活动场次")
    page.locator("#id_quantity").fill("3")
    page.locator("#id_happened_on").fill("2019-04-02")
    page.locator("#id_summary").fill("开放日")
    walk.press("记入")
    expect(page.locator("main")).to_contain_text("3 场")
    walk.look()

    walk.be(scene.people["reporter"], f"{here}evidence/add/")
    walk.look()
    page.locator("#id_title").fill("市级优秀")
    page.locator("#id_source").fill("示例市")
    page.locator("#id_on").fill("2019-05-01")
    walk.press("登记")
    walk.be(scene.people["reviewer"], f"{here}evidence/")
    walk.look()
    walk.follow("核对无误")
    walk.press("核对无误")
    expect(page.locator("main")).to_contain_text("1 条佐证")

    walk.be(scene.people["office"], "/workbench/brands/evaluations/")
    walk.look()
    walk.follow("建立年度评价")
    page.locator("#id_year").fill("2019")
    page.locator("#id_until").fill("2019-12-31")
    walk.press("建立")
    walk.look()
    evaluation = Evaluation.objects.get()
    Brand.objects.filter(pk=brand.pk).update(named_on="2019-04-01")
    walk.follow("评价标准")
    walk.look()
    walk.press("保存")
    walk.follow("选评审人")
    walk.look()
    for who in ("judge", "west"):
        page.locator(f"main input[name=users][value='{scene.people[who].pk}']").check()
    walk.press("保存")
    walk.follow("开始评分")
    walk.press("开始评分")
    walk.look()
    for who, score in (("judge", "88"), ("west", "76")):
        walk.be(scene.people[who], f"/workbench/brands/evaluations/{evaluation.pk}/")
        walk.look()
        walk.follow("评分")
        for box in page.locator("input.score").all():
            box.fill(score)
        walk.look()
        walk.press("提交评分")
    expect(page.locator("main")).to_contain_text("其他评审人：88")

    walk.be(scene.people["office"], f"{here}move/merge/")
    walk.look()
    page.locator("#id_into").select_option(index=1)
    page.locator("#id_reason").fill("重复")
    page.locator("#id_paper").set_input_files(paper)
    walk.press("合并")
    expect(page.locator("main")).to_contain_text("正在 2019 年的评价中，已有的评分不能丢")
    walk.look()
    walk.be(scene.people["office"], f"/workbench/brands/evaluations/{evaluation.pk}/")
    walk.look()
    walk.follow("公布结果")
    walk.look()
    page.get_by_label("评价意见").fill("做得实")
    walk.press("公布")
    walk.look()
    walk.be(scene.people["office"], here)
    walk.look()
    walk.follow("保留")
    walk.press("保留")
    walk.follow("履历")
    expect(page.locator("main")).to_contain_text("公布评价")
    walk.look()

    walk.follow("看公开页面")
    expect(page.get_by_role("heading", level=1)).to_have_text("新龙融心")
    expect(page.locator("main")).to_contain_text("3 场")
    walk.look()
    walk.follow("看各项得分和理由")
    expect(page.locator("main")).to_contain_text("做得实")
    walk.look()
    walk.open("/brands/")
    walk.look()
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    for address in ("/brands/", f"/brands/{brand.slug}/"):
        walk.open(address)
        walk.look()


def test_the_office_sets_up_brings_in_and_hands_over(
    scene: Scene, page: Page, live_server: Any, tmp_path: Path
) -> None:
    walk = Turns(page, live_server.url)
    walk.be(scene.people["office"], "/workbench/brands/systems/")
    walk.follow("加一种佐证")
    walk.look()
    page.get_by_label("代码").fill("letter")
    page.get_by_label("名称", exact=True).or_(page.locator("#id_name")).first.fill("院士题词")
    page.get_by_label("要有证明文件").check()
    walk.press("加上")
    expect(page.locator("main")).to_contain_text("院士题词")
    walk.look()
    walk.be(scene.people["office"], "/workbench/brands/")
    walk.follow("从表格导入")
    walk.look()
    table = tmp_path / "品牌.csv"
    table.write_text("网址名,品牌,系列,牵头单位代码\na,甲,没有,XX\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(table)
    walk.press("导入")
    expect(page.locator("main")).to_contain_text("要改正的单元格")
    walk.look()
    walk.be(scene.people["office"], f"/workbench/brands/{scene.brand.pk}/life/")
    walk.follow("移交")
    walk.look()
    page.get_by_label("改由哪个单位牵头").select_option(value=str(scene.city.districts[1].pk))
    page.get_by_label("为什么移交").fill("职能调整")
    walk.press("移交")
    expect(page.locator("main")).to_contain_text(f"已移交给“{scene.city.districts[1]}”")
    walk.be(scene.people["west"], f"/workbench/brands/{scene.brand.pk}/life/")
    expect(page.locator("main")).to_contain_text("职能调整")
