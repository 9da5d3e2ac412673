from __future__ import annotations

import pytest
from django.db import connection

from tests.bench.facts_scale import LAST_YEAR, measure, programme_of, projects_of
from tests.facts.ledger import kept, recounted
from tongxin.facts.models import Fact, FactSubject, MonthlyTotal
from tongxin.facts.selectors import by_unit_and_month, totals_for

pytestmark = pytest.mark.django_db


def test_ten_years_of_facts_cost_a_board_no_query_more_and_no_row_more() -> None:
    measured = measure(scale=0.003, repeats=2)
    assert measured.facts == (300, 3000)
    assert Fact.objects.count() == 3000
    assert [read.queries for read in measured.reads] == [(1, 1), (1, 1)]
    assert sum(total.count for kinds in totals_for(projects_of(LAST_YEAR)).values() for total in kinds.values()) == 300
    assert sum(row.count for row in by_unit_and_month(programme_of(LAST_YEAR))) == 300
    assert kept() == recounted()


def test_the_board_reads_totals_by_their_index_and_never_the_ledger() -> None:
    measure(scale=0.003, repeats=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    year = MonthlyTotal.objects.filter(subject_kind="bench.programme", subject_id=str(LAST_YEAR)).order_by()
    plan = year.explain()
    # SQLite names the index of a unique constraint itself.
    assert "monthly_total_once" in plan or "sqlite_autoindex_facts_monthlytotal_1 (subject_kind=? AND" in plan
    assert Fact._meta.db_table not in plan
    assert FactSubject._meta.db_table not in plan
