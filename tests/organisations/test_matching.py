from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import City
from tests.factories import UnitFactory
from tongxin.organisations import actions
from tongxin.organisations.matching import Match, UnitIndex, match_unit, plain
from tongxin.organisations.models import Unit


@pytest.fixture
def departments(city: City) -> dict[str, Unit]:
    """What a real document of such a city names."""
    names = {
        "united": "中共示例市委统一战线工作部",
        "tourism": "示例市文化广电和旅游局",
        "agriculture": "示例市农业农村局",
        "overseas": "示例市归国华侨联合会",
        "industry": "示例市工业和信息化局",
        "industrialists": "示例市工商业联合会",
    }
    made = {key: UnitFactory(parent=city.office, name=name) for key, name in names.items()}
    actions.add_alias(by=None, unit=made["united"], alias="市委统战部")
    actions.add_alias(by=None, unit=made["overseas"], alias="市侨联")
    actions.add_alias(by=None, unit=made["industrialists"], alias="工商联")
    return made


def found(match: Match) -> tuple[str | None, str]:
    return (match.unit.name if match.unit else None, match.how)


@pytest.mark.parametrize(
    ("text", "unit", "how", "is_warned"),
    [
        ("示例市农业农村局", "示例市农业农村局", "exact", False),
        ("示例市 農業農村局", "示例市农业农村局", "exact", False),
        ("Ａ０２", "示例市商务局", "exact", False),
        ("市发改委", "示例市发展和改革委员会", "exact", False),
        ("市委统战部", "中共示例市委统一战线工作部", "alias", False),
        ("市委統戰部", "中共示例市委统一战线工作部", "alias", False),
        ("工商联", "示例市工商业联合会", "alias", False),
        ("市工商联", "示例市工商业联合会", "alias", True),
        ("侨联", "示例市归国华侨联合会", "alias", True),
        ("农业农村局", "示例市农业农村局", "alias", True),
        ("市农业农村局", "示例市农业农村局", "alias", True),
        ("文化广电和旅游局", "示例市文化广电和旅游局", "alias", True),
        ("发改委", "示例市发展和改革委员会", "alias", True),
        ("文广旅局", "示例市文化广电和旅游局", "alias", True),
        ("示例市文化广电旅游局", "示例市文化广电和旅游局", "alias", True),
        ("统战部", "中共示例市委统一战线工作部", "alias", True),
        ("示例市文化广播和旅游局", "示例市文化广电和旅游局", "nearest", True),
        ("示例市工业与信息化局", "示例市工业和信息化局", "nearest", True),
        ("联合国秘书处", None, "none", True),
        ("局", None, "none", True),
        ("  ", None, "none", True),
    ],
)  # fmt: skip
def test_names_as_documents_write_them(
    departments: dict[str, Unit], text: str, unit: str | None, how: str, is_warned: bool
) -> None:
    match = match_unit(text)
    assert found(match) == (unit, how), match
    assert bool(match.warning) is is_warned


def test_a_former_name_leads_to_the_unit_and_says_so(city: City) -> None:
    actions.rename_unit(by=None, unit=city.departments[1], name="示例市商贸局")
    match = match_unit("示例市商务局")
    assert found(match) == ("示例市商贸局", "former")
    assert match.warning == "“示例市商务局”是曾用名，现名“示例市商贸局”。"


def test_a_merged_unit_leads_to_the_one_that_carries_on(city: City) -> None:
    commerce, reform = city.departments[1], city.departments[0]
    actions.merge_units(by=None, source=commerce, into=reform)
    match = match_unit("示例市商务局")
    assert found(match) == ("示例市发展和改革委员会", "exact")
    assert match.warning == "“示例市商务局”已并入“示例市发展和改革委员会”。"
    actions.close_unit(by=None, unit=city.chamber)
    closed = match_unit("示例市商会")
    assert found(closed) == ("示例市商会", "exact")
    assert closed.warning == "“示例市商会”已撤销，请改选现有单位。"


def test_of_two_units_of_one_name_none_is_guessed(city: City) -> None:
    east, west = (UnitFactory(parent=district, name="商务局") for district in city.districts)
    match = match_unit("商务局")
    assert found(match) == (None, "none")
    assert match.candidates == (east, west)
    assert match.warning == "“商务局”有 2 个同名单位（东区商务局、西区商务局），请选定是哪一个。"
    assert found(match_unit("商务局", near=city.streets[2])) == ("商务局", "exact")
    assert match_unit("商务局", near=Unit.objects.get(pk=city.streets[2].pk)).unit == west
    actions.close_unit(by=None, unit=west)
    assert match_unit("商务局").unit == east


def test_what_is_not_found_comes_with_the_nearest(departments: dict[str, Unit]) -> None:
    match = match_unit("示例市科技工作局")
    assert match.unit is None
    assert 0 < len(match.candidates) <= 5
    assert match.warning == "没有找到“示例市科技工作局”，请从单位树里选，或先登记这个单位。"


def test_an_index_is_built_with_two_queries_and_asks_no_more(
    departments: dict[str, Unit], django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        index = UnitIndex()
        for text in ("市委统战部", "农业农村局", "商务局", "没有的单位"):
            index.match(text)


WORDS = "发展改革商务教育卫生健康民政财政交通水利农业文化旅游体育统计审计税务市场监督生态环境应急住房城乡建设自然资源"


def sample_index(size: int) -> UnitIndex:
    """Units that were never stored: an index needs no database."""
    units = []
    for number in range(size):
        at = (number * 7) % len(WORDS)
        name = f"第{number}{(WORDS + WORDS)[at : at + 6]}局"
        units.append(Unit(pk=number + 1, name=name, code=f"C{number}", path=f"0001{number:04d}", depth=2))
    return UnitIndex(units, [])


def test_two_thousand_names_against_five_hundred_units() -> None:
    index = sample_index(500)
    asked = [f"第{number % 500}{WORDS[number % 40 : number % 40 + 5]}局" for number in range(2000)]
    began = time.perf_counter()
    answers = [index.match(text) for text in asked]
    assert time.perf_counter() - began < 5
    assert len(answers) == 2000


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    match = INDEX.match(text)
    assert (match.unit is None) == (match.how == "none")
    assert match.how in {"exact", "former", "alias", "nearest", "none"}
    if match.how in {"nearest", "none"}:
        assert match.warning
    assert len(match.candidates) <= 5


@given(st.integers(0, 99))
def test_every_name_finds_its_own_unit(number: int) -> None:
    unit = Unit(pk=number + 1, name="")
    name = next(one for one in INDEX._units.values() if one.pk == unit.pk).name
    match = INDEX.match(name)
    assert (match.unit, match.how, match.warning) == (unit, "exact", "")


INDEX = sample_index(100)


def test_names_are_compared_without_what_does_not_matter() -> None:
    assert plain("（示例） 市・發展改革委　") == plain("示例市发展改革委")


def test_every_unit_of_a_city_is_found_by_its_name(city: City) -> None:
    index = UnitIndex()
    for unit in city.units:
        assert index.match(unit.name, near=city.office).unit == unit
