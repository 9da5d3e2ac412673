"""The restoration of a house: what is refused changes nothing; its opening is a fact, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.conftest import City
from tests.places.factories import PlaceFactory, RestorationFactory, StageFactory
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry, Picture
from tongxin.common.subjects import Subject
from tongxin.demo.pictures import sample_picture
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.places.actions import restoring
from tongxin.places.actions.restoring import Shot, StageGiven
from tongxin.places.models import Restoration, RestorationPair, RestorationStage
from tongxin.places.selectors.restoration import current_stage, late, spent

pytestmark = pytest.mark.django_db
AsRole = Callable[..., User]


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def stage(**changes: Any) -> StageGiven:
    return replace(StageGiven("屋面修缮", date(2019, 3, 1), date(2019, 6, 30)), **changes)


def shot(**changes: Any) -> Shot:
    return replace(Shot(sample_picture(1), "一座示例的房子", "示例单位", "本单位拍摄"), **changes)


def test_money_never_stands_without_its_source(city: City) -> None:
    place = PlaceFactory(owner=city.office)
    for changes, field in (
        ({"budget_amount": Decimal(100)}, "budget_source"),
        ({"budget_amount": Decimal("0.001"), "budget_source": "文件"}, "budget_amount"),
        ({"budget_amount": Decimal(-1), "budget_source": "文件"}, "budget_amount"),
        ({"budget_amount": Decimal("NaN"), "budget_source": "文件"}, "budget_amount"),
        ({"summary": "长" * 301}, "summary"),
        ({"budget_amount": Decimal(1), "budget_source": "文件", "budget_address": "ftp://x"}, "budget_address"),
        ({"budget_address": "https://example.org/1"}, "budget_amount"),
    ):
        with pytest.raises(Invalid) as refusal:
            restoring.set_restoration(place=place, version=0, by=None, **changes)  # type: ignore[arg-type]
        assert refusal.value.field == field
    assert Restoration.objects.count() == 0
    row = restoring.set_restoration(
        place=place, version=0, by=None, budget_amount=Decimal("1860000.00"), budget_source="常发〔2019〕1号"
    )
    with pytest.raises(Conflict):
        restoring.set_restoration(place=place, version=0, by=None, summary="后来的")
    with pytest.raises(IntegrityError), transaction.atomic():
        Restoration.objects.filter(pk=row.pk).update(budget_source="")
    row.refresh_from_db()
    assert (row.budget_amount, row.version, row.summary) == (Decimal(1860000), 1, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"planned_until": date(2019, 2, 1)}, "planned_until"),
        ({"finished_on": date(2019, 6, 1)}, "started_on"),
        ({"started_on": date(2019, 6, 2), "finished_on": date(2019, 6, 1)}, "finished_on"),
        ({"started_on": date(2999, 1, 1)}, "started_on"),
        ({"cost_amount": Decimal(1)}, "cost_source"),
    ],
)
def test_a_stage_that_cannot_be_taken(changes: dict[str, Any], field: str) -> None:
    row = RestorationFactory()
    with pytest.raises(Invalid) as refusal:
        restoring.put_stage(restoration=row, given=stage(**changes), by=None)
    assert (refusal.value.field, RestorationStage.objects.count(), AuditEntry.objects.count()) == (field, 0, 0)


def test_stages_say_how_far_it_is() -> None:
    row = RestorationFactory()
    today = timezone.localdate()
    first = restoring.put_stage(restoration=row, given=stage(), by=None)
    assert (first.light, first.is_late(date(2019, 2, 28)), first.is_late(date(2019, 3, 2))) == ("idle", False, True)
    coming = stage(title="展陈", planned_from=today, planned_until=today + timedelta(days=30))
    second = restoring.put_stage(restoration=row, given=coming, by=None)
    assert current_stage(row) == first
    assert list(Restoration.objects.filter(late())) == [row]
    done = replace(
        stage(), started_on=date(2019, 3, 5), finished_on=date(2019, 7, 5), cost_amount=Decimal(80), cost_source="决算"
    )
    restoring.put_stage(restoration=row, given=done, by=None, stage=first)
    row = Restoration.objects.get()
    assert (current_stage(row), spent(row)) == (second, Decimal(80))
    assert not Restoration.objects.filter(late()).exists()
    restoring.remove_stage(stage=second, by=None)
    assert RestorationStage.objects.get() == first


def test_a_pair_keeps_both_pictures_or_none() -> None:
    row = RestorationFactory()
    for changes, field in (
        ({"before": shot(description="")}, "before_description"),
        ({"before": shot(credit="")}, "credit"),
        ({"before": shot(), "after": shot(upload=sample_picture(2), description="")}, "after_description"),
        ({"before": shot(), "title": ""}, "title"),
    ):
        with pytest.raises(Invalid) as refusal:
            restoring.add_pair(**{"restoration": row, "title": "正厅", "by": None} | changes)  # type: ignore[arg-type]
        assert refusal.value.field == field
        assert (RestorationPair.objects.count(), Picture.objects.count()) == (0, 0)
    pair = restoring.add_pair(restoration=row, title="正厅", before=shot(), by=None)
    assert pair.after is None
    restoring.add_after(pair=pair, after=shot(upload=sample_picture(2), taken_on=date(2019, 7, 1)), by=None)
    stored = RestorationPair.objects.get()
    assert (stored.after_on, Picture.objects.count()) == (date(2019, 7, 1), 2)
    restoring.remove_pair(pair=stored, by=None)
    assert (RestorationPair.objects.count(), Picture.objects.count()) == (0, 2)


def test_an_opening_is_a_fact_of_the_house_once(city: City, as_role: AsRole) -> None:
    by = as_role(Role.COORDINATOR, city.districts[0])
    row = RestorationFactory(place__owner=city.districts[0])
    with pytest.raises(Invalid):
        restoring.open_to_public(restoration=row, opened_on=timezone.localdate() + timedelta(days=1), by=by)
    with pytest.raises(NotAllowed):
        restoring.open_to_public(
            restoration=row, opened_on=date(2019, 5, 1), by=as_role(Role.REPORTER, city.districts[0])
        )
    assert (Fact.objects.count(), Restoration.objects.get().opened_on) == (0, None)
    restoring.open_to_public(restoration=row, opened_on=date(2019, 5, 1), by=by)
    for again in (row, Restoration.objects.select_related("place__owner").get()):
        with pytest.raises(WrongState, match="已经登记过"):
            restoring.open_to_public(restoration=again, opened_on=date(2019, 5, 2), by=by)
    fact = Fact.objects.get()
    assert (fact.kind.code, fact.happened_on, fact.organisation) == (
        "house-opened",
        date(2019, 5, 1),
        city.districts[0],
    )
    subject = Subject.of(row.place)
    assert [(one.subject_kind, one.subject_id) for one in fact.subjects.all()] == [(subject.kind, subject.id)]
    assert Restoration.objects.get().opened_on == date(2019, 5, 1)
    assert audit.verify().holds


def test_only_the_houses_keepers_write(city: City, as_role: AsRole) -> None:
    row = RestorationFactory(place__owner=city.districts[0])
    one = StageFactory(restoration=row)
    for by in (as_role(Role.COORDINATOR, city.districts[1]), as_role(Role.LEADER, city.districts[0])):
        for act in (
            lambda by=by: restoring.set_restoration(place=row.place, version=1, by=by),
            lambda by=by: restoring.put_stage(restoration=row, given=stage(), by=by, stage=one),
            lambda by=by: restoring.remove_stage(stage=one, by=by),
            lambda by=by: restoring.add_pair(restoration=row, title="正厅", before=shot(), by=by),
        ):
            with pytest.raises(NotAllowed):
                act()  # type: ignore[no-untyped-call]
    assert (RestorationStage.objects.count(), Restoration.objects.get().version) == (1, 1)
