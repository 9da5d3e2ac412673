"""The cache before the framework: what it keeps, for whom, and that nothing outlives a change."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import brotli
import pytest

from tongxin.common.page_cache import front, generation
from tongxin.common.page_cache.front import PageCache
from tongxin.common.page_cache.middleware import MARK

PAGE = "同心" * 1000


@dataclass
class Framework:
    """Answers what it is told and counts how often it is asked."""

    headers: list[tuple[str, str]] = field(default_factory=lambda: [(MARK, "1"), ("Content-Type", "text/html")])
    status: str = "200 OK"
    body: str = PAGE
    asked: int = 0
    meanwhile: Any = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        content = self.body.encode()
        if self.meanwhile:
            self.meanwhile()
        start_response(self.status, [*self.headers, ("Content-Length", str(len(content)))])
        return [content]


@dataclass
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes


def ask(cache: PageCache, path: str = "/", method: str = "GET", **environ: str) -> Answer:
    said: list[Any] = []
    body = b"".join(
        cache(
            {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "city.test", **environ},
            lambda status, headers, *rest: said.append((status, dict(headers))),
        )
    )
    [(status, headers)] = said
    assert MARK not in headers
    return Answer(status, headers, body)


@pytest.fixture
def framework() -> Framework:
    return Framework()


@pytest.fixture
def cache(framework: Framework) -> PageCache:
    return PageCache(framework, seconds=60, private_cookies=("sessionid", "messages"), keyed_cookies=("language",))


def test_a_page_is_made_once(cache: PageCache, framework: Framework) -> None:
    assert [ask(cache).body.decode() for _ in range(3)] == [PAGE] * 3
    assert framework.asked == 1


def test_a_change_is_seen_at_once_in_every_process(framework: Framework) -> None:
    two = [PageCache(framework, seconds=60, private_cookies=(), keyed_cookies=()) for _ in range(2)]
    assert [ask(one).body.decode() for one in two] == [PAGE] * 2
    framework.body = "新的" * 1000
    generation.renew()
    assert [ask(one).body.decode() for one in two] == ["新的" * 1000] * 2


def test_a_page_made_while_something_changed_is_not_kept(cache: PageCache, framework: Framework) -> None:
    framework.meanwhile = generation.renew
    ask(cache)
    framework.meanwhile, framework.body = None, "新的"
    assert ask(cache).body.decode() == "新的"
    assert framework.asked == 2


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "language=en; messages=x"},
        {"method": "POST"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"HTTP_HX_REQUEST": "true"},
        {"QUERY_STRING": "q=" + "x" * 400},
    ],
)
def test_what_is_for_one_person_is_passed_on(cache: PageCache, framework: Framework, environ: dict[str, str]) -> None:
    ask(cache)
    framework.body = "一个人的"
    for _ in range(2):
        assert ask(cache, **environ).body.decode() == "一个人的"  # type: ignore[arg-type]
    framework.body = "别的"
    assert ask(cache).body.decode() == PAGE
    assert framework.asked == 3


@pytest.mark.parametrize("change", [{"status": "404 Not Found"}, {"headers": [("Content-Type", "text/html")]}])
def test_only_whole_marked_answers_are_kept(cache: PageCache, framework: Framework, change: dict[str, Any]) -> None:
    vars(framework).update(change)
    assert [ask(cache).body.decode() for _ in range(2)] == [PAGE] * 2
    assert framework.asked == 2


def test_pages_are_apart(cache: PageCache, framework: Framework) -> None:
    asked: list[dict[str, str]] = [
        {},
        {"path": "/a/"},
        {"QUERY_STRING": "page=2"},
        {"HTTP_COOKIE": "language=en; other=1"},
        {"HTTP_HOST": "other.test"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
    ]
    for number, words in enumerate(asked):
        framework.body = f"第{number}页"
        assert ask(cache, **words).body.decode() == f"第{number}页"  # type: ignore[arg-type]
    framework.body = "另一页"
    assert [ask(cache, **words).body.decode() for words in asked] == [f"第{n}页" for n in range(len(asked))]  # type: ignore[arg-type]
    # A cookie that has no say does not make another page.
    assert ask(cache, HTTP_COOKIE="unknown=1").body.decode() == "第0页"


def test_codings_and_what_the_browser_has_already(cache: PageCache) -> None:
    first = ask(cache)
    small = ask(cache, HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert brotli.decompress(small.body).decode() == PAGE
    assert small.headers["Content-Encoding"] == "br"
    assert gzip.decompress(ask(cache, HTTP_ACCEPT_ENCODING="gzip").body).decode() == PAGE
    assert int(small.headers["Content-Length"]) == len(small.body) < len(first.body) / 20
    again = ask(cache, HTTP_IF_NONE_MATCH=small.headers["ETag"])
    assert (again.status, again.body) == ("304 Not Modified", b"")
    head = ask(cache, method="HEAD")
    assert (head.headers["Content-Length"], head.body) == (str(len(PAGE.encode())), b"")


def test_a_page_does_not_stay_longer_than_said(framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PageCache(framework, seconds=60, private_cookies=(), keyed_cookies=())
    now = 1000.0
    monkeypatch.setattr(front.time, "monotonic", lambda: now)
    ask(cache)
    now += 59
    ask(cache)
    assert framework.asked == 1
    now += 2
    ask(cache)
    assert framework.asked == 2


def test_what_is_kept_stays_within_bounds(framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PageCache(framework, seconds=60, private_cookies=(), keyed_cookies=())
    monkeypatch.setattr(front, "MOST_BYTES", 50_000)
    for number in range(100):
        ask(cache, path=f"/{number}/")
    assert cache.size == sum(page.size for page in cache.kept.values()) <= 50_000
    assert "/99/" in {key[2] for key in cache.kept}
    assert "/0/" not in {key[2] for key in cache.kept}


def test_nothing_is_kept_for_no_seconds(framework: Framework) -> None:
    cache = PageCache(framework, seconds=0, private_cookies=(), keyed_cookies=())
    ask(cache)
    ask(cache)
    assert framework.asked == 2
