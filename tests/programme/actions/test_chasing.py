from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programme.factories import Year, make_goal
from tongxin.common import clock
from tongxin.common.errors import NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.programme import tasks
from tongxin.programme.actions import assigning, chasing, extending, reporting, supervising
from tongxin.programme.models import Programme, Project, Reminder, Report
from tongxin.programme.reminding import STEPS, step_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(year: Year) -> Year:
    year.begin()
    Report.objects.exclude(unit=year.lead).delete()
    assigning.accept(assignment=year.assignment(year.support), by=year.who("support", Role.REPORTER))
    Notice.objects.all().delete()
    return year


def told(key: str) -> set[str]:
    """Who was told, as place:role."""
    return {notice.recipient.username for notice in Notice.objects.filter(key=key).select_related("recipient")}


def remind(year: Year, day: date) -> list[str]:
    year.on(day)
    return [f"{r.step} {r.level}" for r in chasing.remind_due(programme=year.programme)]


def test_the_steps_of_a_late_report(running: Year) -> None:
    """The report on March is due on Wednesday 3 April; 5 to 7 April is a holiday."""
    assert remind(running, date(2019, 3, 28)) == []
    assert remind(running, date(2019, 3, 29)) == ["report-before-3 unit"]
    assert remind(running, date(2019, 4, 1)) == []
    assert remind(running, date(2019, 4, 3)) == ["report-due unit"]
    assert remind(running, date(2019, 4, 4)) == ["report-after-1 unit"]
    assert remind(running, date(2019, 4, 6)) == []
    assert remind(running, date(2019, 4, 9)) == ["report-after-3 reviewer"]
    assert remind(running, date(2019, 4, 11)) == ["report-after-5 coordinator"]
    assert remind(running, date(2019, 4, 12)) == []
    report = running.report(3)
    reporter, reviewer = running.reporter.username, running.who("lead", Role.REVIEWER).username
    key = f"reminder:report:{report.pk}:2019-04-03:"
    assert told(key + "after-1") == {reporter}
    assert told(key + "after-3") == {reporter, reviewer}
    assert told(key + "after-5") == {reporter, reviewer, running.coordinator.username}


def test_run_twice_it_reminds_once(running: Year) -> None:
    assert remind(running, date(2019, 4, 3)) == ["report-due unit"]
    before = (Reminder.objects.count(), Notice.objects.count(), AuditEntry.objects.count())
    assert remind(running, date(2019, 4, 3)) == []
    assert (Reminder.objects.count(), Notice.objects.count(), AuditEntry.objects.count()) == before


def test_missed_days_do_not_pile_up(running: Year) -> None:
    assert remind(running, date(2019, 4, 16)) == ["report-after-5 coordinator"]
    assert Reminder.objects.count() == 1


def test_what_is_handed_in_is_left_alone(running: Year) -> None:
    running.on(date(2019, 4, 1))
    report = running.written(3)
    reporting.submit(report=report, version=report.version, by=running.reporter)
    assert remind(running, date(2019, 4, 4)) == []


def test_goals_assignments_and_supervision(year: Year) -> None:
    Report.objects.all().delete()
    assigning.assign(project=year.project, by=year.coordinator)
    Report.objects.all().delete()
    assert sorted(remind(year, date(2019, 3, 11))) == ["assignment-after-1 unit"] * 2
    for unit, place in ((year.lead, "lead"), (year.support, "support")):
        assigning.accept(assignment=year.assignment(unit), by=year.who(place, Role.REPORTER))
    goal = make_goal(year.project)
    year.project = Project.objects.get()
    supervising.issue_notice(
        project=year.project,
        unit=year.lead,
        reason="示例",
        demand="示例",
        by=year.coordinator,
        answer_by=date(2019, 3, 29),
    )
    assert sorted(remind(year, date(2019, 3, 29))) == ["goal-due unit", "supervision-due unit"]
    # Sunday 31 March: on the last working day before it the goal is due; on Monday it is late.
    assert remind(year, date(2019, 4, 1)) == ["goal-after-1 unit", "supervision-after-1 unit"]
    assert goal.pk == Reminder.objects.filter(goal__isnull=False).first().goal_id  # type: ignore[union-attr]


def test_an_extension_starts_the_steps_anew(running: Year) -> None:
    Report.objects.all().delete()
    goal = make_goal(running.project, due_on=date(2019, 4, 3))
    assert remind(running, date(2019, 4, 4)) == ["goal-after-1 unit"]
    request = extending.ask(
        project=running.project, goal=goal, new_due=date(2019, 4, 12), reason="示例", by=running.reporter
    )
    extending.grant(request=request, by=running.coordinator)
    assert remind(running, date(2019, 4, 9)) == ["goal-before-3 unit"]


def test_the_daily_job_mails_real_years_and_not_samples(
    running: Year, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    running.on(date(2019, 4, 3))
    assert tasks.remind.call() == 1
    sample = Notice.objects.get(key__startswith="reminder:")
    assert sample.mailed_at is not None
    Notice.objects.all().delete()
    Reminder.objects.all().delete()
    Programme.objects.update(shown_as_of=None, is_sample=False)
    monkeypatch.setattr(clock, "today", lambda: date(2019, 4, 3))
    running.reporter.email = "shili@example.org"
    running.reporter.save()
    assert tasks.remind.call() == 1
    assert Notice.objects.get(key__startswith="reminder:").mailed_at is None


def test_reminding_by_hand_once_a_day(running: Year) -> None:
    running.on(date(2019, 4, 4))
    with pytest.raises(NotAllowed):
        chasing.remind_now(project=running.project, by=running.who("office", Role.LEADER))
    chasing.remind_now(project=running.project, by=running.coordinator)
    notice = Notice.objects.get(recipient=running.reporter)
    assert "3月报告" in notice.body
    assert "已逾期 1 个工作日" in notice.body
    with pytest.raises(WrongState):
        chasing.remind_now(project=running.project, by=running.coordinator)
    assert Notice.objects.filter(recipient=running.reporter).count() == 1
    running.on(date(2019, 4, 8))
    chasing.remind_now(project=running.project, by=running.coordinator)
    assert Notice.objects.filter(recipient=running.reporter).count() == 2


DAYS = st.dates(date(2018, 1, 1), date(2020, 12, 31))


@given(due=DAYS, first=st.integers(-10, 20), gap=st.integers(0, 10))
def test_steps_only_go_forward(due: date, first: int, gap: int) -> None:
    """Law: as days pass, the step that has come never goes back, and before the first there is none."""
    order = [None, *STEPS]
    earlier = step_on(due, due + timedelta(days=first))
    later = step_on(due, due + timedelta(days=first + gap))
    assert order.index(later) >= order.index(earlier)


@given(due=DAYS)
def test_each_step_comes_on_its_working_day(due: date) -> None:
    for step in STEPS[2:]:
        assert step_on(due, clock.add_working_days(due, step.offset).due) == step
