"""Where the words are kept: the newest first, however far apart the numbers are."""

from __future__ import annotations

import pytest

from tongxin.common.search.engines import DEPTHS, engine
from tongxin.common.search.models import SearchEntry
from tongxin.common.search.words import Term, kind_word

pytestmark = pytest.mark.django_db
NUMBERS = (1, 2047, 2048, 4095, 4096, 16_383, 16_384, 40_000, 100_000)


def add(number: int, *words: str) -> None:
    engine().add([(number, dict.fromkeys(DEPTHS, words))])


def find(*groups: tuple[str, ...], limit: int = 100) -> list[int]:
    return engine().find("whole", tuple(tuple(Term(word) for word in group) for group in groups), limit)


def test_the_newest_come_first_from_all_that_is_kept() -> None:
    for number in NUMBERS:
        add(number, "青果", "odd" if number % 2 else "even")
    newest = sorted(NUMBERS, reverse=True)
    assert find(("青果",)) == newest
    assert find(("青果",), limit=2) == newest[:2]
    assert find(("青果",), limit=7) == newest[:7]
    assert find(("青果",), ("odd",)) == [number for number in newest if number % 2]
    assert find(("odd", "even")) == newest
    assert find(("没有",)) == []


def test_the_newest_of_a_kind_come_first_however_much_of_another_is_newer() -> None:
    for number in NUMBERS:
        kind = "old" if number < 20_000 else "new"
        SearchEntry.objects.create(pk=number, source=kind, subject_id=str(number), title="青果")
        add(number, "青果", kind_word(kind))
    groups = ((Term("青果"),),)
    newest = sorted((number for number in NUMBERS if number < 20_000), reverse=True)
    assert engine().find("whole", groups, 100, "old") == newest
    assert engine().find("whole", groups, 3, "old") == newest[:3]
    assert engine().find("whole", groups, 100, "nothing") == []


def test_nothing_kept_finds_nothing() -> None:
    assert find(("青果",)) == []


def test_what_is_removed_is_not_found() -> None:
    add(7, "青果")
    add(40_000, "青果")
    engine().remove([(40_000, dict.fromkeys(DEPTHS, ("青果",)))])
    assert find(("青果",)) == [7]
