"""The index follows every change, and holds nothing that was taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.common.search.library import Shelf, only
from tongxin.common import audit
from tongxin.common.search import index, refresh, reindex, reindex_if_needed, search
from tongxin.common.search.engines import DEPTHS, engine
from tongxin.common.search.models import SearchChange, SearchEntry, SearchState
from tongxin.common.search.words import Term
from tongxin.common.subjects import Subject

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [hit.name for hit in search(text).hits]


def test_a_change_is_found_and_the_former_text_is_not(books: Shelf) -> None:
    books.put(1, "青果巷")
    assert names("青果") == ["青果巷"]
    books.put(1, "史良故居")
    assert (names("青果"), names("史良")) == ([], ["史良故居"])
    assert engine().find("title", ((Term("青果"),),), 10) == []


def test_what_is_taken_back_is_gone(books: Shelf) -> None:
    books.put(1, "青果巷", summary="老街", body="很长的介绍")
    assert names("介绍") == ["青果巷"]
    books.take(1)
    assert names("青果") == names("老街") == names("介绍") == []
    assert SearchEntry.objects.count() == 0
    assert [engine().find(depth, ((Term("青果"),),), 10) for depth in DEPTHS] == [[], [], []]


def test_what_is_rolled_back_leaves_nothing(books: Shelf) -> None:
    books.put(1, "青果巷")
    search("青果")
    with transaction.atomic():
        books.put(2, "没有写成")
        transaction.set_rollback(True)
    del books["2"]
    assert SearchChange.objects.count() == 0
    assert names("没有") == []


def test_what_did_not_change_keeps_its_row(books: Shelf) -> None:
    books.put(1, "青果巷")
    search("青果")
    [before] = SearchEntry.objects.values_list("pk", flat=True)
    with transaction.atomic():
        audit.record(None, "thing.seen", Subject("shelf.book", "1"))
    search("青果")
    assert list(SearchEntry.objects.values_list("pk", flat=True)) == [before]


def test_another_things_change_is_followed(db: None) -> None:
    owner = {"name": "某单位"}
    books = Shelf("book", follows={"shelf.owner": lambda pk: ["1"]})
    with only(books):
        books.put(1, "青果巷", body=owner["name"])
        assert names("某单位") == ["青果巷"]
        books["1"] = type(books["1"])(id="1", key=("/x/",), title="青果巷", body="新名称")
        with transaction.atomic():
            audit.record(None, "owner.renamed", Subject("shelf.owner", "7"))
        assert (names("某单位"), names("新名称")) == ([], ["青果巷"])


def test_what_cannot_be_read_is_not_found_and_hinders_nobody(books: Shelf, caplog: Any) -> None:
    films = Shelf("film")
    with only(books, films):
        books.put(1, "青果巷")
        films.put(1, "青果巷的片")
        assert len(names("青果")) == 2
        broken = Shelf("book")
        broken.entries = lambda ids: 1 / 0  # type: ignore[assignment, method-assign, return-value]
        broken = type(broken.source)("book", "书", "shelf.book", broken.entries)  # type: ignore[assignment]
        index_sources = [broken, films.source]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(index, "sources", lambda: index_sources)
            books.put(1, "青果巷新")
            films.put(1, "青果巷的新片")
            assert names("青果") == ["青果巷的新片"]
    assert "cannot be read" in caplog.text


def test_only_kinds_that_can_be_found_are_marked(books: Shelf) -> None:
    with transaction.atomic():
        audit.record(None, "thing.put", Subject("shelf.other", "1"))
    assert SearchChange.objects.count() == 0


def test_an_action_costs_one_query_more_and_a_search_without_marks_one(books: Shelf) -> None:
    books.put(1, "青果巷")
    search("青果")
    with CaptureQueriesContext(connection) as queries:
        index.settle()
    assert len(queries) == 1


def test_reindex_builds_the_same_anew(books: Shelf) -> None:
    for number in range(5):
        books.put(number, f"青果巷 {number}")
    before = names("青果")
    engine().clear()
    assert names("青果") == []
    seen: list[int] = []
    assert reindex(seen.append) == 5
    assert (names("青果"), seen) == (before, [5])


def test_it_is_built_anew_where_it_was_built_in_another_way(books: Shelf) -> None:
    books.put(1, "青果巷")
    assert reindex_if_needed() is True
    assert reindex_if_needed() is False
    SearchState.objects.update(version=0)
    assert reindex_if_needed() is True


def test_the_hourly_comparison_brings_what_left_no_trace(books: Shelf) -> None:
    books.put(1, "青果巷")
    books.put(2, "史良故居")
    search("青果")
    del books["1"]
    books["3"] = type(books["2"])(id="3", key=("/x/",), title="瞿秋白故居")
    assert refresh() == 2
    assert (names("青果"), names("瞿秋白")) == ([], ["瞿秋白故居"])
    assert refresh() == 0
