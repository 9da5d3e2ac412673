from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.places.factories import CriterionFactory, EvidenceFactory, FundsFactory, HomeFactory
from tests.workbench.homes.conftest import Scene
from tongxin.facts.kinds import ensure_kinds
from tongxin.facts.models import Fact
from tongxin.places.models import HomeCriterion, HomeEvidence, HomeFund, Place

pytestmark = pytest.mark.django_db
LIST = "/workbench/homes/"


def page(scene: Scene, client: Client) -> str:
    return client.get(reverse("workbench:home_of_members", args=[scene.home.pk])).content.decode()


def test_a_home_on_its_way_to_the_standard(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    CriterionFactory(aspect="activity", name="常办活动", fact_kind=ensure_kinds()["event-held"], minimum=1)
    html = page(scene, client)
    assert "差 1 项" in html
    assert "0 / 1 场" in html
    assert "制度.pdf" in html
    use = reverse("workbench:home_use_add", args=[scene.home.pk])
    key = str(uuid4())
    for _twice in range(2):
        client.post(use, {"held_on": timezone.localdate().isoformat(), "persons": "7", "request_key": key})
    assert Fact.objects.count() == 2
    assert "达标" in page(scene, client)
    withdraw = reverse("workbench:home_evidence_withdraw", args=[scene.home.pk, scene.evidence.pk])
    client.post(withdraw)
    assert "无依据" in page(scene, client)
    add = reverse("workbench:home_evidence_add", args=[scene.home.pk, scene.criterion.pk])
    fields = {"is_met": "yes", "seen_on": timezone.localdate().isoformat(), "note": "联系 13812345678"}
    html = client.post(add, fields).content.decode()
    assert "不登记任何人" in html
    client.post(add, fields | {"is_met": "no", "note": "门锁着"})
    latest = HomeEvidence.objects.latest("pk")
    assert (latest.is_met, latest.note) == (False, "门锁着")
    assert "未达到" in page(scene, client)


def test_funds_are_recorded_and_withdrawn_with_a_reason(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    add = reverse("workbench:home_funds_add", args=[scene.home.pk])
    fields = {
        "flow": "used",
        "year": str(timezone.localdate().year),
        "quarter": "3",
        "amount": "31000",
        "source": "凭证",
    }
    assert "用在哪里" in client.post(add, fields).content.decode()
    client.post(add, fields | {"purpose": "活动场租"})
    used = HomeFund.objects.get(flow="used")
    assert (used.amount, used.quarter) == (Decimal(31000), 3)
    assert "超支" in page(scene, client)
    withdraw = reverse("workbench:home_funds_withdraw", args=[scene.home.pk, used.pk])
    client.post(withdraw, {"reason": "记错了"})
    used.refresh_from_db()
    assert used.withdrawn_reason == "记错了"
    html = page(scene, client)
    assert "超支" not in html
    assert "已撤回：记错了" in html


def test_the_overview_shows_gaps_and_is_taken_along(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    HomeFactory(owner=scene.city.committee, name="还差的示例之家")
    html = client.get(LIST).content.decode()
    assert "2 处，达标 1 处" in html
    html = client.get(LIST, {"gaps": "1"}).content.decode()
    assert "还差的示例之家" in html
    assert "示例成员之家" not in html
    response = client.get(LIST, {"export": "csv", "year": "2019"})
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    lines = body.decode("utf-8-sig").splitlines()
    assert "固定场所" in lines[0]
    assert "无依据" in lines[2] + lines[1]
    assert client.get(LIST, {"year": "x", "gaps": "y"}).status_code == 200
    client.force_login(scene.people["west"])
    assert "还没有成员之家" in client.get(LIST).content.decode()


def test_the_standard_is_data(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    fields = {"aspect": "plan", "name": "年度计划", "how": "有并报了", "valid_months": "12", "is_active": "on"}
    client.post(reverse("workbench:home_criterion_add"), fields)
    made = HomeCriterion.objects.get(name="年度计划")
    assert "年度计划" in page(scene, client)
    change = reverse("workbench:home_criterion_change", args=[made.pk])
    assert "同时选种类" in client.post(change, fields | {"minimum": "3"}).content.decode()
    client.post(change, {name: value for name, value in fields.items() if name != "is_active"})
    client.get(LIST)
    assert "年度计划" not in page(scene, client)
    assert "停用" in client.get(reverse("workbench:home_criteria")).content.decode()


def test_the_public_reads_totals_alone(scene: Scene, client: Client) -> None:
    html = client.get("/members-homes/").content.decode()
    for words in ("全部达标", "30,000", "近一年人次"):
        assert words in html, words
    for words in ("示例成员之家", "有一间", "制度.pdf"):
        assert words not in html, words
    Place.objects.update(is_public=False)
    assert "还没有公开的成员之家" in client.get("/members-homes/").content.decode()


def test_more_homes_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    addresses = [LIST, "/members-homes/", reverse("workbench:home_of_members", args=[scene.home.pk])]

    def queries() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            found.append(len(seen))
        return found

    queries()
    before = queries()
    for _number in range(3):
        home = HomeFactory(owner=scene.city.committee)
        EvidenceFactory(home=home, criterion=scene.criterion)
        FundsFactory(home=home, year=timezone.localdate().year)
    assert queries() == before
