"""Every move of both tables, walked with every role of every place: allowed or refused, a refusal leaves nothing behind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tests.naming.factories import ApplicationFactory, Naming
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.common.models import AuditEntry
from tongxin.common.workflow import Workflow
from tongxin.naming import workflows
from tongxin.naming.enums import ApplicationStatus, BatchStatus
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db
PLACES = ("office", "unit", "other", "stranger")
OFFICE = {("office", Role.COORDINATOR)}
UNIT = {("unit", role) for role in (Role.REPORTER, Role.REVIEWER, Role.COORDINATOR)}
ALLOWED: dict[tuple[str, str, str], set[tuple[str, Role]]] = {
    ("naming_batch", "draft", "announce"): OFFICE,
    ("naming_batch", "open", "start_notice"): OFFICE,
    ("naming_batch", "on_notice", "conclude"): OFFICE,
    **{("naming_batch", state, "cancel"): OFFICE for state in ("draft", "open", "on_notice")},
    ("naming_application", "draft", "submit"): UNIT,
    ("naming_application", "returned", "submit"): UNIT,
    ("naming_application", "submitted", "send_back"): OFFICE,
    ("naming_application", "submitted", "pass_check"): OFFICE,
    ("naming_application", "on_notice", "approve"): OFFICE,
    ("naming_application", "approved", "reconsider"): OFFICE,
    **{
        ("naming_application", state, "refuse"): OFFICE
        for state in ("submitted", "returned", "visiting", "visited", "on_notice")
    },
    **{
        ("naming_application", state, "withdraw"): UNIT
        for state in ("draft", "submitted", "returned", "visiting", "visited", "on_notice")
    },
    ("naming_application", "named", "start_recheck"): OFFICE,
    ("naming_application", "rechecked", "keep"): OFFICE,
    **{("naming_application", state, "revoke"): OFFICE for state in ("named", "rechecking", "rechecked")},
}
FOLLOWING = {
    ("naming_application", "visiting", "finish_visits"),
    ("naming_application", "rechecking", "finish_visits"),
    ("naming_application", "visited", "put_on_notice"),
    ("naming_application", "approved", "name"),
    *(
        ("naming_application", state, "lapse")
        for state in ("draft", "submitted", "returned", "visiting", "visited", "on_notice", "approved")
    ),
}
STATES: dict[str, Any] = {"naming_batch": BatchStatus, "naming_application": ApplicationStatus}


def thing_of(table: Workflow, naming: Naming) -> Any:
    """With every date that any state must have, so that the row can be put into each."""
    if table.name == "naming_batch":
        naming.batch.notice_starts_on, naming.batch.notice_ends_on = date(2019, 9, 2), date(2019, 9, 11)
        naming.batch.save()
        return naming.batch
    days = {"code": "N-1", "named_on": date(2019, 9, 12), "recheck_due_on": date(2022, 9, 12)}
    return naming.fresh(ApplicationFactory(batch=naming.batch, place=naming.place, **days))


def put(thing: Any, state: str) -> None:
    type(thing)._default_manager.filter(pk=thing.pk).update(status=state)
    thing.status = state


def every_move() -> list[tuple[Workflow, str, str]]:
    return [
        (table, state, action)
        for table in workflows.ALL
        for state in STATES[table.name].values
        for action in dict.fromkeys(move.action for move in table.moves)
    ]


def test_the_expectations_cover_the_tables() -> None:
    in_tables = {(table.name, move.source, move.action) for table in workflows.ALL for move in table.moves}
    assert in_tables == set(ALLOWED) | FOLLOWING
    assert all(set(table.states) == set(STATES[table.name].values) for table in workflows.ALL)


@pytest.mark.parametrize("table", workflows.ALL, ids=lambda table: table.name)
def test_every_role_in_every_state(naming: Naming, table: Workflow) -> None:
    thing = thing_of(table, naming)
    people = {key: naming.who(*key) for key in naming.people}
    for _table, state, action in (row for row in every_move() if row[0] is table):
        key = (table.name, state, action)
        # What the table does not have is refused for its state, whoever asks.
        asking = people if key in ALLOWED else {("office", Role.COORDINATOR): people["office", Role.COORDINATOR]}
        for who, by in asking.items():
            put(thing, state)
            before = AuditEntry.objects.count()
            may = who in ALLOWED.get(key, set())
            assert (action in {move.action for move in table.open_to(by, thing)}) == may, (key, who)
            if key in FOLLOWING:
                continue
            try:
                with transaction.atomic():
                    table.move(thing, action, by=by, note="示例理由")
            except NotAllowed:
                assert key in ALLOWED
                assert not may, (key, who)
            except WrongState:
                assert key not in ALLOWED
            else:
                assert may, (key, who)
                found = table.find(state, action)
                assert found is not None
                assert (thing.status, AuditEntry.objects.count()) == (found.target, before + 1)
                continue
            thing.refresh_from_db(fields=["status"])
            assert (thing.status, AuditEntry.objects.count()) == (state, before)


def test_a_reason_is_asked_where_the_table_says(naming: Naming) -> None:
    for table in workflows.ALL:
        thing = thing_of(table, naming)
        for move in table.moves:
            if not move.needs_reason:
                continue
            put(thing, move.source)
            by = naming.who(*sorted(ALLOWED[table.name, move.source, move.action])[0])
            with pytest.raises(Invalid) as refused, transaction.atomic():
                table.move(thing, move.action, by=by, note="  ")
            assert (refused.value.field, thing.status) == ("reason", move.source)


def test_who_applied_decides_nothing(naming: Naming) -> None:
    application = thing_of(workflows.APPLICATION, naming)
    application.applied_by = naming.coordinator
    for state in ApplicationStatus.values:
        application.status = state
        open_moves = {move.action for move in workflows.APPLICATION.open_to(naming.coordinator, application)}
        assert open_moves == set(), state
