"""What stands in a cell: its name, and text that no program evaluates and that comes back as it went."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | bool | date | datetime | None

# Numbers of 16 digits and more are rounded by every spreadsheet program.
EXACT_BELOW = 10**15
# Text that a spreadsheet would evaluate begins so (OWASP, CSV injection), in full width too; apostrophes before it are
# ours, or a user's that look like ours and get one more.
EVALUATED = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
# ECMA-376 part 1, 22.9.2.19: characters that XML cannot hold are written _xHHHH_; an underscore that begins such a
# sequence by chance is written _x005F_.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
WRITTEN_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def cell_name(row: int, column: int) -> str:
    """A1 notation; `row` and `column` count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def cell_position(name: str) -> tuple[int, int]:
    """Row and column, from 1, of a name in A1 notation. Raises ValueError on anything else."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)", name)
    if match is None:
        raise ValueError(f"{name!r} is no cell name.")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def guarded(text: str) -> str:
    """Text with an apostrophe before it where a program would evaluate it."""
    return f"'{text}" if EVALUATED.match(text) else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`."""
    return text[1:] if text[:1] == "'" and ESCAPED.match(text) else text


def encoded(text: str) -> str:
    """Text as XML can hold it: guarded, and with codes for the characters it cannot hold."""
    return UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", guarded(text))


def decoded(text: str) -> str:
    """The inverse of `encoded`. A code for half a character pair stays as it is."""
    return unguarded(WRITTEN_CODE.sub(_decoded_code, text))


def _decoded_code(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)
