"""Two people, or one who clicks twice: one effect. Where the database has several writers at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.conftest import City
from tests.documents.factories import DraftFactory
from tests.factories import UnitFactory
from tests.programme.plan.making import END, START, given, make_programme
from tongxin.accounts.models import User
from tongxin.common.errors import Conflict, Refusal
from tongxin.documents.actions import drafts
from tongxin.documents.models import Draft, DraftUndo
from tongxin.organisations.enums import Role
from tongxin.programme.actions import plan
from tongxin.programme.models import Programme, Project

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*runs: Callable[[], Any]) -> list[Any]:
    """Run all at the same moment, each in its own connection; what each gave or raised, in order."""
    gate = threading.Barrier(len(runs))
    results: list[Any] = [None] * len(runs)

    def run(number: int, call: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[number] = call()
        except Refusal as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(runs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def clerk(city: City, as_role: Callable[..., User]) -> User:
    return as_role(Role.COORDINATOR, city.office)


@pytest.fixture
def draft(city: City, clerk: User) -> Draft:
    for number, name in enumerate(("市甲局", "市乙局", "市丙局")):
        UnitFactory(parent=city.office, name=name, code=f"B{number}")
    made: Draft = DraftFactory(document__owner=city.office)
    return drafts.match_again(draft=made, version=1, by=clerk)


def test_two_clicks_make_one_programme(draft: Draft, clerk: User) -> None:
    def click() -> Programme:
        return plan.create_programme_from_draft(
            draft=draft, version=draft.version, name="示例", year=2019, starts_on=START, ends_on=END, by=clerk
        )

    made = at_once(*[click] * 4)
    assert {each.pk for each in made} == {Programme.objects.get().pk}
    assert Project.objects.count() == 4


def test_of_several_who_change_one_version_one_does(draft: Draft, clerk: User) -> None:
    def rename(title: str) -> Draft:
        return drafts.change_draft(
            draft=draft, version=draft.version, operation="rename", by=clerk, item="n2", title=title
        )

    results = at_once(*[lambda number=number: rename(f"名称{number}") for number in range(4)])
    assert sum(isinstance(each, Conflict) for each in results) == 3
    assert Draft.objects.get().version == draft.version + 1
    assert DraftUndo.objects.filter(draft=draft, version=draft.version).count() == 1


def test_codes_given_at_once_are_different(city: City, clerk: User) -> None:
    area = plan.add_area(programme=make_programme(city, clerk), title="甲", by=clerk)
    at_once(*[lambda: plan.add_project(area=area, given=given(city), by=clerk)] * 4)
    assert sorted(Project.objects.values_list("code", flat=True)) == ["1-01", "1-02", "1-03", "1-04"]


def test_a_name_is_taken_once(city: City, clerk: User) -> None:
    results = at_once(*[lambda: make_programme(city, clerk)] * 3)
    assert sum(isinstance(each, Refusal) for each in results) == 2
    assert Programme.objects.count() == 1
