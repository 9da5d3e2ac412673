"""A real browser for tests: one for all of a module's tests, pages in two sizes, and what is wrong with a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tongxin.accounts.models import User

SAMPLE_PASSWORD = "a-sample-password-2019"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop on this thread, which Django's guard against blocking calls takes for async code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = os.environ.get("TONGXIN_BROWSER") or ("/usr/bin/chromium" if os.path.exists("/usr/bin/chromium") else None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page on a phone, then on a desk; a test module that wants it imports it."""
    context = browser.new_context(viewport=SIZES[request.param], locale="zh-CN")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.fixture
def one_page(browser: Browser) -> Iterator[Page]:
    """One page for a walk that is looked at in both sizes (`Turns.look_at_both`); a test module that wants it imports it."""
    context = browser.new_context(viewport=SIZES["desk"], locale="zh-CN")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


# WCAG 2.2, 2.5.8: what a finger must hit. Every link and control that is seen and has a side too small.
LEAST = 24
SMALL = """(least) => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((one) => one.checkVisibility() && !one.closest('.skip, .visually-hidden, [data-map]'))
  .flatMap((one) => { const box = one.getBoundingClientRect();
    return box.width && Math.min(box.width, box.height) < least - 0.5 ? [`${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`] : []; })"""


class Visit:
    """A page in one size and colour scheme, with all that its console complained about, and whom else it asked."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        # In a closed network there is nobody but this site.
        own = (f"{base}/", "data:", f"blob:{base}/", "about:")
        page.on("request", lambda one: None if one.url.startswith(own) else self.complaints.append(f"asked {one.url}"))

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def sign_in(self, then: str) -> None:
        self.open(f"/accounts/login/?next={then}")
        self.page.fill("#id_login", "sample")
        self.page.fill("#id_password", SAMPLE_PASSWORD)
        self.page.click("form .btn-primary")
        self.page.wait_for_url(self.base + then)

    def open_after_confirming(self, path: str) -> None:
        """Open a page that asks for the password once more, and give it."""
        self.open(path)
        self.page.wait_for_url("**/accounts/reauthenticate/**")
        self.page.fill("#id_password", SAMPLE_PASSWORD)
        self.page.click("form .btn-primary")
        self.page.wait_for_url(self.base + path)

    def too_small(self) -> list[str]:
        """What on the page is too small for a finger."""
        found: list[str] = self.page.evaluate(SMALL, LEAST)
        return found

    def faults(self) -> list[Any]:
        """What axe-core finds, what the console says, and whether the page is wider than the screen."""
        self.page.wait_for_timeout(100)
        found: list[Any] = [
            (violation["id"], node["html"])
            for violation in Axe().run(self.page).response["violations"]
            for node in violation["nodes"]
        ]
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        return found + self.complaints


class Turns(Visit):
    """A visit by several people in turn."""

    def sign_in_as(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base}])

    def be(self, user: User, path: str) -> None:
        """Let this person open a page."""
        self.sign_in_as(user)
        self.open(path)

    def look(self) -> None:
        # The console reports a form that comes back with what is missing (422); that is no fault of the page.
        self.complaints[:] = [words for words in self.complaints if "422" not in words]
        assert self.faults() == [], self.page.url

    def look_at_both(self) -> None:
        """Look at the page as a phone shows it and as a desk does."""
        for size in SIZES.values():
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.look()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def fill(self, **fields: str) -> None:
        """Type into the fields of these names."""
        for name, words in fields.items():
            self.page.locator(f"main [name={name}]").fill(words)
