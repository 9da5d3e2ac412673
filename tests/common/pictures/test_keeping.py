"""What is kept of a picture, and what is refused with which word."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images.forms import get_image_form

from tests.common.files.samples import named, picture
from tests.common.pictures.factories import make_picture
from tongxin.common.errors import Invalid
from tongxin.common.models import AuditEntry, Picture
from tongxin.common.pictures.actions import keep_picture
from tongxin.common.pictures.forms import PictureForm

pytestmark = pytest.mark.django_db
WORDS = {"title": "故居正门", "description": "白墙黑瓦的门楼", "credit": "示例馆", "licence": "本单位拍摄"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 by 60,000."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def with_position() -> bytes:
    tags = Image.Exif()
    tags[0x0112] = 6
    tags[0x010F] = "SECRETMAKER"
    tags.get_ifd(0x8825).update({1: "N", 2: (31.0, 48.0, 36.0)})
    return picture(exif=tags)


def put(content: bytes, name: str = "照片.jpg", **words: str) -> Picture:
    return keep_picture(upload=named(content, name), by=None, **(WORDS | words))


def test_nothing_of_the_camera_stays_and_the_picture_is_upright(own_folders: Path) -> None:
    kept = put(with_position())
    assert (kept.width, kept.height, kept.credit, kept.licence) == (30, 40, "示例馆", "本单位拍摄")
    files = [path for path in (own_folders / "files").rglob("*") if path.is_file()]
    assert len(files) == 1
    content = files[0].read_bytes()
    assert b"SECRETMAKER" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
    entry = AuditEntry.objects.get(verb="picture.kept")
    assert (entry.subject_id, entry.detail["title"]) == (str(kept.pk), "故居正门")


def test_a_panorama_is_taken_and_scaled() -> None:
    kept = put(picture(size=(10_000, 900)))
    assert (kept.width, kept.height) == (2560, 230)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (SVG, "图.svg", "SVG 图片，其中可能带有程序"),
        (SVG, "图.jpg", "SVG 图片，其中可能带有程序"),
        (bomb(), "图.png", "尺寸过大"),
        (picture()[:200], "图.jpg", "已损坏"),
        (b"%PDF-1.7", "文件.pdf", "不是图片"),
        (b"", "空.jpg", "空文件"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_word(content: bytes, name: str, said: str, own_folders: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        put(content, name)
    assert (refusal.value.field, said in str(refusal.value)) == ("file", True), str(refusal.value)
    form = editors_form(content, name)
    assert said in str(form.errors["file"]) or (not content and form.errors["file"])
    assert Picture.objects.count() == AuditEntry.objects.count() == 0
    assert not (own_folders / "files").exists()


@pytest.mark.parametrize("lacking", ["title", "description", "credit", "licence"])
def test_the_words_are_asked_for(lacking: str) -> None:
    with pytest.raises(Invalid) as refusal:
        put(picture(), **{lacking: "  "})
    assert refusal.value.field == lacking
    form = editors_form(picture(), "图.jpg", **{lacking: ""})
    assert form.errors == {lacking: [str(refusal.value)]}
    with pytest.raises(Invalid, match="最多"):
        put(picture(), **{lacking: "长" * 256})
    assert Picture.objects.count() == 0


def editors_form(content: bytes, name: str, **words: str) -> Any:
    fields = WORDS | words | {"collection": "1", "tags": ""}
    kind: type[PictureForm] = get_image_form(Picture)
    assert issubclass(kind, PictureForm)
    return kind(fields, {"file": SimpleUploadedFile(name, content)})


def test_an_editors_upload_is_drawn_anew_too(own_folders: Path) -> None:
    form = editors_form(with_position(), "IMG_0001.JPG")
    assert form.is_valid(), form.errors
    kept = form.save()
    assert (kept.width, kept.height) == (30, 40)
    assert b"SECRETMAKER" not in Path(kept.file.path).read_bytes()
    assert AuditEntry.objects.get().verb == "picture.kept"


def test_no_way_around_the_drawing() -> None:
    """As the editor's page for several pictures does it: straight into the file, without the form."""
    row = Picture(**WORDS)
    row.file.save("IMG_0002.JPG", named(with_position(), "IMG_0002.JPG"), save=False)
    row._set_image_file_metadata()
    row.save()
    assert b"SECRETMAKER" not in Path(row.file.path).read_bytes()
    assert (row.width, row.height) == (30, 40)


def test_the_same_picture_twice_has_two_files() -> None:
    first, second = make_picture(), make_picture()
    assert first.file.name != second.file.name
    assert first.file_hash == second.file_hash
