"""News, notices and documents for machines."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.editorial.conftest import Desk
from tests.editorial.conftest import desk as desk
from tests.editorial.factories import make_notice, make_story

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_story_says_what_it_is(desk: Desk, client: Client) -> None:
    story = make_story(live=True, title="示例新闻<一>", summary="一句话")
    html = shown(client, f"/news/{story.slug}/")
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    article, way = json.loads(text)["@graph"]
    assert (article["@type"], article["headline"], article["datePublished"]) == (
        "NewsArticle",
        "示例新闻<一>",
        "2019-09-12",
    )
    assert article["publisher"]["name"] == desk.city.office.name
    assert [one["name"] for one in way["itemListElement"]] == ["首页", "新闻", "示例新闻<一>"]
    assert html.count('name="description"') == 1
    assert '<meta name="description" content="一句话">' in html
    assert '<meta property="og:type" content="article">' in html


def test_a_notice_says_until_when(desk: Desk, client: Client) -> None:
    notice = make_notice(live=True, ends_on="2030-01-31")
    html = shown(client, f"/notices/{notice.slug}/")
    assert '"@type": "SpecialAnnouncement"' in html
    assert '"expires": "2030-01-31"' in html


@pytest.mark.parametrize("name", ["news", "notices", "documents"])
def test_every_list_is_to_be_had_as_json(desk: Desk, client: Client, name: str) -> None:
    make_story(live=True)
    make_notice(live=True)
    make_story(live=False, title="没有发布")
    rows = client.get(f"/{name}.json").json()[name]
    assert len(rows) == (0 if name == "documents" else 1)
    assert all(row["url"].startswith(f"http://testserver/{name}/") for row in rows)


@pytest.mark.parametrize("name", ["news", "notices"])
def test_feeds(desk: Desk, client: Client, name: str) -> None:
    page = make_story(live=True, summary="一句话") if name == "news" else make_notice(live=True, summary="一句话")
    root = ElementTree.fromstring(client.get(f"/{name}.atom").content)
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == page.title
    assert entry.find(f"{ATOM}link").attrib["href"] == f"http://testserver/{name}/{page.slug}/"  # type: ignore[union-attr]
    rss = ElementTree.fromstring(client.get(f"/{name}.rss").content)
    assert rss.findtext("channel/item/description") == "一句话"
    assert f'href="/{name}.atom"' in shown(client, f"/{name}/")


def test_the_site_map_has_them(desk: Desk, client: Client) -> None:
    story = make_story(live=True)
    make_story(live=False, slug="draft")
    text = client.get("/sitemap.xml").content.decode()
    for path in ("/news/", "/notices/", "/documents/", f"/news/{story.slug}/"):
        assert f"<loc>http://testserver{path}</loc>" in text
    assert "draft" not in text
    assert "/site/" not in text


def test_more_stories_no_more_queries(desk: Desk, client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(client, address)
        return len(seen)

    addresses = ("/news.json", "/news.atom", "/sitemap.xml")
    make_story(live=True)
    [queries(address) for address in addresses]
    before = [queries(address) for address in addresses]
    for _number in range(3):
        make_story(live=True)
    assert [queries(address) for address in addresses] == before
