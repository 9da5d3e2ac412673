from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.places.factories import PlaceFactory
from tongxin.common.guards import Kind, check_structure
from tongxin.common.guards.site import opens


def kinds(markup: str, **options: object) -> list[Kind]:
    return [one.kind for one in check_structure(markup, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h2>一</h2><h3>二</h3><h2>三</h2>", []),
        ("<h3>跳过第二级</h3>", [Kind.HEADING_ORDER]),
        ("<h2>一</h2><h4>二</h4>", [Kind.HEADING_ORDER]),
        ("<h1>又一个题目</h1>", [Kind.HEADING_ORDER]),
        ("<h2> </h2>", [Kind.HEADING_EMPTY]),
        ('<img src="/a.jpg" alt=" ">', [Kind.ALTERNATIVE]),
        ('<img src="/a.jpg" alt="">', []),
        ('<img src="/a.jpg">', [Kind.ALTERNATIVE]),
        ('<img src="/a.jpg" alt="" role="presentation"><img src="/b.jpg" alt="桥">', []),
        ('<a href="/"></a>', [Kind.LINK_EMPTY]),
        ('<a href="/"><img src="/a.jpg" alt="桥"></a>', []),
        ('<a href="/" aria-label="首页"></a>', []),
        ('<a href="www.example.org">网</a>', [Kind.LINK_FORM]),
        ('<a href="http:/example.org">网</a>', [Kind.LINK_FORM]),
        ('<a href="javascript:alert(1)">网</a>', [Kind.LINK_FORM]),
        ('<a href="file:///C:/表.xls">网</a>', [Kind.LINK_FORM]),
        ('<a href="http://192.168.1.2/x">网</a>', [Kind.LINK_FORM]),
        ('<a href="http://localhost:8000/">网</a>', [Kind.LINK_FORM]),
        ('<a href="https://example.org/a b">网</a>', [Kind.LINK_FORM]),
        ('<a href="https://example.org:x/">网</a>', [Kind.LINK_FORM]),
        ('<a href="https://example.org/表?一=二#三">网</a><a href="mailto:office@example.org">信</a>', []),
        ('<a href="tel:0519-86680000">电话</a>', []),
        ('<a href="#here">下面</a><p id="here">这里</p>', []),
        ('<a href="#none">下面</a>', [Kind.LINK_BROKEN]),
        ('<a href="/gone/">旧文</a>', [Kind.LINK_BROKEN]),
        ('<a href="https://site.example/gone/">旧文</a>', [Kind.LINK_BROKEN]),
        ('<a href="https://elsewhere.example/gone/">旧文</a>', []),
        ('<a name="here">没有地址</a>', []),
        ("<a>选的页面已经删去</a>", [Kind.LINK_BROKEN]),
        ("", []),
        ("只有字", []),
    ],
)
def test_what_is_wrong(markup: str, expected: list[Kind]) -> None:
    assert kinds(markup, opens=lambda path: not path.startswith("/gone"), own_hosts=["site.example"]) == expected


def test_the_site_is_asked_once_an_address() -> None:
    asked: list[str] = []
    check_structure('<a href="/a/?x=1#y">一</a><a href="/a/?x=1">二</a>', opens=lambda path: not asked.append(path))
    assert asked == ["/a/?x=1"]


def test_a_finding_names_the_place() -> None:
    [found] = check_structure("<h2>一</h2><h4>很长的标题</h4>")
    assert str(found) == "标题跳级 第4级：很长的标题"
    [link] = check_structure('<a href="www.example.org">说明</a>')
    assert link.excerpt == "说明 → www.example.org"
    assert "https://" in str(link.remedy)


@given(st.text(max_size=200))
def test_any_markup_is_read(markup: str) -> None:
    check_structure(markup, opens=lambda path: True)
    check_structure(f'<a href="{markup}">x</a>', opens=lambda path: True)


@pytest.mark.django_db
def test_the_site_answers_for_itself(client: Client) -> None:
    PlaceFactory(slug="lane", is_public=True)
    PlaceFactory(slug="inner", is_public=False)
    assert [opens(path) for path in ("/", "/places/lane/", "/places/?q=巷", "/places/%E5%B7%B7/")] == [
        True,
        True,
        True,
        False,
    ]
    assert [opens(path) for path in ("/places/inner/", "/nothing/", "/workbench/")] == [False, False, False]
    assert client.get("/places/lane/").status_code == 200
