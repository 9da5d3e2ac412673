import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.common.files.samples import (
    DOCX,
    ENCRYPTED_OFFICE,
    EXECUTABLE,
    HEIC,
    OLE,
    PDF,
    XLSX,
    named,
    package,
    picture,
)
from tongxin.common.errors import Invalid
from tongxin.common.files import Inspected, inspect

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("content", "name", "content_type", "extension"),
    [
        (picture(), "照片.JPG", "image/jpeg", "jpg"),
        (picture(), "照片.jpeg", "image/jpeg", "jpg"),
        (picture(), "没有扩展名", "image/jpeg", "jpg"),
        (picture(kind="PNG"), "a.png", "image/png", "png"),
        (picture(kind="WEBP"), "a.webp", "image/webp", "webp"),
        (picture(kind="GIF", mode="P"), "a.gif", "image/gif", "gif"),
        (PDF, "通知.pdf", "application/pdf", "pdf"),
        (DOCX, "通知.docx", WORD, "docx"),
        (XLSX, "台账.xlsx", EXCEL, "xlsx"),
        ("序号,名称\n1,示例".encode(), "a.csv", "text/csv", "csv"),
        ("序号,名称\n1,示例".encode("gb18030"), "a.csv", "text/csv", "csv"),
        ("说明".encode("utf-16"), "a.txt", "text/plain", "txt"),
    ],
)
def test_a_file_is_what_its_content_is(content, name, content_type, extension):
    assert inspect(named(content, name)) == Inspected(
        content_type, extension, len(content), hashlib.sha256(content).hexdigest()
    )


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (EXECUTABLE, "通知.docx", "“通知.docx”这个文件名为 .docx，内容却是可执行程序，没有接收"),
        (b"\x7fELF" + bytes(99), "a.pdf", "内容却是可执行程序"),
        (b"#!/bin/sh\nrm -rf x\n", "a.txt", "内容却是脚本程序"),
        (picture(kind="PNG"), "a.jpg", "这个文件名为 .jpg，内容却是PNG 图片"),
        (DOCX, "a.xlsx", "这个文件名为 .xlsx，内容却是Word 文档"),
        (PDF, "a.exe", "这个文件名为 .exe，内容却是PDF 文件"),
        (package(), "a.docx", "内容却是压缩包"),
        (package(), "a.zip", "请解压后逐个上传"),
        (package("ppt/presentation.xml"), "a.pptx", "请导出为 PDF"),
        (package("word/document.xml", "word/vbaProject.bin"), "a.docx", "含有宏"),
        (package("xl/workbook.xml", types="vnd.ms-excel.sheet.macroEnabled.main+xml"), "a.xlsx", "含有宏"),
        (b"PK\x03\x04" + bytes(300), "a.docx", "已损坏，打不开"),
        (DOCX[:-30], "a.docx", "已损坏，打不开"),
        (ENCRYPTED_OFFICE, "a.docx", "设有打开密码，无法检查内容。请在 Office 的“文件—信息—保护文档”中取消密码"),
        (OLE + bytes(2000), "a.doc", "旧版 Office 格式。请打开后另存为 .docx 或 .xlsx"),
        (HEIC, "IMG_0001.HEIC", "请另存为 JPG"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "a.svg", "SVG 图片"),
        (b"<svg onload='x()'>", "a.png", "SVG 图片"),
        (b"<!DOCTYPE html><script>x()</script>", "a.txt", "内容却是网页或程序代码"),
        (b"\x00\x01\x02\x03", "a.csv", "没有接收"),
        (b"", "a.docx", "“a.docx”是空文件"),
        (picture()[:200], "a.jpg", "这张图片已损坏"),
        (picture(kind="PNG")[:60], "a.png", "这张图片已损坏"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(content, name, says):
    with pytest.raises(Invalid) as refusal:
        inspect(named(content, name))
    assert says in str(refusal.value)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_a_moving_picture_is_refused(kind):
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    with pytest.raises(Invalid, match="是动图"):
        inspect(named(out.getvalue(), f"a.{kind.lower()}"))


@pytest.mark.parametrize("size", [(12_001, 10), (8000, 8000), (20_000, 10_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size):
    bomb = io.BytesIO()
    Image.new("1", size).save(bomb, "PNG")
    with pytest.raises(Invalid, match="尺寸过大"):
        inspect(named(bomb.getvalue(), "a.png"))


def test_a_package_that_unpacks_to_more_than_a_gigabyte_is_refused(monkeypatch):
    monkeypatch.setattr("tongxin.common.files.packages.MOST_UNPACKED_BYTES", 1000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(1001))
    with pytest.raises(Invalid, match="解开后过大"):
        inspect(named(out.getvalue(), "a.docx"))


class Endless:
    """A stream without end that says nothing of its size, and counts what is read of it."""

    name = "录像.pdf"
    taken = 0

    def seek(self, position):
        return position

    def read(self, size):
        self.taken += size
        return bytes(size)


def test_no_more_than_the_limit_is_read(settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    stream = Endless()
    with pytest.raises(Invalid, match="超过了 1 MB 的上限"):
        inspect(stream)
    assert stream.taken <= 1024 * 1024 + 64 * 1024


def test_an_announced_size_over_the_limit_is_refused_unread():
    stream = Endless()
    stream.size = 500 * 1024 * 1024
    with pytest.raises(Invalid, match="超过了 20 MB 的上限"):
        inspect(stream)
    assert stream.taken == 0


def test_an_upload_from_a_form_is_read_from_its_start():
    upload = SimpleUploadedFile("通知.pdf", PDF)
    upload.read()
    assert inspect(upload).size == len(PDF)
