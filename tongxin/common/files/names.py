"""File names that users give are for showing only; no path is ever made of one."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

LONGEST_NAME = 120
LONGEST_EXTENSION = 10
# Control and format characters (bidi overrides, zero-width marks), surrogates, line and paragraph separators.
UNSHOWABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def display_name(raw: str) -> str:
    """The name to show: the last part of a path, no invisible characters, at most 120 characters with its extension."""
    last = re.split(r"[/\\]", raw)[-1]
    showable = "".join(
        " " if char in "\t\r\n" else char
        for char in last
        if char in "\t\r\n" or unicodedata.category(char) not in UNSHOWABLE
    )
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", showable)).strip(" .")
    if len(name) > LONGEST_NAME:
        extension = extension_of(name)
        tail = f".{extension}" if extension else ""
        name = name[: LONGEST_NAME - len(tail)].rstrip(" .") + tail
    return name or _("未命名")


def extension_of(name: str) -> str:
    """The extension in lower case without the dot; empty where the name has none that could be one."""
    extension = PurePosixPath(name).suffix[1:].lower()
    return extension if extension.isascii() and extension.isalnum() and len(extension) <= LONGEST_EXTENSION else ""


def with_extension(name: str, extension: str) -> str:
    """`name` under another extension, within the same length."""
    present = extension_of(name)
    stem = name[: -len(present) - 1] if present else name
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"
