from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from tests.factories import UserFactory
from tongxin.common import audit
from tongxin.common.audit.chain import START, entry_hash
from tongxin.common.models import AuditEntry, ChainHead
from tongxin.common.subjects import Subject

THING = Subject("example.thing", "7")


def write(count: int) -> list[AuditEntry]:
    with transaction.atomic():
        return [audit.record(None, "thing.done", THING, step=step) for step in range(1, count + 1)]


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def breaks(noted: audit.Noted | None = None) -> list[tuple[str, int, int]]:
    return [(one.what, one.number, one.last) for one in audit.verify(noted).breaks]


def forge(number: int, **columns: Any) -> None:
    """Change a row and give it the hash that goes with its new content, as a careful forger would."""
    entry = AuditEntry.objects.get(number=number)
    for name, value in columns.items():
        setattr(entry, name, value)
    sql(
        "UPDATE common_auditentry SET verb = %s, previous_hash = %s, hash = %s WHERE number = %s",
        entry.verb,
        entry.previous_hash,
        entry_hash(entry),
        number,
    )


@pytest.mark.django_db
def test_a_row_says_who_did_what_to_which_thing() -> None:
    user = UserFactory()
    user.acting_for_id = 99
    with transaction.atomic():
        entry = audit.record(user, "account.looked_at", user, page="members")
    stored = AuditEntry.objects.get(pk=entry.pk)
    assert (stored.number, stored.previous_hash) == (1, START)
    assert (stored.actor_id, stored.acting_for_id, stored.verb) == (user.pk, 99, "account.looked_at")
    assert (stored.subject_kind, stored.subject_id) == ("accounts.user", str(user.pk))
    assert stored.detail == {"page": "members"}
    assert [row.number for row in audit.history(user)] == [1]


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        audit.record(None, "thing.done", THING)
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_row_goes_when_its_change_is_rolled_back() -> None:
    write(1)
    with transaction.atomic():
        audit.record(None, "thing.done", THING)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 1
    assert [entry.number for entry in write(1)] == [2]
    assert audit.verify().holds


@pytest.mark.django_db
def test_rows_are_never_changed_or_deleted_by_the_program() -> None:
    (entry,) = write(1)
    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(TypeError, match="never deleted"):
        entry.delete()
    with pytest.raises(TypeError, match="never changed"):
        AuditEntry.objects.update(verb="thing.undone")
    with pytest.raises(TypeError, match="never deleted"):
        AuditEntry.objects.filter(number=1).delete()
    assert AuditEntry.objects.get().verb == "thing.done"


@pytest.mark.django_db
def test_an_untouched_chain_holds() -> None:
    assert audit.verify() == audit.Verdict(0, audit.Noted(0, START), ())
    entries = write(5)
    verdict = audit.verify()
    assert (verdict.checked, verdict.breaks) == (5, ())
    assert verdict.end == audit.Noted(5, entries[-1].hash)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "thing.undone"),
        ("actor_id", 4),
        ("subject_id", "8"),
        ("detail", '{"step": 9}'),
        ("previous_hash", "f" * 64),
    ],
)
def test_a_changed_row_is_named(number: int, column: str, value: Any) -> None:
    write(5)
    sql(f"UPDATE common_auditentry SET {column} = %s WHERE number = %s", value, number)
    assert breaks() == [("changed", number, number)]
    (found,) = audit.verify().breaks
    assert found.subject == (Subject("example.thing", "8") if column == "subject_id" else THING)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_row_changed_together_with_its_hash_is_named_and_not_its_neighbour(number: int) -> None:
    write(5)
    forge(number, verb="thing.undone")
    assert breaks() == [("changed", number, number)]


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 2), (2, 4), (1, 4)])
def test_removed_rows_are_named(first: int, last: int) -> None:
    write(5)
    sql("DELETE FROM common_auditentry WHERE number BETWEEN %s AND %s", first, last)
    assert breaks() == [("removed", first, last)]


@pytest.mark.django_db
@pytest.mark.parametrize("first", [1, 4])
def test_a_cut_off_end_is_named(first: int) -> None:
    write(5)
    sql("DELETE FROM common_auditentry WHERE number >= %s", first)
    assert breaks() == [("cut", first, 5)]


def insert(number: int, previous_hash: str) -> None:
    entry = AuditEntry(
        number=number, at=AuditEntry.objects.get(number=1).at, verb="thing.forged", previous_hash=previous_hash,
        subject_kind=THING.kind, subject_id=THING.id,
    )  # fmt: skip
    entry.hash = entry_hash(entry)
    entry.save()


@pytest.mark.django_db
def test_an_inserted_row_is_named_at_the_end() -> None:
    entries = write(3)
    insert(4, entries[-1].hash)
    assert breaks() == [("inserted", 4, 4)]


@pytest.mark.django_db
def test_an_inserted_row_is_named_before_the_beginning() -> None:
    write(3)
    insert(0, START)
    assert breaks() == [("inserted", 0, 0)]


@pytest.mark.django_db
def test_an_inserted_row_is_named_between_two_renumbered_ones() -> None:
    entries = write(4)
    for number in (4, 3):
        sql("UPDATE common_auditentry SET number = %s WHERE number = %s", number + 1, number)
    sql("UPDATE common_chainhead SET number = 5")
    insert(3, entries[1].hash)
    assert breaks() == [("inserted", 3, 3), ("changed", 4, 4), ("changed", 5, 5)]


@pytest.mark.django_db
def test_several_tamperings_are_all_named() -> None:
    write(9)
    sql("UPDATE common_auditentry SET verb = 'thing.undone' WHERE number = 2")
    sql("DELETE FROM common_auditentry WHERE number IN (4, 5)")
    forge(7, verb="thing.undone")
    assert breaks() == [("changed", 2, 2), ("removed", 4, 5), ("changed", 7, 7)]


@pytest.mark.django_db
def test_a_noted_end_shows_that_the_whole_chain_was_rewritten() -> None:
    write(3)
    noted = audit.verify().end
    write(2)
    assert audit.verify(noted).holds
    AuditEntry.objects.all()._raw_delete(using="default")
    ChainHead.objects.all().delete()
    write(5)
    assert audit.verify().holds
    forged = AuditEntry.objects.get(number=3)
    assert forged.hash != noted.hash
    assert breaks(noted) == [("replaced", 3, 3)]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_get_consecutive_numbers() -> None:
    """Both begin at the same moment and hold their transaction open a while; the head's lock makes one wait."""
    begin = threading.Barrier(2)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            begin.wait(10)
            for step in range(20):
                with transaction.atomic():
                    audit.record(None, "thing.done", THING, step=step)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=run) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert list(AuditEntry.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert audit.verify().holds


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_verifying_while_others_write_finds_no_break() -> None:
    write(200)
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            write(1)
        connection.close()

    writer = threading.Thread(target=run)
    writer.start()
    try:
        assert all(audit.verify().holds for _ in range(10))
    finally:
        stop.set()
        writer.join()
