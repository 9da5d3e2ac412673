import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.clock import (
    Calendar,
    ClockStopped,
    DayKind,
    Pause,
    add_working_days,
    is_working_day,
    working_days_between,
)
from tongxin.common.clock.calendar import PUBLISHED_YEARS

STARTS = st.dates(date(1995, 1, 1), date(2050, 12, 31))
COUNTS = st.integers(0, 400)


@st.composite
def ended_pauses(draw):
    begins = draw(st.dates(date(2018, 1, 1), date(2028, 12, 31)))
    return Pause(begins, begins + timedelta(days=draw(st.integers(0, 90))), "补正材料")


NEAR_STARTS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
PAUSES = st.lists(ended_pauses(), max_size=4)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2019, 8, 30), 1, date(2019, 9, 2)),
        (date(2019, 8, 30), 10, date(2019, 9, 16)),
        (date(2019, 9, 26), 2, date(2019, 9, 29)),
        (date(2019, 9, 27), 3, date(2019, 10, 8)),
        (date(2019, 1, 31), 3, date(2019, 2, 3)),
        (date(2019, 1, 31), 4, date(2019, 2, 11)),
        (date(2020, 1, 17), 5, date(2020, 1, 23)),
        (date(2020, 1, 17), 6, date(2020, 2, 3)),
        (date(2019, 10, 1), 0, date(2019, 10, 1)),
    ],
)
def test_due_dates_around_the_long_holidays(start, days, due):
    deadline = add_working_days(start, days)
    assert deadline.due == due
    assert not deadline.provisional


def test_the_sum_line_by_line():
    deadline = add_working_days(date(2019, 9, 11), 12, [Pause(date(2019, 9, 17), date(2019, 9, 18), "补正材料")])
    assert [(line.text, line.count) for line in deadline.lines] == [
        ("9月12日（周四） 第1个工作日", 1),
        ("9月13日至15日 中秋节，不计", 1),
        ("9月16日（周一） 第2个工作日", 2),
        ("9月17日至18日 暂停（补正材料），不计", 2),
        ("9月19日至20日 第3至4个工作日", 4),
        ("9月21日至22日 周末，不计", 4),
        ("9月23日至27日 第5至9个工作日", 9),
        ("9月28日（周六） 周末，不计", 9),
        ("9月29日（周日） 调休上班（国庆节），计", 10),
        ("9月30日（周一） 第11个工作日", 11),
        ("10月1日至7日 国庆节，不计", 11),
        ("10月8日（周二） 第12个工作日", 12),
    ]


def test_the_sum_in_sentences():
    assert add_working_days(date(2019, 8, 30), 22).explain() == [
        "自8月30日（周五）起算，9月2日（周一）为第1个工作日",
        "9月13日至15日 中秋节，不计",
        "9月29日（周日） 调休上班（国庆节），计",
        "10月1日至7日 国庆节，不计",
        "其余周六、周日共7天，不计",
        "第22个工作日为10月8日（周二），当日截止",
    ]


def test_no_days_are_due_at_once():
    assert add_working_days(date(2019, 8, 30), 0).explain() == ["自8月30日（周五）起算", "当日截止"]


def test_another_year_is_written_out():
    assert add_working_days(date(2018, 12, 27), 3).explain() == [
        "自12月27日（周四）起算，12月28日（周五）为第1个工作日",
        "12月29日（周六） 调休上班（元旦），计",
        "12月30日至2019年1月1日 元旦，不计",
        "第3个工作日为2019年1月2日（周三），当日截止",
    ]


def test_a_year_without_published_holidays_is_provisional_and_says_so():
    year = max(PUBLISHED_YEARS) + 1
    deadline = add_working_days(date(year, 3, 1), 10)
    assert deadline.provisional
    assert f"系统尚无{year}年的节假日安排，暂只除去周末，公布后可能变动" in deadline.explain()
    assert {line.kind for line in deadline.lines} == {DayKind.WORKING, DayKind.WEEKEND}


@pytest.mark.parametrize(("due_day", "provisional"), [(25, False), (31, True)])
def test_the_last_days_of_the_last_published_year_may_still_move(due_day, provisional):
    year = max(PUBLISHED_YEARS)
    days = working_days_between(date(year, 12, 1), date(year, 12, due_day))
    assert add_working_days(date(year, 12, 1), days).provisional is provisional


