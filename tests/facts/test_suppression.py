from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.facts.suppression import THRESHOLD, Place, Published, Table, suppress

TABLES = st.integers(1, 5).flatmap(
    lambda rows: st.integers(1, 5).flatmap(
        lambda columns: st.lists(
            st.one_of(st.integers(0, 12), st.integers(0, 200)), min_size=rows * columns, max_size=rows * columns
        ).map(
            lambda figures: {
                (f"r{i // columns}", f"c{i % columns}"): Decimal(figure) for i, figure in enumerate(figures)
            }
        )
    )
)


def table_of(*rows: str, persons: bool = True) -> Table:
    return Table(
        {(f"r{i}", f"c{j}"): Decimal(word) for i, row in enumerate(rows) for j, word in enumerate(row.split())},
        persons,
    )


def shown(published: Published) -> list[str]:
    """The table as printed, its totals last."""
    return [
        " ".join(
            "*" if (figure := published.figures[row, column]) is None else f"{figure:f}"
            for column in (*published.columns, None)
        )
        for row in (*published.rows, None)
    ]


def solvable(published: Published) -> set[Place]:
    """The hidden places that the table's sums determine: exact elimination over the fractions.

    Independent of how `suppress` goes about it: a figure is determined when its unit vector is in the span of the sums.
    """
    unknown = [place for place, figure in published.figures.items() if figure is None]
    position = {place: i for i, place in enumerate(unknown)}
    sums: list[list[Fraction]] = []

    def add(parts: list[Place], total: Place) -> None:
        line = [Fraction(0)] * len(unknown)
        for part in parts:
            if part in position:
                line[position[part]] += 1
        if total in position:
            line[position[total]] -= 1
        if any(line):
            sums.append(line)

    for row in (*published.rows, None):
        add([(row, column) for column in published.columns], (row, None))
    for column in (*published.columns, None):
        add([(row, column) for row in published.rows], (None, column))
    done = 0
    for i in range(len(unknown)):
        pivot = next((number for number in range(done, len(sums)) if sums[number][i]), None)
        if pivot is None:
            continue
        sums[done], sums[pivot] = sums[pivot], sums[done]
        sums[done] = [part / sums[done][i] for part in sums[done]]
        for number in range(len(sums)):
            if number != done and sums[number][i]:
                factor = sums[number][i]
                sums[number] = [a - factor * b for a, b in zip(sums[number], sums[done], strict=True)]
        done += 1
    return {unknown[line.index(1)] for line in sums[:done] if sum(1 for part in line if part) == 1}


def derived_sums(published: Published, figures: Mapping[Place, Decimal]) -> list[Decimal]:
    """What the hidden cells of each row and column add up to, where the line's total is published."""
    found = []
    for axis, lines, others in ((0, published.rows, published.columns), (1, published.columns, published.rows)):
        for line in (*lines, None):
            places: list[Place] = [(line, other) if axis == 0 else (other, line) for other in others]
            total: Place = (line, None) if axis == 0 else (None, line)
            if published.figures[total] is not None:
                found.append(sum((figures[p] for p in places if published.figures[p] is None), Decimal(0)))
    return [figure for figure in found if figure]


def test_a_table_without_small_counts_is_published_whole() -> None:
    assert shown(suppress(table_of("10 20", "30 0"))) == ["10 20 30", "30 0 30", "40 20 60"]


def test_a_small_count_takes_one_more_in_its_row_and_column_along() -> None:
    assert shown(suppress(table_of("3 40 50", "60 70 80", "90 11 12"))) == [
        "* * 50 93",
        "60 70 80 210",
        "* * 12 113",
        "153 121 142 416",
    ]


def test_a_single_small_figure_hides_its_totals() -> None:
    assert shown(suppress(table_of("9"))) == ["* *", "* *"]


def test_two_small_counts_that_add_up_to_a_small_sum_are_not_left_alone() -> None:
    assert shown(suppress(table_of("1 2 30 40", "50 60 70 80"))) == [
        "* * * 40 73",
        "* * * 80 260",
        "51 62 100 120 333",
    ]


def test_figures_of_other_kinds_are_untouched() -> None:
    assert shown(suppress(table_of("1 2.5", "-3 0", persons=False))) == ["1 2.5 3.5", "-3 0 -3", "-2 2.5 0.5"]


@pytest.mark.parametrize("row", ["-1 20", "1.5 20"])
def test_a_count_of_persons_is_whole_and_not_negative(row: str) -> None:
    with pytest.raises(ValueError, match="head-counts"):
        suppress(table_of(row))


def test_an_empty_table_has_a_total_of_nought() -> None:
    published = suppress(Table({}, counts_persons=True))
    assert (published.total, published.hides) == (Decimal(0), False)


@settings(max_examples=400, deadline=None)
@given(TABLES)
def test_no_hidden_figure_can_be_worked_out_by_subtraction(cells: dict[tuple[str, str], Decimal]) -> None:
    published = suppress(Table(cells, counts_persons=True))
    true = suppress(Table(cells, counts_persons=False)).figures
    for place, figure in published.figures.items():
        assert figure in (None, true[place])
        if 0 < (true[place] or 0) < THRESHOLD:
            assert figure is None
        if true[place] == 0:
            assert figure == 0
    assert solvable(published) == set()
    assert all(figure >= THRESHOLD for figure in derived_sums(published, {p: f or Decimal(0) for p, f in true.items()}))
    assert published.hides == any(0 < (figure or 0) < THRESHOLD for figure in true.values())


def test_the_check_of_the_property_finds_a_table_with_too_little_hidden() -> None:
    whole = suppress(table_of("3 40 50", "60 70 80", persons=False))
    too_little = Published(whole.rows, whole.columns, {**whole.figures, ("r0", "c0"): None})
    assert solvable(too_little) == {("r0", "c0")}
