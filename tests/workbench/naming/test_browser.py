"""A naming batch from call to plaque in a real browser, on a phone and on a desk; axe on every page that is passed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Turns
from tests.browsing import one_page as one_page
from tests.browsing import page as page
from tests.naming.factories import Naming, make_naming, picture
from tongxin.common.models import AuditEntry
from tongxin.naming.actions import visiting
from tongxin.naming.models import Application, Batch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def naming(transactional_db: None, settings: Any, tmp_path: Path) -> Naming:
    settings.MEDIA_ROOT = tmp_path
    return make_naming()


def move_to(day: date) -> None:
    Batch.objects.filter(number=3).update(is_sample=True, shown_as_of=day)


def test_from_call_to_plaque(naming: Naming, page: Page, live_server: Any) -> None:
    walk = Turns(page, live_server.url)
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


def test_the_checklist_is_filled_in_a_house_without_network(
    naming: Naming, one_page: Page, live_server: Any, tmp_path: Path
) -> None:
    page = one_page
    application = naming.visiting()
    visiting.assign_reviewers(application=application, reviewers=naming.reviewers, by=naming.coordinator)
    visit = application.visits.order_by("pk")[0]
    walk = Turns(page, live_server.url)
    page.set_viewport_size({"width": 390, "height": 844})
    walk.be(visit.reviewer, f"/workbench/naming/visits/{visit.pk}/")
    summary, said = page.get_by_label("考察意见"), page.locator("#saved")
    page.context.set_offline(True)
    page.get_by_role("radio", name="符合", exact=True).first.check()
    summary.fill("门口有台阶。")
    expect(said).to_contain_text("没有网络，先存在这台设备上")
    walk.press("提交核查表")
    expect(said).to_contain_text("还没有提交")
    # The phone lets the page go; on the way home it is opened again.
    page.goto("about:blank")
    page.context.set_offline(False)
    walk.open(f"/workbench/naming/visits/{visit.pk}/")
    expect(page.locator("#put-back")).to_be_visible()
    expect(summary).to_have_value("门口有台阶。")
    expect(said).to_contain_text("已自动存好")
    visit.refresh_from_db()
    assert (visit.summary, visit.findings.count(), visit.filled_on) == ("门口有台阶。", 1, None)
    # What another device has saved since is not written over unasked.
    page.context.set_offline(True)
    summary.fill("门口有两级台阶。")
    expect(said).to_contain_text("没有网络")
    page.goto("about:blank")
    visiting.save_visit(
        visit=visit, visited_on=None, findings={}, recommends=None, summary="电脑上写的。", by=visit.reviewer
    )
    page.context.set_offline(False)
    walk.open(f"/workbench/naming/visits/{visit.pk}/")
    expect(said).to_contain_text("别处存过新的一版")
    visit.refresh_from_db()
    assert visit.summary == "电脑上写的。"
    # Handed in once, however often the button is pressed; nothing stays on the device.
    for line in page.get_by_role("radio", name="符合", exact=True).all():
        line.check()
    page.get_by_role("radio", name="建议命名", exact=True).check()
    page.get_by_role("button", name="提交核查表").dblclick()
    expect(page.get_by_role("status").first).to_contain_text("核查表已提交")
    page.wait_for_function("!Object.keys(localStorage).some((name) => name.startsWith('tongxin.'))")
    visit.refresh_from_db()
    assert (visit.summary, visit.filled_on is None) == ("门口有两级台阶。", False)
    assert AuditEntry.objects.filter(verb="naming_visit.filled").count() == 1