def test_an_open_pause_stops_the_clock():
    deadline = add_working_days(date(2019, 9, 2), 10, [Pause(date(2019, 9, 5), None, "等候上级批复")])
    assert deadline.is_stopped
    with pytest.raises(ClockStopped):
        _ = deadline.due
    assert deadline.lines[-1].text == "9月5日（周四）起 暂停（等候上级批复），尚未恢复"
    assert deadline.explain()[-1] == "已计2个工作日，余8个，恢复后续算"


def test_an_open_pause_after_the_due_date_changes_nothing():
    assert add_working_days(date(2019, 9, 2), 3, [Pause(date(2019, 9, 6), None, "等候")]).due == date(2019, 9, 5)


def test_an_open_pause_on_the_start_day_lets_nothing_count():
    deadline = add_working_days(date(2019, 9, 2), 3, [Pause(date(2019, 8, 1), None, "等候")])
    assert deadline.is_stopped
    assert [(line.begins, line.ends, line.count) for line in deadline.lines] == [(date(2019, 9, 3), None, 0)]


def test_local_days_explain_themselves():
    local = Calendar(closed={date(2019, 9, 4): "台风停工"}, opened={date(2019, 9, 7): "补班"})
    deadline = add_working_days(date(2019, 9, 2), 4, calendar=local)
    assert deadline.due == date(2019, 9, 7)
    assert "9月4日（周三） 本地安排不上班（台风停工），不计" in deadline.explain()
    assert "9月7日（周六） 本地安排上班（补班），计" in deadline.explain()


def test_a_reversed_pause_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        Pause(date(2019, 9, 5), date(2019, 9, 4), "补正材料")


def test_days_cannot_be_negative():
    with pytest.raises(ValueError, match="-1 working days"):
        add_working_days(date(2019, 9, 5), -1)


def test_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="beyond the calendar"):
        add_working_days(date(9999, 12, 1), 100)


def test_a_long_span_costs_no_more_than_its_years():
    add_working_days(date(2000, 1, 1), 24_000)
    began = time.perf_counter()
    for _ in range(1000):
        add_working_days(date(2000, 1, 1), 24_000)
    assert time.perf_counter() - began < 1


@given(STARTS, COUNTS)
def test_adding_and_counting_are_inverse(start, days):
    assert working_days_between(start, add_working_days(start, days).due) == days


@given(STARTS, st.integers(1, 400))
def test_something_is_due_on_a_working_day_after_its_start(start, days):
    due = add_working_days(start, days).due
    assert due > start
    assert is_working_day(due)


@given(STARTS, COUNTS, COUNTS)
def test_more_days_are_due_later(start, fewer, more):
    fewer, more = sorted((fewer, more))
    assert (add_working_days(start, fewer).due < add_working_days(start, more).due) == (fewer < more)


@given(NEAR_STARTS, st.integers(0, 200), COUNTS, PAUSES)
def test_a_later_start_is_never_due_earlier(start, later_by, days, pauses):
    later = start + timedelta(days=later_by)
    assert add_working_days(start, days, pauses).due <= add_working_days(later, days, pauses).due


@given(NEAR_STARTS, COUNTS, PAUSES, ended_pauses())
def test_a_pause_never_shortens(start, days, pauses, another):
    assert add_working_days(start, days, pauses).due <= add_working_days(start, days, [*pauses, another]).due


@given(NEAR_STARTS, COUNTS, PAUSES)
def test_the_lines_tell_every_day_once_and_come_to_the_sum(start, days, pauses):
    deadline = add_working_days(start, days, pauses)
    told = [
        line.begins + timedelta(days=n) for line in deadline.lines for n in range(line.days) if line.ends is not None
    ]
    assert told == [start + timedelta(days=n) for n in range(1, (deadline.due - start).days + 1)]
    assert sum(line.days for line in deadline.lines if line.kind.counts) == days
    assert [line.count for line in deadline.lines][-1:] in ([], [days])


@given(STARTS, COUNTS)
def test_provisional_is_just_when_a_year_is_unpublished(start, days):
    deadline = add_working_days(start, days)
    counted = {start + timedelta(days=n) for n in range(1, (deadline.due - start).days + 1)}
    unknown = {day for day in counted if day.year not in PUBLISHED_YEARS}
    at_the_edge = (deadline.due.month, deadline.due.day) >= (12, 28) and deadline.due.year + 1 not in PUBLISHED_YEARS
    assert deadline.provisional == (bool(unknown) or (bool(counted) and at_the_edge))
