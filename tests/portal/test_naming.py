"""The public pages of naming: notices with their days, objections, results, and their machine-readable twin."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.naming.factories import BatchFactory, Naming, make_naming
from tests.places.factories import PlaceFactory
from tongxin.editorial.tree import ensure_site
from tongxin.naming.actions import noticing, rechecking
from tongxin.naming.models import Application, Batch, Objection
from tongxin.places.models import Place

pytestmark = pytest.mark.django_db
FORM = "/naming/2019-2/object/"


@pytest.fixture
def naming(db: None, settings: Any, tmp_path: Path) -> Naming:
    settings.MEDIA_ROOT = tmp_path
    return make_naming()


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_draft_is_not_there(naming: Naming, client: Client) -> None:
    Batch.objects.update(status="draft")
    assert client.get("/naming/2019-2/").status_code == 404
    assert client.get(FORM).status_code == 404
    assert client.get("/naming.json").json() == {"batches": []}
    assert "还没有命名批次" in shown(client, "/naming/")


def test_a_call_says_until_when_and_by_which_standards(naming: Naming, client: Client) -> None:
    assert "2019年8月30日截止" in shown(client, "/naming/")
    page = shown(client, "/naming/2019-2/")
    for words in ("正在受理申报，8月30日截止。", "符合标准的场馆可以申报。", "展陈和史料", "附佐证", "按时开放"):
        assert words in page, words
    naming.stand_at(date(2019, 8, 31))
    assert "申报已截止" in shown(client, "/naming/2019-2/")
    assert "正在审核" in shown(client, "/naming/")
    naming.stand_at(date(2019, 7, 31))
    assert "8月1日开始受理申报。" in shown(client, "/naming/2019-2/")


def test_a_notice_shows_its_days_and_how_they_are_counted(naming: Naming, client: Client) -> None:
    Batch.objects.update(notice_days=15)
    naming.on_notice(date(2019, 9, 10))
    naming.stand_at(date(2019, 9, 12))
    for address in ("/naming/", "/naming/2019-2/"):
        page = shown(client, address)
        for words in ("还剩 13 个工作日".replace(" 个", "\u00a0个"), "示例故居", "10月1日至7日 国庆节，不计", FORM):
            assert words in page, (address, words)
    [batch] = client.get("/naming.json").json()["batches"]
    notice = batch["notice"]
    assert (notice["ends_on"], notice["working_days_left"], notice["is_running"]) == ("2019-10-08", 13, True)
    assert notice["places"] == [{"name": "示例故居", "owner": "示例东区"}]
    naming.stand_at(date(2019, 10, 8))
    assert "今天是最后一天" in shown(client, "/naming/")
    naming.stand_at(date(2019, 10, 9))
    assert FORM not in shown(client, "/naming/2019-2/")
    assert "公示期满，正在作决定。" in shown(client, "/naming/2019-2/")


def test_a_notice_stands_by_itself_on_the_home_page_and_among_the_notices(naming: Naming, client: Client) -> None:
    ensure_site()
    naming.on_notice()
    for address in ("/", "/notices/"):
        page = shown(client, address)
        assert 'href="/naming/2019-2/"' in page, address
        assert "9月11日截止" in page.replace(" ", ""), address
    assert "这个栏目还没有内容" not in shown(client, "/notices/")
    naming.stand_at(date(2019, 9, 12))
    for address in ("/", "/notices/"):
        assert 'href="/naming/2019-2/"' not in shown(client, address), address


def test_an_objection_its_receipt_and_its_answer(naming: Naming, client: Client) -> None:
    application = naming.on_notice()
    answer = client.post(FORM, {"application": application.pk, "text": "时间不对", "contact": " 某  办公室 "})
    found = Objection.objects.get()
    assert (found.text, found.contact, found.application) == ("时间不对", "某 办公室", application)
    assert answer["Location"] == f"/naming/objections/{found.receipt}/"
    page = client.get(answer["Location"])
    assert page["Cache-Control"] == "private, no-store"
    assert "某 办公室" in page.content.decode()
    noticing.answer_objection(objection=found, text="已更换", is_upheld=True, by=naming.coordinator)
    page = shown(client, answer["Location"])
    assert "已更换" in page
    assert "异议成立" in page
    assert client.get(f"{answer['Location']}erase/").status_code == 405
    client.post(f"{answer['Location']}erase/")
    assert "某 办公室" not in shown(client, answer["Location"])
    assert client.get("/naming/objections/0000/").status_code == 404
    for address in ("/naming/", "/naming/2019-2/", "/naming.json"):
        assert "时间不对" not in shown(client, address)


def test_what_is_not_taken_is_said_and_kept_in_the_form(naming: Naming, client: Client) -> None:
    naming.on_notice()
    answer = client.post(FORM, {"application": "0", "text": "", "contact": "某办公室"})
    assert (answer.status_code, Objection.objects.count()) == (422, 0)
    assert "某办公室" in answer.content.decode()
    for wrong in ({"application": "999"}, {"website": "http://spam.example/"}, {"text": "长" * 2001}):
        given = {"application": "0", "text": "有异议"} | wrong
        assert client.post(FORM, given).status_code == 422, wrong
    assert Objection.objects.count() == 0
    assert client.post(FORM, {"application": "0", "text": "有异议"}).status_code == 302
    assert Objection.objects.get().application is None


def test_after_the_notice_it_is_refused_with_a_clear_word(naming: Naming, client: Client) -> None:
    application = naming.on_notice()
    naming.stand_at(date(2019, 9, 12))
    assert "公示不在进行，不接收异议。" in shown(client, FORM)
    answer = client.post(FORM, {"application": application.pk, "text": "晚了"})
    assert (answer.status_code, Objection.objects.count()) == (409, 0)
    assert "公示已于2019年9月11日结束，不再接收异议。" in answer.content.decode()


def test_one_address_sends_ten_an_hour(naming: Naming, client: Client) -> None:
    naming.on_notice()
    given = {"application": "0", "text": "有异议"}
    assert [client.post(FORM, given).status_code for _time in range(11)] == [302] * 10 + [429]
    assert Objection.objects.count() == 10
    assert client.post(FORM, given, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_results_with_the_document_and_the_title_on_the_places_page(naming: Naming, client: Client) -> None:
    application = naming.named()
    page = shown(client, "/naming/2019-2/")
    for words in ("N-2019-02-01", "已于2019年9月12日命名。", "/naming/2019-2/document.pdf", "没有收到异议。"):
        assert words in page, words
    assert client.get("/naming/2019-2/document.pdf")["Content-Type"] == "application/pdf"
    page = shown(client, "/places/shili-guju/")
    assert 'href="/naming/2019-2/"' in page
    assert 'href="/naming/2019-2/document.pdf"' in page
    assert "2019年9月12日命名" in page
    Place.objects.update(is_public=False)
    assert "/places/shili-guju/" not in shown(client, "/naming/2019-2/")
    Place.objects.update(is_public=True)
    recheck = rechecking.revoke(application=application, reason="长期关门", by=naming.coordinator)
    paper = f"/naming/2019-2/withdrawn/{recheck.pk}.pdf"
    page = shown(client, "/naming/2019-2/")
    assert "长期关门" in page
    assert paper in page
    assert client.get(paper)["Content-Type"] == "application/pdf"
    [row] = client.get("/naming.json").json()["batches"][0]["named"]
    assert row["withdrawn"] == {"on": "2019-09-12", "reason": "长期关门", "document": f"http://testserver{paper}"}
    assert "/naming/2019-2/" not in shown(client, "/places/shili-guju/")
    assert client.get(f"/naming/2019-2/withdrawn/{recheck.pk + 1}.pdf").status_code == 404


def test_decisions_of_a_batch_that_is_not_public_are_not_there(naming: Naming, client: Client) -> None:
    recheck = rechecking.revoke(application=naming.named(), reason="关门", by=naming.coordinator)
    addresses = ("/naming/2019-2/document.pdf", f"/naming/2019-2/withdrawn/{recheck.pk}.pdf")
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    other = BatchFactory(owner=naming.office, slug="other", status="concluded")
    assert client.get(f"/naming/{other.slug}/withdrawn/{recheck.pk}.pdf").status_code == 404
    Batch.objects.update(status="draft")
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_a_cancelled_batch_says_why(naming: Naming, client: Client) -> None:
    Batch.objects.update(status="cancelled", cancel_reason="标准要改")
    page = shown(client, "/naming/2019-2/")
    assert "这一批已取消。标准要改" in page
    assert client.get("/naming/2019-2/document.pdf").status_code == 404


def test_more_batches_no_more_queries(naming: Naming, client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(client, address)
        return len(seen)

    naming.on_notice()
    days = {"named_on": date(2019, 9, 12), "recheck_due_on": date(2022, 9, 12), "status": "named"}

    def more(number: int) -> None:
        batch = BatchFactory(owner=naming.office, number=20 + number, status="concluded", concluded_on=date(2019, 1, 2))
        Application.objects.create(batch=batch, place=PlaceFactory(owner=naming.east), code=f"X-{number}", **days)

    more(0)
    addresses = ("/naming/", "/naming.json", "/naming/2019-2/")
    before = [queries(address) for address in addresses]
    for number in range(1, 4):
        more(number)
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 15
