from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.clock import Period, Rhythm, due_of, periods

YEAR = (date(2019, 1, 1), date(2019, 12, 31))


def labels(rhythm, starts, ends):
    return [period.label for period in periods(rhythm, starts, ends)]


def test_the_months_of_a_year():
    assert labels("monthly", *YEAR) == [f"{month}月" for month in range(1, 13)]
    assert periods("monthly", *YEAR)[1] == Period(date(2019, 2, 1), date(2019, 2, 28), "2月")


def test_pairs_of_months_and_quarters():
    assert labels("bimonthly", *YEAR) == ["1—2月", "3—4月", "5—6月", "7—8月", "9—10月", "11—12月"]
    assert labels("quarterly", *YEAR) == ["第一季度", "第二季度", "第三季度", "第四季度"]
    assert periods("quarterly", *YEAR)[2] == Period(date(2019, 7, 1), date(2019, 9, 30), "第三季度")


def test_weeks_are_iso_weeks():
    weeks = periods("weekly", *YEAR)
    assert weeks[0] == Period(date(2019, 1, 1), date(2019, 1, 6), "第1周")
    assert weeks[35] == Period(date(2019, 9, 2), date(2019, 9, 8), "第36周")
    assert weeks[-1] == Period(date(2019, 12, 30), date(2019, 12, 31), "2020年第1周")


def test_pairs_of_weeks_run_from_the_first_week():
    pairs = periods("fortnightly", date(2019, 9, 4), date(2019, 9, 30))
    assert pairs == [
        Period(date(2019, 9, 4), date(2019, 9, 15), "第36—37周"),
        Period(date(2019, 9, 16), date(2019, 9, 29), "第38—39周"),
        Period(date(2019, 9, 30), date(2019, 9, 30), "第40—41周"),
    ]


def test_a_span_over_new_year_names_the_years():
    assert labels("monthly", date(2019, 12, 1), date(2020, 1, 31)) == ["2019年12月", "2020年1月"]


def test_the_calendar_ends_with_the_year_9999():
    assert labels("quarterly", date(9999, 10, 1), date.max) == ["第四季度"]
    assert labels("weekly", date(9999, 12, 30), date.max) == ["第52周"]


def test_a_report_is_due_on_the_nth_working_day_after_the_period():
    september = periods("monthly", *YEAR)[8]
    assert due_of(september, 1).due == date(2019, 10, 8)
    assert due_of(september, 5).due == date(2019, 10, 12)


def test_wrong_spans_and_rhythms_are_refused():
    with pytest.raises(ValueError, match="before it starts"):
        periods("monthly", date(2019, 2, 1), date(2019, 1, 1))
    with pytest.raises(ValueError, match="hourly"):
        periods("hourly", *YEAR)


@given(st.sampled_from(list(Rhythm)), st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 1200))
def test_periods_cover_the_span_without_gap_or_overlap_under_names_of_their_own(rhythm, starts, length):
    ends = starts + timedelta(days=length)
    spans = periods(rhythm, starts, ends)
    assert spans[0].starts == starts
    assert spans[-1].ends == ends
    assert all(earlier.ends + timedelta(days=1) == later.starts for earlier, later in pairwise(spans))
    assert len({span.label for span in spans}) == len(spans)
