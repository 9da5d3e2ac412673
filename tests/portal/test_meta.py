"""What public pages say of themselves to machines: description, address, picture, schema.org, site map, feeds."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from tests.brands.factories import BrandFactory
from tests.conftest import City
from tests.corrections.factories import CorrectionNoteFactory
from tests.places.factories import (
    ClosureFactory,
    NotableFactory,
    PlaceFactory,
    PlaceKindFactory,
    WalkFactory,
)
from tests.programme.factories import make_indicator, make_year
from tongxin.places.models import OpeningHours, Place
from tongxin.portal.about import page_at
from tongxin.programme.figures import Figure

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def house(city: City) -> Place:
    house = PlaceFactory(
        kind=PlaceKindFactory(code="house", name="名人故居"),
        name="示例故居</script>",
        slug="house",
        owner=city.districts[0],
        summary="临河的老宅",
        location="某路12号",
        phone="0519-86680000",
        latitude="31.780000",
        longitude="119.960000",
    )
    for weekday in (1, 2):
        OpeningHours.objects.create(place=house, weekday=weekday, opens=time(9), closes=time(17))
    OpeningHours.objects.create(
        place=house, weekday=5, opens=time(8, 30), closes=time(18), season_from="11-01", season_until="02-28"
    )
    house.features.create(feature="step-free", answer="yes")
    ClosureFactory(place=house, starts_on=date(2030, 10, 1), ends_on=date(2030, 10, 7))
    return house


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def said(html: str) -> dict[str, dict[str, Any]]:
    """The JSON-LD of a page, by type."""
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    body = json.loads(text)
    assert body["@context"] == "https://schema.org"
    return {one["@type"]: one for one in body["@graph"]}


def meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))


def test_a_place_says_where_it_is_and_when_it_is_open(house: Place, client: Client) -> None:
    html = shown(client, "/places/house/")
    place = said(html)["TouristAttraction"]
    assert place["name"] == "示例故居</script>"
    assert place["url"] == "http://testserver/places/house/"
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 31.78, "longitude": 119.96}
    assert place["telephone"] == "0519-86680000"
    winter, usual = sorted(place["openingHoursSpecification"], key=lambda one: one["opens"])
    assert usual["dayOfWeek"] == ["https://schema.org/Tuesday", "https://schema.org/Wednesday"]
    assert (usual["opens"], usual["closes"]) == ("09:00", "17:00")
    year = timezone.localdate().year
    assert (winter["validFrom"], winter["validThrough"]) == (f"{year}-11-01", f"{year + 1}-02-28")
    assert place["specialOpeningHoursSpecification"][0]["validThrough"] == "2030-10-07"
    assert [one["name"] for one in place["amenityFeature"]] == ["无台阶入口"]
    steps = said(html)["BreadcrumbList"]["itemListElement"]
    assert [(one["position"], one["item"]) for one in steps] == [
        (1, "http://testserver/"),
        (2, "http://testserver/places/"),
        (3, "http://testserver/places/house/"),
    ]
    assert meta(html)["description"] == "临河的老宅"
    assert meta(html)["og:url"] == "http://testserver/places/house/"
    assert html.count('name="description"') == 1


def test_a_rough_position_is_not_passed_on(house: Place, client: Client) -> None:
    Place.objects.update(is_position_sample=True)
    assert "geo" not in said(shown(client, "/places/house/"))["TouristAttraction"]


def test_every_page_has_a_title_a_description_and_an_address(house: Place, client: Client) -> None:
    for address in ("/", "/places/", "/places/house/", "/corrections/", "/privacy/", "/accessibility/"):
        html = shown(client, address)
        found = meta(html)
        assert f'<link rel="canonical" href="http://testserver{address}">' in html
        assert 10 < len(found["description"]) <= 160 or address == "/places/house/", address
        assert found["og:title"], address
        assert found["og:locale"] == "zh_CN"
    assert 'href="http://testserver/places/?page=2"' in shown(client, "/places/?page=2&kind=house")
    assert 'href="http://testserver/places/">' in shown(client, "/places/?kind=house&page=1")
    english = client.get("/privacy/", headers={"accept-language": "en"}).content.decode()
    assert meta(english)["og:locale"] == "en_US"


def test_the_site_map_has_every_public_page(house: Place, client: Client) -> None:
    PlaceFactory(slug="inner", is_public=False)
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    rows = {
        row.findtext(f"{SITEMAP}loc"): row.findtext(f"{SITEMAP}lastmod")
        for row in ElementTree.fromstring(answer.content)
    }
    assert rows["http://testserver/places/house/"] == timezone.localtime(house.updated_at).date().isoformat()
    assert {"http://testserver/", "http://testserver/privacy/"} <= set(rows)
    assert "http://testserver/places/inner/" not in rows
    for address in rows:
        assert client.get(str(address).removeprefix("http://testserver")).status_code == 200, address


def test_the_site_map_dates_pages_of_years_and_of_places(house: Place, client: Client) -> None:
    """A year's pages are as new as a day, a place's as a moment; the list holds both."""
    year = make_year()
    indicator = make_indicator(year.project)
    year.begin().on(date(2019, 4, 1))
    year.accepted(3, Figure(Decimal(4), indicator, happened_on=date(2019, 3, 5)))
    type(year.programme).objects.filter(pk=year.programme.pk).update(is_public=True)
    type(year.project).objects.filter(pk=year.project.pk).update(is_public=True)
    rows = {
        row.findtext(f"{SITEMAP}loc"): row.findtext(f"{SITEMAP}lastmod")
        for row in ElementTree.fromstring(client.get("/sitemap.xml").content)
    }
    assert rows["http://testserver/"] == rows[f"http://testserver/years/{year.programme.pk}/"] == "2019-04-01"
    assert rows["http://testserver/places/"] == timezone.localdate(house.updated_at).isoformat()


def test_robots_are_told_where_not_to_read(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /workbench/" in lines
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


@pytest.mark.parametrize(("address", "kind"), [("/corrections.atom", "atom"), ("/corrections.rss", "rss")])
def test_corrections_are_fed(address: str, kind: str, client: Client, city: City) -> None:
    CorrectionNoteFactory(path="/places/house/", title="示例故居", what="时间 <改>", unit=city.office)
    answer = client.get(address)
    assert answer["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    if kind == "atom":
        [entry] = root.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}summary") == "时间 <改>"
        assert entry.find(f"{ATOM}link").attrib["href"] == "http://testserver/places/house/"  # type: ignore[union-attr]
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "").date() == date(2019, 9, 6)
    else:
        assert root.findtext("channel/item/title") == "示例故居"


def test_the_privacy_statement_is_the_registry(client: Client) -> None:
    html = shown(client, "/privacy/")
    for words in ("联系方式", "答复后三十天", "账号停用后两年", "tongxin_look", "sessionid", "csrftoken"):
        assert words in html, words


def test_the_cookies_that_are_named_are_those_that_are_set(client: Client, city: City) -> None:
    """Whatever a visitor and a member of staff meet, no other cookie comes."""
    client.post("/i18n/look/", {"look": "easy"})
    client.post("/i18n/setlang/", {"language": "en"})
    client.get("/corrections/new/")
    client.get("/accounts/login/")
    html = shown(client, "/privacy/")
    assert {name for name in client.cookies if f"<code>{name}</code>" not in html} == set()
    assert len(client.cookies) >= 3


def test_a_walk_says_its_stops_in_their_order(city: City, client: Client) -> None:
    walk = WalkFactory(slug="lane", name="青果巷一圈", summary="慢慢走", owner=city.districts[0])
    names = list(walk.stops.order_by("position").values_list("name", flat=True))
    assert len(names) == 3
    html = shown(client, "/walks/lane/")
    trip = said(html)["TouristTrip"]
    assert [one["name"] for one in trip["itinerary"]["itemListElement"]] == names
    assert html.count('name="description"') == 1
    assert meta(html)["og:description"] == meta(html)["description"]
    assert "http://testserver/walks/lane/" in client.get("/sitemap.xml").content.decode()


def test_a_notable_is_a_person_of_the_past(city: City, client: Client) -> None:
    notable = NotableFactory(slug="x", name="示例先生", born="1890", died="1960-05", is_public=True, owner=city.office)
    person = said(shown(client, f"/notables/{notable.slug}/"))["Person"]
    assert (person["birthDate"], person["deathDate"]) == ("1890", "1960-05")
    assert "http://testserver/notables/x/" in client.get("/sitemap.xml").content.decode()


def test_a_language_has_its_own_address(client: Client) -> None:
    assert '<link rel="canonical" href="http://testserver/privacy/?lang=en">' in shown(client, "/privacy/?lang=en")
    assert '<link rel="canonical" href="http://testserver/privacy/">' in shown(client, "/privacy/?lang=xx")


def test_a_secret_address_is_not_taken_along(city: City, client: Client) -> None:
    """Whoever finds a booking's page wrong says so of the room: the code would tell staff the booking."""
    assert page_at("/visits/ABCD-EFGH/").path == "/visits/"
    assert page_at("/visits/ABCD-EFGH/").title == "参观预约"
    with pytest.raises(Http404):
        page_at("/walks/nothing/")


def test_a_brand_says_what_it_promises(client: Client) -> None:
    brand = BrandFactory(status="running", promise="有事一起办")
    html = shown(client, f"/brands/{brand.slug}/")
    assert said(html)["Brand"]["description"] == "有事一起办"
    assert f"http://testserver/brands/{brand.slug}/" in client.get("/sitemap.xml").content.decode()
