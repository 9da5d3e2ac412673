"""News, notices, documents and pages as the public sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.editorial.factories import make_notice, make_story
from tests.programme.factories import make_indicator, make_year
from tongxin.editorial.models import SiteHome, StandardPage
from tongxin.editorial.tree import ensure_site
from tongxin.programme.models import Project

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


def test_the_home_page_is_made_of_few_queries_and_light(home: SiteHome, client: Client) -> None:
    year = make_year()
    make_indicator(year.project, name="走访企业")
    year.begin()
    type(year.programme).objects.filter(pk=year.programme.pk).update(is_public=True)
    Project.objects.filter(pk=year.project.pk).update(is_public=True)
    for _number in range(6):
        make_story(live=True), make_notice(live=True)
    client.get("/")
    with CaptureQueriesContext(connection) as seen:
        page = client.get("/")
    assert len(seen) <= 15, "\n".join(one["sql"][-160:] for one in seen)
    assert len(page.content) < 60_000
    words = page.content.decode()
    assert words.index("新闻</h2>") < words.index("公告</h2>") < words.index(str(year.programme.name))
    assert words.count('<ul class="stories">') == 1


def test_the_sections_stand_on_every_page_with_the_one_that_is_shown(home: SiteHome, client: Client) -> None:
    story = make_story(live=True)
    for address in ("/news/", story.url):
        page = client.get(address).content.decode()
        assert '<a href="/news/" aria-current="true">新闻</a>' in page
    front = client.get("/").content.decode()
    assert '<a href="/" aria-current="page">首页</a>' in front
    assert "关于</a>" not in front
    home.refresh_from_db()
    home.add_child(instance=StandardPage(title="关于本站", slug="about", live=True))
    assert '<a href="/about/">关于</a>' in client.get("/").content.decode()


def test_a_page_is_found_step_by_step_and_nothing_else(client: Client) -> None:
    ensure_site()
    story = make_story(live=True)
    assert 'href="/news/"' in client.get(story.full_path).content.decode()
    lost = (f"/notices/{story.slug}/", f"{story.full_path}more/", f"/{story.slug}/", "/" + "news/" * 12)
    assert [client.get(address).status_code for address in lost] == [404] * 4
