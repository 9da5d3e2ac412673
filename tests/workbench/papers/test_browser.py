"""The coordinator's way to a briefing in a real browser: board, choice, draft, issued; axe on every page."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.browsing import page as page
from tests.workbench.papers.conftest import Scene
from tongxin.documents.models import IssuedDocument

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_board_to_an_issued_briefing(scene: Scene, page: Page, live_server: Any) -> None:
    client = Client()
    client.force_login(scene.year.coordinator)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    visit = Visit(page, live_server.url)
    visit.open(f"/workbench/year/{scene.year.programme.pk}/")
    page.get_by_role("link", name="生成简报").click()
    expect(page.get_by_label("写哪个月")).to_have_value("2019-03")
    assert visit.faults() == []
    page.get_by_role("button", name="看稿样").click()
    expect(page.get_by_role("heading", name="一、总体情况")).to_be_visible()
    assert visit.faults() == []
    page.get_by_role("button", name="印发").click()
    expect(page.get_by_text("已印发")).to_be_visible()
    assert visit.faults() == []
    paper = IssuedDocument.objects.get(series="briefing")
    with page.expect_download() as download:
        page.get_by_label(f"下载 Word：{paper.title}").click()
    assert download.value.suggested_filename == f"{paper.title}.docx"
