"""A passkey in a real browser, with the browser's own software key in place of a finger."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import SAMPLE_PASSWORD, Visit
from tests.browsing import page as page
from tests.factories import MembershipFactory, UserFactory
from tongxin.common.models import AuditEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def plug_in_a_key(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_is_added_and_signs_in_without_a_password(page: Page, live_server: Any) -> None:
    user = UserFactory(username="sample", password=SAMPLE_PASSWORD)
    MembershipFactory(user=user)
    plug_in_a_key(page)
    visit = Visit(page, live_server.url.replace("127.0.0.1", "localhost"))
    visit.sign_in("/accounts/2fa/")
    page.get_by_role("link", name="添加通行密钥").click()
    page.wait_for_url("**/accounts/reauthenticate/**")
    page.fill("#id_password", SAMPLE_PASSWORD)
    page.click("form .btn-primary")
    page.wait_for_url("**/webauthn/add/")
    page.get_by_label("给它起个名字").fill("办公室电脑")
    page.get_by_label("只用它登录，不输密码").check()
    assert visit.faults() == []
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_text("通行密钥已添加。")).to_be_visible()

    page.context.clear_cookies()
    visit.open("/accounts/login/?next=/accounts/2fa/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("heading", name="登录安全")).to_be_visible()
    assert visit.faults() == []
    assert AuditEntry.objects.filter(verb="account.signed_in", actor_id=user.pk).count() == 2
