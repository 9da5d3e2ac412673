from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.errors import Invalid
from tongxin.places.hours import Span, hours_lines, open_state, parse_hours, spans_on

ZONE = ZoneInfo("Asia/Shanghai")
USUAL = "周二至周日 9:00–11:30、13:30–17:00"


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZONE)  # type: ignore[misc]


@dataclass(frozen=True)
class Closed:
    starts_on: date
    ends_on: date
    reason: str


def test_a_line_is_read() -> None:
    spans = parse_hours(USUAL)
    assert len(spans) == 12
    assert spans[0] == Span("", "", 1, time(9), time(11, 30))
    assert {span.weekday for span in spans} == {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("每天 8:30-17:00", [0, 1, 2, 3, 4, 5, 6]),
        ("工作日 08：30~17：00", [0, 1, 2, 3, 4]),
        ("周六、周日 9:00—16:00", [5, 6]),
        ("周六至周一 9:00至16:00", [0, 5, 6]),
        ("星期三 9:00-12:00", [2]),
    ],
)
def test_ways_to_say_it(text: str, days: list[int]) -> None:
    assert [span.weekday for span in parse_hours(text)] == days


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("随时", "看不懂这一行：“随时”"),
        ("周二至周日", "看不懂"),
        ("9:00-17:00", "看不懂"),
        ("周二 9:00-17:00 请走后门", "看不懂"),
        ("周二 25:00-26:00", "钟点不对"),
        ("周二 17:00-9:00", "关门不晚于开门"),
        ("2月30日至3月1日 每天 9:00-10:00", "没有这一天"),
        ("周二 9:00-12:00\n周一至周三 11:00-17:00", "周二的两段时间重叠：09:00–12:00 与 11:00–17:00"),
        ("7月1日至8月31日 每天 8:00-9:00\n8月1日至9月1日 每天 8:00-9:00", "两段季节重叠"),
    ],
)
def test_what_cannot_hold_is_named(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refusal:
        parse_hours(text)
    assert refusal.value.field == "hours"


TIMES = st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=2, max_size=6, unique=True)


@given(st.dictionaries(st.integers(0, 6), TIMES), st.sampled_from([("", ""), ("07-01", "08-31"), ("11-15", "02-29")]))
def test_what_is_written_is_read_again(days: dict[int, list[time]], season: tuple[str, str]) -> None:
    spans = sorted(
        Span(*season, day, *pair)
        for day, times in days.items()
        for pair in zip(sorted(times)[::2], sorted(times)[1::2], strict=False)
    )
    assert parse_hours("\n".join(hours_lines(spans))) == spans


def test_lines_gather_days() -> None:
    assert hours_lines(parse_hours(USUAL)) == ["周二至周日 09:00–11:30、13:30–17:00"]
    assert hours_lines(parse_hours("周一 9:00-12:00\n周三 9:00-12:00\n周四 9:00-12:00")) == [
        "周一 09:00–12:00",
        "周三至周四 09:00–12:00",
    ]


def test_open_now_and_when_again() -> None:
    rows = parse_hours(USUAL)
    # 2019-09-12 is a Thursday.
    state = open_state(at(2019, 9, 12, 10, 0), rows, [])
    assert state is not None
    assert (state.is_open, state.until) == (True, time(11, 30))
    noon = open_state(at(2019, 9, 12, 12, 0), rows, [])
    assert noon is not None
    assert (noon.is_open, noon.opens_next) == (False, at(2019, 9, 12, 13, 30))
    # Closing time is closed; Sunday evening leads to Tuesday, Monday being shut.
    evening = open_state(at(2019, 9, 15, 17, 0), rows, [])
    assert evening is not None
    assert (evening.is_open, evening.opens_next) == (False, at(2019, 9, 17, 9, 0))


def test_a_closure_goes_before_the_hours() -> None:
    rows = parse_hours(USUAL)
    closed = Closed(date(2019, 9, 12), date(2019, 9, 13), "内部维修")
    state = open_state(at(2019, 9, 12, 10, 0), rows, [closed])
    assert state is not None
    assert (state.is_open, state.closed_for, state.today) == (False, "内部维修", ())
    assert state.opens_next == at(2019, 9, 14, 9, 0)
    assert open_state(at(2019, 9, 12, 10, 0), [], []) is None


def test_a_season_replaces_the_rest() -> None:
    rows = parse_hours("每天 9:00-17:00\n12月1日至2月29日 周六 10:00-15:00")
    assert spans_on(date(2019, 11, 30), rows) == ((time(9), time(17)),)
    assert spans_on(date(2019, 12, 7), rows) == ((time(10), time(15)),)
    assert spans_on(date(2020, 2, 3), rows) == ()
