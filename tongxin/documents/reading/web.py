"""A saved web page becomes lines: each block a line, each table row a line; menus, scripts and styles left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree, html

from tongxin.documents.reading.plain import decoded
from tongxin.documents.reading.refusal import UnreadableDocument
from tongxin.documents.reading.rows import SAME_AS_ABOVE, cell_text, row_line

_DROPPED_TAGS = """
script style nav aside footer form noscript iframe template head svg object button select textarea canvas video
audio
"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BLOCK_TAGS = """
p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre tr table tbody thead tfoot
caption center address figure figcaption hr body html td th
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_CHINESE_SETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_ENCLOSED = re.compile(r"附件|\.(?:docx?|wps|xlsx?|pdf|zip|rar)\b", re.I)
_MENU_ELEMENTS = 400
_MOST_SPAN = 100


def text_of_html(content: bytes, name: str) -> str:
    """The text of a page. Raises UnreadableDocument where there is no page."""
    source = _decoded(content, name)
    # The encoding is settled here; a declaration of another one would only confuse the parser.
    source = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source.lstrip("\ufeff"))
    try:
        parser = html.HTMLParser(no_network=True, recover=True, huge_tree=False, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise UnreadableDocument("empty", name) from None
    lines: list[str] = []
    words: list[str] = []
    _collect(root, lines, words)
    _flush(lines, words)
    return "\n".join(lines) + "\n" if lines else ""


def _decoded(content: bytes, name: str) -> str:
    match = _CHARSET.search(content[:4096])
    if match:
        declared = match[1].decode("ascii").lower()
        try:
            return content.decode(_CHINESE_SETS.get(declared, declared))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(content, name)


def _flush(lines: list[str], words: list[str]) -> None:
    line = _SPACE.sub(" ", "".join(words)).strip()
    if line:
        lines.append(line)
    words.clear()


def _collect(root: etree._Element, lines: list[str], words: list[str]) -> None:
    """Walk the page in order without recursion: a page may be nested to any depth."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _DROPPED or _is_hidden(element) or (tag in ("ul", "ol") and _is_menu(element)):
                walk.skip_subtree()
                continue
            if tag == "table" and not _is_layout(element):
                _flush(lines, words)
                lines.extend(_table(element))
                walk.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "br":
                _flush(lines, words)
            if element.text:
                words.append(element.text)
        else:
            if tag in _BLOCKS and tag != "table":
                _flush(lines, words)
            if element.tail:
                words.append(element.tail)


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _all_text(element: etree._Element) -> str:
    """All text in an element."""
    return "".join(str(piece) for piece in element.itertext())


def _is_menu(listed: etree._Element) -> bool:
    """Whether a list holds nothing but links, none of them to an enclosure."""
    if len(list(islice(listed.iter(), _MENU_ELEMENTS + 1))) > _MENU_ELEMENTS:
        return False
    links = list(listed.iter("a"))
    if not links or any(_ENCLOSED.search((a.get("href") or "") + _all_text(a)) for a in links):
        return False
    linked = sum(len("".join(_all_text(a).split())) for a in links)
    return linked > 0 and linked == len("".join(_all_text(listed).split()))


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges the page: one column, or tables within."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return all(len([c for c in row if c.tag in ("td", "th")]) <= 1 for row in table.iter("tr"))


def _table(table: etree._Element) -> Iterator[str]:
    going_on: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            _fill(cells, going_on)
            across, down = _span(element, "colspan"), _span(element, "rowspan")
            for at in range(across):
                if down > 1:
                    going_on[len(cells)] = down - 1
                cells.append(cell_text(_words(element)) if at == 0 else "")
        _fill(cells, going_on)
        line = row_line(cells)
        if line:
            yield line


def _fill(cells: list[str], going_on: dict[int, int]) -> None:
    """Enter the cells that reach down from rows above."""
    while going_on.get(len(cells), 0) > 0:
        going_on[len(cells)] -= 1
        cells.append(SAME_AS_ABOVE)


def _span(element: etree._Element, name: str) -> int:
    given = element.get(name) or "1"
    return min(_MOST_SPAN, max(1, int(given))) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def _words(cell: etree._Element) -> str:
    parts: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _DROPPED:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "br":
                parts.append(" ")
            parts.append(element.text or "")
        elif element is not cell:
            parts.append((" " if tag in _BLOCKS else "") + (element.tail or ""))
    return "".join(parts)
