"""A page costs the same number of queries with one row and with many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.programme.factories import Year
from tests.programme.growing import another_year, grow
from tongxin.organisations.enums import Role
from tongxin.programme.models import Project

pytestmark = pytest.mark.django_db
MOST = 20


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, answer
    return len(captured)


@pytest.fixture
def growing(year: Year, client: Client) -> Year:
    [only] = grow(year, 1)
    Project.objects.exclude(pk=only.pk).delete()
    year.project = only
    client.force_login(year.coordinator)
    return year


def test_the_board_takes_at_most_twenty_queries_with_1_3_and_30_projects(growing: Year, client: Client) -> None:
    address = reverse("workbench:board", args=[growing.programme.pk])
    counted = []
    for more in (0, 2, 27):
        grow(growing, more)
        assert client.get(address).status_code == 200
        counted.append(queries(client, address))
    assert growing.programme.projects.count() == 30
    assert counted[0] == counted[1] == counted[2] <= MOST, counted


@pytest.mark.parametrize(
    "address",
    [
        "/workbench/",
        "/workbench/year/{year}/timeline/",
        "/workbench/year/{year}/units/",
        "/workbench/year/{year}/units/?kind=firms-visited",
        "/workbench/year/{year}/leader/",
        "/workbench/year/{year}/?light=risk&unit={unit}",
        "/workbench/facts/?programme={year}",
        "/workbench/facts/?programme={year}&kind=firms-visited",
        "/workbench/carry/review/",
        "/workbench/carry/extensions/",
        "/workbench/carry/supervision/",
        "/years/{year}/",
        "/years/{year}/projects.json",
        "/years/{year}/projects.csv",
    ],
)
def test_a_list_costs_the_same_with_one_row_and_with_many(growing: Year, client: Client, address: str) -> None:
    type(growing.programme).objects.update(is_public=True)
    address = address.format(year=growing.programme.pk, unit=growing.support.pk)
    few = queries(client, address)
    grow(growing, 3)
    assert queries(client, address) == few


@pytest.mark.parametrize("place", ["coordinator", "reporter"])
def test_home_costs_the_same_for_everybody_however_much_waits(growing: Year, client: Client, place: str) -> None:
    [project] = growing.programme.projects.all()
    reporter = project.lead_unit.memberships.get(role=Role.REPORTER).user
    client.force_login(growing.coordinator if place == "coordinator" else reporter)
    few = queries(client, "/workbench/")
    grow(growing, 2)
    assert queries(client, "/workbench/") == few


def test_a_project_page_costs_the_same_with_a_long_past(growing: Year, client: Client) -> None:
    [project] = growing.programme.projects.all()
    address = reverse("workbench:project", args=[project.pk])
    few = queries(client, address)
    grow(growing, 2)
    for other in Project.objects.exclude(pk=project.pk):
        other.reports.filter(unit=other.lead_unit).update(project=project)
        for goal in other.goals.all():
            goal.label, goal.project = f"{goal.label}其{other.pk}", project
            goal.save()
        other.indicators.update(project=project)
    assert (project.reports.count(), project.goals.count(), project.indicators.count()) == (16, 3, 6)
    assert queries(client, address) == few


def test_the_list_of_years_costs_the_same(growing: Year, client: Client) -> None:
    another_year(growing)
    few = queries(client, "/workbench/year/")
    for _number in range(4):
        another_year(growing)
    assert queries(client, "/workbench/year/") == few
