"""The way of evidence from a word in the code to a declared kind, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = ("brands", "0001_initial"), ("brands", "0004_evidence_kind_declared")


def migrated(target: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    loader = MigrationExecutor(connection).loader
    # What stands below brands is there as it is today.
    return loader.project_state([target, *loader.graph.leaf_nodes("organisations")]).apps


def test_rows_keep_their_kind_and_each_system_declares_the_shipped_ones() -> None:
    try:
        _there_and_back()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def _there_and_back() -> None:
    apps = migrated(BEFORE)
    unit = apps.get_model("organisations", "Unit").objects.create(
        name="示例办", code="N", kind="department", path="0001", depth=1
    )
    system = apps.get_model("brands", "BrandSystem").objects.create(name="示例体系", owner=unit)
    category = apps.get_model("brands", "BrandCategory").objects.create(system=system, name="文化", code="culture")
    family = apps.get_model("brands", "BrandFamily").objects.create(category=category, name="三名工程")
    brand = apps.get_model("brands", "Brand").objects.create(family=family, owner=unit, name="示例", slug="shili")
    evidence = apps.get_model("brands", "Evidence")
    day = date(2019, 6, 1)
    for kind in ("award", "coverage", "spread"):
        evidence.objects.create(
            brand=brand,
            level="city",
            kind=kind,
            title=kind,
            source="示例",
            on=day,
            entered_on=day,
            address="https://x.example",
        )
    apps = migrated(AFTER)
    rows = apps.get_model("brands", "Evidence").objects.order_by("pk").values_list("title", "kind__code", "kind__name")
    assert list(rows) == [
        ("award", "award", "获奖或表彰"),
        ("coverage", "coverage", "媒体报道"),
        ("spread", "spread", "外地借鉴推广"),
    ]
    kinds = apps.get_model("brands", "EvidenceKind").objects.values_list("code", "needs_address", "is_counted")
    assert list(kinds) == [
        ("award", False, False),
        ("adopted", False, False),
        ("spread", False, False),
        ("coverage", True, False),
        ("visitors", False, True),
    ]
    apps = migrated(BEFORE)
    assert list(apps.get_model("brands", "Evidence").objects.order_by("pk").values_list("kind", flat=True)) == [
        "award",
        "coverage",
        "spread",
    ]
    apps.get_model("brands", "Evidence").objects.all().delete()
    for name in ("Brand", "BrandFamily", "BrandCategory", "BrandSystem"):
        apps.get_model("brands", name).objects.all().delete()
    apps.get_model("organisations", "Unit").objects.all().delete()
