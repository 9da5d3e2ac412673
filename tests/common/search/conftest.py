from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.common.search.library import Shelf, only


@pytest.fixture
def books(db: None) -> Iterator[Shelf]:
    shelf = Shelf("book", weight=5)
    with only(shelf):
        yield shelf
