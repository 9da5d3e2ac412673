"""A paper as plain lines."""

from __future__ import annotations

from tongxin.documents.typesetting import Heading, OfficialDocument, Paragraph, Table


def lines(document: OfficialDocument) -> list[str]:
    """Headings and paragraphs, in their order."""
    return [block.text for block in document.body if isinstance(block, Heading | Paragraph)]


def section(document: OfficialDocument, heading: str) -> list[str]:
    """What stands under a heading of the first level, named without its number."""
    found: list[str] = []
    inside = False
    for block in document.body:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text.split("、", 1)[1] == heading
        elif inside and isinstance(block, Heading | Paragraph):
            found.append(block.text)
    return found


def tables(document: OfficialDocument) -> list[Table]:
    return [block for block in document.body if isinstance(block, Table)]
