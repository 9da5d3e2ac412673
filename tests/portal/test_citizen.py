"""What a citizen meets: the front page, the year that can be searched, large letters."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.programme.factories import Year, make_goal, make_indicator, make_project, make_year
from tongxin.common.page_cache.middleware import MARK
from tongxin.programme.figures import Figure
from tongxin.programme.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    """A public year: one project reported on, 4 of 12, and one that nobody has reported on."""
    year = make_year()
    indicator = make_indicator(year.project, name="走访企业")
    make_goal(year.project)
    year.begin().on(date(2019, 4, 1))
    year.accepted(3, Figure(Decimal(4), indicator, happened_on=date(2019, 3, 5)))
    type(year.programme).objects.filter(pk=year.programme.pk).update(is_public=True)
    make_project(year.programme, year.lead, title="维修示例故居", is_public=True)
    Project.objects.filter(pk=year.project.pk).update(is_public=True, title="服务企业")
    return year


def shown(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_front_page_leads_on(year: Year, client: Client) -> None:
    html = shown(client, "/")
    address = f"/years/{year.programme.pk}/"
    assert f'href="{address}#area-1"' in html
    assert 'id="area-1"' in shown(client, address)
    assert re.findall(r"<b>(\d+) 项</b>", html)[0] == "2"
    latest = html[html.index("最近的进展") :]
    assert "服务企业" in latest
    assert "4 / 12 家" in latest
    assert "维修示例故居" not in latest


def test_the_front_page_without_a_year(client: Client) -> None:
    html = shown(client, "/")
    assert "还没有公开的工作年" in html
    assert 'action="/search/"' in html


def test_more_projects_no_more_queries(year: Year, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            shown(client, "/")
        return len(seen)

    queries()
    before = queries()
    for _number in range(3):
        make_indicator(make_project(year.programme, year.lead, is_public=True))
    assert queries() == before


@pytest.mark.parametrize(
    ("words", "titles"),
    [("企业", ["服务企业"]), ("示例 故居", ["维修示例故居"]), ("没有的", []), ("", ["服务企业", "维修示例故居"])],
)
def test_projects_are_found_by_words(words: str, titles: list[str], year: Year, client: Client) -> None:
    html = shown(client, f"/years/{year.programme.pk}/", q=words)
    assert re.findall(r'<li><a href="[^"]+/projects/[^"]+"><b>([^<]+)</b>', html) == titles
    assert ("没有这样的项目" in html) == (titles == [])


def test_a_light_keeps_the_words(year: Year, client: Client) -> None:
    html = shown(client, f"/years/{year.programme.pk}/", q="企业")
    assert "?light=late&amp;q=%E4%BC%81%E4%B8%9A" in html


def test_the_easy_look_stays(client: Client) -> None:
    assert "easy.css" not in shown(client, "/")
    answer = client.post("/i18n/look/", {"look": "easy", "next": "/?x=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/?x=1")
    html = shown(client, "/")
    assert 'data-look="easy"' in html
    assert "easy.css" in html
    assert "标准版" in html
    client.post("/i18n/look/", {"look": "usual", "next": "/"})
    assert "data-look" not in shown(client, "/")


def test_the_switch_leads_to_no_other_site(client: Client) -> None:
    assert client.post("/i18n/look/", {"look": "easy", "next": "https://example.org/"})["Location"] == "/"
    assert client.get("/i18n/look/").status_code == 405


def test_public_pages_hold_nothing_of_one_visitor(client: Client) -> None:
    """A page that set a cookie would not be kept, and a kept one with a token would hand one visitor's to another."""
    checking = Client(enforce_csrf_checks=True)
    for address in ("/", "/places/"):
        answer = checking.get(address)
        assert answer.cookies == {}, address
        assert answer[MARK] == "1"
        assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert checking.post("/i18n/look/", {"look": "easy"}).status_code == 302
    assert checking.post("/i18n/setlang/", {"language": "en", "next": "/"}).status_code == 302
    assert '<html lang="en" data-look="easy">' in checking.get("/places/").content.decode()


def test_a_missing_page_speaks_to_who_asks(client: Client) -> None:
    """A citizen has no administrator to write to, and no field of work."""
    missing = client.get("/years/0/")
    assert missing.status_code == 404
    assert "可能没有公开" in missing.content.decode()
    assert "管理员" not in missing.content.decode()
    assert "管理员" in client.get("/workbench/没有/").content.decode()
