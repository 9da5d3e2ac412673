"""The units' path in a real browser: assign, accept, report with a photo, send back, accept; axe on every page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.browsing import page as page
from tests.programme.factories import Year, make_goal, make_indicator, make_year, picture
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.facts.models import Fact
from tongxin.programme.actions import reporting
from tongxin.programme.models import Project, Report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Walk:
    """One person after another at the same browser."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.visit = Visit(page, base)

    def become(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base}])

    def sound(self) -> None:
        assert self.visit.faults() == []

    def go(self, address: str) -> None:
        self.page.goto(self.base + address)
        self.sound()


def year_at_work() -> Year:
    year = make_year(description="走访重点企业；建立示例台账。")
    make_indicator(year.project, name="走访企业")
    make_indicator(year.project, kind=None, name="新增达标商会")
    make_goal(year.project, label="第一季度", text="摸清底数，形成清单")
    return year.on(date(2019, 3, 1))


def test_from_assignment_to_fact(page: Page, live_server: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(picture().read())
    year = year_at_work()
    walk = Walk(page, live_server.url)

    walk.become(year.coordinator)
    walk.go(f"/workbench/carry/years/{year.programme.pk}/assign/")
    page.get_by_role("button", name="交办选中的项目").click()
    expect(page.get_by_text("已交办 1 个项目")).to_be_visible()

    walk.become(year.reporter)
    walk.go("/workbench/carry/assignments/")
    page.get_by_role("link", name=year.project.title).click()
    walk.sound()
    page.get_by_role("button", name="签收", exact=True).click()
    expect(page.get_by_text("已签收。")).to_be_visible()
    assert Project.objects.get().status == "running"

    year.on(date(2019, 4, 1))
    walk.go("/workbench/carry/reports/")
    page.get_by_role("link", name=year.project.title).first.click()
    walk.sound()
    page.get_by_label("走访企业").fill("4")
    page.get_by_label("新增达标商会").fill("2")
    page.get_by_label("做成了什么").fill("走访四家企业，")
    page.get_by_label("第一季度").check()
    expect(page.locator("#saved")).to_contain_text("已自动存好")
    page.locator('input[type="file"]').set_input_files(photo)
    expect(page.locator("#evidence-block img")).to_have_count(1)
    walk.sound()
    page.get_by_label("做成了什么").fill("走访四家企业，新增两家达标商会。")
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("已提交，等审核。")).to_be_visible()
    walk.sound()

    walk.become(year.coordinator)
    walk.go("/workbench/carry/review/")
    page.get_by_role("link", name=year.project.title).click()
    walk.sound()
    page.locator("summary", has_text="退回修改").click()
    page.get_by_label("理由").fill("请写明是哪四家。")
    walk.sound()
    page.get_by_role("button", name="退回修改").click()
    expect(page.get_by_text("已退回，单位会收到理由。")).to_be_visible()

    walk.become(year.reporter)
    report = Report.objects.get(unit=year.lead, period_starts=date(2019, 3, 1))
    walk.go(f"/workbench/carry/reports/{report.pk}/write/")
    expect(page.get_by_text("请写明是哪四家。")).to_be_visible()
    page.get_by_label("做成了什么").fill("走访示例甲、乙、丙、丁四家企业，新增两家达标商会。")
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("已提交，等审核。")).to_be_visible()

    walk.become(year.coordinator)
    walk.go(f"/workbench/carry/reports/{report.pk}/")
    page.get_by_role("button", name="通过").click()
    expect(page.get_by_text("已通过，数字已记入实绩账。")).to_be_visible()
    walk.sound()
    quantities = Fact.objects.order_by("quantity").values_list("quantity", flat=True)
    assert list(quantities) == [Decimal(2), Decimal(4)]
    assert year.project.goals.get().reached_on == date(2019, 3, 31)
    assert audit.verify().holds


@pytest.mark.parametrize("how", ["no network", "signed out"])
def test_what_was_typed_outlives(how: str, page: Page, live_server: Any) -> None:
    """Without network, or after the sign-in has run out, the words stay on the device and come back into the form."""
    year = year_at_work().begin().on(date(2019, 4, 1))
    report = Report.objects.get(unit=year.lead, period_starts=date(2019, 3, 1))
    address = f"{live_server.url}/workbench/carry/reports/{report.pk}/write/"
    walk = Walk(page, live_server.url)
    walk.become(year.reporter)
    page.goto(address, wait_until="networkidle")
    text = page.get_by_label("做成了什么")
    if how == "no network":
        page.context.set_offline(True)
        text.fill("路上写的一句。")
        expect(page.locator("#saved")).to_contain_text("没有网络，先存在这台设备上")
        page.get_by_role("button", name="提交审核").click()
        expect(page.locator("#saved")).to_contain_text("还没有提交")
        assert page.url == address
        page.context.set_offline(False)
    else:
        kept = [cookie for cookie in page.context.cookies() if cookie["name"] != django_settings.SESSION_COOKIE_NAME]
        page.context.clear_cookies()
        page.context.add_cookies(kept)  # type: ignore[arg-type]
        text.fill("路上写的一句。")
        expect(page.locator("#saved")).to_contain_text("登录已过期")
        expect(page.get_by_role("link", name="重新登录")).to_be_visible()
        report.refresh_from_db()
        assert report.text == ""
        walk.become(year.reporter)
        page.goto(address)
        expect(page.locator("#put-back")).to_be_visible()
        expect(text).to_have_value("路上写的一句。")
    expect(page.locator("#saved")).to_contain_text("已自动存好")
    report.refresh_from_db()
    assert report.text == "路上写的一句。"
    page.wait_for_function("!Object.keys(localStorage).some((name) => name.startsWith('tongxin.'))", timeout=10_000)
    walk.visit.complaints.clear()
    walk.go("/workbench/")


def test_unsaved_words_do_not_pass_over_a_colleagues(page: Page, live_server: Any) -> None:
    """Words that come back from the device are saved over the version that they were written over, not over a newer one."""
    year = year_at_work().begin().on(date(2019, 4, 1))
    report = Report.objects.get(unit=year.lead, period_starts=date(2019, 3, 1))
    walk = Walk(page, live_server.url)
    walk.become(year.reporter)
    address = f"{live_server.url}/workbench/carry/reports/{report.pk}/write/"
    page.goto(address, wait_until="networkidle")
    page.context.set_offline(True)
    page.get_by_label("做成了什么").fill("我的话。")
    page.context.set_offline(False)
    page.goto("about:blank")
    reporting.save_report(
        report=report, version=report.version, text="同事的话。", difficulty="", figures=[], goals=[], by=year.reporter
    )
    page.goto(address)
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_role("heading", name="刚才有人先存了一版")).to_be_visible()
    expect(page.get_by_label("做成了什么")).to_have_value("我的话。")
    expect(page.locator(".conflict blockquote").first).to_have_text("同事的话。")
