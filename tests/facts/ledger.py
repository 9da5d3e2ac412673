"""What the tests compare: kept totals with the ledger counted again."""

from __future__ import annotations

from typing import Any

from tongxin.facts.models import MonthlyTotal, SubjectTotal
from tongxin.facts.recount import recount

MONTH = ("subject_kind", "subject_id", "month", "kind_id", "organisation_id", "count", "total")
SUBJECT = ("subject_kind", "subject_id", "kind_id", "count", "total", "latest_quantity", "latest_on", "latest_fact_id")


def rows(months: Any, subjects: Any) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    return (
        sorted(tuple(getattr(row, name) for name in MONTH) for row in months),
        sorted(tuple(getattr(row, name) for name in SUBJECT) for row in subjects),
    )


def kept() -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    return rows(MonthlyTotal.objects.all(), SubjectTotal.objects.all())


def recounted() -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    return rows(*recount())
