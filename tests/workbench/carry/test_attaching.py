"""A plan that a unit has already is attached to a project it carries, and what was done in it is counted there, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.programme.factories import Year, make_indicator, make_programme, make_project
from tests.workbench.carry.scene import Scene
from tongxin.common.subjects import Subject
from tongxin.facts.actions import record
from tongxin.facts.selectors import totals_for
from tongxin.organisations.enums import Role
from tongxin.programme.cascade import counts_for
from tongxin.programme.models import Programme

pytestmark = pytest.mark.django_db


def own_plan(year: Year) -> Programme:
    """A plan of the lead unit with one project, in which seven firms were visited."""
    made = make_programme(year.lead, name="本单位已有方案")
    below = make_project(made, year.lead)
    indicator = make_indicator(below)
    assert indicator.kind is not None
    record(
        kind=indicator.kind,
        quantity=Decimal(7),
        organisation=year.lead,
        happened_on=date(2019, 3, 5),
        source=Subject.of(below),
        subjects=counts_for(below),
        by=None,
    )
    return made


def visited(year: Year) -> Decimal:
    subject = Subject.of(year.project)
    found = totals_for([subject])[subject]
    return found["firms-visited"].total if "firms-visited" in found else Decimal(0)


def test_it_is_chosen_and_counts(scene: Scene, client: Client) -> None:
    year, made = scene.year, own_plan(scene.year)
    before = visited(year)
    client.force_login(year.who("lead", Role.REVIEWER))
    address = reverse("workbench:attach_plan", args=[year.project.pk])
    html = client.get(address).content.decode()
    assert "本单位已有方案" in html
    assert year.programme.name + "（" not in html
    answer = client.post(address, {"programme": made.pk}, follow=True)
    assert "已并入这个项目。补计 1 条实绩。" in answer.content.decode()
    made.refresh_from_db()
    assert made.parent_project == year.project
    assert visited(year) == before + 7
    # What belongs to a project is not offered again; a second press counts nothing twice.
    assert client.post(address, {"programme": made.pk}).status_code == 422
    assert visited(year) == before + 7


def test_another_units_plan_is_not_offered(scene: Scene, client: Client) -> None:
    foreign = make_programme(scene.year.support, name="别的单位的方案")
    client.force_login(scene.year.who("lead", Role.REVIEWER))
    address = reverse("workbench:attach_plan", args=[scene.year.project.pk])
    assert "没有可以并入的方案" in client.get(address).content.decode()
    assert client.post(address, {"programme": foreign.pk}).status_code == 422
    foreign.refresh_from_db()
    assert foreign.parent_project is None
