"""Notables: the dead only, each statement with its source, no house that would tell more than it should."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import City
from tests.places.factories import NotableFactory, PlaceFactory
from tongxin.accounts.models import User
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations.enums import Role
from tongxin.places.actions import notables as actions
from tongxin.places.actions.notables import NotableGiven, StatementGiven
from tongxin.places.dates import checked_date, date_words
from tongxin.places.models import Notable, NotableStatement

pytestmark = pytest.mark.django_db
GIVEN = NotableGiven(name="赵元任", born="1892年11月3日", died="1982-02-24", dates_source="示例地方志")
SAID = StatementGiven(text="记录方言", source="《现代吴语的研究》", about="work")


def test_a_notable_is_written_down_with_houses_and_shown(city: City, as_role: Callable[..., User]) -> None:
    east = city.districts[0]
    by = as_role(Role.REPORTER, east)
    houses = (PlaceFactory(name="后面的"), PlaceFactory(name="前面的"))
    notable = actions.add_notable(owner=east, given=replace(GIVEN, houses=(*houses, houses[0])), by=by)
    assert (notable.slug, notable.born, notable.years) == ("zhaoyuanren", "1892-11-03", "1892–1982")
    assert [one.place.name for one in notable.houses.all()] == ["后面的", "前面的"]
    assert actions.missing_of_notable(notable) == ["一句话介绍", "至少一条生平或作品", "为什么纪念"]
    with pytest.raises(Invalid, match="还不能公开，缺：一句话介绍"):
        actions.publish_notable(notable=notable, by=None)
    actions.add_statement(notable=notable, given=SAID, by=by)
    actions.add_statement(notable=notable, given=replace(SAID, about="honour", text="留下乡音"), by=by)
    changed = actions.change_notable(
        notable=notable, given=replace(GIVEN, summary="语言学家", houses=houses[1:]), version=1, by=by
    )
    assert (changed.version, [one.place.name for one in changed.houses.all()]) == (2, ["前面的"])
    with pytest.raises(Conflict):
        actions.change_notable(notable=notable, given=GIVEN, version=1, by=by)
    with pytest.raises(NotAllowed):
        actions.publish_notable(notable=notable, by=by)
    office = as_role(Role.COORDINATOR, city.office)
    assert actions.publish_notable(notable=notable, by=office).is_public
    with pytest.raises(WrongState):
        actions.publish_notable(notable=notable, by=office)
    assert not actions.withdraw_notable(notable=notable, by=office).is_public


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"died": ""}, "died", "在世的人不登记"),
        ({"died": "2999"}, "died", "在世的人不登记"),
        ({"died": "去年"}, "died", "1892-11-03"),
        ({"died": "1982-02-30"}, "died", "1892-11-03"),
        ({"born": "1990"}, "born", "生年晚于卒年"),
        ({"dates_source": " "}, "dates_source", "出处"),
        ({"name": ""}, "name", "名称"),
        ({"slug": "赵"}, "slug", "小写英文字母"),
        ({"summary": "长" * 201}, "summary", "最多 200"),
    ],
)
def test_what_cannot_be_taken_is_named(changes: dict[str, Any], field: str, said: str, city: City) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.add_notable(owner=city.office, given=replace(GIVEN, **changes), by=None)
    assert (refusal.value.field, said in str(refusal.value)) == (field, True), str(refusal.value)
    assert Notable.objects.count() == AuditEntry.objects.count() == 0


def test_nobody_is_tied_to_a_place_that_is_sensitive_by_association(city: City) -> None:
    home = PlaceFactory(kind__is_sensitive_by_association=True)
    with pytest.raises(Invalid, match="不与任何人挂钩"):
        actions.add_notable(owner=city.office, given=replace(GIVEN, houses=(home,)), by=None)
    assert Notable.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": ""}, "source"),
        ({"text": " "}, "text"),
        ({"about": "party"}, "about"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_date": date(2999, 1, 1)}, "source_date"),
    ],
)
def test_no_statement_without_a_source(changes: dict[str, Any], field: str) -> None:
    notable = NotableFactory()
    statement = notable.statements.first()
    for attempt in (
        lambda: actions.add_statement(notable=notable, given=replace(SAID, **changes), by=None),
        lambda: actions.change_statement(statement=statement, given=replace(SAID, **changes), by=None),
    ):
        with pytest.raises(Invalid) as refusal:
            attempt()
        assert refusal.value.field == field
    assert list(notable.statements.values_list("text", flat=True)) == ["life之一", "honour之一"]
    assert AuditEntry.objects.count() == 0


def test_the_database_refuses_them_too() -> None:
    notable = NotableFactory()
    for change in (
        lambda: NotableStatement.objects.create(notable=notable, text="说", source=""),
        lambda: Notable.objects.filter(pk=notable.pk).update(died=""),
        lambda: Notable.objects.filter(pk=notable.pk).update(dates_source=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_what_was_said_before_is_in_the_trail() -> None:
    notable = NotableFactory()
    statement = notable.statements.first()
    actions.change_statement(statement=statement, given=SAID, by=None)
    actions.remove_statement(statement=statement, by=None)
    details = [entry.detail for entry in AuditEntry.objects.order_by("number")]
    assert details[0]["before"] == "life之一"
    assert notable.statements.count() == 1


def test_another_units_people_change_nothing(city: City, as_role: Callable[..., User]) -> None:
    notable = NotableFactory(owner=city.districts[0])
    by = as_role(Role.COORDINATOR, city.districts[1])
    for attempt in (
        lambda: actions.change_notable(notable=notable, given=GIVEN, version=1, by=by),
        lambda: actions.add_statement(notable=notable, given=SAID, by=by),
        lambda: actions.set_portrait(notable=notable, picture=None, by=by),
        lambda: actions.withdraw_notable(notable=notable, by=by),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "kept", "words"),
    [
        ("1892", "1892", "1892年"),
        (" 1892.11 ", "1892-11", "1892年11月"),
        ("1892年11月3日", "1892-11-03", "1892年11月3日"),
        ("1892/11/3", "1892-11-03", "1892年11月3日"),
        ("", "", ""),
    ],
)
def test_dates_as_people_write_them(text: str, kept: str, words: str) -> None:
    assert checked_date(text, "born") == kept
    assert date_words(kept) == words
