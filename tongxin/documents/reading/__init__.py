"""A file becomes the plain text that the outline reader reads: .txt, .docx and .html."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from tongxin.documents.reading.plain import decoded
from tongxin.documents.reading.refusal import UnreadableDocument
from tongxin.documents.reading.web import text_of_html
from tongxin.documents.reading.word import text_of_docx

__all__ = ["MOST_BYTES", "ReadDocument", "UnreadableDocument", "read_document"]

# What is read: some ten thousand pages of text; a larger file is no document that orders a year's work.
MOST_BYTES = 20 * 1024 * 1024

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe", b"#!")
_OTHERS = (
    b"Rar!",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"RIFF",
    b"ID3",
    b"OggS",
    b"SQLite format 3",
)
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml", ".shtml"})


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The plain text of a file. For .txt it is the file as it stands (line ends and byte order mark kept)."""

    text: str
    kind: Literal["txt", "docx", "html"]


def read_document(content: bytes, file_name: str) -> ReadDocument:
    """The text of a file, known by its content; `file_name` only tells .html from .txt and is named in messages.

    Raises UnreadableDocument, which says what to do, for whatever cannot be read: programs, password-protected or
    broken packages, .doc, PDF, pictures, empty files, and files above MOST_BYTES.
    """
    name = PurePath(file_name.replace("\\", "/")).name or file_name
    if len(content) > MOST_BYTES:
        raise UnreadableDocument("too_large", name, megabytes=MOST_BYTES // 1024 // 1024)
    head = content[:4096]
    if not head.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise UnreadableDocument("empty", name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _with_words(ReadDocument(text_of_docx(content, name), "docx"), name)
    if head.startswith(_COMPOUND_FILE):
        raise UnreadableDocument("encrypted" if _ENCRYPTED in content else "old_word", name)
    if head.startswith(b"%PDF-"):
        raise UnreadableDocument("pdf", name)
    if head.startswith(b"{\\rtf"):
        raise UnreadableDocument("rtf", name)
    if head.startswith(_PROGRAMS):
        raise UnreadableDocument("program", name)
    if head.startswith(_OTHERS):
        raise UnreadableDocument("binary", name)
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx":
        raise UnreadableDocument("broken", name)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if suffix in _HTML_NAMES or start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return _with_words(ReadDocument(text_of_html(content, name), "html"), name)
    return _with_words(ReadDocument(decoded(content, name), "txt"), name)


def _with_words(document: ReadDocument, name: str) -> ReadDocument:
    if not document.text.strip("\ufeff \t\r\n\u3000"):
        raise UnreadableDocument("empty", name)
    return document
