from __future__ import annotations

import pytest

from tests.bench.plan_import import measure


@pytest.mark.django_db
def test_an_import_takes_at_most_three_times_the_bare_reading_and_writing() -> None:
    assert measure(4000)["ratio"] <= 3
