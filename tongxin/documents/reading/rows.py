"""How a table becomes lines, in .docx and .html alike: cells parted by |, 〃 for a cell merged with that above."""

from __future__ import annotations

import re

SAME_AS_ABOVE = "〃"
_SPACE = re.compile(r"\s+")


def cell_text(words: str) -> str:
    """The words of a cell on one line; a | of their own is set full-width so that it parts no cells."""
    return _SPACE.sub(" ", words).strip().replace("|", "｜")


def row_line(cells: list[str]) -> str:
    """A row as one line; nothing where all cells are empty or only go on from above."""
    return " | ".join(cells) if any(cell and cell != SAME_AS_ABOVE for cell in cells) else ""
