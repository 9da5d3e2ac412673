"""A brand's profile, its names, carriers, logo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.brands.conftest import Scene
from tests.brands.factories import BrandFactory, picture
from tests.places.factories import PlaceFactory
from tongxin.brands import actions
from tongxin.brands.actions import Given
from tongxin.brands.enums import BrandStatus
from tongxin.brands.logos import check_logo
from tongxin.brands.models import Brand, BrandCarrier, BrandName
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations.owes import owes

pytestmark = pytest.mark.django_db


def given(scene: Scene, **changes: Any) -> Given:
    return replace(Given(family=scene.family, name="梧桐同心", promise="一棵树一片荫"), **changes)


def test_a_brand_is_written_down_as_a_draft(scene: Scene) -> None:
    brand = actions.propose_brand(owner=scene.city.districts[0], given=given(scene), by=scene.keeper)
    assert (brand.slug, brand.status, brand.version) == ("wutongtongxin", BrandStatus.DRAFT, 1)
    assert AuditEntry.objects.latest("number").verb == "brand.added"
    with pytest.raises(NotAllowed):
        actions.propose_brand(owner=scene.city.districts[0], given=given(scene, name="别的"), by=scene.west)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": "  "}, "name", "名称"),
        ({"name": "长" * 61}, "name", "最多 60"),
        ({"slug": "梧桐"}, "slug", "小写英文字母"),
        ({"promise": "长" * 201}, "promise", "最多 200"),
        ({"audience": "党员和信教群众"}, "audience", "不收集这类个人情况"),
    ],
)
def test_what_cannot_be_taken_is_named(scene: Scene, changes: dict[str, Any], field: str, said: str) -> None:
    before = (Brand.objects.count(), AuditEntry.objects.count())
    with pytest.raises(Invalid, match=said) as refusal:
        actions.propose_brand(owner=scene.city.districts[0], given=given(scene, **changes), by=scene.keeper)
    assert refusal.value.field == field
    assert (Brand.objects.count(), AuditEntry.objects.count()) == before


def test_a_name_is_borne_once(scene: Scene) -> None:
    with pytest.raises(Invalid, match="已有品牌叫"):
        actions.propose_brand(owner=scene.city.office, given=given(scene, name=scene.brand.name), by=None)
    Brand.objects.update(status=BrandStatus.RETIRED)
    assert actions.propose_brand(owner=scene.city.office, given=given(scene, name=scene.brand.name), by=None).pk


def test_sub_brands_have_one_level(scene: Scene) -> None:
    sub = BrandFactory(family=scene.family, parent=scene.brand)
    for parent, said in ((sub, "只有一级"), (BrandFactory(family__category__system=scene.system), "同一系列")):
        with pytest.raises(Invalid, match=said):
            actions.propose_brand(owner=scene.city.office, given=given(scene, parent=parent), by=None)
    what = given(scene, name=scene.brand.name, parent=BrandFactory(family=scene.family))
    with pytest.raises(Invalid, match="自己有子品牌"):
        actions.change_brand(brand=scene.brand, given=what, version=1, by=None)


def test_the_later_of_two_editors_is_told(scene: Scene) -> None:
    what = given(scene, name=scene.brand.name)
    actions.change_brand(brand=scene.brand, given=replace(what, promise="先改的"), version=1, by=scene.keeper)
    with pytest.raises(Conflict, match="别人改过"):
        actions.change_brand(brand=scene.brand, given=replace(what, promise="后改的"), version=1, by=scene.keeper)
    scene.brand.refresh_from_db()
    assert (scene.brand.promise, scene.brand.version) == ("先改的", 2)


def test_a_named_brand_changes_its_name_with_a_history(scene: Scene) -> None:
    with pytest.raises(Invalid, match="改名") as refusal:
        actions.change_brand(brand=scene.brand, given=given(scene, name="新名"), version=1, by=scene.keeper)
    assert refusal.value.field == "name"
    with pytest.raises(NotAllowed):
        actions.rename_brand(brand=scene.brand, name="新名", by=scene.east)
    before = scene.brand.name
    day = date(2019, 6, 1)
    renamed = actions.rename_brand(
        brand=scene.brand, name="新名", name_en="New name", reason="更好记", on=day, by=scene.coordinator
    )
    assert (renamed.name, renamed.name_en, renamed.version) == ("新名", "New name", 2)
    row = BrandName.objects.get()
    assert (row.name, row.since, row.until) == (before, date(2019, 1, 2), date(2019, 5, 31))
    for name, on, said in (
        ("新名", day, "一样"),
        ("再新", date(2019, 5, 31), "早于"),
        ("再新", date(2999, 1, 1), "没有到"),
    ):
        with pytest.raises(Invalid, match=said):
            actions.rename_brand(brand=scene.brand, name=name, on=on, by=scene.coordinator)
    assert BrandName.objects.count() == 1


def test_carriers_are_places_and_what_has_a_page(scene: Scene) -> None:
    place = PlaceFactory(name="梧桐同心广场")
    carrier = actions.add_carrier(brand=scene.brand, kind="place", place=place, by=scene.keeper)
    assert carrier.name == "梧桐同心广场"
    actions.add_carrier(
        brand=scene.brand, kind="platform", name="服务平台", address="https://example.org/", by=scene.keeper
    )
    for fields, said in (
        ({"kind": "place", "place": place}, "登记过"),
        ({"kind": "service", "place": place}, "场所"),
        ({"kind": "service", "name": ""}, "名称"),
        ({"kind": "service", "name": "甲", "address": "javascript:alert(1)"}, "网址不对"),
        ({"kind": "service", "name": "甲", "address": "//elsewhere.example"}, "网址不对"),
        ({"kind": "person", "name": "甲"}, "类别"),
    ):
        with pytest.raises(Invalid, match=said):
            actions.add_carrier(brand=scene.brand, by=scene.keeper, **fields)
    assert BrandCarrier.objects.count() == 2
    with pytest.raises(NotAllowed):
        actions.remove_carrier(carrier=carrier, by=scene.west)
    actions.remove_carrier(carrier=carrier, by=scene.keeper)
    assert BrandCarrier.objects.count() == 1


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (picture(), ""),
        (picture(ground="#ffffff00"), ""),
        (picture((1200, 240)), "太长"),
        (picture((200, 400)), "太小：200×400 像素，短边至少 240"),
        (picture(ink="#f3efe6"), "对比度只有 1.1 : 1，至少要 3 : 1"),
        (picture(ink="#f8f8f8", ground="#ffffff00"), "对比度"),
        (SimpleUploadedFile("标志.svg", b"<svg><script>alert(1)</script></svg>"), "SVG"),
        (SimpleUploadedFile("标志.txt", "字".encode()), "要用图片"),
    ],
)
def test_a_logo_is_large_enough_and_stands_out(upload: SimpleUploadedFile, said: str) -> None:
    if not said:
        check_logo(upload)
        assert upload.tell() == 0
        return
    with pytest.raises(Invalid, match=said) as refusal:
        check_logo(upload)
    assert refusal.value.field == "file"


def test_a_unit_with_brands_does_not_end_without_them(scene: Scene) -> None:
    assert owes(scene.city.districts[0]) == [f"牵头品牌“{scene.brand}”：请先移交给别的单位牵头，或合并、退出。"]
    Brand.objects.update(status=BrandStatus.RETIRED)
    assert owes(scene.city.districts[0]) == []


def test_an_ended_brand_is_not_changed(scene: Scene) -> None:
    Brand.objects.update(status=BrandStatus.RETIRED)
    with pytest.raises(WrongState):
        actions.change_brand(brand=scene.brand, given=given(scene), version=1, by=scene.keeper)
    with pytest.raises(WrongState):
        actions.rename_brand(brand=scene.brand, name="新名", by=scene.coordinator)
