"""What a page asks of the database for its first visitor, when the process remembers nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.brands.factories import BrandFactory, CarrierFactory, EvaluationFactory, EvidenceFactory, StrandFactory
from tests.common.pictures.factories import make_picture, own_folders
from tests.editorial.factories import make_notice, make_story
from tests.facts.factories import make_fact, make_kind
from tests.naming.factories import BatchFactory, make_naming
from tests.places.factories import HomeFactory, NotableFactory, PlaceFactory, WalkFactory
from tests.programme.factories import make_indicator, make_programme, make_project, make_year
from tongxin.brands import actions
from tongxin.brands.models import Brand, BrandName, BrandPicture, EvaluationEntry
from tongxin.common import page_cache
from tongxin.common.search.index import reindex
from tongxin.common.subjects import Subject
from tongxin.editorial.tree import ensure_site
from tongxin.places.models import Place

__all__ = ["own_folders"]
pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def cold(client: Client, settings: Any) -> Callable[[str], tuple[str, int]]:
    """A page for its first visitor after a change, and how many queries it took."""
    settings.PAGE_SECONDS = 3600

    def ask(address: str) -> tuple[str, int]:
        # What is the same for the life of a process (content types, say) is read by the first visit.
        client.get(address)
        page_cache.renew()
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode(), len(seen)

    return ask


def add_every_part(brand: Brand) -> None:
    """One more of everything that a brand's page can show."""
    place = PlaceFactory()
    CarrierFactory(brand=brand, kind="place", name=place.name, place=place)
    held, came = make_kind(name="活动场次"), make_kind(name="参加人次", unit="人次", counts_persons=True)
    sub = BrandFactory(family=brand.family, parent=brand, name=f"小站{place.pk}")
    strand = StrandFactory(brand=brand)
    for kind, quantity in ((held, 3), (came, 70)):
        for one, of in ((brand, strand), (sub, None)):
            actions.record_done(
                brand=one,
                kind=kind,
                quantity=Decimal(quantity),
                happened_on=date(2019, 4, 2),
                strand=of,
                by=None,
            )
    actions.add_indicator(strand=strand, kind=held, name=f"活动{place.pk}", year=2019, target=Decimal(10), by=None)
    for one in (brand, sub):
        EvidenceFactory(brand=one, status="confirmed")
        EvidenceFactory(
            brand=one,
            level="nation",
            kind=one.family.category.system.evidence_kinds.get(code="visitors"),
            title="参观的人",
            fact_kind=came,
            since=date(2019, 3, 15),
            status="confirmed",
        )
    BrandName.objects.create(brand=brand, name=f"从前的名字{place.pk}", until=date(2018, 12, 31))
    BrandPicture.objects.create(brand=brand, picture=make_picture())
    evaluation = EvaluationFactory(
        system=brand.family.category.system, year=2019 + place.pk, status="published", published_on=date(2019, 12, 1)
    )
    EvaluationEntry.objects.create(evaluation=evaluation, brand=brand, points=Decimal(75), conclusion="保留")


def test_a_brand_with_every_part(cold: Callable[[str], tuple[str, int]], own_folders: None) -> None:
    brand = BrandFactory(slug="wutong", logo=make_picture(), story="从一棵树说起")
    add_every_part(brand)
    html, queries = cold("/brands/wutong/")
    for words in ("140 人次", "6 场", "参观的人", "从前的名字", "小站", "从一棵树说起", "保留", "按月份看", "分支工程"):
        assert words in html, words
    assert html.count("<picture") == 2
    assert queries <= MOST_QUERIES
    add_every_part(brand)
    assert cold("/brands/wutong/")[1] == queries


