"""The public pages of notables."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.common.pictures.factories import make_picture, own_folders
from tests.places.factories import NotableFactory, PlaceFactory
from tongxin.places.models import Notable, NotableHouse

__all__ = ["own_folders"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def chao() -> Notable:
    notable = NotableFactory(
        name="赵元任", name_en="Yuen Ren Chao", slug="zhao", born="1892-11-03", portrait=make_picture(credit="示例馆")
    )
    house = PlaceFactory(name="赵元任故居", slug="zhao-house")
    NotableHouse.objects.create(notable=notable, place=house)
    NotableHouse.objects.create(notable=notable, place=PlaceFactory(name="没公开的", is_public=False))
    return notable


def test_each_statement_stands_with_its_source(chao: Notable, client: Client) -> None:
    html = client.get("/notables/zhao/").content.decode()
    for words in (
        "赵元任",
        "1892–1982",
        "1892年11月3日",
        "life之一",
        "出处：示例出处",
        "示例地方志",
        "/places/zhao-house/",
        "示例馆 · ",
    ):
        assert words in html, words
    assert "没公开的" not in html
    body = client.get("/notables/zhao.json").json()
    assert [(one["about"], one["source"]) for one in body["statements"]] == [
        ("life", "示例出处"),
        ("honour", "示例出处"),
    ]
    assert [one["name"] for one in body["houses"]] == ["赵元任故居"]
    assert "/notables/zhao/" in client.get("/places/zhao-house/").content.decode()


def test_english_where_there_is_some_and_marked_chinese_else(chao: Notable, client: Client) -> None:
    client.cookies["django_language"] = "en"
    html = client.get("/notables/zhao/").content.decode()
    assert "<h1>Yuen Ren Chao</h1>" in html
    assert '<span lang="zh-Hans">一句话</span>' in html


def test_what_is_not_shown_is_not_there(chao: Notable, client: Client) -> None:
    Notable.objects.update(is_public=False)
    assert "赵元任" not in client.get("/notables/").content.decode()
    assert client.get("/notables.json").json() == {"notables": []}
    for address in ("/notables/zhao/", "/notables/zhao.json", "/notables/nobody/"):
        assert client.get(address).status_code == 404
    assert "/notables/zhao/" not in client.get("/places/zhao-house/").content.decode()


def test_the_list_is_narrowed_and_asks_no_more_for_more(chao: Notable, client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    addresses = ("/notables/", "/notables.json", "/notables/zhao/", "/places/zhao-house/")
    before = [queries(address) for address in addresses]
    for _number in range(3):
        other = NotableFactory()
        NotableHouse.objects.create(notable=other, place=PlaceFactory())
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 15
    assert "赵元任" in client.get("/notables/", {"q": "Yuen"}).content.decode()
    assert "没有这样的名人" in client.get("/notables/", {"q": "没有的\x00"}).content.decode()
