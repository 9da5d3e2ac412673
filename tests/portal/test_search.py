"""The search page, its JSON and the suggestions, over what is really public."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import City
from tests.factories import MembershipFactory
from tests.places.factories import PlaceFactory, PlaceKindFactory
from tests.programme.factories import Year
from tongxin.common import search
from tongxin.common.search.index import reindex
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Unit
from tongxin.places.actions import publishing
from tongxin.places.models import Place
from tongxin.portal.search import ADDRESSES
from tongxin.programme.models import Programme

pytestmark = pytest.mark.django_db
PAGE = "/search/"


@pytest.fixture
def lane(city: City) -> Place:
    kind = PlaceKindFactory(code="lane", name="历史文化街区")
    made: Place = PlaceFactory(
        kind=kind,
        name="青果巷",
        slug="qingguoxiang",
        owner=city.office,
        district=city.districts[0],
        summary="老街",
        location="某路",
    )
    reindex()
    return made


def page(client: Client, **query: Any) -> str:
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return response.content.decode()


def found(client: Client, text: str, **query: Any) -> list[str]:
    return [row["title"] for row in client.get("/search.json", {"q": text, **query}).json()["results"]]


def test_a_place_is_found_marked_and_linked(lane: Place, client: Client) -> None:
    shown = page(client, q="青果")
    assert '<a href="/places/qingguoxiang/"><mark>青果</mark>巷</a>' in shown
    assert "找到 1 条。" in shown
    assert found(client, "qgx") == ["青果巷"]


def test_what_is_taken_back_is_gone_and_what_is_shown_again_is_found(lane: Place, city: City, client: Client) -> None:
    coordinator = MembershipFactory(unit=city.office, role=Role.COORDINATOR).user
    publishing.withdraw(place=lane, by=coordinator)
    assert found(client, "青果") == []
    assert client.get("/search/suggestions/", {"q": "青果"}).json() == {"suggestions": []}
    publishing.publish(place=lane, by=coordinator)
    assert found(client, "青果") == ["青果巷"]


def test_public_projects_are_found_with_no_more_than_their_page_shows(year: Year, client: Client) -> None:
    Programme.objects.update(is_public=True)
    year.project.title, year.project.is_public = "归侨服务站建设", True
    year.project.public_fields = []
    year.project.save()
    Unit.objects.filter(pk=year.lead.pk).update(name="侨务联络处")
    reindex()
    assert found(client, "归侨") == ["归侨服务站建设"]
    assert found(client, "联络处") == [], "units of this project are not public"
    assert reverse("portal:project", args=[year.programme.pk, year.project.code]) in page(client, q="归侨")
    Programme.objects.update(is_public=False)
    reindex()
    assert found(client, "归侨") == []


def test_nothing_found_says_what_to_do(lane: Place, client: Client) -> None:
    shown = page(client, q="没有这个")
    assert "没有这样的内容" in shown
    assert "可以用拼音" in shown
    shown = page(client, q="青国巷")
    assert "您要找的是不是：" in shown
    assert 'href="/search/?q=%E9%9D%92%E6%9E%9C%E5%B7%B7"' in shown


def test_what_is_typed_comes_back_as_text(lane: Place, client: Client) -> None:
    shown = page(client, q='"><script>alert(1)</script>青果')
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "\x00"}, {"q": "🙂"}, {"q": "青" * 5000}, {"q": "青果", "page": "x"},
                                   {"q": "青果", "page": "99999999999999999999"}, {"q": "青果", "page": "٣"},
                                   {"q": "青果", "kind": "' OR 1=1"}])  # fmt: skip
def test_any_address_is_answered(lane: Place, client: Client, query: dict[str, str]) -> None:
    for address in (PAGE, "/search.json", "/search/suggestions/"):
        assert client.get(address, query).status_code == 200


def test_suggestions_have_name_kind_and_address(lane: Place, client: Client) -> None:
    assert client.get("/search/suggestions/", {"q": "qing"}).json() == {
        "suggestions": [{"name": "青果巷", "kind": "场所", "url": "/places/qingguoxiang/"}]
    }


def test_who_asks_for_more_suggestions_than_a_person_types_waits(lane: Place, client: Client, settings: Any) -> None:
    settings.SEARCH_RATE_LIMITS = {"search_suggestions": "3/m/ip"}
    answers = [client.get("/search/suggestions/", {"q": "青果"}).status_code for _turn in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_every_public_page_has_the_box_and_it_works_without_script(lane: Place, client: Client) -> None:
    shown = client.get("/places/").content.decode()
    assert 'role="search" action="/search/"' in shown
    assert 'name="q"' in shown


def test_every_kind_that_can_be_found_has_an_address(db: None) -> None:
    own = {"page", "notice", "document", "news"}
    assert {source.code for source in search.sources()} - own <= set(ADDRESSES), "pages of editors bring their own"
    assert "search_suggestions" in settings.SEARCH_RATE_LIMITS


def test_one_and_twenty_results_under_the_same_few_queries(lane: Place, client: Client) -> None:
    counts = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            page(client, q="青果")
        counts.append(len(queries))
        for number in range(15 * (1 - turn)):
            PlaceFactory(kind=lane.kind, name=f"青果园{number}", owner=lane.owner, slug=f"g-{number}")
        reindex()
    assert counts[0] == counts[1] <= 15
