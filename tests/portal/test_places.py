"""The public pages of places and their machine-readable twins."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.conftest import City
from tests.facts.factories import make_kind
from tests.places.factories import ClosureFactory, DistrictOutlineFactory, PlaceFactory, PlaceKindFactory
from tongxin.common.subjects import Subject
from tongxin.facts.actions import record
from tongxin.organisations.models import Unit
from tongxin.places.models import OpeningHours, Place, PlaceKind

pytestmark = pytest.mark.django_db
LIST = "/places/"


@pytest.fixture
def lane(city: City) -> Place:
    kind = PlaceKindFactory(code="lane", name="历史文化街区")
    return PlaceFactory(kind=kind, name="青果巷", slug="qingguoxiang", owner=city.office, district=city.districts[0])


def shown(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_list_is_narrowed_by_kind_district_and_words(lane: Place, city: City, client: Client) -> None:
    PlaceFactory(name="别处的站点", kind__code="station", district=city.districts[1])
    for query, is_there in (
        ({"kind": "lane"}, True),
        ({"kind": "station"}, False),
        ({"district": city.districts[0].code}, True),
        ({"district": city.districts[1].code}, False),
        ({"q": "青果"}, True),
        ({"q": "没有的"}, False),
    ):
        html = shown(client, LIST, **query)
        assert ('href="/places/qingguoxiang/"' in html) == is_there, query
        body = client.get("/places.json", query).json()
        assert ("青果巷" in [one["name"] for one in body["places"]]) == is_there
        features = client.get("/places.geojson", query).json()["features"]
        assert ("qingguoxiang" in [one["properties"]["slug"] for one in features]) == is_there
    assert "没有这样的场所" in shown(client, LIST, q="没有的")
    assert shown(client, LIST, kind="\x00", district="'", page="x") is not None


def test_what_is_not_shown_is_not_there(lane: Place, client: Client) -> None:
    Place.objects.update(is_public=False)
    assert "青果巷" not in shown(client, LIST)
    assert client.get("/places.json").json() == {"places": []}
    for address in ("/places/qingguoxiang/", "/places/qingguoxiang.geojson", "/places/nothing/"):
        assert client.get(address).status_code == 404


def test_a_place_tells_hours_closures_and_ways(lane: Place, client: Client) -> None:
    today = timezone.localdate()
    OpeningHours.objects.create(place=lane, weekday=today.weekday(), opens="00:00", closes="23:59")
    lane.transport, lane.phone = "公交某路", "0519-12345678"
    lane.save()
    lane.features.create(feature="step-free", answer="part", note="侧门有坡道")
    html = shown(client, "/places/qingguoxiang/")
    for words in (
        "现在开放，到 23:59",
        "公交某路",
        "tel:0519-12345678",
        "无台阶入口",
        "侧门有坡道",
        "31.78000, 119.96000",
    ):
        assert words in html, words
    ClosureFactory(place=lane, starts_on=today, ends_on=today + timedelta(days=3), reason="布展")
    ClosureFactory(place=lane, starts_on=date(2000, 1, 1), ends_on=date(2000, 1, 2), reason="早已过去")
    html = shown(client, "/places/qingguoxiang/")
    assert "今天闭馆：布展" in html
    assert "早已过去" not in html


def test_small_head_counts_are_hidden(lane: Place, city: City, client: Client) -> None:
    def write(kind: Any, quantity: int) -> None:
        record(
            kind=kind,
            quantity=Decimal(quantity),
            organisation=city.office,
            happened_on=date(2019, 4, 2),
            source=Subject.of(lane),
            subjects=[Subject.of(lane)],
            by=None,
        )

    write(make_kind(name="到访人次", unit="人次", counts_persons=True, is_public=True), 7)
    write(make_kind(name="活动场次", unit="场", is_public=True), 3)
    write(make_kind(name="内部台账", unit="份", is_public=False), 5)
    html = shown(client, "/places/qingguoxiang/")
    assert "少于 10 人次" in html
    assert "7 人次" not in html
    assert "3 场" in html
    assert "内部台账" not in html


def test_geojson_is_longitude_first(lane: Place, client: Client) -> None:
    answer = client.get("/places/qingguoxiang.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    [feature] = answer.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [119.96, 31.78]}
    DistrictOutlineFactory(unit=Unit.objects.get(pk=lane.district_id))
    [outline] = client.get(reverse("portal:districts_geojson")).json()["features"]
    assert outline["properties"]["sample"] is True


def test_more_places_no_more_queries(lane: Place, client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(client, address)
        return len(seen)

    addresses = (LIST, "/places.json", "/places.geojson")
    before = [queries(address) for address in addresses]
    for _number in range(3):
        ClosureFactory(place__kind=lane.kind, starts_on=date(2019, 1, 1), ends_on=date(2019, 1, 2))
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 15
    assert queries("/places/qingguoxiang/") <= 15


def test_a_base_map_of_another_host_is_allowed_for_that_host_alone(lane: Place, client: Client, settings: Any) -> None:
    settings.BASEMAP = "/static/style.json"
    assert 'data-style="/static/style.json"' in shown(client, LIST)


def test_kinds_are_told_in_english(lane: Place, client: Client) -> None:
    PlaceKind.objects.filter(pk=lane.kind.pk).update(name_en="Historic quarter")
    client.cookies["django_language"] = "en"
    for address in ("/places/", f"/places/{lane.slug}/"):
        page = client.get(address).content.decode()
        assert "Historic quarter" in page, address
        assert lane.kind.name not in page, address
    [feature, *_rest] = client.get(f"/places/{lane.slug}.geojson").json()["features"]
    assert feature["properties"]["kind_name"] == "Historic quarter"
