"""Every address that a visitor can reach from the front page and the sitemap, found by following links.

So a page that somebody adds is judged with the rest by itself; a page that nothing links to is named by
`test_addresses.py`.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from django.urls import Resolver404, resolve
from lxml import html

from tests.running import Answer, Site

# Rooms that are not the public site's, and files.
ELSEWHERE = ("/accounts/", "/workbench/", "/editor/", "/api/", "/static/", "/i18n/", "/healthz")
# Of one kind of page so many are opened; the rest differ in their words only.
MOST_OF_A_KIND = 12


@dataclass(frozen=True)
class Found:
    """A public address: the name of its view, what it answered, and the page that led to it."""

    address: str
    view: str
    answer: Answer = field(repr=False)
    linked_from: str

    @property
    def is_page(self) -> bool:
        return self.answer.headers.get("content-type", "").startswith("text/html")


def view_of(address: str) -> str:
    """The name of the view behind an address; "" where there is none."""
    try:
        return resolve(unquote(urlsplit(address).path)).view_name
    except Resolver404:
        return ""


def kind_of(address: str) -> tuple[str, str, bool]:
    """What tells one kind of page from another: its view, of an editor's page where it hangs, and whether it is narrowed."""
    path, _mark, query = address.partition("?")
    view = view_of(path)
    parent = path.rstrip("/").rpartition("/")[0]
    return view, (parent or path) if view == "wagtail_serve" else "", bool(query)


def links(page: str, answer: Answer) -> Iterator[str]:
    """Addresses on this site that a page leads to by a link or a form that only asks, without what is behind #."""
    kind = answer.headers.get("content-type", "")
    found: list[str] = []
    if kind.startswith("text/html"):
        tree = html.fromstring(answer.body)
        found = [str(one) for one in tree.xpath("//a/@href | //link[@rel='alternate']/@href")]
        found += [str(one) for one in tree.xpath("//form[not(@method) or @method='get']/@action") if one]
    elif page == "/sitemap.xml" or "/sitemap" in page:
        whole_addresses = re.findall(r"<loc>([^<]+)</loc>", answer.text)
        found = [urlsplit(one)._replace(scheme="", netloc="").geturl() for one in whole_addresses]
    for one in found:
        whole = urlsplit(urljoin(f"http://here{page}", one.strip()))
        if whole.netloc == "here" and whole.scheme == "http":
            yield whole._replace(scheme="", netloc="", fragment="").geturl()


def walk(site: Site) -> list[Found]:
    """All public addresses, in the order in which a visitor meets them; each kind of page a few times."""
    todo = deque([("/", ""), ("/sitemap.xml", "")])
    seen = {"/", "/sitemap.xml"}
    kinds: Counter[tuple[str, str, bool]] = Counter()
    found = []
    while todo:
        address, linked_from = todo.popleft()
        kind = kind_of(address)
        # Of the same page under other filters, one.
        if kinds[kind] >= (1 if kind[2] else MOST_OF_A_KIND):
            continue
        answer = site.ask("GET", address)
        if address == "/sitemap.xml" and answer.status == 404:
            continue
        kinds[kind] += 1
        found.append(Found(address, kind[0], answer, linked_from))
        if answer.status in (200, 301, 302):
            moved = [answer.headers["location"]] if answer.status != 200 else []
            for one in moved or links(address, answer):
                if one not in seen and not one.startswith(ELSEWHERE):
                    seen.add(one)
                    todo.append((one, address))
    return found


def some_of_each(found: list[Found], number: int) -> list[Found]:
    """The pages, of each kind so many; the ones with a filter count as a kind of their own."""
    kinds: Counter[tuple[str, str, bool]] = Counter()
    chosen = []
    for one in found:
        kind = kind_of(one.address)
        if one.is_page and one.answer.status == 200 and kinds[kind] < number:
            kinds[kind] += 1
            chosen.append(one)
    return chosen
