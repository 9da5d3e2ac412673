"""A kind of thing for tests of the search: what stands on a shelf is public."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from tongxin.common import audit
from tongxin.common.search import Entry, Source, register, sources
from tongxin.common.search.sources import unregister
from tongxin.common.subjects import Subject


class Shelf(dict[str, Entry]):
    """Entries by id; `put` and `take` change them as an action does: with an audit row in a transaction."""

    def __init__(self, code: str, **options: Any) -> None:
        super().__init__()
        self.code = code
        self.source = Source(code, f"类 {code}", f"shelf.{code}", self.entries, **options)

    def entries(self, ids: Collection[str] | None) -> Iterator[Entry]:
        yield from (entry for pk, entry in self.items() if ids is None or pk in ids)

    def put(self, pk: object, title: str, **texts: Any) -> None:
        with transaction.atomic():
            self[str(pk)] = Entry(id=str(pk), key=(f"/{self.code}/{pk}/",), title=title, **texts)
            audit.record(None, "thing.put", Subject(self.source.subject, str(pk)))

    def take(self, pk: object) -> None:
        with transaction.atomic():
            del self[str(pk)]
            audit.record(None, "thing.taken", Subject(self.source.subject, str(pk)))


@contextmanager
def only(*shelves: Shelf) -> Iterator[None]:
    """These are all that can be found."""
    former = sources()
    for source in former:
        unregister(source.code)
    for shelf in shelves:
        register(shelf.source)
    try:
        yield
    finally:
        for shelf in shelves:
            unregister(shelf.source.code)
        for source in former:
            register(source)
