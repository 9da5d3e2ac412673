"""How pictures are shown and given out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client

from tests.common.pictures.factories import make_picture
from tongxin.common.models import PictureRendition
from tongxin.common.pictures.addresses import address_of

pytestmark = pytest.mark.django_db


def shown(arguments: str, **context: object) -> str:
    return Template("{% load pictures %}{% photo " + arguments + " %}").render(Context(context))


def test_a_photo_offers_formats_and_widths_with_its_credit(django_assert_num_queries: object) -> None:
    picture = make_picture(size=(1000, 500), description="<门楼>", credit="示例馆", licence="CC BY 4.0")
    with django_assert_num_queries(0):  # type: ignore[operator]
        html = shown('one caption="正门" sizes="50vw"', one=picture)
    key = picture.file_hash[:8]
    assert re.findall(r'type="(.*?)"', html) == ["image/avif", "image/webp"]
    assert f"/pictures/{picture.pk}-{key}/640.avif 640w, /pictures/{picture.pk}-{key}/960.avif 960w" in html
    for words in ('width="1000" height="500"', 'alt="&lt;门楼&gt;"', 'loading="lazy"', "正门", "示例馆 · CC BY 4.0"):
        assert words in html, words
    assert "style=" not in html
    bare = shown('one bare=True eager=True alt=""', one=picture)
    assert "figcaption" not in bare
    assert 'alt=""' in bare
    assert "lazy" not in bare


@pytest.mark.parametrize(
    ("extension", "kind", "starts"),
    [("avif", "image/avif", b"ftypavif"), ("webp", "image/webp", b"WEBP"), ("jpg", "image/jpeg", b"\xff\xd8")],
)
def test_a_width_is_drawn_once_and_kept_by_browsers(extension: str, kind: str, starts: bytes, client: Client) -> None:
    picture = make_picture(size=(800, 400))
    address = address_of(picture, 300, extension)
    answer = client.get(address)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert starts in content[:16]
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies
    assert client.get(address).status_code == 200
    row = PictureRendition.objects.get()
    assert (row.width, row.height) == (320, 160)
    # An editor's page asks for the same by its file's name.
    by_name = client.get(row.url)
    assert b"".join(by_name.streaming_content) == content  # type: ignore[attr-defined]
    Path(row.file.path).unlink()
    assert client.get(address).status_code == 404
    assert client.get(address).status_code == 200


def test_nothing_else_is_given_out(client: Client) -> None:
    picture = make_picture(size=(800, 400))
    key = picture.file_hash[:8]
    for address in (
        f"/pictures/{picture.pk}-00000000/320.jpg",
        f"/pictures/{picture.pk}-{key}/321.jpg",
        f"/pictures/{picture.pk}-{key}/1440.jpg",
        f"/pictures/{picture.pk}-{key}/320.png",
        f"/pictures/{picture.pk + 1}-{key}/320.jpg",
        f"/pictures/{picture.file.name}",
        f"/{picture.file.name}",
        f"/files/{picture.file.name}",
        f"/pictures/images/{Path(picture.file.name).name}",
        "/pictures/images/../../../etc/passwd",
        "/pictures/images/",
    ):
        assert client.get(address).status_code == 404, address
    assert PictureRendition.objects.count() == 0
