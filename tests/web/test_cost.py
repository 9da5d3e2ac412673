"""What a page costs: bytes over the wire, queries of the database, and what its headers allow."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser

from tests.browsing import SIZES
from tests.browsing import browser as browser
from tests.running import Site
from tests.web.addresses import Found, some_of_each

pytestmark = pytest.mark.xdist_group("site")

MOST_KILOBYTES = 300
MOST_QUERIES = 15
REFUSED = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


@pytest.mark.browser
def test_the_home_page_weighs_little(browser: Browser, public_site: Site) -> None:
    """All that comes over the wire for a first visit, without pictures."""
    context = browser.new_context(viewport=SIZES["phone"])  # type: ignore[arg-type]
    page = context.new_page()
    asked: dict[str, tuple[str, str]] = {}
    came: dict[str, int] = {}
    watch = context.new_cdp_session(page)
    watch.send("Network.enable")
    watch.on(
        "Network.responseReceived", lambda one: asked.update({one["requestId"]: (one["type"], one["response"]["url"])})
    )
    watch.on("Network.loadingFinished", lambda one: came.update({one["requestId"]: int(one["encodedDataLength"])}))
    page.goto(f"http://127.0.0.1:{public_site.port}/", wait_until="networkidle")
    weights = {asked[number][1]: size for number, size in came.items() if asked[number][0] != "Image"}
    context.close()
    assert len(weights) > 2
    assert sum(weights.values()) <= MOST_KILOBYTES * 1000, sorted(weights.items(), key=lambda one: -one[1])


def test_no_page_takes_many_queries(public_site: Site, found: list[Found]) -> None:
    addresses = [one.address for one in some_of_each(found, 2)]
    done = public_site.run("tests.with_django", "tests.web.counting", *addresses)
    assert done.returncode == 0, done.stderr[-2000:]
    counts = json.loads(done.stdout)
    assert set(counts) == set(addresses)
    assert {address: count for address, count in counts.items() if count > MOST_QUERIES} == {}


def test_nothing_runs_that_stands_in_a_page(found: list[Found]) -> None:
    """A strict Content-Security-Policy on every public page: own host only, nothing inline, nothing evaluated."""
    for one in found:
        if one.is_page:
            policy = one.answer.headers["content-security-policy"]
            assert "default-src 'self'" in policy or "default-src 'none'" in policy, one.address
            assert [word for word in REFUSED if word in policy.split()] == [], (one.address, policy)
            assert "unsafe" not in policy, (one.address, policy)
