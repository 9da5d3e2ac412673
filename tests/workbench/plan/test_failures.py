"""What the draft editor says in a real browser when a step cannot reach the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from playwright.sync_api import Browser, Page, expect

from tests.conftest import City
from tests.documents.drafting.outlines import TEXT
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cookie(live_server: Any, city: City, as_role: Callable[..., User], client: Any) -> dict[str, Any]:
    """A coordinator's session."""
    client.force_login(as_role(Role.COORDINATOR, city.office))
    assert SESSION_KEY in client.session
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}


@pytest.fixture
def editor(browser: Browser, live_server: Any, cookie: dict[str, Any]) -> Iterator[Page]:
    """The editor of a draft, opened at the end of the page."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 500}, locale="zh-CN")
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto("/workbench/plan/take-in/")
    page.fill("textarea[name=text]", TEXT)
    page.click("main form .btn-primary")
    page.wait_for_url("**/drafts/*/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    yield page
    context.close()


def test_a_lost_network_is_said_where_one_is_and_goes_with_the_next_step(editor: Page) -> None:
    step = editor.locator("a.more").last
    editor.context.set_offline(True)
    step.click()
    said = editor.get_by_text("没有连上服务器，这一步没有办成。")
    expect(said).to_be_in_viewport()
    editor.context.set_offline(False)
    step.click()
    expect(editor.locator(".panel")).to_be_visible()
    expect(said).to_have_count(0)


def test_a_sign_in_that_ran_out_is_renewed_beside_the_page(editor: Page, cookie: dict[str, Any]) -> None:
    step = editor.locator("a.more").last
    editor.context.clear_cookies()
    step.click()
    expect(editor.get_by_text("登录已过期，这一步没有办成。")).to_be_in_viewport()
    expect(editor.locator(".panel")).to_have_count(0)
    # Signed in again in another window; on the way back the page takes up the new token, and the step is made.
    editor.context.add_cookies([cookie])  # type: ignore[list-item]
    editor.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(editor.get_by_text("已重新登录，可以接着做。")).to_be_visible()
    step.click()
    editor.locator(".panel").get_by_role("button", name="不是任务").click()
    expect(editor.get_by_role("button", name="撤销")).to_be_enabled()
