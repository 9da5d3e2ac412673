"""Whoever finds a page wrong: from the link under the page to the answer, without an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import City
from tests.corrections.factories import CorrectionNoteFactory, CorrectionRequestFactory
from tests.places.factories import PlaceFactory
from tongxin.common.page_cache.middleware import MARK
from tongxin.corrections import actions
from tongxin.corrections.actions.asking import new_code
from tongxin.corrections.models import CorrectionRequest
from tongxin.corrections.selectors import ALPHABET, GROUP, GROUPS
from tongxin.places.models import Place

pytestmark = pytest.mark.django_db
NEW = "/corrections/new/"


@pytest.fixture
def lane(city: City) -> Place:
    return PlaceFactory(name="青果巷", slug="lane", owner=city.districts[0])


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_from_the_page_to_the_answer(lane: Place, client: Client) -> None:
    [link] = re.findall(r'href="(/corrections/new/[^"]+)"', shown(client, "/places/lane/"))
    assert link == "/corrections/new/?page=%2Fplaces%2Flane%2F"
    assert "青果巷" in shown(client, link)
    answer = client.post(NEW, {"page": "/places/lane/", "text": "周一不开", "contact": ""})
    row = CorrectionRequest.objects.get()
    assert answer["Location"] == f"/corrections/receipts/{row.code}/?new=1"
    assert (row.path, row.title, row.unit, row.subject_kind, row.subject_id) == (
        "/places/lane/",
        "青果巷",
        lane.owner,
        "places.place",
        str(lane.pk),
    )
    html = shown(client, answer["Location"])
    assert row.code in html
    assert "收到了" in html
    actions.answer(request=row, outcome="corrected", text="谢谢，已改。", what="周一闭馆", by=None)
    html = shown(client, f"/corrections/receipts/{row.code}/")
    assert "谢谢，已改。" in html
    assert "周一闭馆" in shown(client, "/places/lane/")
    assert "周一闭馆" not in shown(client, "/places/")
    assert client.get("/corrections.json").json()["corrections"][0]["page"] == "http://testserver/places/lane/"


def test_a_page_is_said_once_by_its_own_address(lane: Place, client: Client) -> None:
    for address in ("//example.org/", "https://example.org/", "/workbench/", "/nothing/", "/places/gone/", "/x" * 200):
        assert client.get(NEW, {"page": address}).status_code == 404, address
        assert client.post(NEW, {"page": address, "text": "错"}).status_code == 404, address
    assert client.get(NEW).status_code == 200
    assert CorrectionRequest.objects.count() == 0


def test_what_is_refused_keeps_what_was_typed(lane: Place, client: Client) -> None:
    html = client.post(
        NEW, {"page": "/places/lane/", "text": "证号11010519491231002X", "contact": "某处"}
    ).content.decode()
    assert "身份证号" in html
    assert "某处" in html
    for changes in ({"text": ""}, {"website": "https://example.org/"}):
        filled = {"page": "/places/lane/", "text": "错"} | changes
        assert "还不能提交" in client.post(NEW, filled).content.decode()
    assert CorrectionRequest.objects.count() == 0


def test_from_one_address_only_so_many(lane: Place, client: Client) -> None:
    sent = [client.post(NEW, {"page": "/", "text": f"错{number}"}).status_code for number in range(11)]
    assert sent == [302] * 10 + [200]
    assert "提交得太多了" in client.post(NEW, {"page": "/", "text": "错"}).content.decode()
    assert CorrectionRequest.objects.count() == 10


def test_no_code_is_guessed(client: Client) -> None:
    """At a million tries a second it takes more than a day to hit one of a million receipts."""
    assert len(set(ALPHABET)) ** (GROUP * GROUPS) / 1_000_000 / 1_000_000 > 60 * 60 * 24
    assert len({new_code() for _ in range(1000)}) == 1000
    assert client.get("/corrections/receipts/AAAA-BBBB-CCCC/").status_code == 404


def test_a_form_and_a_receipt_are_never_kept(lane: Place) -> None:
    """Not even for a visitor who already has a token's cookie, so that the answer sets none."""
    row = CorrectionRequestFactory(unit=lane.owner)
    client = Client(enforce_csrf_checks=True)
    for _time in range(2):
        for address in (NEW, f"/corrections/receipts/{row.code}/", "/corrections/receipts/?code=x"):
            answer = client.get(address)
            assert MARK not in answer, address
            assert "no-store" in answer["Cache-Control"]
    assert client.get("/corrections/")[MARK] == "1"
    assert client.post(NEW, {"page": "/", "text": "没有令牌"}).status_code == 403


def test_a_code_is_found_however_it_is_typed(city: City, client: Client) -> None:
    row = CorrectionRequestFactory(unit=city.office)
    answer = client.get("/corrections/receipts/", {"code": row.code.lower().replace("-", "")})
    assert answer["Location"] == f"/corrections/receipts/{row.code}/"
    html = shown(client, "/corrections/receipts/?code=XX<b>")
    assert "没有这个查询码" in html
    assert "XX<b>" not in html


def test_more_corrections_no_more_queries(lane: Place, client: Client, django_assert_max_num_queries: Any) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(client, address)
        return len(seen)

    CorrectionNoteFactory(path="/places/lane/")
    before = [queries(address) for address in ("/corrections/", "/corrections.json", "/places/lane/")]
    for _number in range(3):
        CorrectionNoteFactory(path="/places/lane/")
    assert [queries(address) for address in ("/corrections/", "/corrections.json", "/places/lane/")] == before
    assert max(before) <= 15