def test_the_home_page_with_every_part(cold: Callable[[str], tuple[str, int]], own_folders: None) -> None:
    ensure_site()
    make_story(live=True, picture=make_picture())
    make_notice(live=True)
    make_naming().on_notice(timezone.localdate())
    BrandFactory(name="首页的品牌")
    PlaceFactory()
    year = make_year()
    public = [year.programme, make_programme(year.office, name="又一年", year=2018)]
    for programme in public:
        programme.is_public, programme.status = True, "running"
        programme.save()
        project = make_project(programme, year.lead, year.support, code=f"9-{programme.year}", is_public=True)
        make_indicator(project)
        make_indicator(project, "persons-reached", name="人次")
        make_indicator(project, name="上半年走访", filters={"since": "2019-01", "until": "2019-06"})
    html, queries = cold("/")
    for words in ("示例新闻", "示例公告", "公示", "首页的品牌", "又一年", year.programme.name, "去走走"):
        assert words in html, words
    assert queries <= MOST_QUERIES


def test_a_story_with_a_card_of_each(cold: Callable[[str], tuple[str, int]], own_folders: None) -> None:
    ensure_site()
    PlaceFactory(slug="house", name="故事里的场所")
    year = make_year(is_public=True)
    type(year.programme).objects.update(is_public=True, status="running")
    brands = [str(BrandFactory(name=f"故事里的品牌{number}").pk) for number in range(2)]
    kind = make_kind(name="活动场次")
    make_fact(kind=kind, quantity=Decimal(4), subjects=[Subject.of(Place.objects.get()), Subject.of(year.project)])
    make_indicator(year.project, kind.code)
    blocks = (
        ("place", {"place": "house", "with_figures": True}),
        ("brands", {"brands": brands}),
        ("year", {"year": str(year.programme.pk)}),
    )
    body = [{"type": kind, "value": one} for kind, one in blocks]
    html, queries = cold(make_story(live=True, picture=make_picture(), body=body).full_path)
    for words in ("故事里的场所", "故事里的品牌1", year.programme.name):
        assert words in html, words
    assert html.count("4 场") == 2
    assert queries <= MOST_QUERIES


def test_the_list_of_pages_for_search_engines(cold: Callable[[str], tuple[str, int]], own_folders: None) -> None:
    ensure_site()

    def add_one_of_each() -> None:
        PlaceFactory()
        NotableFactory()
        WalkFactory()
        BrandFactory()
        BatchFactory()
        year = make_year(is_public=True)
        type(year.programme).objects.update(is_public=True, status="running")
        make_indicator(year.project)
        make_story(live=True)
        make_notice(live=True)

    add_one_of_each()
    xml, queries = cold("/sitemap.xml")
    assert queries <= MOST_QUERIES
    add_one_of_each()
    more, as_before = cold("/sitemap.xml")
    assert (more.count("<url>") > xml.count("<url>") + 8, as_before) == (True, queries)


def test_other_pages(cold: Callable[[str], tuple[str, int]], own_folders: None) -> None:
    ensure_site()
    place = PlaceFactory(slug="house")
    HomeFactory()
    NotableFactory(slug="chao", portrait=make_picture())
    walk = WalkFactory(slug="lane")
    walk.stops.update(place=place, picture=make_picture())
    year = make_year(is_public=True)
    type(year.programme).objects.update(is_public=True, status="running")
    brands = [str(BrandFactory(name=f"故事里的品牌{number}").pk) for number in range(2)]
    make_fact(subjects=[Subject.of(place)])
    make_indicator(year.project)
    blocks = (
        ("place", {"place": "house", "with_figures": True}),
        ("brands", {"brands": brands}),
        ("year", {"year": str(year.programme.pk)}),
    )
    stories = [
        make_story(live=True, picture=make_picture(), body=[{"type": kind, "value": one}, {"type": kind, "value": one}])
        for kind, one in blocks
    ]
    notice = make_notice(live=True)
    reindex()
    number = year.programme.pk
    pages = (
        *("/places/", "/places/house/", "/members-homes/", "/notables/", "/notables/chao/", "/walks/", "/walks/lane/"),
        *("/brands/", f"/years/{number}/", f"/years/{number}/projects/{year.project.code}/", "/naming/", "/visits/"),
        *(
            "/news/",
            "/notices/",
            "/documents/",
            *(story.full_path for story in stories),
            notice.full_path,
            "/search/?q=示例",
            "/corrections/",
        ),
    )
    counts = {address: cold(address)[1] for address in pages}
    assert {address: count for address, count in counts.items() if count > MOST_QUERIES} == {}
