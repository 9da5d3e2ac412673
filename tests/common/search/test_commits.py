"""With real transactions and other processes: nothing is found before it is committed, nothing after it is taken back."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.common.search.library import Shelf, only
from tests.running import ROOT
from tongxin.common import search
from tongxin.common.jobs.worker import keep_house
from tongxin.common.search.models import SearchChange, SearchEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(transactional_db: None) -> Iterator[Shelf]:
    books = Shelf("book")
    with only(books):
        yield books


def elsewhere(work: Any) -> Any:
    """The same, on a connection of its own."""
    result: list[Any] = []

    def run() -> None:
        try:
            result.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return result[0]


def names() -> list[str]:
    return [hit.name for hit in search.search("青果").hits]


def test_others_find_a_change_once_it_is_committed(shelf: Shelf) -> None:
    with transaction.atomic():
        shelf.put(1, "青果巷")
        assert elsewhere(names) == []
    assert elsewhere(names) == ["青果巷"]
    with transaction.atomic():
        shelf.take(1)
        assert elsewhere(names) == ["青果巷"]
    assert elsewhere(names) == []
    assert SearchEntry.objects.count() == 0


def test_the_worker_brings_what_nobody_searched_for(shelf: Shelf) -> None:
    shelf.put(1, "青果巷")
    assert SearchEntry.objects.count() == 0
    keep_house()
    assert SearchEntry.objects.count() == 1


def test_many_changes_are_read_once(shelf: Shelf) -> None:
    asked: list[Any] = []
    entries = shelf.source.entries
    object.__setattr__(shelf.source, "entries", lambda ids: (asked.append(ids), entries(ids))[1])
    with transaction.atomic():
        for number in range(5):
            shelf.put(number, f"青果巷 {number}")
    assert len(names()) == 5
    assert asked == [{"0", "1", "2", "3", "4"}]


def database_address() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


WITHDRAW_AND_DIE = """
import os, django
django.setup()
from django.db import transaction
from tongxin.common import audit
from tongxin.places.models import Place
with transaction.atomic():
    # The process is gone the moment it has committed.
    transaction.on_commit(lambda: os._exit(7))
    place = Place.objects.select_for_update().get(slug="dies")
    place.is_public = False
    place.save()
    audit.record(None, "place.withdrawn", place)
"""


def test_what_a_process_took_back_before_it_died_is_not_found(transactional_db: None) -> None:
    from tests.places.factories import PlaceFactory

    PlaceFactory(name="青果巷", slug="dies")
    search.reindex()
    assert names() == ["青果巷"]
    connection.close()
    environment = os.environ | {
        "DATABASE_URL": database_address(),
        "DJANGO_SETTINGS_MODULE": "tongxin.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", WITHDRAW_AND_DIE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 7, done.stderr
    assert SearchEntry.objects.count() == 1, "the index has not followed yet"
    assert names() == []


@pytest.mark.race
def test_two_who_change_one_thing_leave_the_last_state(shelf: Shelf) -> None:
    for turn in range(5):
        start = threading.Barrier(2)

        def change(number: int, turn: int = turn, start: threading.Barrier = start) -> None:
            start.wait()
            try:
                shelf.put(1, f"青果巷 {turn} {number}")
            finally:
                connection.close()

        threads = [threading.Thread(target=change, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert names() == [shelf["1"].title]
        assert SearchEntry.objects.count() == 1
        assert SearchChange.objects.count() == 0
