"""A public page in three languages, the links that carry them, and the switch that keeps the page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.conftest import City
from tests.places.factories import PlaceFactory, PlaceKindFactory
from tongxin.accounts.models import User
from tongxin.common.page_cache.middleware import MARK
from tongxin.common.search import reindex
from tongxin.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(city: City) -> Place:
    made: Place = PlaceFactory(
        kind=PlaceKindFactory(code="house", name="名人故居"),
        name="钟楼区侨联之家",
        slug="house",
        owner=city.office,
        summary="在里弄后面",
    )
    reindex()
    return made


def shown(client: Client, address: str, language: str = "zh-hans", status: int = 200) -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("language", ["zh-hant", "zh-TW", "zh-HK", "zh-Hant-HK"])
def test_browsers_of_traditional_readers_get_it(house: Place, client: Client, language: str) -> None:
    page = shown(client, "/places/house/", language)
    assert '<html lang="zh-Hant"' in page
    assert "<h1>鐘樓區僑聯之家</h1>" in page
    assert "在里弄後面" in page
    assert "場所" in page
    assert "场所" not in page
    assert "简体中文" in page, "the way back is in the letters of whoever takes it"


def test_the_answer_says_its_language_and_may_be_kept(house: Place, client: Client) -> None:
    response = client.get("/places/house/", headers={"accept-language": "zh-TW"})
    assert response.headers["Content-Language"] == "zh-Hant"
    assert response.headers[MARK] == "1"
    assert "Content-Length" not in response.headers or int(response.headers["Content-Length"]) == len(response.content)


def test_nothing_is_kept_in_traditional(house: Place, client: Client) -> None:
    shown(client, "/places/house/", "zh-TW")
    house.refresh_from_db()
    assert house.name == "钟楼区侨联之家"
    assert "钟楼区侨联之家" in shown(client, "/places/house/")


def test_a_page_that_is_not_there_says_so_in_traditional(client: Client) -> None:
    page = shown(client, "/nothing-here/", "zh-TW", status=404)
    assert '<html lang="zh-Hant"' in page


def test_traditional_finds_simplified_and_is_shown_its_letters(house: Place, client: Client) -> None:
    page = shown(client, "/search/?q=鐘樓", "zh-TW")
    assert "<mark>鐘樓</mark>區僑聯之家" in page
    assert 'value="鐘樓"' in page
    answer = client.get("/search/suggestions/?q=僑聯", headers={"accept-language": "zh-TW"})
    assert answer.json()["suggestions"] == [{"name": "鐘樓區僑聯之家", "kind": "場所", "url": "/places/house/"}]
    machine = client.get("/search.json?q=僑聯", headers={"accept-language": "zh-TW"})
    assert machine.json()["results"][0]["title"] == "钟楼区侨联之家"


def test_a_link_carries_its_language_and_those_after_it(house: Place, client: Client) -> None:
    response = client.get("/places/house/?lang=en")
    assert '<html lang="en"' in response.content.decode()
    assert response.cookies["django_language"].value == "en"
    assert response.headers[MARK] == "1", "the same for everybody who follows the link, so it may be kept"
    assert '<html lang="en"' in shown(client, "/places/")
    assert '<html lang="zh-Hant"' in shown(client, "/places/?lang=zh-hant")
    assert '<html lang="zh-hans"' in shown(client, "/places/?lang=ZH-HANS")


@pytest.mark.parametrize("given", ["", "de", "../x", "\x00", "en" * 500])
def test_another_word_than_a_language_chooses_nothing(house: Place, client: Client, given: str) -> None:
    response = client.get("/places/house/", {"lang": given}, headers={"accept-language": "zh-hans"})
    assert response.status_code in (200, 400)
    assert "django_language" not in response.cookies


def test_a_link_goes_before_the_account(house: Place, client: Client) -> None:
    client.force_login(User.objects.create_user("somebody", language="zh-hans"))
    assert '<html lang="en"' in shown(client, "/places/?lang=en")


def test_each_page_names_its_languages(house: Place, client: Client) -> None:
    page = shown(client, "/places/?kind=house&lang=en")
    found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)">', page))
    assert found == {
        "zh-Hans": "/places/?kind=house&amp;lang=zh-hans",
        "zh-Hant": "/places/?kind=house&amp;lang=zh-hant",
        "en": "/places/?kind=house&amp;lang=en",
        "x-default": "/places/?kind=house",
    }


def test_the_switch_keeps_the_page(house: Place, client: Client) -> None:
    page = shown(client, "/places/?kind=house&lang=en")
    assert '<input type="hidden" name="next" value="/places/?kind=house">' in page
    response = client.post("/i18n/setlang/", {"language": "zh-hant", "next": "/places/?kind=house"})
    assert (response.status_code, response.headers["Location"]) == (302, "/places/?kind=house")
    assert '<html lang="zh-Hant"' in client.get("/places/?kind=house").content.decode()


def test_chinese_on_an_english_page_is_marked(house: Place, client: Client) -> None:
    page = shown(client, "/places/house/", "en")
    assert '<h1 lang="zh-Hans">钟楼区侨联之家</h1>' in page


def test_the_workbench_shows_chinese_as_it_is_kept(client: Client) -> None:
    client.force_login(User.objects.create_user("somebody", language="zh-hant"))
    page = client.get("/workbench/").content.decode()
    assert '<html lang="zh-hans"' in page
    assert "工作台" in page or "待办" in page
