"""Every list that people can read is to be had as JSON, and the page says where."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from tests.brands.factories import BrandFactory, EvaluationFactory
from tests.places.factories import HomeFactory, NotableFactory, PlaceFactory, WalkFactory
from tests.programme.factories import make_programme, make_year
from tests.visits.factories import OpenDayFactory, planned_place
from tongxin.brands.models import EvaluationEntry
from tongxin.editorial.tree import ensure_site
from tongxin.programme.models import Programme

pytestmark = pytest.mark.django_db

LISTS = (
    *("/years/", "/news/", "/notices/", "/documents/", "/brands/", "/places/", "/notables/", "/walks/"),
    *("/visits/", "/members-homes/", "/naming/", "/corrections/", "/brands/evaluations/2019/"),
)
ALTERNATE = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)"')


def test_every_list_says_where_its_json_is(client: Client) -> None:
    ensure_site()
    year = make_year(is_public=True)
    make_programme(year.office, year=2020)
    Programme.objects.update(is_public=True)
    planned_place(), HomeFactory(), WalkFactory(), NotableFactory(), PlaceFactory()
    evaluation = EvaluationFactory(status="published", published_on="2019-12-01")
    brand = BrandFactory(family__category__system=evaluation.system, status="running")
    EvaluationEntry.objects.create(evaluation=evaluation, brand=brand, points=Decimal(75), conclusion="保留")
    for address in LISTS:
        page = client.get(address)
        assert page.status_code == 200, address
        [twin] = ALTERNATE.findall(page.content.decode())
        answer = client.get(twin)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json"), twin
    assert client.get("/years.json").json()["years"][0]["projects"].endswith("/projects.json")
    [result] = client.get("/brands/evaluations/2019.json").json()["results"]
    assert (result["brand"], result["points"], result["conclusion"]) == (brand.name, "75.00", "保留")


def test_visits_and_open_days(client: Client) -> None:
    place = planned_place(name="示例故居", slug="shili")
    OpenDayFactory(place=place, title="开放日")
    planned_place(is_public=False)
    body = client.get("/visits.json").json()
    [row] = body["places"]
    assert (row["name"], row["slots"]) == ("示例故居", "http://testserver/places/shili/visit.json")
    assert [(one["title"], one["place"]) for one in body["open_days"]] == [("开放日", "示例故居")]


def test_homes_come_together_and_results_once_they_are_out(client: Client) -> None:
    HomeFactory(), HomeFactory(is_public=False)
    body = client.get("/members-homes.json").json()
    assert (body["homes"], body["persons"]) == (1, "0")
    EvaluationFactory(status="open")
    assert client.get("/brands/evaluations/2019.json").status_code == 404
