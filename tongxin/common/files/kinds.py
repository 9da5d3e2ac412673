"""The kinds of file that are taken, and how content tells what it is, whatever the name says."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Invalid
from tongxin.common.files.packages import LEGACY_OFFICE, ZIP, is_encrypted_office, open_package

HEAD_BYTES = 4096
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
TEXT_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, the extension it is stored under, and those its names may have."""

    content_type: str
    extension: str
    names: frozenset[str]
    word: str | Promise

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


def _kind(content_type: str, word: str | Promise, *names: str) -> Kind:
    return Kind(content_type, names[0], frozenset(names), word)


JPEG = _kind("image/jpeg", gettext_lazy("JPEG 图片"), "jpg", "jpeg", "jpe", "jfif")
PNG = _kind("image/png", gettext_lazy("PNG 图片"), "png")
WEBP = _kind("image/webp", gettext_lazy("WebP 图片"), "webp")
GIF = _kind("image/gif", gettext_lazy("GIF 图片"), "gif")
PDF = _kind("application/pdf", gettext_lazy("PDF 文件"), "pdf")
DOCX = _kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", gettext_lazy("Word 文档"), "docx"
)
XLSX = _kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", gettext_lazy("Excel 工作簿"), "xlsx")
CSV = _kind("text/csv", gettext_lazy("CSV 表格"), "csv")
TXT = _kind("text/plain", gettext_lazy("文本文件"), "txt")

SIGNATURES = [(b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF), (b"%PDF-", PDF)]
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
# What may hide behind a harmless name, told by its first bytes, so that the message can call it what it is.
FOREIGN_SIGNATURES: list[tuple[bytes, str | Promise]] = [
    (b"MZ", gettext_lazy("可执行程序")),
    (b"\x7fELF", gettext_lazy("可执行程序")),
    (b"\xcf\xfa\xed\xfe", gettext_lazy("可执行程序")),
    (b"\xca\xfe\xba\xbe", gettext_lazy("可执行程序")),
    (b"#!", gettext_lazy("脚本程序")),
    (b"Rar!", gettext_lazy("压缩包")),
    (b"7z\xbc\xaf\x27\x1c", gettext_lazy("压缩包")),
    (b"\x1f\x8b", gettext_lazy("压缩包")),
    (b"{\\rtf", gettext_lazy("RTF 文档")),
]
ALLOWED = gettext_lazy("可以上传图片（JPG、PNG、WebP、静态 GIF）、PDF、Word（.docx）、Excel（.xlsx）、CSV 和纯文本。")


def kind_of(file: BinaryIO, name: str, extension: str) -> Kind:
    """What `file` is by its content. `name` is for messages; `extension` only chooses between CSV and plain text.

    Raises Invalid, with what to do instead, for everything that is not taken.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        raise Invalid(
            _(
                "“%(name)s”是 HEIC 照片，多数电脑打不开。请另存为 JPG 再上传，"
                "或在手机的“设置—相机—格式”中选“兼容性最佳”后重拍。"
            )
            % {"name": name}
        )
    if head.startswith(ZIP):
        return _package_kind(file, name, extension)
    if head.startswith(LEGACY_OFFICE):
        raise _legacy_office(file, name)
    for signature, word in FOREIGN_SIGNATURES:
        if head.startswith(signature):
            raise disguised(name, extension, word)
    if _is_text(file):
        return _text_kind(head, name, extension)
    raise disguised(name, extension, _guess(head))


def disguised(name: str, extension: str, word: str | Promise) -> Invalid:
    """The refusal of a file that is not what its name says, or that is nothing we take."""
    words = {"name": name, "extension": extension, "word": word, "allowed": ALLOWED}
    if extension:
        return Invalid(
            _("“%(name)s”这个文件名为 .%(extension)s，内容却是%(word)s，没有接收。请检查是否选错了文件；%(allowed)s")
            % words
        )
    return Invalid(_("“%(name)s”的内容是%(word)s，没有接收。%(allowed)s") % words)


def _package_kind(file: BinaryIO, name: str, extension: str) -> Kind:
    with open_package(file, name) as package:
        members = set(package.namelist())
        if "[Content_Types].xml" in members:
            if _has_macros(package, members):
                raise Invalid(
                    _("“%(name)s”含有宏，没有接收。请在 Office 中另存为不含宏的 .docx 或 .xlsx 后再上传。")
                    % {"name": name}
                )
            for part, kind in MAIN_PARTS.items():
                if part in members:
                    return kind
            if "ppt/presentation.xml" in members:
                raise Invalid(_("“%(name)s”是演示文稿，不能上传。请导出为 PDF 后再上传。") % {"name": name})
    if extension == "zip":
        raise Invalid(_("“%(name)s”是压缩包，不能上传。请解压后逐个上传其中的文件。") % {"name": name})
    raise disguised(name, extension, _("压缩包"))


def _has_macros(package: zipfile.ZipFile, members: set[str]) -> bool:
    if any(member.lower().endswith("vbaproject.bin") for member in members):
        return True
    with package.open("[Content_Types].xml") as types:
        return b"macroenabled" in types.read(1024 * 1024).lower()


def _legacy_office(file: BinaryIO, name: str) -> Invalid:
    if is_encrypted_office(file):
        return Invalid(
            _("“%(name)s”设有打开密码，无法检查内容。请在 Office 的“文件—信息—保护文档”中取消密码，保存后再上传。")
            % {"name": name}
        )
    return Invalid(_("“%(name)s”是旧版 Office 格式。请打开后另存为 .docx 或 .xlsx 再上传。") % {"name": name})


def _text_kind(head: bytes, name: str, extension: str) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head.lower() and start.startswith(b"<"):
        raise Invalid(_("“%(name)s”是 SVG 图片，其中可能带有程序，没有接收。请导出为 PNG 后再上传。") % {"name": name})
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<?xml", b"<?php")):
        raise disguised(name, extension, _("网页或程序代码"))
    return CSV if extension == "csv" else TXT


def _is_text(file: BinaryIO) -> bool:
    """Whether it reads as text in UTF-8, UTF-16 with its mark, or GB18030, without control characters."""
    file.seek(0)
    content = file.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(content, "utf-16")
    if TEXT_CONTROLS.search(content):
        return False
    return _decodes(content, "utf-8") or _decodes(content, "gb18030")


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _guess(head: bytes) -> str:
    try:
        extension = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        extension = ""
    return _("%(extension)s 文件") % {"extension": extension} if extension else _("无法识别的数据")
