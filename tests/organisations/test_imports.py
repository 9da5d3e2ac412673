from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from tests.conftest import City
from tests.factories import UserFactory
from tongxin.common.errors import NotAllowed
from tongxin.common.models import AuditEntry
from tongxin.common.tables import UnreadableTable, WrongCells
from tongxin.organisations import selectors
from tongxin.organisations.imports import UnitsImported, import_units
from tongxin.organisations.models import Unit

HEADINGS = ("单位代码", "单位名称", "简称", "类别", "上级单位代码", "别称")
Cells = tuple[str | None, ...]


def workbook(*rows: Cells, headings: Cells = HEADINGS) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "单位"
    for row in (headings, *rows):
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(*rows: Cells) -> UnitsImported:
    return import_units(by=None, content=workbook(*rows), name="单位.xlsx")


def wrong(*rows: Cells) -> list[str]:
    before = (Unit.objects.count(), AuditEntry.objects.count())
    with pytest.raises(WrongCells) as refused:
        take(*rows)
    assert (Unit.objects.count(), AuditEntry.objects.count()) == before
    return [str(error) for error in refused.value.errors]


CITY: tuple[Cells, ...] = (
    # A lower unit may stand before the one above it.
    ("S", "示例街道", None, "镇（街道）", "D", None),
    ("D", "示例区", None, "辖市区", "R", "城中、老城"),
    ("R", "示例市统筹办公室", "统筹办", "协调机构", None, None),
    ("P", "示例党派市委员会", None, "党派组织", "R", None),
)


@pytest.mark.django_db
def test_a_city_from_a_sheet() -> None:
    assert take(*CITY) == UnitsImported(created=4, changed=0, unchanged=0)
    street = Unit.objects.get(code="S")
    assert [unit.code for unit in street.get_ancestors()] == ["R", "D"]
    assert (street.kind, Unit.objects.get(code="R").short_name) == ("street", "统筹办")
    assert selectors.find_units("老城") == [Unit.objects.get(code="D")]
    assert Unit.find_problems() == ([], [], [], [], [])


@pytest.mark.django_db
def test_the_same_sheet_twice_changes_nothing() -> None:
    take(*CITY)
    rows = AuditEntry.objects.count()
    assert take(*CITY) == UnitsImported(created=0, changed=0, unchanged=4)
    assert AuditEntry.objects.count() == rows


@pytest.mark.django_db
def test_a_later_sheet_renames_moves_and_adds_names() -> None:
    take(*CITY)
    done = take(("S", "示例新街道", None, None, "R", None), ("D", "示例区", None, None, None, "新城；老城"))
    assert done == UnitsImported(created=0, changed=2, unchanged=0)
    street = Unit.objects.get(code="S")
    assert (street.name, street.kind, street.get_parent().code) == ("示例新街道", "street", "R")
    assert selectors.find_units("示例街道") == [street]
    names = {row.name for row in Unit.objects.get(code="D").names.all()}
    assert names == {"示例区", "城中", "老城", "新城"}


@pytest.mark.django_db
def test_a_circle_in_the_sheet_is_named_with_its_cell() -> None:
    rows: tuple[Cells, ...] = (
        ("R", "示例市", None, None, None, None),
        ("A", "甲局", None, None, "B", None),
        ("B", "乙局", None, None, "C", None),
        ("C", "丙局", None, None, "A", None),
        ("E", "戊局", None, None, "E", None),
        ("F", "己局", None, None, "A", None),
    )
    assert wrong(*rows) == [
        "工作表“单位”E3“B”：上下级形成循环：A → B → C → A，请改正其中一个上级。",
        "工作表“单位”E6“E”：上下级形成循环：E → E，请改正其中一个上级。",
    ]


@pytest.mark.django_db
def test_a_circle_that_closes_through_the_tree_is_found_too() -> None:
    take(*CITY)
    assert wrong(("D", "示例区", None, None, "S", None)) == [
        "工作表“单位”E2“S”：上下级形成循环：D → S → D，请改正其中一个上级。"
    ]
    # Both ends moved in one sheet: no circle remains.
    take(("S", "示例街道", None, None, "R", None), ("D", "示例区", None, None, "S", None))
    assert [unit.code for unit in Unit.objects.get(code="D").get_ancestors()] == ["R", "S"]


@pytest.mark.django_db
def test_all_wrong_cells_are_told_at_once() -> None:
    assert wrong(
        ("R", "示例市", None, "王国", None, None),
        (None, "无码局", None, None, "R", None),
        ("A", None, None, None, "R", None),
    ) == [
        "工作表“单位”D2“王国”：不在可选范围内，可选：协调机构、部门、辖市区、镇（街道）、党派组织、团体、商会、协会、其他。",
        "工作表“单位”A3：“单位代码”必须填写。",
        "工作表“单位”B4：“单位名称”必须填写。",
    ]
    assert wrong(("R", "示例市", None, None, "X", None)) == [
        "工作表“单位”E2“X”：表里和系统里都没有这个代码的单位，请核对，或先在表里加上这个上级单位。"
    ]


@pytest.mark.django_db
def test_what_an_action_refuses_is_told_at_its_cell() -> None:
    assert wrong(
        ("R", "示例市", None, None, None, None),
        ("A", "甲局", None, None, "R", None),
        ("B", "甲局", None, None, "R", None),
        ("C", "丙处", None, None, "B", None),
    ) == ["工作表“单位”B4“甲局”：同一上级单位下已有“甲局”，请核对是否重复登记。"]


def test_only_who_may_administer_imports(city: City) -> None:
    with pytest.raises(NotAllowed):
        import_units(by=UserFactory(), content=workbook(("N", "新局", None, None, "A", None)), name="单位.xlsx")
    assert not Unit.objects.filter(code="N").exists()


@pytest.mark.django_db
def test_a_file_that_is_no_workbook() -> None:
    with pytest.raises(UnreadableTable):
        import_units(by=None, content=b"", name="空.xlsx")
