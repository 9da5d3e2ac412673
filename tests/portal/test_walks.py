"""The public pages of walks."""

from __future__ import annotations

import io
import json
import re

import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.common.pictures.factories import make_picture, own_folders
from tests.factories import UserFactory
from tests.places.factories import PlaceFactory, WalkFactory
from tongxin.common.page_cache.middleware import MARK
from tongxin.places.actions.walks import move_stop
from tongxin.places.models import Walk

__all__ = ["own_folders"]
pytestmark = pytest.mark.django_db
PAGE = "/walks/lane/"


@pytest.fixture
def walk() -> Walk:
    made = WalkFactory(name="青果巷步行路线", name_en="A walk through Qingguo Lane", slug="lane")
    stop = made.stops.first()
    stop.place, stop.picture = PlaceFactory(name="东口的房子", slug="east"), make_picture(size=(1200, 900))
    stop.save()
    return made


def test_the_page_holds_every_stop_with_the_way_to_it(walk: Walk, client: Client) -> None:
    html = client.get(PAGE).content.decode()
    for words in (
        "青果巷步行路线",
        "3 站 · 200 米 · 约 32 分钟",
        "东口的讲解",
        "距上一站 100 米，走 1 分钟",
        "停留 10 分钟",
        "/places/east/",
    ):
        assert words in html, words
    assert [int(number) for number in re.findall(r'<li id="stop-(\d)"', html)] == [1, 2, 3]
    assert 'href="#stop-2"' in html
    assert "<polyline" in html
    assert " style=" not in html
    client.cookies["django_language"] = "en"
    html = client.get(PAGE).content.decode()
    assert "A walk through Qingguo Lane" in html
    assert "Stop 2" in html
    assert "东口的讲解" in html


def stamp_of(client: Client) -> str:
    found = re.search(r'data-stamp="(\w+)"', client.get(PAGE).content.decode())
    assert found is not None
    return found[1]


def test_what_is_kept_belongs_together_and_changes_with_the_walk(walk: Walk, client: Client) -> None:
    html = client.get(PAGE).content.decode().replace("&quot;", '"')
    stamp = stamp_of(client)
    found = re.search(r'data-keep="(\[.*?\])"', html)
    assert found is not None
    kept = json.loads(found[1])
    assert kept[0] == f"/walks/lane.geojson?v={stamp}"
    for address in (kept[0], kept[-1]):
        assert client.get(address).status_code == 200, address
    assert kept[-1].endswith("/960.webp")
    assert stamp_of(client) == stamp
    move_stop(stop=walk.stops.get(position=3), by_places=-1, by=None)
    changed = stamp_of(client)
    assert changed != stamp
    client.cookies["django_language"] = "en"
    assert stamp_of(client) not in (stamp, changed)


def test_it_is_cached_for_all_but_for_who_is_signed_in_and_kept_by_no_device_of_theirs(
    walk: Walk, client: Client
) -> None:
    assert client.get(PAGE)[MARK] == "1"
    client.force_login(UserFactory())
    answer = client.get(PAGE)
    assert MARK not in answer
    html = answer.content.decode()
    assert "data-keep=" not in html
    assert "您登录着" in html


def test_the_worker_sees_walks_only_and_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/walks/worker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-cache" in answer["Cache-Control"] or "max-age=0" in answer["Cache-Control"]
    assert "Service-Worker-Allowed" not in answer
    assert b"respondWith" in answer.content


def test_twins_for_machines_and_paper(walk: Walk, client: Client) -> None:
    [body] = client.get("/walks.json").json()["walks"]
    assert (body["metres"], body["minutes"], len(body["stops"])) == (200, 32, 3)
    assert body["stops"][1]["metres_from_before"] == 100
    answer = client.get("/walks/lane.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    assert len(answer.json()["features"]) == 4
    answer = client.get("/walks/lane.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert "/walks/lane/" in client.get("/walks/").content.decode()
    assert "/walks/lane/" in client.get("/places/east/").content.decode()


def test_what_is_not_shown_is_not_there(walk: Walk, client: Client) -> None:
    Walk.objects.update(is_public=False)
    for address in (PAGE, "/walks/lane.geojson", "/walks/lane.pdf"):
        assert client.get(address).status_code == 404
    assert client.get("/walks.json").json() == {"walks": []}
    assert "还没有公开的步行路线" in client.get("/walks/").content.decode()
    assert "/walks/lane/" not in client.get("/places/east/").content.decode()


def test_more_walks_no_more_queries(walk: Walk, client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    addresses = ("/walks/", "/walks.json", PAGE)
    before = [queries(address) for address in addresses]
    for _number in range(3):
        WalkFactory()
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 15


def test_the_sheet_is_printed_in_the_script_that_was_asked_for(walk: Walk, client: Client) -> None:
    walk.stops.update(text="门楼和历史街区的讲解")
    for language, said in (
        ("zh-TW", "門樓和歷史街區的講解"),
        ("zh-CN", "门楼和历史街区的讲解"),
        ("en", "门楼和历史街区的讲解"),
    ):
        answer = client.get("/walks/lane.pdf", headers={"accept-language": language})
        with pdfplumber.open(io.BytesIO(answer.content)) as read:
            text = "".join(page.extract_text() for page in read.pages)
        assert said in text, language
    assert walk.stops.filter(text__contains="門").count() == 0
