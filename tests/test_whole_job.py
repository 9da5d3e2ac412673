"""The main job in a real browser: document → draft → programme → assign → accept → report with a photo → send back →
accept → light changes → supervision → extension → close → public page. Axe looks at every page on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.browsing import SIZES, Visit
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tests.programme.factories import picture
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.facts.kinds import ensure_kinds
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.programme.models import Programme, Project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOCUMENT = """示例市2019年重点工作方案

各有关单位：
今年安排一个方面重点工作共1个重点项目。

一、服务企业
1.走访重点企业4家。(牵头单位：示例市甲局；完成时限：2019年6月底前)
"""


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES[request.param], locale="zh-CN")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


class Walk:
    """One person after another at the same browser, on one day after another."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base, self.visit = page, base, Visit(page, base)

    def become(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base}])

    def go(self, address: str) -> None:
        self.page.goto(self.base + address)
        self.sound()

    def sound(self) -> None:
        assert self.visit.faults() == []

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.sound()

    def says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def on(self, day: date) -> None:
        """The programme's day: as for sample years, so that the test need not wait for a deadline to pass."""
        Programme.objects.update(is_sample=True, shown_as_of=day)


def test_the_whole_job(page: Page, live_server: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(picture().read())
    ensure_kinds()
    office = UnitFactory(name="示例市统筹办")
    bureau = UnitFactory(parent=office, name="示例市甲局")
    clerk, reporter = UserFactory(), UserFactory()
    MembershipFactory(user=clerk, unit=office, role=Role.COORDINATOR)
    MembershipFactory(user=reporter, unit=bureau, role=Role.REPORTER)
    walk = Walk(page, live_server.url)

    # The document becomes a plan.
    walk.become(clerk)
    walk.go("/workbench/plan/take-in/")
    page.get_by_label("或者粘贴文字").fill(DOCUMENT)
    walk.press("读取并起草")
    expect(page.locator("#editor")).to_be_visible()
    walk.sound()
    walk.follow("下一步：建立工作年")
    walk.press("建立工作年")
    walk.says("已建立")
    project = Project.objects.get()
    programme = project.programme
    assert (project.title, project.lead_unit, project.due_on) == ("走访重点企业4家", bureau, date(2019, 6, 30))
    assert (programme.document.text[slice(*project.spans[0])]).startswith("1.走访重点企业4家")

    # Handed out and accepted.
    walk.on(date(2019, 3, 1))
    walk.go(f"/workbench/carry/years/{programme.pk}/assign/")
    walk.press("交办选中的项目")
    walk.says("已交办 1 个项目")
    walk.become(reporter)
    walk.go("/workbench/")
    walk.follow("走访重点企业4家")
    walk.press("签收")
    walk.says("已签收。")

    # Reported with a photo, sent back, reported again, accepted.
    walk.on(date(2019, 4, 1))
    walk.go("/workbench/")
    walk.follow("走访重点企业4家")
    page.locator("input[inputmode=decimal], input[inputmode=numeric]").first.fill("2")
    page.get_by_label("做成了什么").fill("走访两家企业。")
    page.locator('input[type="file"]').set_input_files(photo)
    expect(page.locator("#evidence-block img")).to_have_count(1)
    walk.press("提交审核")
    walk.says("已提交，等审核。")
    walk.become(clerk)
    walk.go("/workbench/")
    walk.follow("走访重点企业4家")
    page.locator("summary", has_text="退回修改").click()
    page.get_by_label("理由").fill("请写明是哪两家。")
    walk.press("退回修改")
    walk.says("已退回")
    walk.become(reporter)
    walk.go("/workbench/")
    walk.follow("走访重点企业4家")
    walk.says("请写明是哪两家。")
    page.get_by_label("做成了什么").fill("走访示例甲、示例乙两家企业。")
    walk.press("提交审核")
    walk.says("已提交，等审核。")
    walk.become(clerk)
    walk.go("/workbench/")
    walk.follow("走访重点企业4家")
    walk.press("通过")
    walk.says("已通过，数字已记入实绩账。")
    assert [fact.quantity for fact in Fact.objects.all()] == [2]

    # The figure is on the board, and the light changes when the date has passed.
    walk.go(f"/workbench/year/{programme.pk}/")
    walk.says("2 / 4 家")
    expect(page.locator("aside .light.good")).to_be_visible()
    walk.on(date(2019, 7, 5))
    walk.go(f"/workbench/year/{programme.pk}/")
    expect(page.locator("aside .light.late")).to_have_text("逾期 5 个工作日")

    # Supervised: issued, received, answered, closed.
    walk.follow("打开项目页")
    walk.follow("发督办单")
    page.get_by_label("督办事由").fill("走访未按期完成。")
    page.get_by_label("督办要求").fill("说明原因和完成日期。")
    page.locator("main form .btn-primary").click()
    walk.says("督办通知单 2019-01")
    walk.become(reporter)
    walk.go("/workbench/carry/supervision/")
    walk.follow("2019-01")
    walk.press("签收督办单")
    page.locator("#words-answer").fill("两家企业改期，七月底前走访。")
    walk.press("答复")
    walk.says("已答复，等主办单位确认。")
    walk.sound()

    # More time is asked for and granted; where the deadline stood stays to be seen.
    walk.go(f"/workbench/projects/{project.pk}/")
    walk.follow("申请延期")
    page.get_by_label("申请延至").fill("2019-07-31")
    page.get_by_label("理由").fill("两家企业改期。")
    walk.press("提交申请")
    walk.become(clerk)
    walk.go("/workbench/carry/extensions/")
    walk.follow("走访重点企业4家")
    walk.press("同意延期")
    page.wait_for_load_state()
    walk.go(f"/workbench/projects/{project.pk}/")
    walk.says("期限由 2019-06-30 调整为 2019-07-31")
    expect(page.locator("aside .light.late")).to_have_count(0)

    # Closed.
    walk.become(reporter)
    walk.go(f"/workbench/projects/{project.pk}/")
    walk.follow("申请办结")
    page.get_by_label("完成情况").fill("四家企业走访完毕。")
    page.get_by_label("未完成事项的说明").fill("其余各期随办结报告一并说明。")
    walk.press("提交申请")
    page.wait_for_load_state()
    walk.become(clerk)
    walk.go("/workbench/carry/closings/")
    walk.follow("走访重点企业4家")
    walk.press("同意办结")
    page.wait_for_load_state()
    project.refresh_from_db()
    assert project.status == "closed"

    # The public sees it once the year is public, and nothing before.
    page.context.clear_cookies()
    assert page.goto(f"{live_server.url}/years/{programme.pk}/").status == 404  # type: ignore[union-attr]
    walk.visit.complaints.clear()
    walk.become(clerk)
    walk.go(f"/workbench/plan/{programme.pk}/edit/")
    page.get_by_label("向社会公开").check()
    walk.press("保存")
    page.wait_for_load_state()
    page.context.clear_cookies()
    walk.go(f"/years/{programme.pk}/projects/{project.code}/")
    expect(page.locator(".verdict .light.done")).to_be_visible()
    walk.says("走访示例甲、示例乙两家企业。")
    assert audit.verify().holds
