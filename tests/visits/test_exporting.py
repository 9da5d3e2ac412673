"""Who booked as a file (red line 7): one asks, a second person allows it, a day later it is gone; each step is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.conftest import City
from tests.programme.test_races import at_once, refusals
from tests.visits.factories import BookingFactory, SlotFactory, a_day, planned_place
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, Refusal, WrongState
from tongxin.common.models import AuditEntry
from tongxin.common.tables import read_workbook
from tongxin.common.tasks import shred_expired
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Membership, Notice
from tongxin.organisations.personal_exports import actions
from tongxin.organisations.personal_exports.models import PersonalExport
from tongxin.places.models import Place, PlaceKind
from tongxin.visits.actions import booking as bookings
from tongxin.visits.exporting import ask_for_bookings
from tongxin.visits.models import Booking

pytestmark = pytest.mark.django_db
PURPOSE = "值班室没有网络，按名单接待"


@dataclass
class Scene:
    """A house with two groups on a day; a reporter who asks, two coordinators of the unit and one above it."""

    place: Place
    bookings: list[Booking]
    asker: User
    second: User
    third: User
    above: User

    def ask(self, **changes: Any) -> PersonalExport:
        given = {"place": self.place, "first": a_day(), "last": a_day(), "purpose": PURPOSE, "by": self.asker}
        return ask_for_bookings(**given | changes)


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    east = city.districts[0]
    place = planned_place(owner=east, name="示例故居")
    slot = SlotFactory(place=place, day=a_day(), persons_taken=40, groups_taken=2)
    groups = [BookingFactory(slot=slot, group_name=name) for name in ("示例小学", "示例中学")]
    BookingFactory(slot__place=planned_place(owner=east), group_name="别处的团体")
    BookingFactory(slot__place=place, slot__day=a_day(20), group_name="别的日子的团体")
    people = [as_role(Role.REPORTER, east), *(as_role(Role.COORDINATOR, unit) for unit in (east, east, city.office))]
    return Scene(place, groups, *people)


def lines(content: bytes) -> list[list[Any]]:
    sheet = next(iter(read_workbook(content, "名单.xlsx").sheets.values()))
    return [list(row) for row in sheet.rows]


def verbs(export: PersonalExport) -> list[tuple[str, int | None]]:
    return [(entry.verb, entry.actor_id) for entry in audit.history(export)]


def test_one_asks_a_second_allows_and_only_the_first_has_the_file(scene: Scene) -> None:
    export = scene.ask()
    assert set(Notice.objects.values_list("recipient", flat=True)) == {scene.second.pk, scene.third.pk}
    assert PersonalExport.objects.get().content is None
    with pytest.raises(WrongState):
        actions.fetch(export=export, by=scene.asker)
    actions.approve(export=export, by=scene.second)
    content = actions.fetch(export=export, by=scene.asker)
    assert [row[2:6] for row in lines(content)[1:]] == [
        ["示例小学", 20, "示例老师", "0519-12345678"],
        ["示例中学", 20, "示例老师", "0519-12345678"],
    ]
    for other in (scene.second, scene.above):
        with pytest.raises(NotAllowed):
            actions.fetch(export=export, by=other)
    asker, second = scene.asker.pk, scene.second.pk
    assert verbs(export) == [
        ("personal_export.asked", asker),
        ("personal_export.approve", second),
        ("personal_export.made", second),
        ("personal_export.fetched", asker),
    ]
    assert Notice.objects.filter(recipient=asker, title__contains="24 小时内可以下载").exists()
    assert audit.verify().holds


@pytest.mark.parametrize("who", ["asker", "coordinator", "reporter"])
def test_nobody_allows_what_he_or_she_asked_for(who: str, scene: Scene, as_role: Callable[..., User]) -> None:
    by = {"asker": scene.asker, "coordinator": scene.second, "reporter": scene.asker}[who]
    export = scene.ask(by=by)
    deciding = as_role(Role.REPORTER, scene.place.owner) if who == "reporter" else by
    for act in (actions.approve, partial(actions.refuse, reason="不必要")):
        with pytest.raises(NotAllowed):
            act(export=export, by=deciding)
    stored = PersonalExport.objects.get(pk=export.pk)
    assert (stored.status, stored.content, stored.decided_by) == ("asked", None, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalExport.objects.update(decided_by=by)


def test_who_has_nobody_beside_asks_above_and_else_is_told(scene: Scene) -> None:
    Membership.objects.filter(user=scene.third).delete()
    scene.ask(by=scene.second)
    assert list(Notice.objects.values_list("recipient", flat=True)) == [scene.above.pk]
    Membership.objects.filter(user=scene.above).delete()
    with pytest.raises(WrongState, match="没有第二个人"):
        scene.ask(by=scene.second)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"purpose": "要用"}, "purpose"),
        ({"purpose": "请交给 13800138000 这个人"}, "purpose"),
        ({"last": a_day(-3)}, "last"),
        ({"last": a_day(60)}, "last"),
    ],
)
def test_what_for_and_which_days_are_asked(changes: dict[str, Any], field: str, scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        scene.ask(**changes)
    assert refused.value.field == field
    assert (PersonalExport.objects.count(), AuditEntry.objects.filter(verb__startswith="personal_export").count()) == (
        0,
        0,
    )


def test_a_refusal_says_why_and_a_decision_is_made_once(scene: Scene) -> None:
    export = scene.ask()
    with pytest.raises(Invalid):
        actions.refuse(export=export, reason=" ", by=scene.second)
    stale = PersonalExport.objects.get(pk=export.pk)
    actions.refuse(export=export, reason="看页面就够", by=scene.second)
    with pytest.raises(WrongState):
        actions.approve(export=stale, by=scene.third)
    stored = PersonalExport.objects.get()
    assert (stored.status, stored.reason, stored.content) == ("refused", "看页面就够", None)
    assert Notice.objects.get(recipient=scene.asker).body == "看页面就够"
    other = scene.ask()
    actions.withdraw(export=other, by=scene.asker)
    with pytest.raises(WrongState):
        actions.approve(export=other, by=scene.second)


def test_after_a_day_it_cannot_be_fetched_and_is_shredded_with_a_receipt(scene: Scene) -> None:
    export = actions.approve(export=scene.ask(), by=scene.second)
    shred_expired.call()
    assert PersonalExport.objects.get().content is not None
    PersonalExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(WrongState, match="下载时间已过"):
        actions.fetch(export=export, by=scene.asker)
    shred_expired.call()
    shred_expired.call()
    stored = PersonalExport.objects.get()
    assert (stored.content, stored.shredded_at is None, stored.rows, stored.purpose) == (None, False, 2, PURPOSE)
    *_steps, receipt = audit.history(export)
    assert (receipt.verb, receipt.actor_id) == ("personal.shredded", None)
    assert receipt.detail == {"fields": ["content"], "kept": "同意之后 24 小时"}


def test_a_request_that_lay_too_long_is_not_allowed_any_more(scene: Scene) -> None:
    export = scene.ask()
    export.asked_at -= timedelta(days=8)
    with pytest.raises(WrongState, match="重新申请"):
        actions.approve(export=export, by=scene.second)
    assert PersonalExport.objects.get().status == "asked"


def test_who_is_erased_is_in_no_file(scene: Scene) -> None:
    export = actions.approve(export=scene.ask(), by=scene.second)
    other_days = actions.approve(export=scene.ask(first=a_day(20), last=a_day(20)), by=scene.second)
    bookings.cancel(booking=Booking.objects.get(pk=scene.bookings[0].pk))
    with pytest.raises(WrongState):
        actions.fetch(export=export, by=scene.asker)
    *_steps, receipt = audit.history(export)
    assert receipt.detail["kept"] == "名单里有人的信息已删去"
    assert "别的日子的团体" in str(lines(actions.fetch(export=other_days, by=scene.asker)))
    again = actions.approve(export=scene.ask(), by=scene.second)
    assert [row[2] for row in lines(actions.fetch(export=again, by=scene.asker))[1:]] == ["示例中学"]


@pytest.mark.parametrize("when", ["before", "asked", "allowed"])
def test_a_sensitive_host_never_has_names(when: str, scene: Scene) -> None:
    """Whenever the place becomes sensitive by association, from then on there is no list."""
    steps: list[tuple[str, Callable[[], Any]]] = [
        ("before", scene.ask),
        ("asked", lambda: actions.approve(export=PersonalExport.objects.get(), by=scene.second)),
        ("allowed", lambda: actions.fetch(export=PersonalExport.objects.get(), by=scene.asker)),
    ]
    for name, step in steps:
        if name == when:
            PlaceKind.objects.update(is_sensitive_by_association=True)
            scene.place = Place.objects.get(pk=scene.place.pk)
            with pytest.raises(Refusal, match="到场名单敏感"):
                step()
            break
        step()
    shred_expired.call()
    assert not PersonalExport.objects.filter(content__isnull=False).exists()


def test_who_no_longer_works_there_has_no_file(scene: Scene) -> None:
    export = actions.approve(export=scene.ask(), by=scene.second)
    Membership.objects.filter(user=scene.asker).delete()
    with pytest.raises(NotAllowed):
        actions.fetch(export=export, by=User.objects.get(pk=scene.asker.pk))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_allow_at_once_one_does(scene: Scene) -> None:
    export = scene.ask()

    def decide(by: User) -> Any:
        return actions.approve(export=PersonalExport.objects.get(pk=export.pk), by=by)

    results = at_once(partial(decide, scene.second), partial(decide, scene.third))
    assert refusals(results) == 1
    assert AuditEntry.objects.filter(verb="personal_export.made").count() == 1
    assert len(lines(actions.fetch(export=export, by=scene.asker))) == 3
