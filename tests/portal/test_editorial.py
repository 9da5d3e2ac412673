"""News, notices, documents and pages as the public sees them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.editorial.factories import make_notice, make_story
from tongxin.editorial.models import SiteHome, StandardPage
from tongxin.editorial.tree import ensure_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> SiteHome:
    return ensure_site()


def test_a_draft_is_nowhere(home: SiteHome, client: Client) -> None:
    draft, shown = make_story(title="草稿"), make_story(title="已发布", live=True)
    page = client.get("/news/").content.decode()
    assert ("草稿" in page, "已发布" in page) == (False, True)
    assert client.get(draft.url or f"/news/{draft.slug}/").status_code == 404
    assert client.get(shown.url).status_code == 200


@pytest.mark.parametrize("address", ["/news/", "/notices/", "/documents/"])
def test_sections_stand_empty_and_say_so(home: SiteHome, client: Client, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert "这个栏目还没有内容" in page.content.decode()


def test_a_list_asks_the_database_as_often_for_three_as_for_one(
    home: SiteHome, client: Client, django_assert_max_num_queries: Any
) -> None:
    make_story(live=True)
    client.get("/news/")
    with django_assert_max_num_queries(15) as one:
        client.get("/news/")
    make_story(live=True), make_story(live=True)
    with django_assert_max_num_queries(len(one)):
        assert client.get("/news/").content.decode().count("<li><div><h2>") == 3


def test_every_block_has_its_face(home: SiteHome, client: Client) -> None:
    body = [
        {"type": "text", "value": "<h2>小标题</h2><p>一段<b>话</b></p>"},
        {"type": "quotation", "value": {"text": "引文的话", "source": "某文件第三条", "url": ""}},
        {"type": "facts", "value": [{"type": "item", "id": "1", "value": {"term": "地点", "words": "青果巷"}}]},
        {
            "type": "table",
            "value": {
                "columns": [{"type": "text", "heading": "单位"}, {"type": "number", "heading": "场次"}],
                "rows": [{"values": ["东区", "12"]}],
                "caption": "各区活动",
            },
        },
    ]
    story = make_story(live=True, body=json.dumps(body))
    page = client.get(story.url).content.decode()
    for words in (
        "<h2>小标题</h2>",
        "<blockquote>",
        "某文件第三条",
        "<dt>地点</dt>",
        "<caption>各区活动</caption>",
        "12</td>",
    ):
        assert words in page, words
    assert "style=" not in page


def test_a_page_may_not_take_an_address_of_the_site(home: SiteHome) -> None:
    with pytest.raises(Exception, match="是网站自己的栏目"):
        home.add_child(instance=StandardPage(title="场所", slug="places"))
    assert StandardPage.objects.count() == 0


def test_a_page_by_itself(home: SiteHome, client: Client) -> None:
    home.add_child(instance=StandardPage(title="关于本站", slug="about", summary="谁办的，办什么", live=True))
    assert "谁办的，办什么" in client.get("/about/").content.decode()


def test_a_notice_that_is_over_says_so(home: SiteHome, client: Client) -> None:
    notice = make_notice(live=True, dated="2019-01-02", ends_on="2019-02-01")
    assert "已结束" in client.get(notice.url).content.decode()
    assert "已结束" in client.get("/notices/").content.decode()
