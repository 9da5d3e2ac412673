"""Brands out as a spreadsheet and in again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.brands.conftest import Scene
from tests.brands.factories import BrandCategoryFactory, BrandFactory, BrandFamilyFactory, BrandSystemFactory
from tongxin.brands.actions.keeping import TEXTS
from tongxin.brands.imports import given_of, import_brands
from tongxin.brands.models import Brand
from tongxin.brands.sheets import COLUMNS, HEADINGS, SHEET, empty_sheet
from tongxin.common.errors import NotAllowed
from tongxin.common.models import AuditEntry
from tongxin.common.tables import SheetOut, TakenIn, UnreadableTable, WrongCells, read_workbook, write_workbook

pytestmark = pytest.mark.django_db
NAMES = ("slug", "name", "family", "parent", "owner", "status", "promise", "audience", "features")


def book(*rows: dict[str, Any]) -> bytes:
    headings = [str(HEADINGS[name]) for name in NAMES]
    return write_workbook([SheetOut(str(SHEET), headings, [[row.get(name, "") for name in NAMES] for row in rows])])


def exported() -> bytes:
    """All brands as the export has them."""
    headings = [str(heading) for _name, heading, _value in COLUMNS]
    rows = [[value(brand) for _name, _heading, value in COLUMNS] for brand in Brand.objects.order_by("pk")]
    return write_workbook([SheetOut(str(SHEET), headings, rows)])


def line(scene: Scene, **changes: Any) -> dict[str, Any]:
    family = f"{scene.family.category.name} › {scene.family.name}"
    return {"slug": "xinlong", "name": "新龙融心", "family": family, "owner": scene.brand.owner.code} | changes


def take(scene: Scene, content: bytes, by: Any = None) -> TakenIn:
    return import_brands(system=scene.system, by=by or scene.coordinator, content=content, name="品牌.xlsx")


def test_brands_are_added_then_changed_then_left(scene: Scene) -> None:
    content = book(
        line(scene, slug="sub", name="子品牌", parent="xinlong"),
        line(scene, promise="融在一起", features="一街一站\n一站一员"),
    )
    assert take(scene, content) == TakenIn(added=2)
    brand = Brand.objects.get(slug="xinlong")
    assert (brand.status, brand.features, brand.owner) == ("draft", "一街一站\n一站一员", scene.brand.owner)
    assert Brand.objects.get(slug="sub").parent == brand
    before = AuditEntry.objects.count()
    assert take(scene, content) == TakenIn(unchanged=2)
    assert AuditEntry.objects.count() == before
    # An empty cell changes nothing.
    assert take(scene, book(line(scene, promise="", audience="企业"))) == TakenIn(changed=1)
    brand.refresh_from_db()
    assert (brand.promise, brand.audience) == ("融在一起", "企业")


def test_every_wrong_cell_is_told_and_nothing_written(scene: Scene) -> None:
    there = BrandFactory(family=scene.family, owner=scene.brand.owner, slug="there", name="在册")
    west = scene.city.districts[1].code
    content = book(
        line(scene, slug="one", family="没有的系列"),
        line(scene, slug="two", name="乙", owner="XX"),
        line(scene, slug="three", name="丙", parent="nowhere"),
        line(scene, slug="four", name="丁", audience="信教群众"),
        line(scene, slug="five", name="戊", status="运行中"),
        line(scene, slug="there", name="在册", owner=west),
        line(scene, slug="six", name="在册"),
        line(scene, slug="大写", name="己"),
        line(scene, slug="seven", name="庚"),
        line(scene, slug="seven", name="辛"),
    )
    count = Brand.objects.count()
    with pytest.raises(WrongCells) as refusal:
        take(scene, content)
    told = {error.cell: (error.sheet, error.value, error.reason) for error in refusal.value.errors}
    assert set(told) == {"C2", "E3", "D4", "H5", "F6", "E7", "B8", "A9", "A11"}
    assert told["E3"] == ("品牌", "XX", "没有这个代码的单位，请核对")
    assert "命名要有决定文件" in told["F6"][2]
    assert str(there.owner) in told["E7"][2]
    assert Brand.objects.count() == count
    with pytest.raises(UnreadableTable):
        take(scene, b"PK\x03\x04")


def test_a_file_that_went_out_comes_in_again_and_nothing_is_lost(scene: Scene) -> None:
    texts = {name: f"{name}：“一”\n=1+1\n　第三行" if "\n" in name or "features" in name else name for name in TEXTS}
    Brand.objects.update(**texts)
    sub = BrandFactory(family=scene.family, owner=scene.brand.owner, parent=scene.brand, status="draft")
    content = exported()
    assert take(scene, content) == TakenIn(unchanged=2)
    before = {brand.pk: given_of(brand) for brand in Brand.objects.all()}
    Brand.objects.update(**dict.fromkeys(TEXTS, "改过"))
    Brand.objects.filter(pk=sub.pk).update(name="改过的名称", parent=None, is_sample=True)
    assert take(scene, content) == TakenIn(changed=2)
    after = {brand.pk: given_of(brand) for brand in Brand.objects.all()}
    assert after[scene.brand.pk] == before[scene.brand.pk]
    assert (after[sub.pk].name, after[sub.pk].parent) == (before[sub.pk].name, before[sub.pk].parent)
    assert after[sub.pk].is_sample is False
    assert take(scene, content) == TakenIn(unchanged=2)


def test_who_may_bring_brands_in(scene: Scene) -> None:
    for by in (scene.keeper, scene.reviewer, scene.east, scene.west):
        with pytest.raises(NotAllowed):
            take(scene, book(line(scene)), by)
    assert Brand.objects.count() == 1


def test_a_brand_of_another_system_is_left_alone(scene: Scene) -> None:
    family = BrandFamilyFactory(category=BrandCategoryFactory(system=BrandSystemFactory(owner=scene.city.office)))
    other = BrandFactory(family=family, owner=scene.brand.owner, slug="other", name="别的体系")
    for changes, cell in (({"slug": "other"}, "A2"), ({"name": "别的体系"}, "B2")):
        with pytest.raises(WrongCells) as refusal:
            take(scene, book(line(scene, **changes)))
        assert [error.cell for error in refusal.value.errors] == [cell]
    other.refresh_from_db()
    assert (other.name, Brand.objects.count()) == ("别的体系", 2)


def test_the_empty_table_says_what_can_be_filled_in(scene: Scene) -> None:
    sheets = read_workbook(empty_sheet(scene.system), "空表.xlsx").sheets
    assert sheets["品牌"].rows == [[str(heading) for heading in HEADINGS.values()]]
    assert ["牵头单位代码", scene.brand.owner.code, scene.brand.owner.name] in sheets["可填内容"].rows
