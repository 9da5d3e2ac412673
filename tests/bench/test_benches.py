"""The benchmarks themselves: they run, and a broken limit is said."""

from __future__ import annotations

import pytest

from tests.bench import board_scale, import_speed, table
from tests.bench.limits import Finding, middle_ratio
from tongxin.programme.models import Assignment, Programme


def test_a_limit_holds_up_to_itself() -> None:
    assert Finding("示例", 1.2, 1.2, "").holds
    assert not Finding("示例", 1.21, 1.2, "").holds
    assert Finding("示例", 99, None, "").holds


def test_the_middle_of_ratios_side_by_side() -> None:
    assert middle_ratio([1, 2, 1], [2, 2, 5]) == 2


@pytest.mark.django_db
def test_the_import_measured_is_the_real_one() -> None:
    [finding] = import_speed.measure(runs=1, rows=40)
    assert finding.detail.startswith("40 rows (180 written)")
    assert finding.figure > 0
    assert Assignment.objects.count() == 120


@pytest.mark.django_db
def test_the_board_measured_is_that_of_30_projects_and_60_units() -> None:
    city = board_scale.make_city()
    programme = board_scale.fill(city, board_scale.YEAR, 300)
    assert (programme.projects.count(), len(city.units)) == (30, 60)
    assert Programme.objects.get().projects.filter(assignments__isnull=False).distinct().count() == 30
    answers = {name: read() for name, read in board_scale.reads_of(programme, city).items()}
    assert len(answers["board (selector)"].cards) == 30  # type: ignore[attr-defined]


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        table.main(["示例"])
    assert "unknown: 示例" in capsys.readouterr().err
