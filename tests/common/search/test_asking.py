"""What is found, in which order, and what is said where nothing is."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.common.search.library import Shelf, only
from tongxin.common.search import asking, search, suggest

pytestmark = pytest.mark.django_db


def names(text: str, **options: str | int) -> list[str]:
    return [hit.name for hit in search(text, **options).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    ["青果", "果巷", "青果巷", "qingguoxiang", "qingguo", "qing guo xiang", "qgx", "Qingguo", "故居 青果", "巷"],
)
def test_a_name_is_found_by_its_parts_and_its_sound(books: Shelf, typed: str) -> None:
    books.put(1, "青果巷", summary="故居在这里")
    books.put(2, "别的")
    assert names(typed) == ["青果巷"]


def test_simplified_finds_traditional_and_the_reverse(books: Shelf) -> None:
    books.put(1, "钟楼区图书馆")
    books.put(2, "鐘樓區公園")
    assert set(names("鐘樓")) == set(names("钟楼")) == {"钟楼区图书馆", "鐘樓區公園"}
    assert names("圖書館") == ["钟楼区图书馆"]


def test_english_and_other_names_are_found(books: Shelf) -> None:
    books.put(1, "青果巷", title_en="Qingguo Lane", names=("老街",), summary_en="A walk of ten houses")
    assert names("lane") == names("老街") == names("houses") == ["青果巷"]
    with translation.override("en"):
        [hit] = search("houses").hits
    assert (hit.name, "".join(piece.text for piece in hit.text)) == ("Qingguo Lane", "A walk of ten houses")


def test_title_comes_before_summary_before_text_and_the_very_name_first(books: Shelf) -> None:
    books.put("body", "甲", body="这里说到修缮工程")
    books.put("summary", "乙", summary="修缮工程的说明")
    books.put("long", "全市名人故居修缮工程进展情况")
    books.put("start", "修缮工程怎么做")
    books.put("same", "修缮工程")
    assert names("修缮工程") == ["修缮工程", "修缮工程怎么做", "全市名人故居修缮工程进展情况", "乙", "甲"]


def test_words_as_they_stand_come_before_words_apart(books: Shelf) -> None:
    books.put(1, "工程里的修缮")
    books.put(2, "老屋修缮工程办法甲乙丙")
    assert names("修缮工程") == ["老屋修缮工程办法甲乙丙", "工程里的修缮"]


def test_among_equals_the_newer_comes_first(books: Shelf) -> None:
    books.put(1, "公告一号", on=date(2019, 3, 1))
    books.put(2, "公告二号", on=date(2019, 5, 1))
    books.put(3, "公告三号", on=date(2019, 4, 1))
    assert names("公告") == ["公告二号", "公告三号", "公告一号"]


def test_all_words_are_wanted_and_some_are_shown_where_none_has_all(books: Shelf) -> None:
    books.put(1, "史良故居")
    books.put(2, "青果巷")
    assert names("史良 故居") == ["史良故居"]
    found = search("史良 青果巷")
    assert (found.is_loose, {hit.name for hit in found.hits}) == (True, {"史良故居", "青果巷"})


@pytest.mark.parametrize("typed", ["青国巷", "清果巷", "qingguoxang", "qingguoxiamg"])
def test_a_name_that_sounds_like_it_is_offered(books: Shelf, typed: str) -> None:
    books.put(1, "青果巷")
    found = search(typed)
    assert found.meant == ("青果巷",)
    assert found.is_loose or not found.hits


def test_kinds_are_counted_and_narrow(db: None) -> None:
    books, films = Shelf("book", weight=5), Shelf("film")
    with only(books, films):
        for number in range(3):
            books.put(number, f"故居的书{number}")
        films.put(1, "故居的片")
        found = search("故居")
        assert [(one.code, one.count) for one in found.kinds] == [("book", 3), ("film", 1)]
        assert names("故居", kind="film") == ["故居的片"]
        assert [(one.code, one.count) for one in search("故居", kind="film").kinds] == [("book", 3), ("film", 1)]
        assert search("故居", kind="nothing").total == 0


def test_pages_hold_twenty_and_a_page_beyond_the_last_is_the_last(books: Shelf) -> None:
    for number in range(45):
        books.put(number, f"故居 {number:02d}")
    seen = [name for page in (1, 2, 3) for name in names("故居", page=page)]
    assert (len(seen), len(set(seen))) == (45, 45)
    assert names("故居", page=99) == names("故居", page=3)
    assert names("故居", page=0) == names("故居", page=-5) == names("故居", page=1)


def test_more_than_are_counted_is_said(books: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST", 5)
    for number in range(8):
        books.put(number, f"故居 {number}")
    found = search("故居")
    assert (found.total, found.is_more, [(one.code, one.count) for one in found.kinds]) == (5, True, [("book", None)])


def test_suggestions_have_the_name_itself_first(books: Shelf) -> None:
    books.put(1, "青果巷名人文化建设", body="故居")
    books.put(2, "青果巷")
    books.put(3, "故居")
    for typed in ("青", "青果", "qing", "qgx", "QINGGUO"):
        assert [hit.name for hit in suggest(typed)] == ["青果巷", "青果巷名人文化建设"], typed
    assert suggest("") == suggest("🙂") == ()


@pytest.mark.parametrize(
    "typed",
    ["\x00", "", "   ", "🙂", "。。。", "'", '"', '" OR "', "*", "青*", "NEAR(青 果)", "title:青", "^青", "-青", "(", "\\", "a" * 100_000,
     "青" * 100_000, "x AND y OR NOT z", "%", "_", "青\x00果", "\ud7ff", "&|!<->:*", "'青' & !'果'"],
)  # fmt: skip
def test_any_text_is_answered(books: Shelf, typed: str) -> None:
    books.put(1, "青果巷")
    assert search(typed).total in (0, 1)
    assert len(suggest(typed)) in (0, 1)


@examples(max_examples=60)
@given(st.text(max_size=120))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    search(typed)
    suggest(typed)
