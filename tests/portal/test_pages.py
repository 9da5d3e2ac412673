"""The public pages and their machine-readable twins."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.programme.factories import Year, make_goal, make_indicator, make_project
from tongxin.programme.figures import Figure
from tongxin.programme.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(year: Year) -> Year:
    indicator = make_indicator(year.project, name="走访企业")
    make_goal(year.project, label="第一季度", text="走访4家企业", due_on=date(2019, 3, 29))
    year.begin().on(date(2019, 4, 1))
    year.accepted(3, Figure(Decimal(3), indicator))
    Programme.objects.update(is_public=True)
    return year.on(date(2019, 4, 8))


def test_json_says_what_the_page_says(public: Year, client: Client) -> None:
    body = client.get(reverse("portal:year_json", args=[public.programme.pk])).json()
    assert {name: body[name] for name in ("name", "year", "owner", "as_of", "sample")} == {
        "name": public.programme.name,
        "year": 2019,
        "owner": "示例统筹办",
        "as_of": "2019-04-08",
        "sample": True,
    }
    [project] = body["projects"]
    assert (project["code"], project["state"], project["words"]) == (public.project.code, "late", "逾期 5 个工作日")
    assert project["lead_unit"] == "示例单位lead"
    assert [(i["name"], Decimal(i["value"]), Decimal(i["target"])) for i in project["indicators"]] == [
        ("走访企业", 3, 12)
    ]
    assert [goal["state"] for goal in project["goals"]] == ["late"]
    assert [step["text"] for step in project["progress"]] == ["走访了示例企业。"]
    assert project["reasons"][0]["found"].startswith("第一季度目标“走访4家企业”应于 3月29日达到")


def test_csv_has_one_row_a_project(public: Year, client: Client) -> None:
    answer = client.get(reverse("portal:year_csv", args=[public.programme.pk]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heads[:4] == ["编号", "项目", "领域", "牵头单位"]
    assert row[:4] == [public.project.code, public.project.title, "示例领域", "示例单位lead"]
    assert row[7:9] == ["逾期 5 个工作日", "走访企业 3 / 12 家"]


def test_pages_show_lights_and_why_to_everybody(public: Year, client: Client) -> None:
    year = client.get(reverse("portal:year", args=[public.programme.pk])).content.decode().replace("\xa0", " ")
    assert public.project.title in year
    assert "逾期 5 个工作日" in year
    project = (
        client.get(reverse("portal:project", args=[public.programme.pk, public.project.code]))
        .content.decode()
        .replace("\xa0", " ")
    )
    assert "为什么是“逾期 5 个工作日”" in project
    assert "又过 5 个工作日" in project
    assert "3 / 12 家" in project
    assert public.programme.name in client.get("/").content.decode().replace("\xa0", " ")


def test_the_light_in_the_address_narrows_the_page(public: Year, client: Client) -> None:
    address = reverse("portal:year", args=[public.programme.pk])
    assert public.project.title in client.get(f"{address}?light=late").content.decode()
    assert public.project.title not in client.get(f"{address}?light=good").content.decode()


def test_what_is_internal_is_not_there(public: Year, client: Client) -> None:
    hidden = make_project(public.programme, public.lead, is_public=False)
    pages = [reverse(f"portal:{name}", args=[public.programme.pk]) for name in ("year", "year_json", "year_csv")]
    for address in pages:
        assert hidden.title not in client.get(address).content.decode()
    assert client.get(reverse("portal:project", args=[public.programme.pk, hidden.code])).status_code == 404
    client.force_login(public.coordinator)
    assert client.get(reverse("portal:project", args=[public.programme.pk, hidden.code])).status_code == 404
    Programme.objects.update(is_public=False)
    for address in pages:
        assert client.get(address).status_code == 404
