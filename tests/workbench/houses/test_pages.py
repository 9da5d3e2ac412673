from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.places.factories import RestorationFactory, StageFactory
from tests.workbench.houses.conftest import Scene
from tongxin.demo.pictures import sample_picture
from tongxin.facts.models import Fact
from tongxin.places.models import Restoration, RestorationPair, RestorationStage

pytestmark = pytest.mark.django_db
LIST = "/workbench/houses/"


def test_from_the_plan_to_the_opening(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    address = reverse("workbench:house_change", args=[scene.plain.pk])
    html = client.post(address, {"budget_amount": "1860000", "summary": "打了很久的字"}).content.decode()
    assert "请写明依据" in html
    assert "打了很久的字" in html
    client.post(
        address, {"budget_amount": "1860000", "budget_source": "常发〔2019〕1号", "summary": "屋面", "version": "0"}
    )
    row = Restoration.objects.get(place=scene.plain)
    assert row.budget_amount == Decimal(1860000)
    html = client.post(address, {"summary": "第二个人写的", "version": "0"}).content.decode()
    assert "别人改过修缮情况" in html
    assert 'name="version" value="1"' in html
    stage = {"title": "屋面修缮", "planned_from": "2019-03-01", "planned_until": "2019-06-30"}
    client.post(reverse("workbench:stage_add", args=[scene.plain.pk]), stage)
    made = RestorationStage.objects.get(restoration=row)
    page = reverse("workbench:house", args=[scene.plain.pk])
    assert "已过计划日期" in client.get(page).content.decode()
    change = reverse("workbench:stage_change", args=[scene.plain.pk, made.pk])
    assert (
        "早于实际开始"
        in client.post(change, stage | {"started_on": "2019-03-02", "finished_on": "2019-03-01"}).content.decode()
    )
    client.post(change, stage | {"started_on": "2019-03-02", "finished_on": "2019-06-20"})
    assert "已完成" in client.get(page).content.decode()
    client.post(reverse("workbench:house_open", args=[scene.plain.pk]), {"opened_on": "2019-07-01"})
    row.refresh_from_db()
    assert (row.opened_on, Fact.objects.get().kind.code) == (date(2019, 7, 1), "house-opened")
    assert "登记对外开放" not in client.get(page).content.decode()
    client.post(reverse("workbench:stage_remove", args=[scene.plain.pk, made.pk]))
    assert not RestorationStage.objects.filter(restoration=row).exists()


def test_pictures_before_and_after(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    words = {"title": "门楼", "before_description": "门楼", "credit": "示例单位", "licence": "本单位拍摄"}
    address = reverse("workbench:pair_add", args=[scene.place.pk])
    assert client.post(address, words).status_code == 200
    assert RestorationPair.objects.count() == 1
    client.post(address, words | {"before_file": sample_picture(2)})
    pair = RestorationPair.objects.get(title="门楼")
    after = reverse("workbench:pair_after", args=[scene.place.pk, pair.pk])
    fields = {
        "after_file": sample_picture(3),
        "after_description": "修好的门楼",
        "credit": "示例单位",
        "licence": "本单位拍摄",
    }
    client.post(after, fields)
    pair.refresh_from_db()
    assert pair.after is not None
    html = client.get("/places/shili/").content.decode()
    assert "修好的门楼" in html
    client.post(reverse("workbench:pair_remove", args=[scene.place.pk, pair.pk]))
    assert not RestorationPair.objects.filter(pk=pair.pk).exists()


def test_the_public_reads_stages_and_money_with_its_source(scene: Scene, client: Client) -> None:
    Restoration.objects.update(
        budget_amount=Decimal("1860000"),
        budget_source="常发〔2019〕1号",
        budget_address="https://example.org/1",
        opened_on=date(2019, 7, 1),
    )
    html = client.get("/places/shili/").content.decode()
    link = '<a class="link" href="https://example.org/1" rel="noopener">常发〔2019〕1号</a>'
    for words in ("屋面修缮", "1,860,000", link, "起对外开放", "正厅"):
        assert words in html, words
    assert "已过计划日期" not in html


def test_the_list_is_narrowed_and_taken_along(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["leader"])
    html = client.get(LIST).content.decode()
    assert "示例故居" in html
    assert "屋面修缮（已过计划日期）" in html
    assert "示例故居" not in client.get(LIST, {"waiting": "no"}).content.decode()
    response = client.get(LIST, {"export": "csv"})
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    assert "示例故居" in body.decode("utf-8-sig")
    client.force_login(scene.people["west"])
    assert "示例故居" not in client.get(LIST).content.decode()


def test_more_houses_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    addresses = [(LIST, {}), (reverse("workbench:house", args=[scene.place.pk]), {}), ("/places/shili/", {})]

    def queries() -> list[int]:
        found = []
        for address, query in addresses:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address, query).status_code == 200
            found.append(len(seen))
        return found

    queries()
    before = queries()
    for _number in range(3):
        StageFactory(restoration=scene.restoration)
        StageFactory(restoration=RestorationFactory(place__owner=scene.city.districts[0]))
    after = queries()
    assert after == before
    client.logout()
    with CaptureQueriesContext(connection) as seen:
        client.get("/places/shili/")
    assert len(seen) <= 15
