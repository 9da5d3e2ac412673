"""The cache of public pages in front of the framework: a WSGI application around the WSGI application."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import brotli

from tongxin.common.page_cache.generation import shared
from tongxin.common.page_cache.middleware import MARK

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Any], Iterable[bytes]]
Key = tuple[str, ...]

MOST_BYTES = 64 * 1024 * 1024
LONGEST_QUERY = 300
_DONE = "200 OK"
_UNCHANGED = "304 Not Modified"


@dataclass(slots=True)
class Kept:
    """A page as it goes out: its headers and body in each coding, the generation it was made in, and until when."""

    generation: bytes
    until: float
    tag: str
    plain: tuple[Headers, list[bytes]]
    coded: dict[str, tuple[Headers, list[bytes]]] = field(default_factory=dict)
    size: int = 0


class PageCache:
    """Answers a public page from this process's memory while nothing has changed; passes on all else.

    A request with a cookie of `private_cookies` (a session, a message) is passed on, its answer not kept. Pages are
    apart by host, scheme, address, the cookies of `keyed_cookies` and the browser's languages. `seconds` bounds how
    long a page whose content changes by the clock alone stays; 0 keeps nothing.
    """

    def __init__(
        self, application: Application, *, seconds: int, private_cookies: Iterable[str], keyed_cookies: Iterable[str]
    ) -> None:
        self.application = application
        self.seconds = seconds
        self.private = tuple(f"{name}=" for name in private_cookies)
        self.keyed = tuple(f"{name}=" for name in keyed_cookies)
        self.generation = shared()
        self.kept: dict[Key, Kept] = {}
        self.size = 0
        self.lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._unmarked(environ, start_response)
        found = self.kept.get(key)
        if found is not None and found.generation == self.generation[:8] and found.until > time.monotonic():
            return _answer(found, environ, start_response)
        return self._fresh(key, environ, start_response)

    def _key(self, environ: Environ) -> Key | None:
        """What tells pages apart; None where the answer is for one person."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not self.seconds or "HTTP_AUTHORIZATION" in environ:
            return None
        query = environ.get("QUERY_STRING", "")
        cookies = environ.get("HTTP_COOKIE", "")
        if len(query) > LONGEST_QUERY or "HTTP_HX_REQUEST" in environ:
            return None
        chosen = ""
        if cookies:
            if any(name in cookies for name in self.private):
                return None
            chosen = ";".join(sorted(one for one in map(str.strip, cookies.split(";")) if one.startswith(self.keyed)))
        return (
            environ.get("HTTP_HOST", ""),
            environ.get("HTTP_X_FORWARDED_PROTO", "") or environ.get("wsgi.url_scheme", ""),
            environ.get("PATH_INFO", ""),
            query,
            chosen,
            environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        )

    def _unmarked(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        def without_mark(status: str, headers: Headers, *rest: Any) -> Any:
            return start_response(status, _bare(headers), *rest)

        return self.application(environ, without_mark)

    def _fresh(self, key: Key, environ: Environ, start_response: Any) -> Iterable[bytes]:
        # Read before anything is read from the database: see `generation`.
        generation = self.generation[:8]
        said: list[tuple[str, Headers]] = []

        def listen(status: str, headers: Headers, *rest: Any) -> Any:
            said[:] = [(status, headers)]
            return start_response(status, _bare(headers), *rest) if not _is_marked(status, headers) else None

        answer = self.application(environ, listen)
        status, headers = said[0]
        if not _is_marked(status, headers) or environ["REQUEST_METHOD"] == "HEAD":
            if _is_marked(status, headers):
                start_response(status, _bare(headers))
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        kept = _made(generation, time.monotonic() + self.seconds, headers, body)
        self._keep(key, kept)
        return _answer(kept, environ, start_response)

    def _keep(self, key: Key, page: Kept) -> None:
        with self.lock:
            former = self.kept.pop(key, None)
            self.size += page.size - (former.size if former else 0)
            self.kept[key] = page
            while self.size > MOST_BYTES and len(self.kept) > 1:
                self.size -= self.kept.pop(next(iter(self.kept))).size


def _bare(headers: Headers) -> Headers:
    return [one for one in headers if one[0] != MARK]


def _is_marked(status: str, headers: Headers) -> bool:
    return status == _DONE and any(name == MARK for name, _value in headers)


def _made(generation: bytes, until: float, headers: Headers, body: bytes) -> Kept:
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    shared_by_all = [one for one in headers if one[0] not in (MARK, "Content-Length", "ETag", "Vary")]
    shared_by_all += [("ETag", tag), ("Vary", "Accept-Encoding, Accept-Language, Cookie")]
    kept = Kept(generation, until, tag, ([*shared_by_all, ("Content-Length", str(len(body)))], [body]), size=len(body))
    if len(body) > 500:
        for name, coded in (("br", brotli.compress(body, quality=5)), ("gzip", gzip.compress(body, 6))):
            extra = [("Content-Encoding", name), ("Content-Length", str(len(coded)))]
            kept.coded[name] = ([*shared_by_all, *extra], [coded])
            kept.size += len(coded)
    return kept


def _answer(page: Kept, environ: Environ, start_response: Any) -> Iterable[bytes]:
    """The page in the best coding the browser takes; that nothing is new where it has it already."""
    if environ.get("HTTP_IF_NONE_MATCH") and page.tag in environ["HTTP_IF_NONE_MATCH"]:
        start_response(_UNCHANGED, [one for one in page.plain[0] if one[0] not in ("Content-Length", "Content-Type")])
        return []
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    headers, body = page.plain
    for name, form in page.coded.items():
        if name in accepted and f"{name};q=0" not in accepted:
            headers, body = form
            break
    start_response(_DONE, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else body
