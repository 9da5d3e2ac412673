"""Every valid number is found wherever it stands; ordinary figures, dates, amounts and document numbers are not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.guards import Kind, find_personal
from tongxin.common.guards.personal import PROVINCES, check_character, is_bank_card, is_identity_card

PROSE = st.sampled_from(["", "同志，", "说明：", "（", "请联系", "。\n", "证件 ", "A、", "：", "于2019年3月28日，"])
AFTER = st.sampled_from(["", "。", "，谢谢", "）", "\n第二行", " 收", "、B"])
GAPS = st.sampled_from(["", " ", "-", "\u3000", "－"])


def wide(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one.isascii() and one.isalnum() else one for one in text)


@st.composite
def identity_cards(draw: st.DrawFn) -> str:
    born = date(1900, 1, 1) + timedelta(days=draw(st.integers(0, 45_000)))
    first = draw(st.sampled_from(sorted(PROVINCES))) + f"{draw(st.integers(0, 9999)):04d}{born:%Y%m%d}"
    first += f"{draw(st.integers(0, 999)):03d}"
    return first + check_character(first)


@st.composite
def bank_cards(draw: st.DrawFn) -> str:
    first = "62" + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=13, max_size=16)))
    for last in "0123456789":
        if is_bank_card(first + last):
            return first + last
    return "6222021001116245702"


@given(identity_cards(), PROSE, AFTER, st.booleans(), st.booleans())
def test_every_identity_card_is_found(number: str, before: str, after: str, is_wide: bool, is_small: bool) -> None:
    written = wide(number) if is_wide else number.lower() if is_small else number
    [found] = [one for one in find_personal(before + written + after) if one.kind == Kind.IDENTITY_CARD]
    assert (found.start, found.end) == (len(before), len(before) + 18)
    assert number[3:16] not in found.excerpt


@given(identity_cards(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_no_identity_card(number: str, place: int, by: int) -> None:
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert not is_identity_card(wrong)


@given(bank_cards(), PROSE, AFTER, st.booleans())
def test_every_bank_card_is_found_in_groups_of_four_too(number: str, before: str, after: str, grouped: bool) -> None:
    written = " ".join(number[at : at + 4] for at in range(0, len(number), 4)) if grouped else number
    if is_identity_card(number):
        return
    assert [one.kind for one in find_personal(before + written + after)] == [Kind.BANK_CARD]


@given(st.sampled_from("3456789"), st.integers(0, 10**9 - 1), PROSE, AFTER, GAPS, st.sampled_from(["", "+86", "86 "]))
def test_every_mobile_number_is_found(second: str, rest: int, before: str, after: str, gap: str, country: str) -> None:
    number = f"1{second}{rest:09d}"
    written = country + gap.join((number[:3], number[3:7], number[7:]))
    assert [one.kind for one in find_personal(before + written + after)] == [Kind.MOBILE]


@given(st.sampled_from(["010", "021", "0519", "0755"]), st.integers(2_000_000, 8_999_999), GAPS, PROSE, AFTER)
def test_every_landline_is_found_unless_an_institution_gives_it_out(
    area: str, rest: int, gap: str, before: str, after: str
) -> None:
    text = f"{before}{area}{gap}{rest}{after}"
    assert [one.kind for one in find_personal(text)] == [Kind.LANDLINE]
    assert find_personal(text, published=[f"{area}-{rest}"]) == []


@given(
    st.lists(
        st.one_of(
            st.dates(date(1900, 1, 1), date(2099, 12, 31)).flatmap(
                lambda day: st.sampled_from([day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y.%m.%d}", f"{day:%Y年%m月%d日}"])
            ),
            st.integers(0, 99_999_999).map(str),
            st.integers(0, 10**13).map(lambda number: f"{number:,}"),
            st.integers(0, 10**13).map(lambda number: f"{number}元"),
            st.decimals(Decimal(0), Decimal(10**9), places=2).map(lambda number: f"{number}万元"),
            st.tuples(st.integers(1980, 2099), st.integers(1, 400)).map(lambda pair: f"常统发〔{pair[0]}〕{pair[1]}号"),
            st.tuples(st.integers(1980, 2098), st.integers(1, 9)).map(lambda pair: f"{pair[0]}-{pair[0] + 1}年第{pair[1]}期"),
            st.integers(0, 100).map(lambda number: f"{number}%"),
            st.sampled_from(["91320400MA1N2B3C4D", "GB/T 9704-2012", "12345热线", "110", "12345", "第7届", "2019—2021年", "3:30—5:00"]),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_ordinary_figures_are_left_alone(parts: list[str]) -> None:
    assert find_personal("；".join(parts)) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("联系电话：86680000", [Kind.LANDLINE]),
        ("电话(白天)：86680000", [Kind.LANDLINE]),
        ("服务 86680000 次", []),
        ("全年接待 13812345678 人次", []),
        ("传真 0519－86680000，手机 138 1234 5678。", [Kind.LANDLINE, Kind.MOBILE]),
        ("ISBN 978-7-5325-1234-5", []),
        ("第 320411198001010001 号", []),
        ("家住延陵西路12号3幢402室", [Kind.HOME]),
        ("翠竹新村15幢甲单元201室", [Kind.HOME]),
        ("某某花园3-2-402", [Kind.HOME]),
        ("荷花池公寓 5 幢 2 单元", [Kind.HOME]),
        ("南门村12号1室", [Kind.HOME]),
        ("青果巷82号", []),
        ("位于延陵西路12号", []),
        ("走访某村120户", []),
        ("帮扶3组12户，共15室", []),
        ("小区10-15岁儿童", []),
        ("", []),
    ],
)
def test_by_example(text: str, kinds: list[Kind]) -> None:
    assert [one.kind for one in find_personal(text)] == kinds


def test_an_offices_address_is_left_alone_where_it_is_given_out() -> None:
    text = "请到龙城大道1280号1号楼402室领取。"
    assert [one.kind for one in find_personal(text)] == [Kind.HOME]
    assert find_personal(text, published=["龙城大道1280号1号楼 402室"]) == []


def test_a_finding_shows_where_and_what_to_do_and_not_the_number() -> None:
    [found] = find_personal("请打 13812345678。")
    assert (found.start, found.end, found.excerpt) == (3, 14, "138******78")
    assert "固定电话" in str(found.remedy)
    assert str(found) == "手机号 138******78"


@given(st.text(max_size=400))
def test_any_text_is_read_and_places_fit(text: str) -> None:
    for one in find_personal(text):
        assert 0 <= one.start < one.end <= len(text)
