from datetime import UTC, date, datetime, timedelta

import pytest
from chinese_calendar import constants
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common import clock
from tongxin.common.clock import Calendar, DayKind
from tongxin.common.clock.calendar import HOLIDAY_NAMES

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("begins", "ends", "free"),
    [
        # 国办发明电〔2018〕15号: National Day 2019 is 1 to 7 October; 29 September and 12 October are worked.
        (date(2019, 9, 27), date(2019, 10, 14), ["0928", "1001-1007", "1013"]),
        # Spring Festival 2019 is 4 to 10 February; 2 and 3 February are worked.
        (date(2019, 1, 28), date(2019, 2, 12), ["0204-0210"]),
        # Spring Festival 2020, prolonged to 2 February (国办发明电〔2020〕1号); 19 January is worked. The Saturday 1
        # February, a make-up day at first, is free after the prolongation.
        (date(2020, 1, 13), date(2020, 2, 7), ["0118", "0124-0202"]),
        # The notice of 2019 reaches back: Saturday 29 December 2018 is worked for the 31st.
        (date(2018, 12, 28), date(2019, 1, 2), ["1230-0101"]),
    ],
)
def test_the_published_holidays_are_exact(begins, ends, free):
    runs: list[list[date]] = []
    day = begins
    while day <= ends:
        if not clock.is_working_day(day):
            if runs and runs[-1][-1] == day - timedelta(days=1):
                runs[-1].append(day)
            else:
                runs.append([day])
        day += timedelta(days=1)
    assert [f"{run[0]:%m%d}" + (f"-{run[-1]:%m%d}" if len(run) > 1 else "") for run in runs] == free


def test_a_day_names_its_holiday_in_chinese():
    assert clock.NATIONAL.day(date(2019, 9, 13)) == clock.Day(date(2019, 9, 13), DayKind.HOLIDAY, "中秋节")
    assert clock.NATIONAL.day(date(2019, 9, 29)) == clock.Day(date(2019, 9, 29), DayKind.MAKE_UP, "国庆节")
    assert clock.NATIONAL.day(date(2019, 9, 28)) == clock.Day(date(2019, 9, 28), DayKind.WEEKEND)
    assert clock.NATIONAL.day(date(2019, 9, 30)) == clock.Day(date(2019, 9, 30), DayKind.WORKING)


def test_every_published_holiday_has_a_name_of_ours():
    assert {*constants.holidays.values(), *constants.workdays.values()} <= HOLIDAY_NAMES.keys()


def test_local_days_stand_over_national_ones():
    local = Calendar(closed={date(2019, 9, 30): "台风停工"}, opened={date(2019, 9, 28): "统一加班"})
    assert not clock.is_working_day(date(2019, 9, 30), calendar=local)
    assert clock.is_working_day(date(2019, 9, 28), calendar=local)
    assert local.day(date(2019, 9, 30)).name == "台风停工"
    assert clock.is_working_day(date(2019, 9, 30))


def test_a_day_cannot_be_both_closed_and_opened():
    with pytest.raises(ValueError, match="2019-09-30"):
        Calendar(closed={date(2019, 9, 30): "停工"}, opened={date(2019, 9, 30): "加班"})


def test_working_days_of_the_year_2019():
    # 2019 had 250 working days (52 weeks x 5 + 1, less the 11 public holidays).
    assert clock.working_days_between(date(2018, 12, 31), date(2019, 12, 31)) == 250
    assert clock.working_days_between(date(2019, 12, 31), date(2018, 12, 31)) == -250


def test_nth_and_last_working_day_of_a_month():
    assert clock.nth_working_day(2019, 10, 1) == date(2019, 10, 8)
    assert clock.nth_working_day(2019, 10, 5) == date(2019, 10, 12)
    assert clock.nth_working_day(2019, 1, 1) == date(2019, 1, 2)
    assert clock.last_working_day(2019, 9) == date(2019, 9, 30)
    assert clock.last_working_day(2019, 8) == date(2019, 8, 30)
    assert clock.last_working_day(2020, 1) == date(2020, 1, 23)


@pytest.mark.parametrize("n", [0, -1, 24])
def test_a_month_has_no_such_working_day(n):
    with pytest.raises(ValueError, match="2019-09 has 21 working days"):
        clock.nth_working_day(2019, 9, n)


def test_there_is_no_thirteenth_month():
    with pytest.raises(ValueError, match="no month 2019-13"):
        clock.nth_working_day(2019, 13, 1)


def test_a_month_closed_altogether_has_no_last_working_day():
    shut = Calendar(closed={date(2019, 9, day): "停工" for day in range(1, 31)})
    with pytest.raises(ValueError, match="2019-09 has no working day"):
        clock.last_working_day(2019, 9, calendar=shut)


def test_overdue_counts_working_days_after_the_due_date():
    due = date(2019, 9, 30)
    assert clock.overdue_by(due, date(2019, 9, 29)) == 0
    assert clock.overdue_by(due, due) == 0
    assert clock.overdue_by(due, date(2019, 10, 7)) == 0
    assert clock.overdue_by(due, date(2019, 10, 8)) == 1
    assert clock.overdue_by(due, date(2019, 10, 12)) == 5


def test_today_is_the_date_of_the_office(monkeypatch):
    late_evening_in_utc = datetime(2019, 8, 30, 17, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: late_evening_in_utc)
    with override_settings(TIME_ZONE="Asia/Shanghai"):
        assert clock.today() == date(2019, 8, 31)


@given(DAYS, DAYS)
def test_counting_is_adding_up_day_by_day(a, b):
    a, b = min(a, b), min(max(a, b), min(a, b) + timedelta(days=900))
    one_by_one = sum(clock.is_working_day(a + timedelta(days=n)) for n in range(1, (b - a).days + 1))
    assert clock.working_days_between(a, b) == one_by_one


@given(DAYS, DAYS, DAYS)
def test_spans_add_up(a, b, c):
    assert clock.working_days_between(a, b) + clock.working_days_between(b, c) == clock.working_days_between(a, c)
