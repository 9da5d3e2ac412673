"""What is wrong with the HTML of a page: headings, pictures, links. Against WCAG 2.2, 1.1.1, 1.3.1 and 2.4.4."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import html

from tongxin.common.guards.findings import Finding, Kind

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Addresses that only the author's own machine or network opens.
_INNER_HOST = re.compile(r"localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|\[::1\]|.*\.(local|lan)$")
_HOST = re.compile(r"[^\s.]+(\.[^\s.]+)+|\[[0-9a-f:]+\]", re.IGNORECASE)
# What no HTML may hold and the parser refuses.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_EXCERPT = 40

REMEDIES = {
    Kind.ALTERNATIVE: gettext_lazy("写一句图上是什么；只作装饰的，勾选“只作装饰”。"),
    Kind.LINK_BROKEN: gettext_lazy("改成能打开的地址，或去掉链接。"),
    Kind.LINK_FORM: gettext_lazy("网址以 https:// 开头，站内地址以 / 开头。"),
    Kind.LINK_EMPTY: gettext_lazy("给链接写上文字，说明点开是什么。"),
    Kind.HEADING_ORDER: gettext_lazy("标题一级一级往下，不要跳级；正文里从第二级开始。"),
    Kind.HEADING_EMPTY: gettext_lazy("写上标题，或删去这一行。"),
}


def check(
    markup: str, *, opens: Callable[[str], bool] = lambda path: True, own_hosts: Iterable[str] = (), level: int = 1
) -> list[Finding]:
    """What is wrong in the HTML of a page's content, in its order.

    `opens` says whether an address of this site ("/places/x/?page=2") can be opened by everybody; it is asked once an
    address. Links to other hosts are judged by their form only: nothing is asked of the network. `level` is the heading
    that stands above the content (1: the page's title).
    """
    clean = _CONTROLS.sub("", markup)
    if not clean.strip():
        return []
    root = html.fragment_fromstring(clean, create_parent="div")
    hosts = frozenset(own_hosts)
    asked: dict[str, bool] = {}
    ids = {str(found) for found in root.xpath("//@id")}

    def opens_once(path: str) -> bool:
        if path not in asked:
            asked[path] = opens(path)
        return asked[path]

    found: list[Finding] = []
    for element in root.iter():
        if element.tag in HEADINGS:
            found += _heading(element, level)
            level = int(element.tag[1])
        elif element.tag == "img":
            found += _picture(element)
        elif element.tag == "a" and element.get("href") is not None:
            found += _link(element, hosts, opens_once, ids)
        elif element.tag == "a" and not (element.get("id") or element.get("name")):
            # A page or file that was chosen and is gone leaves a link without an address.
            found.append(_said(Kind.LINK_BROKEN, element.text_content()))
    return found


def _said(kind: Kind, excerpt: str) -> Finding:
    words = " ".join(excerpt.split())
    return Finding(kind, words if len(words) <= MOST_EXCERPT else f"{words[:MOST_EXCERPT]}…", REMEDIES[kind])


def _heading(element: html.HtmlElement, above: int) -> Iterator[Finding]:
    words = element.text_content().strip()
    number = int(element.tag[1])
    if not words:
        yield _said(Kind.HEADING_EMPTY, element.tag.upper())
    if number == 1 or number > above + 1:
        yield _said(Kind.HEADING_ORDER, _("第%(number)d级：%(words)s") % {"number": number, "words": words})


def _picture(element: html.HtmlElement) -> Iterator[Finding]:
    # An empty alternative says that the picture is decoration (HTML, 4.8.4.4.2); none at all, or blanks, says nothing.
    alternative = element.get("alt")
    if element.get("role") in ("presentation", "none") or alternative == "" or (alternative or "").strip():
        return
    yield _said(Kind.ALTERNATIVE, unquote((element.get("src") or "").rsplit("/", 1)[-1]))


def _link(
    element: html.HtmlElement, hosts: frozenset[str], opens: Callable[[str], bool], ids: set[str]
) -> Iterator[Finding]:
    address = (element.get("href") or "").strip()
    pictures = " ".join(str(alt) for alt in element.xpath(".//img/@alt"))
    words = f"{element.text_content()} {pictures} {element.get('aria-label') or ''}".strip()
    if not words:
        yield _said(Kind.LINK_EMPTY, address)
    shown = f"{words} → {address}" if words and words != address else address
    if address.startswith("#"):
        if address != "#" and unquote(address[1:]) not in ids:
            yield _said(Kind.LINK_BROKEN, shown)
        return
    if not is_well_formed(address):
        yield _said(Kind.LINK_FORM, shown)
        return
    parts = urlsplit(address)
    is_own = not parts.netloc or parts.netloc in hosts
    if (
        is_own
        and parts.scheme in ("", "http", "https")
        and not opens(parts.path + (f"?{parts.query}" if parts.query else ""))
    ):
        yield _said(Kind.LINK_BROKEN, shown)


def is_well_formed(address: str) -> bool:
    """Whether an address can be one that others open: a path of this site, or http(s), mailto or tel with all it needs."""
    if not address or re.search(r"[\s<>\"\x00-\x1f]", address):
        return False
    try:
        parts = urlsplit(address)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if not parts.scheme:
        return address.startswith("/") and (not parts.netloc or bool(_HOST.fullmatch(parts.hostname or "")))
    if parts.scheme in ("mailto", "tel"):
        return bool(parts.path) and (parts.scheme == "tel" or "@" in parts.path)
    host = parts.hostname or ""
    return parts.scheme in _SCHEMES and port_is_good and bool(_HOST.fullmatch(host)) and not _INNER_HOST.match(host)
