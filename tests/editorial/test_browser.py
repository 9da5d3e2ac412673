"""A story on its way: written in the editors' room, read by three, on the home page; nothing asks another host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import SIZES, Visit
from tests.editorial.factories import make_notice, make_story
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tongxin.editorial.models import NewsIndex, Story
from tongxin.editorial.tree import ensure_site
from tongxin.organisations.enums import Role, UnitKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-sample-password-2019"
POSTS = {"zuozhe": Role.EDITOR, "chushen": Role.EDITOR, "fushen": Role.REVIEWER, "zhongshen": Role.COORDINATOR}


@pytest.fixture
def people(transactional_db: None) -> None:
    ensure_site()
    office = UnitFactory(name="示例办公室", kind=UnitKind.OFFICE)
    for name, role in POSTS.items():
        MembershipFactory(user=UserFactory(username=name, display_name=name, password=PASSWORD), unit=office, role=role)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES["desk"], locale="zh-CN")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def sign_in(visit: Visit, name: str, then: str) -> None:
    visit.page.context.clear_cookies()
    visit.open(f"/accounts/login/?next={then}")
    visit.page.fill("#id_login", name)
    visit.page.fill("#id_password", PASSWORD)
    visit.page.click("form .btn-primary")
    visit.page.wait_for_url(visit.base + then)


def test_a_story_through_three_readings(people: None, desk: Page, live_server: LiveServer) -> None:
    visit = Visit(desk, live_server.url)
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))

    sign_in(visit, "zuozhe", "/editor/")
    visit.open(f"/editor/pages/add/editorial/story/{NewsIndex.objects.get().pk}/")
    desk.fill("#id_title", "青果巷开了新书房")
    desk.fill("#id_summary", "巷子里多了一间可以坐下来的书房。")
    desk.locator(".w-dropdown-button [data-w-dropdown-target=toggle]").last.click()
    desk.locator("button[name='action-submit']").click()
    desk.wait_for_url("**/editor/pages/**")
    desk.wait_for_timeout(500)
    story = Story.objects.get(slug="qing-guo-xiang-kai-le-xin-shu-fang")
    assert (story.live, story.workflow_in_progress) == (False, True)

    for name, step in (("chushen", "初审"), ("fushen", "复审"), ("zhongshen", "终审")):
        sign_in(visit, name, "/workbench/readings/")
        assert visit.faults() == []
        desk.get_by_role("link", name="青果巷开了新书房").click()
        expect(desk.locator("[aria-current=step]")).to_have_text(step)
        assert visit.faults() == []
        desk.locator("button[value=approve]").click()
        desk.wait_for_url("**/workbench/readings/")

    desk.context.clear_cookies()
    visit.open("/")
    desk.get_by_role("link", name="青果巷开了新书房").click()
    expect(desk.locator("h1")).to_have_text("青果巷开了新书房")
    assert [url for url in asked if not url.startswith((visit.base, "data:", "blob:"))] == []


@pytest.mark.parametrize("size", list(SIZES))
def test_what_the_public_sees(people: None, browser: Browser, live_server: LiveServer, size: str) -> None:
    make_story(live=True, title="一则新闻", slug="one", summary="摘要")
    make_notice(live=True)
    context = browser.new_context(viewport=SIZES[size], locale="zh-CN")  # type: ignore[arg-type]
    visit = Visit(context.new_page(), live_server.url)
    for path in ("/", "/news/", "/news/one/", "/notices/", "/documents/"):
        visit.open(path)
        assert visit.faults() == [], path
    context.close()
