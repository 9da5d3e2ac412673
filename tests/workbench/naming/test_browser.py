"""A naming batch from call to plaque in a real browser, on a phone and on a desk; axe on every page that is passed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.browsing import page as page
from tests.naming.factories import Naming, make_naming, picture
from tongxin.accounts.models import User
from tongxin.naming.models import Application, Batch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Walk(Visit):
    """A visit by several people in turn."""

    def sign_in_as(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base}])

    def look(self) -> None:
        # The console reports a form that comes back with what is missing (422); that is no fault of the page.
        self.complaints[:] = [words for words in self.complaints if "422" not in words]
        assert self.faults() == [], self.page.url

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()


@pytest.fixture
def naming(transactional_db: None, settings: Any, tmp_path: Path) -> Naming:
    settings.MEDIA_ROOT = tmp_path
    return make_naming()


def move_to(day: date) -> None:
    Batch.objects.filter(number=3).update(is_sample=True, shown_as_of=day)


def test_from_call_to_plaque(naming: Naming, page: Page, live_server: Any) -> None:
    walk = Walk(page, live_server.url)
    # The call.
    walk.sign_in_as(naming.coordinator)
    walk.open("/workbench/naming/")
    walk.look()
    walk.follow("起草一批")
    page.get_by_label("通知正文").fill("场馆都可以申报。")
    page.get_by_label("申报开始").fill("2019-09-02")
    page.get_by_label("申报截止").fill("2099-09-20")
    page.get_by_label("公示几个工作日").fill("4")
    walk.look()
    walk.press("保存")
    walk.look()
    walk.press("发布申报通知")
    expect(page.locator(".messages, [role=status]").first).to_contain_text("申报通知已发布")
    batch = Batch.objects.get(number=3)
    Batch.objects.filter(pk=batch.pk).update(closes_on=date(2019, 9, 20))
    move_to(date(2019, 9, 16))
    board = f"/workbench/naming/{batch.pk}/"
    # The application.
    walk.sign_in_as(naming.applicant)
    walk.open(board)
    walk.follow("申报")
    walk.look()
    walk.press("开始填写")
    page.get_by_label("申报理由").fill("有展陈，常年开放。")
    walk.press("提交申报")
    expect(page.locator(".wrongs")).to_contain_text("还缺")
    walk.look()
    page.get_by_label("展陈和史料", exact=True).fill("三个展厅。")
    photo = picture()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "展厅.jpg", "mimeType": "image/jpeg", "buffer": photo.read()}
    )
    page.get_by_label("活动计划", exact=True).fill("每月一次。")
    walk.press("提交申报")
    expect(page.get_by_role("heading", level=1)).to_have_text("示例故居")
    walk.look()
    application = Application.objects.get(batch=batch)
    there = f"/workbench/naming/applications/{application.pk}/"
    # The check and the reviewers.
    walk.sign_in_as(naming.coordinator)
    walk.open(there)
    walk.follow("核对材料")
    walk.look()
    walk.press("材料齐全")
    walk.follow("安排考察人员")
    one, other = naming.reviewers
    page.get_by_label("第一位").select_option(value=str(one.pk))
    page.get_by_label("第二位").select_option(value=str(other.pk))
    walk.look()
    walk.press("安排")
    # Two visits.
    for reviewer in (one, other):
        walk.sign_in_as(reviewer)
        walk.open(there)
        walk.follow("填核查表")
        walk.look()
        for line in page.get_by_role("radio", name="符合", exact=True).all():
            line.check()
        page.get_by_role("radio", name="建议命名", exact=True).check()
        page.get_by_label("考察意见").fill("与申报一致。")
        walk.press("提交核查表")
        walk.look()
    # The notice, across National Day: 27, 29 (worked) and 30 September, 8 October.
    move_to(date(2019, 9, 26))
    walk.sign_in_as(naming.coordinator)
    walk.open(board)
    walk.press("开始公示")
    walk.look()
    page.context.clear_cookies()
    move_to(date(2019, 10, 8))
    walk.open(f"/naming/{batch.slug}/")
    expect(page.get_by_text("今天是最后一天")).to_be_visible()
    expect(page.get_by_text("第4个工作日为10月8日（周二），当日截止")).to_be_visible()
    walk.look()
    walk.follow("提出异议")
    walk.look()
    page.get_by_label("异议内容").fill("门口的时间不对。")
    page.get_by_label("联系方式").fill("某街道办公室")
    walk.press("提交异议")
    expect(page.get_by_role("heading", level=1)).to_have_text("异议的回执")
    walk.look()
    receipt = page.url
    # The answer and the decision.
    move_to(date(2019, 10, 9))
    walk.open(f"/naming/{batch.slug}/object/")
    expect(page.get_by_role("alert")).to_contain_text("不接收异议")
    walk.sign_in_as(naming.coordinator)
    walk.open(board)
    walk.follow("门口的时间不对。")
    walk.look()
    page.get_by_label("核实情况和答复").fill("已经更换。")
    page.get_by_role("radio", name="异议成立", exact=True).check()
    walk.press("答复")
    walk.open(there)
    page.get_by_label("同意的理由").fill("符合标准。")
    walk.press("同意命名")
    walk.open(board)
    walk.press("印发命名决定")
    walk.look()
    # The document, the plaque, the place's page.
    walk.open(there)
    expect(page.get_by_text("N-2019-03-01").first).to_be_visible()
    with page.expect_response("**/plaque.pdf") as answered, page.expect_download():
        walk.follow("标牌 PDF")
    assert answered.value.status == 200
    walk.look()
    # Three years on it is looked at again.
    move_to(date(2022, 9, 1))
    walk.open(there)
    walk.press("开始复核")
    walk.follow("安排考察人员")
    page.get_by_label("第一位").select_option(value=str(one.pk))
    page.get_by_label("第二位").select_option(value=str(other.pk))
    walk.press("安排")
    for reviewer in (one, other):
        walk.sign_in_as(reviewer)
        walk.open(there)
        walk.follow("填核查表")
        for line in page.get_by_role("radio", name="符合", exact=True).all():
            line.check()
        page.get_by_role("radio", name="建议保留称号", exact=True).check()
        page.get_by_label("考察意见").fill("照常开放。")
        walk.press("提交核查表")
    walk.sign_in_as(naming.coordinator)
    walk.open(there)
    walk.look()
    walk.follow("作复核决定")
    walk.look()
    page.get_by_role("radio", name="保留称号", exact=True).check()
    page.get_by_label("理由").fill("复核合格。")
    walk.press("记下结论")
    expect(page.get_by_text("2025年10月9日").first).to_be_visible()
    walk.look()
    page.context.clear_cookies()
    page.goto(receipt)
    expect(page.get_by_text("已经更换。")).to_be_visible()
    walk.press("删去联系方式")
    expect(page.get_by_text("某街道办公室")).to_have_count(0)
    walk.open("/places/shili-guju/")
    walk.follow("示例教育基地")
    expect(page.get_by_role("heading", name="命名结果")).to_be_visible()
    walk.look()
    walk.open("/naming/")
    walk.look()
