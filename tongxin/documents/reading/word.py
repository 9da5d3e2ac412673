"""A .docx becomes lines: paragraphs with their automatic numbers, table rows as lines; insertions in, deletions out.

WordprocessingML is ISO/IEC 29500-1. Text boxes, notes, headers and footers are left out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from tongxin.documents.reading.numbering import Numbering
from tongxin.documents.reading.refusal import UnreadableDocument
from tongxin.documents.reading.rows import SAME_AS_ABOVE, cell_text, row_line

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BODY = "word/document.xml"
# A body of text far larger than any document; what unpacks to more is meant to fill the disk.
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_MEMBERS = 5_000
_LEFT_OUT = frozenset(
    W + tag
    for tag in (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "pict",
        "drawing",
        "object",
        "rPr",
        "pPr",
        "sectPr",
        "tblPr",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
    )
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def text_of_docx(content: bytes, name: str) -> str:
    """The text of a Word document. Raises UnreadableDocument for a package that is none, broken, or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise UnreadableDocument("bomb", name)
            if any(member.flag_bits & 1 for member in members):
                raise UnreadableDocument("encrypted", name)
            if _BODY not in package.namelist():
                raise UnreadableDocument("not_word", name)
            body = _part(package, _BODY, name)
            numbering = Numbering(
                _optional(package, "word/numbering.xml", name), _optional(package, "word/styles.xml", name)
            )
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
        raise UnreadableDocument("broken", name) from None
    lines = list(_lines(body, numbering))
    return "\n".join(lines) + "\n" if any(lines) else ""


def _part(package: zipfile.ZipFile, path: str, name: str) -> etree._Element:
    with package.open(path) as member:
        # The size in the directory may lie: read no more than the limit.
        source = member.read(_MOST_UNPACKED + 1)
    if len(source) > _MOST_UNPACKED:
        raise UnreadableDocument("bomb", name)
    if _STRICT.encode() in source[:4000]:
        source = source.replace(_STRICT.encode(), W[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in source[:4000]:
        # No Word writes one; it could only define entities.
        raise UnreadableDocument("broken", name)
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        raise UnreadableDocument("broken", name) from None


def _optional(package: zipfile.ZipFile, path: str, name: str) -> etree._Element | None:
    return _part(package, path, name) if path in package.namelist() else None


def _lines(body: etree._Element, numbering: Numbering) -> Iterator[str]:
    walk = etree.iterwalk(
        body, events=("start",), tag=(W + "p", W + "tbl", W + "txbxContent", W + "del", W + "moveFrom")
    )
    for _, element in walk:
        if element.tag == W + "p":
            mark = numbering.mark_of(element)
            yield from (mark + _paragraph(element)).split("\n")
        elif element.tag == W + "tbl":
            yield from _table(element, numbering)
        walk.skip_subtree()


def _paragraph(paragraph: etree._Element) -> str:
    """The words of a paragraph; a break inside it is a line end."""
    parts: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = element.tag
        if tag in _LEFT_OUT or tag == _ALTERNATE:
            walk.skip_subtree()
        elif tag == W + "t":
            parts.append(element.text or "")
        elif tag == W + "tab":
            parts.append("\t")
        elif tag in (W + "br", W + "cr"):
            parts.append("\n")
        elif tag == W + "noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _table(table: etree._Element, numbering: Numbering) -> Iterator[str]:
    for row in _children(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        before = _number(row.find(f"{W}trPr/{W}gridBefore"))
        cells = [""] * min(before, 50)
        for cell in _children(row, "tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            words = SAME_AS_ABOVE if goes_on else cell_text(" ".join(_cell_lines(cell, numbering)))
            cells.append(words)
            across = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            cells.extend([""] * min(across - 1, 50))
        line = row_line(cells)
        if line:
            yield line


def _cell_lines(cell: etree._Element, numbering: Numbering) -> Iterator[str]:
    """The paragraphs of a cell, those of a table inside it too."""
    for paragraph in cell.iter(W + "p"):
        if next(paragraph.iterancestors(W + "txbxContent", W + "del"), None) is None:
            yield numbering.mark_of(paragraph) + _paragraph(paragraph)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, also where content controls or insertions wrap them."""
    for element in parent:
        if element.tag == W + tag:
            yield element
        elif element.tag in (W + "sdt", W + "ins", W + "customXml"):
            content = element.find(W + "sdtContent")
            yield from _children(element if content is None else content, tag)


def _number(element: etree._Element | None, default: int = 0) -> int:
    given = element.get(W + "val") if element is not None else None
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 6 else default
