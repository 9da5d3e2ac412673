"""The public pages of brands and their machine-readable twin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.brands.factories import BrandFactory, CarrierFactory, EvaluationFactory, EvidenceFactory, StrandFactory
from tests.facts.factories import make_kind
from tests.places.factories import PlaceFactory
from tongxin.brands import actions
from tongxin.brands.enums import BrandStatus
from tongxin.brands.models import Brand, BrandName, BrandSystem, EvaluationEntry
from tongxin.common.search.index import reindex

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(db: None) -> Brand:
    return BrandFactory(
        name="梧桐同心",
        name_en="Wutong Together",
        slug="wutong",
        family__category__code="service",
        promise="一棵树一片荫",
        features="一街一站\n一站一员",
    )


def shown(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_list_by_category(brand: Brand, client: Client) -> None:
    assert 'href="/brands/wutong/"' in shown(client, "/brands/")
    assert "梧桐同心" in shown(client, "/brands/", category="service")
    html = shown(client, "/brands/", category="other")
    assert "梧桐同心" not in html
    assert "还没有公开的品牌" in html
    assert shown(client, "/brands/", category="\x01'") is not None


@pytest.mark.parametrize("status", ["draft", "proposed", "reviewed"])
def test_not_public_before_it_is_named(status: str, brand: Brand, client: Client) -> None:
    Brand.objects.update(status=status)
    assert "梧桐同心" not in shown(client, "/brands/")
    assert client.get("/brands.json").json()["brands"] == []
    assert client.get("/brands/wutong/").status_code == 404


def test_not_public_before_the_system_is(brand: Brand, client: Client) -> None:
    BrandSystem.objects.update(is_public=False)
    assert "梧桐同心" not in shown(client, "/brands/")
    assert client.get("/brands.json").json() == {"system": "", "brands": []}
    assert client.get("/brands/wutong/").status_code == 404


def test_one_that_was_merged_says_into_which(brand: Brand, client: Client) -> None:
    other = BrandFactory(family=brand.family, name="接手的品牌", slug="other")
    Brand.objects.filter(pk=brand.pk).update(status=BrandStatus.MERGED, merged_into=other)
    assert "梧桐同心" not in shown(client, "/brands/")
    html = shown(client, "/brands/wutong/")
    assert "这个品牌已并入" in html
    assert 'href="/brands/other/"' in html


def test_a_brand_tells_what_it_did_and_what_shows_it(brand: Brand, client: Client) -> None:
    place = PlaceFactory(name="同心广场", slug="square")
    CarrierFactory(brand=brand, kind="place", name=place.name, place=place)
    CarrierFactory(brand=brand, kind="place", name="不公开的", place=PlaceFactory(slug="hidden", is_public=False))
    held, came = make_kind(name="活动场次"), make_kind(name="参加人次", unit="人次", counts_persons=True)
    inside = make_kind(name="内部台账", is_public=False)
    for kind, quantity in ((held, 3), (came, 7), (inside, 5)):
        actions.record_done(brand=brand, kind=kind, quantity=Decimal(quantity), happened_on=date(2019, 4, 2), by=None)
    EvidenceFactory(brand=brand, level="city", title="市级表彰", status="confirmed")
    EvidenceFactory(brand=brand, level="nation", title="还没核对的", status="entered")
    BrandName.objects.create(brand=brand, name="从前的名字", until=date(2018, 12, 31))
    strand = StrandFactory(brand=brand, name="提标工程")
    actions.add_indicator(strand=strand, kind=held, name="活动", year=2019, target=Decimal(10), by=None)
    BrandFactory(family=brand.family, parent=brand, name="同心小站", slug="station")
    with CaptureQueriesContext(connection) as seen:
        html = shown(client, "/brands/wutong/")
    assert len(seen) <= 15
    for words in (
        "一棵树一片荫", "一站一员", "3 场", "少于 10 人次", "市级表彰", "从前的名字", "提标工程", "同心小站",
        'href="/places/square/"', "每月活动场次", "2019-04",
    ):  # fmt: skip
        assert words in html, words
    for words in ("还没核对的", "内部台账", "7 人次", "/places/hidden/"):
        assert words not in html, words
    assert html.count("还没有佐证") == 2


def test_results_are_public_with_their_reasons_once_published(brand: Brand, client: Client) -> None:
    evaluation = EvaluationFactory(system=brand.family.category.system, status="open")
    part = {
        "group": "features", "criterion": "特色鲜明", "weight": 100, "method": "scored", "points": "75.00",
        "lowest": 60, "highest": 90, "scores": 2, "reasons": ["要更新鲜"],
    }  # fmt: skip
    EvaluationEntry.objects.create(
        evaluation=evaluation, brand=brand, points=Decimal("75"), parts=[part], conclusion="保留"
    )
    assert client.get("/brands/evaluations/2019/").status_code == 404
    assert "75.00" not in shown(client, "/brands/wutong/")
    evaluation.status, evaluation.published_on = "published", date(2019, 12, 1)
    evaluation.save()
    html = shown(client, "/brands/evaluations/2019/")
    for words in ("特色鲜明", "（2 人评，60—90）", "要更新鲜", "保留", "不排名次"):
        assert words in html, words
    assert "75.00" in shown(client, "/brands/wutong/")


def test_english_where_there_is_some(brand: Brand, client: Client) -> None:
    client.cookies["django_language"] = "en"
    html = shown(client, "/brands/wutong/")
    assert "<h1>Wutong Together</h1>" in html
    assert '<span lang="zh-Hans">一棵树一片荫</span>' in html
    Brand.objects.update(promise_en="One tree, one shade")
    html = shown(client, "/brands/wutong/")
    assert "One tree, one shade" in html
    assert "一棵树" not in html


def test_json_has_every_public_brand(brand: Brand, client: Client) -> None:
    BrandFactory(family=brand.family, parent=brand, name="同心小站")
    rows = client.get("/brands.json").json()["brands"]
    assert [(row["name"], row["part_of"]) for row in rows] == [("梧桐同心", ""), ("同心小站", "梧桐同心")]
    assert rows[0]["url"] == "http://testserver/brands/wutong/"


def test_more_brands_no_more_queries(brand: Brand, client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(client, address)
        return len(seen)

    before = queries("/brands/"), queries("/brands.json"), queries("/brands/wutong/")
    for _number in range(3):
        EvidenceFactory(brand=BrandFactory(family=brand.family), status="confirmed")
    assert (queries("/brands/"), queries("/brands.json"), queries("/brands/wutong/")) == before
    assert max(before[:2]) <= 15
    assert before[2] <= 15


def test_machines_are_told_of_it(brand: Brand, client: Client) -> None:
    html = shown(client, "/brands/wutong/")
    assert '"@type": "Brand"' in html or '"@type":"Brand"' in html
    assert 'property="og:description" content="一棵树一片荫"' in html
    assert "/brands/wutong/" in shown(client, "/sitemap.xml")
    Brand.objects.update(status=BrandStatus.PROPOSED)
    assert "/brands/wutong/" not in shown(client, "/sitemap.xml")


def test_it_is_found_by_its_former_name_and_not_before_it_is_named(brand: Brand, client: Client) -> None:
    BrandName.objects.create(brand=brand, name="从前的名字", until=date(2018, 12, 31))

    def found() -> list[str]:
        reindex()
        return [row["url"] for row in client.get("/search.json", {"q": "从前的名字"}).json()["results"]]

    assert [url.endswith("/brands/wutong/") for url in found()] == [True]
    Brand.objects.update(status=BrandStatus.PROPOSED)
    assert found() == []
