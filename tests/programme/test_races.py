"""Two people at once, on PostgreSQL: one effect. What guards it is first taken away, to show what would happen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection

from tests.programme.factories import Year, make_indicator, make_year
from tests.programme.unguarded import hesitating, without_conditional_moves, without_locks
from tongxin.common import audit
from tongxin.common.errors import Refusal
from tongxin.facts.models import Fact
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Notice
from tongxin.programme.actions import assigning, chasing, extending, reporting, reviewing, supervising
from tongxin.programme.figures import Figure
from tongxin.programme.models import (
    DeadlineMove,
    ExtensionRequest,
    Programme,
    Project,
    Reminder,
    Report,
    SupervisionNotice,
)

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run works in threads that start together. Returns each one's result, or the refusal or clash it met."""
    start = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(number: int, work: Callable[[], Any]) -> None:
        try:
            start.wait()
            results[number] = work()
        except (Refusal, IntegrityError) as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def refusals(results: list[Any]) -> int:
    return sum(isinstance(result, Refusal) for result in results)


@pytest.fixture
def running() -> Year:
    return make_year().begin().on(date(2019, 4, 1))


def fetched(year: Year, month: int = 3) -> Report:
    return Report.objects.select_related("project__programme__owner", "project__lead_unit", "unit").get(
        pk=year.report(month).pk
    )


def test_two_acceptances_write_one_set_of_facts(running: Year) -> None:
    figures = [Figure(Decimal(n), make_indicator(running.project, kind=f"kind-{n}")) for n in (2, 3)]
    running.submitted(3, *figures)
    copies = [fetched(running) for _number in range(4)]
    results = at_once(*(lambda r=r: reviewing.accept(report=r, by=running.coordinator) for r in copies))  # type: ignore[misc]
    assert refusals(results) == 3
    assert sorted(Fact.objects.values_list("quantity", flat=True)) == [Decimal(2), Decimal(3)]
    assert audit.verify().holds


def test_without_the_condition_a_report_is_accepted_and_sent_back(
    running: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `test_accept_and_send_back_at_once` prevents: facts of a report that was returned."""
    without_conditional_moves(monkeypatch)
    running.submitted(3, Figure(Decimal(2), make_indicator(running.project)))
    first, second = fetched(running), fetched(running)
    results = at_once(
        lambda: reviewing.accept(report=first, by=running.coordinator),
        lambda: reviewing.send_back(report=second, by=running.coordinator, reason="请补。"),
    )
    assert refusals(results) == 0
    assert Fact.objects.count() == 1


def test_accept_and_send_back_at_once(running: Year) -> None:
    running.submitted(3, Figure(Decimal(2), make_indicator(running.project)))
    first, second = fetched(running), fetched(running)
    results = at_once(
        lambda: reviewing.accept(report=first, by=running.coordinator),
        lambda: reviewing.send_back(report=second, by=running.coordinator, reason="请补。"),
    )
    assert refusals(results) == 1
    status = running.report(3).status
    assert Fact.objects.count() == (1 if status == "accepted" else 0)


def test_two_savers_of_the_same_version(running: Year) -> None:
    running.written(3)
    copies = [fetched(running) for _number in range(3)]

    def save(report: Report, text: str) -> Report:
        return reporting.save_report(
            report=report, version=1, text=text, difficulty="", figures=(), goals=(), by=running.reporter
        )

    results = at_once(*(lambda r=r, n=n: save(r, f"第{n}稿") for n, r in enumerate(copies)))  # type: ignore[misc]
    assert refusals(results) == 2
    winner = next(r for r in results if isinstance(r, Report))
    stored = running.report(3)
    assert (stored.version, stored.text) == (2, winner.text)


def test_a_save_and_a_submission_at_once(running: Year) -> None:
    """Nothing is written into a report that was handed in."""
    running.written(3)
    first, second = fetched(running), fetched(running)
    at_once(
        lambda: reporting.submit(report=first, version=1, by=running.reporter),
        lambda: reporting.save_report(
            report=second, version=1, text="改", difficulty="", figures=(), goals=(), by=running.reporter
        ),
    )
    stored = running.report(3)
    assert (stored.status, stored.text) in {("submitted", "走访了示例企业。"), ("owed", "改")}


@pytest.mark.parametrize("is_locked", [False, True])
def test_two_who_number_at_once(running: Year, monkeypatch: pytest.MonkeyPatch, is_locked: bool) -> None:
    """Without the lock both read the same last number, and one meets the constraint; with it both get theirs."""
    if not is_locked:
        without_locks(monkeypatch)
    hesitating(monkeypatch, SupervisionNotice.objects, "create")

    def issue(number: int) -> SupervisionNotice:
        project = Project.objects.select_related("programme__owner").get(pk=running.project.pk)
        return supervising.issue_notice(
            project=project, unit=running.lead, reason="示例", demand=f"第{number}份", by=running.coordinator
        )

    results = at_once(*[partial(issue, number) for number in range(2)])
    clashes = sum(isinstance(result, IntegrityError) for result in results)
    assert clashes == (0 if is_locked else 1)
    assert sorted(SupervisionNotice.objects.values_list("serial", flat=True)) == ([1, 2] if is_locked else [1])


def test_notices_are_numbered_without_gap_or_double(running: Year) -> None:
    def issue(number: int) -> SupervisionNotice:
        project = Project.objects.select_related("programme__owner").get(pk=running.project.pk)
        return supervising.issue_notice(
            project=project, unit=running.lead, reason="示例", demand=f"第{number}份", by=running.coordinator
        )

    results = at_once(*[partial(issue, number) for number in range(6)])
    assert refusals(results) == 0
    assert sorted(SupervisionNotice.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_two_workers_send_one_reminder(running: Year) -> None:
    running.on(date(2019, 4, 3))
    Notice.objects.all().delete()

    def work() -> int:
        return len(chasing.remind_due(programme=Programme.objects.select_related("owner").get()))

    results = at_once(*[work] * 3)
    keys = list(Reminder.objects.values_list("key", flat=True))
    assert sum(results) == len(keys) == len(set(keys))
    assert Notice.objects.filter(recipient=running.reporter, key__contains=":report:").count() == 1


def test_two_coordinators_grant_one_extension(running: Year) -> None:
    request = extending.ask(project=running.project, new_due=date(2019, 8, 31), reason="示例", by=running.reporter)
    copies = [ExtensionRequest.objects.get(pk=request.pk) for _number in range(2)]
    results = at_once(*(lambda r=r: extending.grant(request=r, by=running.coordinator) for r in copies))  # type: ignore[misc]
    assert refusals(results) == 1
    assert DeadlineMove.objects.count() == 1
    assert Report.objects.filter(unit=running.lead).count() == 6


def test_two_units_ask_for_one_extension(running: Year) -> None:
    def ask() -> ExtensionRequest:
        project = Project.objects.select_related("programme__owner", "lead_unit").get(pk=running.project.pk)
        return extending.ask(project=project, new_due=date(2019, 8, 31), reason="示例", by=running.reporter)

    assert refusals(at_once(ask, ask)) == 1
    assert ExtensionRequest.objects.count() == 1


def test_lead_and_support_accept_at_once() -> None:
    year = make_year()
    assigning.assign(project=year.project, by=year.coordinator)
    lead, support = year.assignment(), year.assignment(year.support)
    results = at_once(
        lambda: assigning.accept(assignment=lead, by=year.reporter),
        lambda: assigning.accept(assignment=support, by=year.who("support", Role.REPORTER)),
    )
    assert refusals(results) == 0
    assert Project.objects.get().status == "running"
    assert audit.verify().holds
