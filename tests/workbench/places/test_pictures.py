from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.common.files.samples import picture
from tests.workbench.places.conftest import Scene
from tongxin.common.models import Picture

pytestmark = pytest.mark.django_db
WORDS = {"description": "门楼", "credit": "示例馆", "licence": "本单位拍摄", "caption": "正门"}


def upload(content: bytes, name: str = "图.jpg", **words: str) -> dict[str, Any]:
    return WORDS | words | {"file": SimpleUploadedFile(name, content)}


def test_a_picture_is_added_and_shown_to_the_public(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    address = reverse("workbench:picture_add", args=[scene.place.pk])
    client.post(address, upload(picture(size=(900, 600))))
    last = scene.place.pictures.select_related("picture").last()
    assert last is not None
    assert (last.caption, last.picture.title, last.picture.width) == ("正门", scene.place.name, 900)
    for _time in range(2):
        client.post(reverse("workbench:picture_move", args=[scene.place.pk, last.pk]))
    assert scene.place.pictures.first() == last
    scene.place.is_public = True
    scene.place.save()
    client.logout()
    html = client.get(reverse("portal:place", args=[scene.place.slug])).content.decode()
    assert "正门" in html
    assert "示例馆 · 本单位拍摄" in html
    assert f"/pictures/{last.picture_id}-" in client.get("/places/").content.decode()
    [body] = client.get("/places.json").json()["places"]
    assert body["pictures"][0] | {"url": ""} == {
        "url": "", "description": "门楼", "caption": "正门", "credit": "示例馆", "licence": "本单位拍摄"
    }  # fmt: skip
    assert client.get(body["pictures"][0]["url"]).status_code == 200


def test_what_is_refused_stands_at_its_field(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    address = reverse("workbench:picture_add", args=[scene.place.pk])
    before = Picture.objects.count()
    html = client.post(address, upload(b"<svg xmlns='x'><script/></svg>", "图.svg")).content.decode()
    assert "SVG 图片，其中可能带有程序" in html
    assert 'value="正门"' in html
    assert "请写明凭什么可以使用" in client.post(address, upload(picture(), licence="")).content.decode()
    assert Picture.objects.count() == before
