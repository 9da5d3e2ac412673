"""Several counts in one query, for numbers that stand on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value


def numbers_of(rows: Mapping[str, QuerySet[Any]]) -> Counter[str]:
    """How many rows each of the querysets has, by its name; one query. A name that nothing is found for counts 0."""
    if not rows:
        return Counter()
    first, *others = (
        found.order_by()
        .values(waits_as=Value(kind, output_field=CharField()))
        .annotate(how_many=Count("pk"))
        .values_list("waits_as", "how_many")
        for kind, found in rows.items()
    )
    return Counter(dict(first.union(*others, all=True)))
