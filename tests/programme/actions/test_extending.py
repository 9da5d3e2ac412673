from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programme.factories import Year, make_goal
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations.enums import Role
from tongxin.programme.actions import extending
from tongxin.programme.enums import RequestStatus
from tongxin.programme.models import DeadlineMove, ExtensionRequest, Project, Report, StageGoal
from tongxin.programme.owing import owe_reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(year: Year) -> Year:
    return year.begin().on(date(2019, 6, 3))


def ask(year: Year, new_due: date = date(2019, 8, 15), **fields: object) -> ExtensionRequest:
    given: dict[str, object] = {"reason": "台风停工两周。", "by": year.reporter}
    return extending.ask(project=year.project, new_due=new_due, **(given | fields))  # type: ignore[arg-type]


def test_granting_moves_the_date_keeps_the_old_one_and_refits_the_reports(running: Year) -> None:
    request = ask(running)
    assert (request.old_due, request.asked_on) == (date(2019, 6, 30), date(2019, 6, 3))
    move = extending.grant(request=request, by=running.coordinator, decision="同意。")
    project = Project.objects.get()
    assert project.due_on == date(2019, 8, 15)
    assert (move.old, move.new, move.why, move.decided_by_id, move.request) == (
        date(2019, 6, 30),
        date(2019, 8, 15),
        "台风停工两周。",
        running.coordinator.pk,
        request,
    )
    spans = list(Report.objects.filter(unit=running.lead).values_list("period_starts", "period_ends"))
    assert spans == [
        (date(2019, 3, 1), date(2019, 3, 31)),
        (date(2019, 4, 1), date(2019, 4, 30)),
        (date(2019, 5, 1), date(2019, 5, 31)),
        (date(2019, 6, 1), date(2019, 6, 30)),
        (date(2019, 7, 1), date(2019, 7, 31)),
        (date(2019, 8, 1), date(2019, 8, 15)),
    ]


def test_a_second_extension_lengthens_the_cut_period(running: Year) -> None:
    extending.grant(request=ask(running), by=running.coordinator)
    running.on(date(2019, 6, 4))
    extending.grant(request=ask(running, date(2019, 8, 31)), by=running.coordinator)
    last = Report.objects.filter(unit=running.lead).latest("period_starts")
    assert (last.period_starts, last.period_ends, last.due_on) == (
        date(2019, 8, 1),
        date(2019, 8, 31),
        date(2019, 9, 4),
    )
    assert [(m.old, m.new) for m in DeadlineMove.objects.all()] == [
        (date(2019, 6, 30), date(2019, 8, 15)),
        (date(2019, 8, 15), date(2019, 8, 31)),
    ]


def test_a_goal_of_its_own(running: Year) -> None:
    goal = make_goal(running.project, due_on=date(2019, 5, 31))
    request = ask(running, date(2019, 6, 20), goal=goal)
    extending.grant(request=request, by=running.coordinator)
    assert StageGoal.objects.get(pk=goal.pk).due_on == date(2019, 6, 20)
    assert Project.objects.get().due_on == date(2019, 6, 30)
    assert DeadlineMove.objects.get().goal == goal


@pytest.mark.parametrize(
    ("new_due", "field"),
    [
        (date(2019, 6, 30), "new_due"),
        (date(2019, 6, 1), "new_due"),
        (date(2020, 1, 31), "beyond_programme"),
    ],
)
def test_dates_that_make_no_sense(running: Year, new_due: date, field: str) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(Invalid) as refused:
        ask(running, new_due)
    assert refused.value.field == field
    assert (ExtensionRequest.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_later_but_past(year: Year) -> None:
    year.begin().on(date(2019, 9, 2))
    with pytest.raises(Invalid) as refused:
        ask(year, date(2019, 8, 15))
    assert refused.value.field == "new_due"


def test_a_goal_may_not_outlast_its_project(running: Year) -> None:
    goal = make_goal(running.project)
    with pytest.raises(Invalid) as refused:
        ask(running, date(2019, 7, 1), goal=goal)
    assert refused.value.field == "new_due"


def test_beyond_the_year_when_it_is_meant(running: Year) -> None:
    assert ask(running, date(2020, 1, 31), beyond_programme=True).new_due == date(2020, 1, 31)


def test_one_open_request_at_a_time(running: Year) -> None:
    first = ask(running)
    with pytest.raises(WrongState):
        ask(running, date(2019, 9, 30))
    extending.withdraw(request=first, by=running.reporter)
    assert ask(running, date(2019, 9, 30)).status == RequestStatus.ASKED


def test_refusing_needs_a_reason_and_moves_nothing(running: Year) -> None:
    request = ask(running)
    with pytest.raises(Invalid):
        extending.refuse(request=request, by=running.coordinator, reason="")
    extending.refuse(request=ExtensionRequest.objects.get(), by=running.coordinator, reason="请按期完成。")
    request.refresh_from_db()
    assert (request.status, request.decision) == (RequestStatus.REFUSED, "请按期完成。")
    assert Project.objects.get().due_on == date(2019, 6, 30)
    with pytest.raises(WrongState):
        extending.grant(request=request, by=running.coordinator)
    assert DeadlineMove.objects.count() == 0


def test_others_do_not_ask(running: Year) -> None:
    with pytest.raises(NotAllowed):
        ask(running, by=running.who("support", Role.REPORTER))


def test_nobody_decides_on_the_own_request(running: Year) -> None:
    request = ask(running)
    ExtensionRequest.objects.update(asked_by=running.coordinator)
    request.refresh_from_db()
    with pytest.raises(NotAllowed):
        extending.grant(request=request, by=running.coordinator)
    assert Project.objects.get().due_on == date(2019, 6, 30)


def test_a_date_that_moved_meanwhile(running: Year) -> None:
    request = ask(running)
    Project.objects.update(due_on=date(2019, 7, 5))
    with pytest.raises(WrongState):
        extending.grant(request=request, by=running.coordinator)
    assert ExtensionRequest.objects.get().status == RequestStatus.ASKED


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rhythm=st.sampled_from(["weekly", "fortnightly", "monthly", "bimonthly", "quarterly"]),
    dues=st.lists(st.dates(date(2019, 6, 30), date(2019, 12, 31)), min_size=1, max_size=4, unique=True).map(sorted),
    handed_in=st.sets(st.integers(0, 40)),
)
def test_after_any_extensions_the_periods_cover_every_day_once(
    year: Year, rhythm: str, dues: list[date], handed_in: set[int]
) -> None:
    """Law: the reports of a unit are a partition of the project's days, whatever was handed in before."""
    Report.objects.all().delete()
    Project.objects.update(rhythm=rhythm, due_on=date(2019, 6, 30))
    for due in [date(2019, 6, 30), *dues]:
        Project.objects.update(due_on=due)
        project = Project.objects.select_related("programme").get()
        owe_reports(project, since=project.starts_on)
        assert owe_reports(project, since=project.starts_on) == []
        rows = list(Report.objects.filter(unit=year.lead).order_by("period_starts"))
        assert rows[0].period_starts == project.starts_on
        assert rows[-1].period_ends == due
        for earlier, later in pairwise(rows):
            assert (later.period_starts - earlier.period_ends).days == 1
        assert all(row.due_on > row.period_ends for row in rows)
        Report.objects.filter(pk__in=[row.pk for n, row in enumerate(rows) if n in handed_in]).update(status="accepted")
