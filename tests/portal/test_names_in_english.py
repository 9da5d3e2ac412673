"""Kinds of fact, units and evaluations on English pages: in English where there is some, else marked as Chinese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.brands.factories import BrandFactory, EvaluationFactory
from tests.conftest import City
from tests.facts.factories import make_fact, make_kind
from tests.places.factories import PlaceFactory
from tongxin.brands import actions
from tongxin.brands.models import Brand, EvaluationEntry
from tongxin.common.errors import Invalid
from tongxin.common.subjects import Subject
from tongxin.facts.actions import change_kind
from tongxin.facts.kinds import KINDS, ensure_kinds
from tongxin.organisations.actions import change_unit, rename_unit
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def shown(client: Client, address: str) -> str:
    return str(client.get(address).content.decode())


@pytest.fixture
def brand(db: None) -> Brand:
    brand = BrandFactory(name_en="Wutong Together", slug="wutong", owner__name="示例街道")
    done: dict[str, Any] = {"happened_on": date(2019, 4, 2), "by": None}
    kinds = ensure_kinds()
    actions.record_done(brand=brand, kind=kinds["event-held"], quantity=Decimal(3), **done)
    actions.record_done(brand=brand, kind=kinds["persons-reached"], quantity=Decimal(4), **done)
    actions.record_done(brand=brand, kind=make_kind(name="只有中文", unit="场"), quantity=Decimal(5), **done)
    return brand


def test_what_a_brand_did(brand: Brand, english: Client) -> None:
    html = shown(english, "/brands/wutong/")
    for words in (
        "<dt>Events held</dt><dd>3 events</dd>",
        "ewer than 10 people",
        '<dt><span lang="zh-Hans">只有中文</span></dt><dd>5 <span lang="zh-Hans">场</span></dd>',
        '<span lang="zh-Hans">示例街道</span>',
    ):
        assert words in html, words
    type(brand.owner).objects.filter(pk=brand.owner.pk).update(name_en="Sample Street")
    html = shown(english, "/brands/wutong/")
    assert "Sample Street" in html
    assert "示例街道" not in html
    english.cookies["django_language"] = "zh-hans"
    html = shown(english, "/brands/wutong/")
    for words in ("<dt>活动场次</dt><dd>3 场</dd>", "少于 10 人次", "示例街道"):
        assert words in html, words


def test_what_was_done_at_a_place(english: Client) -> None:
    place = PlaceFactory(slug="square", owner__name_en="Sample Street")
    make_fact(kind=ensure_kinds()["event-held"], quantity=Decimal(2), subjects=[Subject.of(place)])
    html = shown(english, "/places/square/")
    assert "<dt>Events held</dt><dd>2 events</dd>" in html
    assert "Sample Street" in html


def test_an_evaluation_keeps_what_was_written_and_translates_what_was_chosen(brand: Brand, english: Client) -> None:
    evaluation = EvaluationFactory(
        system=brand.family.category.system, status="published", published_on=date(2019, 12, 1)
    )
    about = {"weight": 50, "method": "scored", "points": "75.00", "group": "features", "reasons": ["要更新鲜"]}
    parts = [about | {"criterion": "特色鲜明"}, about | {"criterion": "自己定的一条"}]
    EvaluationEntry.objects.create(
        evaluation=evaluation, brand=brand, points=Decimal(75), parts=parts, conclusion="继续办好"
    )
    html = shown(english, "/brands/evaluations/2019/")
    for words in ("继续办好", "要更新鲜", "自己定的一条"):
        assert f'<span lang="zh-Hans">{words}</span>' in html, words
    assert "特色鲜明" not in html
    assert '<span lang="zh-Hans">继续办好</span>' in shown(english, "/brands/wutong/")


def test_every_shipped_kind_has_its_english(city: City, as_role: Callable[..., Any]) -> None:
    kinds, keeper = ensure_kinds(), as_role(Role.COORDINATOR, city.office)
    assert [kind.code for kind in KINDS if not kinds[kind.code].name_en] == []
    kind = change_kind(kind=kinds["event-held"], by=keeper, name_en="Meetings held", unit_en="meetings")
    assert (kind.name_en, kind.unit_en, kind.name) == ("Meetings held", "meetings", "活动场次")
    with pytest.raises(Invalid) as refused:
        change_kind(kind=kind, by=keeper, unit_en="m" * 21)
    assert refused.value.field == "unit_en"


def test_a_unit_is_given_its_english_name_in_its_form(city: City, as_role: Callable[..., Any], client: Client) -> None:
    admin = as_role(Role.ADMINISTRATOR, city.office)
    client.force_login(admin)
    unit = city.departments[0]
    address = reverse("workbench:unit_change", args=[unit.pk])
    assert 'name="name_en"' in shown(client, address)
    client.post(address, {"name_en": " Sample  Commission ", "short_name": unit.short_name, "kind": unit.kind})
    unit.refresh_from_db()
    assert (unit.name_en, unit.brief) == ("Sample Commission", unit.short_name)
    kept = change_unit(by=admin, unit=unit, short_name="改委", kind=unit.kind, is_sensitive_by_association=False)
    assert kept.name_en == "Sample Commission"
    renamed = rename_unit(by=admin, unit=unit, name="另一个名称")
    assert renamed.name_en == ""
