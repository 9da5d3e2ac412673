"""Style page, sign-in, account, public and error pages in a real browser: axe-core, the CSP, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browsing import SIZES, Visit
from tests.look.pages import ERRORS
from tongxin.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-sample-password-2019"


@pytest.fixture(params=[(size, scheme) for size in SIZES for scheme in ("light", "dark")], ids="-".join)
def visit(request, browser, live_server, settings) -> Iterator[Visit]:
    settings.ROOT_URLCONF = "tests.look.pages"
    size, scheme = request.param
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme, locale="zh-CN")
    yield Visit(context.new_page(), live_server.url)
    context.close()


@pytest.fixture
def account() -> User:
    return User.objects.create_user("sample", password=PASSWORD, display_name="示例岗位")


def test_style_page(visit: Visit) -> None:
    visit.open("/workbench/_look/?say=1&light=late")
    assert visit.page.locator(".notice").count() == 3
    # A chart is drawn when it comes near the screen.
    charts = visit.page.locator("[data-chart]")
    assert charts.count() == 2
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        chart.locator("canvas").wait_for()
    assert visit.faults() == []


def test_sign_in_and_account_pages(visit: Visit, account: User) -> None:
    visit.open("/accounts/login/")
    assert visit.faults() == []
    visit.sign_in("/accounts/2fa/")
    assert visit.faults() == []
    visit.open("/accounts/reauthenticate/")
    assert visit.faults() == []
    visit.open_after_confirming("/accounts/2fa/totp/activate/")
    assert visit.page.locator("img.qr").evaluate("image => image.complete && image.naturalWidth > 0")
    for path in (
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/password/change/",
        "/accounts/logout/",
    ):
        visit.open(path)
        assert visit.page.locator("h1").count() == 1, path
        assert visit.faults() == [], path


def test_public_and_error_pages(visit: Visit) -> None:
    visit.open("/public/")
    assert "示例" in visit.page.locator("footer").inner_text()
    assert visit.faults() == []
    for name in ERRORS:
        visit.open(f"/shown/{name}/")
        assert visit.page.locator("main a.btn").count() == 1, name
        assert visit.faults() == [], name


@pytest.mark.parametrize("visit", [("desk", "light")], indirect=True, ids=["desk"])
class TestBehaviour:
    def test_wrong_password_is_told_and_the_summary_has_the_focus(self, visit: Visit, account: User) -> None:
        visit.open("/accounts/login/")
        visit.page.fill("#id_login", "sample")
        visit.page.fill("#id_password", "not the one")
        visit.page.click("form .btn-primary")
        assert visit.page.locator(".wrongs:focus").count() == 1
        assert visit.faults() == []

    def test_passkey_is_added_and_signs_in_under_the_policy(self, visit: Visit, account: User) -> None:
        # Passkeys need a name, not an address.
        visit.base = visit.base.replace("127.0.0.1", "localhost")
        wire = visit.page.context.new_cdp_session(visit.page)
        wire.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        visit.sign_in("/accounts/2fa/")
        visit.open_after_confirming("/accounts/2fa/webauthn/add/")
        visit.page.fill("#id_name", "示例电脑")
        visit.page.check("#id_passwordless")
        visit.page.click("#mfa_webauthn_add")
        visit.page.wait_for_url("**/recovery-codes/**")
        assert account.authenticator_set.filter(type="webauthn").count() == 1
        visit.page.context.clear_cookies()
        visit.open("/accounts/login/?next=/accounts/2fa/")
        visit.page.click("#passkey_login")
        visit.page.wait_for_url(visit.base + "/accounts/2fa/")
        assert "已添加 1 个" in visit.page.locator("main").inner_text()
        assert visit.complaints == []

    def test_choice_in_the_filter_bar_applies_at_once(self, visit: Visit) -> None:
        visit.open("/workbench/_look/?sort=done")
        visit.page.select_option("#filter-light", "late")
        visit.page.wait_for_url("**light=late**")
        assert visit.page.url.endswith("?sort=done&light=late")

    def test_dialog_asks_and_closes(self, visit: Visit) -> None:
        visit.open("/workbench/_look/")
        visit.page.click("[data-dialog=send-back]")
        assert visit.page.locator("dialog[open]").count() == 1
        assert visit.faults() == []
        visit.page.click("dialog [data-close]")
        assert visit.page.locator("dialog[open]").count() == 0

    def test_chosen_pictures_are_shown(self, visit: Visit) -> None:
        visit.open("/workbench/_look/")
        picture = {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b'<svg xmlns="http://www.w3.org/2000/svg"/>'}
        visit.page.set_input_files("#id_evidence", [picture, {**picture, "name": "b.txt", "mimeType": "text/plain"}])
        assert visit.page.locator(".shots li").all_inner_texts() == ["a.svg", "b.txt"]
        assert visit.page.locator(".shots img").count() == 1
        assert visit.complaints == []

    def test_refused_form_names_the_fields(self, visit: Visit) -> None:
        visit.open("/workbench/_look/")
        visit.page.click("text=提交审核")
        assert visit.page.locator(".wrongs li").count() == 2
        assert visit.faults() == []

    def test_htmx_sends_the_csrf_token(self, visit: Visit) -> None:
        visit.open("/workbench/_look/")
        with visit.page.expect_request(lambda one: one.method == "POST") as sent:
            visit.page.evaluate("htmx.ajax('POST', location.pathname, {swap: 'none'})")
        assert len(sent.value.headers["x-csrftoken"]) == 64
        response = sent.value.response()
        assert response is not None
        assert response.status == 200

    def test_language_switch(self, visit: Visit) -> None:
        visit.open("/public/")
        visit.page.click("button[name=language][value=en]")
        assert visit.page.locator("html").get_attribute("lang") == "en"
        assert visit.page.url.endswith("/public/")


@pytest.mark.parametrize("visit", [("phone", "light")], indirect=True, ids=["phone"])
def test_phone_has_a_bottom_bar_whose_sheet_opens_and_closes(visit: Visit, account: User) -> None:
    visit.sign_in("/workbench/_look/")
    assert not visit.page.locator(".side").is_visible()
    visit.page.click(".bottom summary")
    assert visit.page.locator(".sheet").is_visible()
    assert visit.faults() == []
    visit.page.keyboard.press("Escape")
    assert not visit.page.locator(".sheet").is_visible()
