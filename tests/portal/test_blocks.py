"""The blocks that editors build pages from, as the public sees them, and as the editors' room previews them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document

from tests.brands.factories import BrandFactory, EvidenceFactory, decision
from tests.common.pictures.factories import make_picture, own_folders
from tests.editorial.conftest import Desk, desk
from tests.editorial.factories import make_story
from tests.facts.factories import make_fact, make_kind
from tests.places.factories import PlaceFactory
from tests.programme.factories import Year, make_indicator, make_project, make_year
from tongxin.brands import actions as brands
from tongxin.brands.actions.systems import show_system
from tongxin.brands.models import Brand
from tongxin.common.subjects import Subject
from tongxin.editorial.blocks import BodyBlock
from tongxin.editorial.models import Story
from tongxin.editorial.tree import ensure_site
from tongxin.facts.models import FactKind
from tongxin.programme.actions.plan.programmes import edit_programme
from tongxin.programme.figures import Figure
from tongxin.programme.models import Project

__all__ = ["desk", "own_folders"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]


def story_with(*blocks: tuple[str, Any]) -> Story:
    ensure_site()
    return make_story(live=True, body=json.dumps([{"type": kind, "value": value} for kind, value in blocks]))


def shown(client: Client, story: Story) -> str:
    answer = client.get(story.full_path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def brand(db: None) -> Brand:
    brand = BrandFactory(name="梧桐同心", name_en="Wutong Together", promise="一棵树一片荫", owner__name="示例街道")
    done = {"quantity": Decimal(3), "happened_on": date(2019, 4, 2), "by": None}
    brands.record_done(brand=brand, kind=make_kind(name="活动场次"), **done)
    brands.record_done(brand=brand, kind=make_kind(name="内部台账", is_public=False), **done)
    EvidenceFactory(brand=brand, level="city", status="confirmed")
    return brand


@pytest.fixture
def year(db: None) -> Year:
    """A public year: its project shows 12 firms and 47 persons of March, another, not public, has 5 firms more."""
    year = make_year()
    make_indicator(year.project, name="走访企业")
    make_indicator(year.project, "persons-reached", name="参加人次")
    hidden = make_project(year.programme, year.lead, code="9-09", is_public=False)
    firms = make_indicator(hidden, name="走访企业").kind
    make_fact(kind=firms, quantity=Decimal(5), subjects=(Subject.of(hidden), Subject.of(year.programme)))
    type(year.programme).objects.update(is_public=True)
    Project.objects.filter(pk=year.project.pk).update(is_public=True)
    FactKind.objects.update(is_public=True)
    FactKind.objects.filter(code="persons-reached").update(counts_persons=True, unit="人次")
    return year


CASES: dict[str, tuple[Callable[[], Any], tuple[str, ...]]] = {
    "text": (lambda: "<h2>小标题</h2><p>一段<b>话</b></p>", ("<h2>小标题</h2>", "一段<b>话</b>")),
    "picture": (
        lambda: {"picture": make_picture().pk, "alt": "巷口的牌楼", "caption": "图注的话", "is_decorative": False},
        ('alt="巷口的牌楼"', "图注的话", "<picture"),
    ),
    "quotation": (
        lambda: {"text": "引文的话", "source": "某文件第三条", "url": ""},
        ("<blockquote>", "引文的话", "某文件第三条"),
    ),
    "facts": (
        lambda: [{"type": "item", "id": "1", "value": {"term": "地点", "words": "青果巷"}}],
        ("<dt>地点</dt>", "<dd>青果巷</dd>"),
    ),
    "place": (
        lambda: {"place": PlaceFactory(name="同心广场", slug="square").slug, "with_figures": True},
        ('href="/places/square/"', "同心广场"),
    ),
    "brands": (lambda: {"brands": [str(BrandFactory(name="梧桐同心").pk)]}, ("梧桐同心", "说到做到")),
    "year": (
        lambda: {"year": str(public_year_of_one().programme.pk)},
        ("数据截至", "出自 1 个公开项目的实绩"),
    ),
    "table": (
        lambda: {
            "columns": [{"type": "text", "heading": "单位"}, {"type": "number", "heading": "场次"}],
            "rows": [{"values": ["东区", "12"]}],
            "caption": "各区活动",
        },
        ("<caption>各区活动</caption>", "12</td>"),
    ),
    "download": (lambda: {"document": file().pk, "words": "活动一览"}, ("活动一览", "TXT", "/documents/files/")),
}


def public_year_of_one() -> Year:
    year = make_year(is_public=True)
    make_indicator(year.project)
    FactKind.objects.update(is_public=True)
    type(year.programme).objects.update(is_public=True)
    return year


def file() -> Document:
    made: Document = Document.objects.create(title="一览", file=ContentFile(b"1", name="list.txt"))
    return made


def test_every_block_is_tried() -> None:
    assert list(CASES) == list(BodyBlock().child_blocks)


@pytest.mark.parametrize("kind", CASES)
def test_a_block_has_its_face(kind: str, client: Client) -> None:
    make, words = CASES[kind]
    html = shown(client, story_with((kind, make())))
    for one in words:
        assert one in html, one
    assert "style=" not in html


def test_a_brand_card_says_what_the_brand_is_and_did(brand: Brand, client: Client) -> None:
    other = BrandFactory(family=brand.family, name="另一个")
    html = shown(client, story_with(("brands", {"brands": [str(brand.pk), str(other.pk)]})))
    for words in (f'href="/brands/{brand.slug}/"', "梧桐同心", "示例街道", "一棵树一片荫", "3 场", "有佐证", "另一个"):
        assert words in html, words
    assert "内部台账" not in html
    client.cookies["django_language"] = "en"
    assert "Wutong Together" in shown(client, Story.objects.get())


def test_a_brand_that_is_retired_or_hidden_is_gone_from_kept_pages_at_once(
    brand: Brand, client: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.PAGE_SECONDS = 3600
    story = story_with(("brands", {"brands": [str(brand.pk), "999999", "x"]}))
    assert "一棵树一片荫" in shown(client, story)
    with django_capture_on_commit_callbacks(execute=True):
        brands.move_brand(brand=brand, action="retire", by=None, note="并完了", paper=decision())
    assert "梧桐同心" not in shown(client, story)
    with django_capture_on_commit_callbacks(execute=True):
        brands.move_brand(brand=brand, action="restore", by=None, note="又办了", paper=decision())
    assert "一棵树一片荫" in shown(client, story)
    with django_capture_on_commit_callbacks(execute=True):
        show_system(system=brand.family.category.system, public=False, by=None)
    assert "梧桐同心" not in shown(client, story)


def test_a_year_shows_what_its_public_projects_did(year: Year, client: Client) -> None:
    year.begin()
    firms, persons = year.project.indicators.order_by("position")
    year.accepted(3, Figure(Decimal(12), firms), Figure(Decimal(47), persons))
    year.on(date(2019, 4, 20))
    html = shown(client, story_with(("year", {"year": str(year.programme.pk)})))
    for words in (
        f'href="/years/{year.programme.pk}/"',
        "12 家",
        "40 人次",
        "出自 1 个公开项目的实绩",
        "数据截至 2019年4月20日",
    ):
        assert words in html, words
    assert "47" not in html


def test_a_year_that_is_not_public_shows_nothing(
    year: Year, client: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.PAGE_SECONDS = 3600
    story = story_with(("year", {"year": str(year.programme.pk)}))
    assert "公开项目的实绩" in shown(client, story)
    with django_capture_on_commit_callbacks(execute=True):
        edit_programme(programme=year.programme, is_public=False, by=year.coordinator)
    html = shown(client, story)
    assert "公开项目的实绩" not in html
    assert year.programme.name not in html


def test_the_room_previews_brands_places_and_years(brand: Brand, year: Year, desk: Desk, client: Client) -> None:
    PlaceFactory(name="同心广场")
    client.force_login(desk.author)
    previews = {
        name: client.get("/editor/block-preview/", {"id": block.definition_prefix}).content.decode()
        for name, block in BodyBlock().child_blocks.items()
        if name in ("brands", "place", "year")
    }
    assert "一棵树一片荫" in previews["brands"]
    assert "同心广场" in previews["place"]
    assert year.programme.name in previews["year"]
