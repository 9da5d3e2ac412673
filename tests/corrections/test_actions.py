"""A page is said to be wrong, somebody answers, and the page says what was corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.conftest import City
from tests.corrections.factories import CorrectionRequestFactory
from tests.factories import UserFactory
from tongxin.accounts.models import User
from tongxin.common import audit, page_cache, personal
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.subjects import Subject
from tongxin.corrections import actions
from tongxin.corrections.models import CorrectionNote, CorrectionRequest
from tongxin.corrections.pages import PublicPage
from tongxin.corrections.selectors import by_code, notes_on, request_for, requests_for, waiting_for
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.organisations.owes import owes

pytestmark = pytest.mark.django_db
# Wednesday 4 September 2019 in the morning.
ASKED_AT = datetime(2019, 9, 4, 2, 0, tzinfo=UTC)
SUBJECT = Subject("places.place", "7")


@pytest.fixture
def editor(city: City, as_role: Callable[..., User]) -> User:
    return as_role(Role.EDITOR, city.office)


def asked(city: City, **changes: Any) -> CorrectionRequest:
    page = PublicPage("/places/x/", "示例场所", SUBJECT, changes.pop("unit", city.districts[0]))
    return actions.ask(**{"page": page, "text": "周一不开", "contact": "0519-86680000", "asked_at": ASKED_AT} | changes)


def test_what_is_asked_is_kept_and_told(city: City, as_role: Callable[..., User]) -> None:
    reporter = as_role(Role.REPORTER, city.districts[0])
    row = asked(city)
    assert (row.started_on, row.due_on, row.status) == (date(2019, 9, 4), date(2019, 9, 9), "received")
    assert [notice.title for notice in Notice.objects.filter(recipient=reporter)] == ["有人指出页面有误：示例场所"]
    assert by_code(row.code.lower().replace("-", " ")) == row
    assert by_code(row.code[:-1]) is None
    [entry] = audit.history(row)
    assert (entry.actor_id, entry.verb) == (None, "correction.asked")
    assert "0519" not in str(entry.detail)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (datetime(2019, 9, 11, tzinfo=UTC), date(2019, 9, 17)),  # Mid-autumn on Friday the 13th
        (datetime(2019, 9, 29, tzinfo=UTC), date(2019, 10, 9)),  # a Sunday that is worked, then National Day
        (
            datetime(2019, 2, 1, tzinfo=UTC),
            date(2019, 2, 11),
        ),  # two weekends' days are worked around the Spring Festival
    ],
)
def test_three_working_days_across_holidays(city: City, start: datetime, due: date) -> None:
    assert asked(city, asked_at=start).due_on == due


def test_a_page_that_is_nobodys_goes_to_the_office(city: City, editor: User) -> None:
    assert asked(city, unit=None).unit == city.office
    assert Notice.objects.get().recipient == editor


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": " "}, "text", "请写一句"),
        ({"text": "字" * 1001}, "text", "1000"),
        ({"contact": "字" * 121}, "contact", "120"),
        ({"text": "我是11010519491231002X"}, "text", "身份证号（110*************2X）"),
        ({"contact": "6222021001116245702"}, "contact", "银行卡号"),
    ],
)
def test_what_cannot_be_asked(city: City, changes: dict[str, str], field: str, words: str) -> None:
    with pytest.raises(Invalid, match=words.replace("（", "（").replace("*", r"\*")) as refusal:
        asked(city, **changes)
    assert refusal.value.field == field
    assert CorrectionRequest.objects.count() == 0


def test_asking_lets_go_of_no_kept_page(city: City, django_capture_on_commit_callbacks: Any) -> None:
    """Anybody may ask: it must not make every page be made anew."""
    before = page_cache.current()
    with django_capture_on_commit_callbacks(execute=True):
        row = asked(city)
    assert page_cache.current() == before
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer(request=row, outcome="corrected", text="已改", what="开放时间", by=None)
    assert page_cache.current() != before


def test_an_answer_with_a_correction_stands_on_the_page(city: City, editor: User) -> None:
    row = asked(city)
    actions.answer(request=row, outcome="corrected", text="谢谢，已改。", what="开放时间由 9:00 改为 8:30", by=editor)
    row.refresh_from_db()
    assert (row.status, row.outcome, row.answer) == ("answered", "corrected", "谢谢，已改。")
    [note] = notes_on("/places/x/")
    assert (note.what, note.unit, note.request) == ("开放时间由 9:00 改为 8:30", city.districts[0], row)
    assert notes_on("/places/renamed/", SUBJECT) == [note]
    assert notes_on("/places/y/") == []
    with pytest.raises(WrongState):
        actions.answer(request=row, outcome="stands", text="再答一次", by=editor)
    assert CorrectionNote.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"text": " "}, "text"),
        ({"what": ""}, "what"),
        ({"text": "请打 13812345678"}, "text"),
        ({"what": "删去了 13812345678"}, "what"),
        ({"text": "字" * 2001}, "text"),
    ],
)
def test_what_is_no_answer(city: City, changes: dict[str, str], field: str) -> None:
    row = asked(city)
    with pytest.raises(Invalid) as refusal:
        actions.answer(**{"request": row, "outcome": "corrected", "text": "已改", "what": "时间", "by": None} | changes)
    assert refusal.value.field == field
    row.refresh_from_db()
    assert (row.status, row.answer, CorrectionNote.objects.count()) == ("received", "", 0)


def test_only_the_unit_and_those_above_answer(city: City, as_role: Callable[..., User]) -> None:
    row = asked(city)
    for who in (as_role(Role.EDITOR, city.districts[1]), as_role(Role.LEADER, city.districts[0]), UserFactory()):
        with pytest.raises(NotAllowed):
            actions.answer(request=row, outcome="stands", text="无误", by=who)
        with pytest.raises(NotAllowed):
            actions.read_contact(request=row, by=who)
    row.refresh_from_db()
    assert row.status == "received"


def test_it_is_handed_over_set_aside_and_taken_up_again(city: City, editor: User, as_role: Callable[..., User]) -> None:
    west = as_role(Role.REPORTER, city.districts[1])
    row = asked(city)
    with pytest.raises(Invalid):
        actions.hand_over(request=row, unit=city.districts[0], reason="归他们", by=editor)
    actions.hand_over(request=row, unit=city.districts[1], reason="归他们", by=editor)
    row.refresh_from_db()
    assert (row.unit, row.due_on) == (city.districts[1], date(2019, 9, 9))
    assert Notice.objects.get(recipient=west).title == "转来一条更正请求：示例场所"
    with pytest.raises(Invalid):
        actions.set_aside(request=row, reason=" ", by=west)
    actions.set_aside(request=row, reason="与本页无关", by=west)
    row.refresh_from_db()
    assert (row.status, row.answer, row.outcome) == ("set_aside", "与本页无关", "")
    actions.reopen(request=row, reason="有关", by=editor)
    row.refresh_from_db()
    assert (row.status, row.closed_at, row.started_on) == ("received", None, timezone.localdate())
    assert row.due_on > row.started_on


def test_the_contact_is_read_on_record_and_shredded_in_time(city: City, editor: User) -> None:
    row = asked(city)
    assert actions.read_contact(request=row, by=editor) == "0519-86680000"
    assert [(entry.verb, entry.actor_id) for entry in audit.history(row)][-1] == ("personal.read", editor.pk)
    # A year has gone by since September 2019: the nightly job takes it, answered or not.
    kept = asked(city, asked_at=timezone.now())
    actions.answer(request=kept, outcome="stands", text="无误", by=editor)
    assert personal.shred_expired() == {"corrections.correctionrequest": 1}
    row.refresh_from_db()
    kept.refresh_from_db()
    assert (row.contact, kept.contact) == ("", "0519-86680000")
    CorrectionRequest.objects.filter(pk=kept.pk).update(closed_at=timezone.now() - timedelta(days=30))
    assert personal.shred_expired() == {"corrections.correctionrequest": 1}
    kept.refresh_from_db()
    assert kept.contact == ""


def test_what_a_person_sees(city: City, editor: User, as_role: Callable[..., User]) -> None:
    east, west = asked(city), asked(city, unit=city.districts[1])
    reporter, leader = as_role(Role.REPORTER, city.districts[0]), as_role(Role.LEADER, city.office)
    assert [list(requests_for(who).order_by("pk")) for who in (editor, reporter, UserFactory())] == [
        [east, west],
        [east],
        [],
    ]
    assert [waiting_for(who).count() for who in (editor, reporter, leader, UserFactory())] == [2, 1, 0, 0]
    assert request_for(leader, west.pk) == west


def test_a_unit_owes_its_answers(city: City) -> None:
    asked(city, unit=city.chamber)
    assert owes(city.chamber) == ["更正请求“示例场所”还没有答复，请先答复，或转给别的单位。"]


def test_the_database_holds_what_belongs_together() -> None:
    row = CorrectionRequestFactory()
    for changes in ({"status": "answered"}, {"outcome": "stands"}, {"closed_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CorrectionRequest.objects.filter(pk=row.pk).update(**changes)
