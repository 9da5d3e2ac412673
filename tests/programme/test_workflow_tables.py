"""Every move of every table, walked with every role: allowed or refused, and a refusal leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import models, transaction

from tests.programme.factories import PLACES, Year
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.common.workflow import Workflow
from tongxin.organisations.enums import Role
from tongxin.programme import workflows
from tongxin.programme.enums import (
    AssignmentStatus,
    ProgrammeStatus,
    ProjectStatus,
    ReportStatus,
    RequestStatus,
    SupervisionStatus,
)
from tongxin.programme.models import CloseRequest, ExtensionRequest, Report, SupervisionNotice

pytestmark = pytest.mark.django_db

WRITING = frozenset({Role.REPORTER, Role.REVIEWER, Role.COORDINATOR})
COORDINATOR = {("office", Role.COORDINATOR)}
LEAD = {("lead", role) for role in WRITING}
# Who may make each move, by (table, source, action); a move that is not here has no button (it follows from another).
ALLOWED: dict[tuple[str, str, str], set[tuple[str, Role]]] = {
    ("programme", "planned", "start"): COORDINATOR,
    ("programme", "running", "close"): COORDINATOR,
    ("programme", "closed", "reopen"): COORDINATOR,
    ("project", "planned", "assign"): COORDINATOR,
    ("project", "running", "ask_to_close"): LEAD,
    ("project", "closed", "reopen"): COORDINATOR,
    ("project", "evaluated", "reopen"): COORDINATOR,
    ("assignment", "waiting", "accept"): LEAD,
    ("assignment", "waiting", "query_back"): LEAD,
    ("assignment", "queried", "assign_again"): COORDINATOR,
    ("report", "owed", "submit"): LEAD,
    ("report", "returned", "submit"): LEAD,
    ("report", "submitted", "accept"): COORDINATOR,
    ("report", "submitted", "send_back"): COORDINATOR,
    ("report", "submitted", "take_back"): LEAD,
    ("report", "owed", "waive"): COORDINATOR,
    ("report", "returned", "waive"): COORDINATOR,
    ("extension", "asked", "grant"): COORDINATOR,
    ("extension", "asked", "refuse"): COORDINATOR,
    ("extension", "asked", "withdraw"): LEAD,
    ("closing", "asked", "grant"): COORDINATOR,
    ("closing", "asked", "refuse"): COORDINATOR,
    ("closing", "asked", "withdraw"): LEAD,
    ("supervision", "issued", "receive"): LEAD,
    ("supervision", "delivered", "answer"): LEAD,
    ("supervision", "answered", "close"): COORDINATOR,
    ("supervision", "answered", "send_back"): COORDINATOR,
}
FOLLOWING = {
    ("project", "assigned", "begin"),
    ("project", "closing", "close"),
    ("project", "closing", "continue"),
    ("project", "closed", "evaluate"),
    ("extension", "asked", "lapse"),
}
STATES: dict[str, type[models.TextChoices]] = {
    "programme": ProgrammeStatus,
    "project": ProjectStatus,
    "assignment": AssignmentStatus,
    "report": ReportStatus,
    "extension": RequestStatus,
    "closing": RequestStatus,
    "supervision": SupervisionStatus,
}


def a_report(year: Year) -> Report:
    return Report.objects.create(
        project=year.project,
        unit=year.lead,
        period_starts=date(2019, 3, 1),
        period_ends=date(2019, 3, 31),
        label="3月",
        due_on=date(2019, 4, 3),
    )


def an_extension(year: Year) -> ExtensionRequest:
    return ExtensionRequest.objects.create(
        project=year.project,
        old_due=date(2019, 6, 30),
        new_due=date(2019, 7, 31),
        reason="示例",
        asked_on=date(2019, 6, 1),
    )


def a_closing(year: Year) -> CloseRequest:
    return CloseRequest.objects.create(project=year.project, summary="示例", asked_on=date(2019, 6, 1))


def a_notice(year: Year) -> SupervisionNotice:
    return SupervisionNotice.objects.create(
        project=year.project,
        unit=year.lead,
        issuer=year.office,
        year=2019,
        serial=1,
        reason="示例",
        demand="示例",
        issued_on=date(2019, 6, 3),
        answer_by=date(2019, 6, 11),
    )


MAKE: dict[str, Callable[[Year], Any]] = {
    "programme": lambda year: year.programme,
    "project": lambda year: year.project,
    "assignment": lambda year: year.assignment(),
    "report": a_report,
    "extension": an_extension,
    "closing": a_closing,
    "supervision": a_notice,
}


def put(thing: Any, state: str) -> None:
    type(thing)._default_manager.filter(pk=thing.pk).update(status=state)
    thing.status = state


def every_move() -> list[tuple[Workflow, str, str]]:
    """Every state with every action of each table, those that the table does not have too."""
    return [
        (table, state, action)
        for table in workflows.ALL
        for state in STATES[table.name].values
        for action in dict.fromkeys(move.action for move in table.moves)
    ]


def test_the_expectations_cover_the_tables() -> None:
    in_tables = {(table.name, move.source, move.action) for table in workflows.ALL for move in table.moves}
    assert in_tables == set(ALLOWED) | FOLLOWING


@pytest.mark.parametrize(("table", "state", "action"), every_move(), ids=lambda value: getattr(value, "name", value))
def test_every_role(year: Year, table: Workflow, state: str, action: str) -> None:
    thing = MAKE[table.name](year)
    key = (table.name, state, action)
    for place in PLACES:
        for role in Role:
            put(thing, state)
            by = year.who(place, role)
            before = AuditEntry.objects.count()
            offered = {move.action for move in table.open_to(by, thing)}
            may = (place, role) in ALLOWED.get(key, set())
            assert (action in offered) == may, (place, role)
            if key in FOLLOWING:
                continue
            try:
                with transaction.atomic():
                    table.move(thing, action, by=by, note="示例理由")
            except NotAllowed:
                assert key in ALLOWED
                assert not may, (place, role)
            except WrongState:
                assert key not in ALLOWED
            else:
                assert may, (place, role)
                thing.refresh_from_db()
                found = table.find(state, action)
                assert found is not None
                assert thing.status == found.target
                assert AuditEntry.objects.count() == before + 1
                continue
            thing.refresh_from_db()
            assert thing.status == state
            assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    ("table", "state", "action"),
    [(table, move.source, move.action) for table in workflows.ALL for move in table.moves if move.needs_reason],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_reason_is_asked(year: Year, table: Workflow, state: str, action: str) -> None:
    thing = MAKE[table.name](year)
    put(thing, state)
    place, role = next(iter(ALLOWED[table.name, state, action]))
    before = AuditEntry.objects.count()
    with pytest.raises(Invalid) as refused, transaction.atomic():
        table.move(thing, action, by=year.who(place, role), note="  ")
    assert refused.value.field == "reason"
    thing.refresh_from_db()
    assert (thing.status, AuditEntry.objects.count()) == (state, before)


@pytest.mark.parametrize("table", workflows.ALL, ids=lambda table: table.name)
def test_tables_name_known_states_only(table: Workflow) -> None:
    assert set(table.states) == set(STATES[table.name].values)


def test_supporting_reports_are_reviewed_by_the_lead(year: Year) -> None:
    report = a_report(year)
    report.unit = year.support
    report.save()
    put(report, ReportStatus.SUBMITTED)
    may = {
        (place, role)
        for place in PLACES
        for role in Role
        if "accept" in {move.action for move in workflows.REPORT.open_to(year.who(place, role), report)}
    }
    assert may == {("lead", Role.REVIEWER), ("office", Role.COORDINATOR)}


def test_nobody_decides_on_the_own_report(year: Year) -> None:
    report = a_report(year)
    report.written_by = year.coordinator
    report.save()
    put(report, ReportStatus.SUBMITTED)
    assert workflows.REPORT.open_to(year.coordinator, report) == []
