"""HTML rewritten in its words only."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.common.chinese import to_traditional
from tongxin.common.chinese.pages import in_traditional, mark_chinese


def shown(page: str) -> str:
    return in_traditional(page, to_traditional)


@pytest.mark.parametrize(
    ("page", "converted"),
    [
        ("<p>乡贤</p>", "<p>鄉賢</p>"),
        ('<html lang="zh-hans"><title>场所</title>', '<html lang="zh-Hant"><title>場所</title>'),
        ('<img alt="故居" title="里面" src="/故居.jpg">', '<img alt="故居" title="裡面" src="/故居.jpg">'),
        ('<a href="?q=侨联" aria-label="侨联" id="侨联" class="侨联">x</a>', '<a href="?q=侨联" aria-label="僑聯" id="侨联" class="侨联">x</a>'),
        ('<input name="q" value="侨联" placeholder="侨联">', '<input name="q" value="侨联" placeholder="僑聯">'),
        ('<input type="submit" value="发布">', '<input type="submit" value="發布">'),
        ('<option value="侨联">侨联</option>', '<option value="侨联">僑聯</option>'),
        ("<textarea>侨联</textarea><p>侨联</p>", "<textarea>侨联</textarea><p>僑聯</p>"),
        ("<script>let a='侨联<p>'</script>侨联", "<script>let a='侨联<p>'</script>僑聯"),
        ("<style>.侨联{}</style>", "<style>.侨联{}</style>"),
        ("<!-- 侨联 -->侨联", "<!-- 侨联 -->僑聯"),
        ("<code>侨<b>联</b></code>侨联", "<code>侨<b>联</b></code>僑聯"),
        ('<button translate="no" lang="zh-hans">简体</button>简体', '<button translate="no" lang="zh-hans">简体</button>簡體'),
        ('<div translate="no"><div>侨</div>联</div>侨', '<div translate="no"><div>侨</div>联</div>僑'),
        ('<meta name="description" content="侨联"><meta name="x" content="侨联">', '<meta name="description" content="僑聯"><meta name="x" content="侨联">'),
        ('<meta property="og:title" content="侨联">', '<meta property="og:title" content="僑聯">'),
        ('<script type="application/ld+json">{"name": "\\u4fa8\\u8054", "@id": "/a"}</script>', '<script type="application/ld+json">{"name": "僑聯", "@id": "/a"}</script>'),
        ('<script type="application/json">not json 侨</script>', '<script type="application/json">not json 侨</script>'),
        ("皇<mark>后</mark>在后<mark>面</mark>", "皇<mark>后</mark>在後<mark>面</mark>"),
        ('<a title="a > b 侨">侨 &lt; 联 &amp;</a>', '<a title="a > b 僑">僑 &lt; 聯 &amp;</a>'),
        ("1 < 2 侨", "1 < 2 僑"),
        ('<span lang="en">x</span><span lang="zh-Hans">侨</span>', '<span lang="en">x</span><span lang="zh-Hant">僑</span>'),
        ('<link rel="alternate" hreflang="zh-Hans" href="/">', '<link rel="alternate" hreflang="zh-Hans" href="/">'),
    ],
)  # fmt: skip
def test_what_is_shown_is_converted_and_nothing_else(page: str, converted: str) -> None:
    assert shown(page) == converted


def test_data_of_a_page_cannot_break_out_of_its_script() -> None:
    page = '<script type="application/json">{"a": "\\u003C/script\\u003E侨"}</script>'
    assert shown(page) == '<script type="application/json">{"a": "\\u003C/script\\u003E僑"}</script>'


class Tags(HTMLParser):
    """Tags and attributes in their order, without what is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, [one for one in attributes if one[0] in ("href", "id", "class", "value", "name")]))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(tag)


words = st.text(alphabet="侨联后里ab <>&\"'=/", max_size=8)
pieces = st.one_of(
    words,
    st.builds(lambda a, b: f'<p class="{a.replace(chr(34), "")}">{b.replace("<", "&lt;")}</p>', words, words),
    st.builds(lambda a: f"<a href='{a.replace(chr(39), '')}'>侨</a>", words),
    st.sampled_from(
        [
            "<br>",
            "<img alt='侨' src=侨>",
            "<!-- 侨 -->",
            "<script>'</p>侨'</script>",
            "<b>",
            "</b>",
            "<textarea>侨",
            "<",
            "</",
            "<p",
        ]
    ),
)


@given(st.lists(pieces).map("".join))
def test_a_page_comes_back_byte_for_byte_where_words_stay(page: str) -> None:
    assert in_traditional(page, lambda text: text).replace('"zh-Hant"', "") == page.replace('"zh-Hant"', "")


@given(st.lists(pieces).map("".join))
def test_tags_addresses_and_keys_stay(page: str) -> None:
    assert Tags(shown(page)).seen == Tags(page).seen


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ('<html lang="en"><p>青果巷</p></html>', '<html lang="en"><p lang="zh-Hans">青果巷</p></html>'),
        ('<html lang="en"><p>Lead: 市侨联 and more</p></html>', '<html lang="en"><p>Lead: <span lang="zh-Hans">市侨联</span> and more</p></html>'),
        ('<html lang="en"><p lang="zh-Hans">市侨联</p></html>', '<html lang="en"><p lang="zh-Hans">市侨联</p></html>'),
        ('<html lang="en"><div>故居<span>House</span></div></html>', '<html lang="en"><div><span lang="zh-Hans">故居</span><span>House</span></div></html>'),
        ('<html lang="en"><option value="a">故居</option></html>', '<html lang="en"><option value="a" lang="zh-Hans">故居</option></html>'),
        ('<html lang="en"><title>故居 · Tongxin</title></html>', '<html lang="en"><title>故居 · Tongxin</title></html>'),
        ('<html lang="en"><h2><mark>青果</mark>巷</h2></html>', '<html lang="en"><h2 lang="zh-Hans"><mark lang="zh-Hans">青果</mark>巷</h2></html>'),
        ('<html lang="en"><p>House</p><br><script>"故居"</script></html>', '<html lang="en"><p>House</p><br><script>"故居"</script></html>'),
    ],
)  # fmt: skip
def test_chinese_on_an_english_page_says_so(page: str, marked: str) -> None:
    assert mark_chinese(page) == marked


@given(st.lists(pieces).map("".join))
def test_marking_takes_nothing_away(page: str) -> None:
    marked = mark_chinese(page)
    for mark in ('<span lang="zh-Hans">', ' lang="zh-Hans"'):
        marked = marked.replace(mark, "")
    assert marked.replace("</span>", "") == page.replace("</span>", "")
