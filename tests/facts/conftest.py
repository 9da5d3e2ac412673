from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper


@pytest.fixture(autouse=True, scope="session")
def clearing_the_ledger() -> Iterator[None]:
    """Let tests with real transactions empty the database on SQLite, where the triggers refuse DELETE.

    PostgreSQL empties tables by TRUNCATE, which is no row's DELETE.
    """
    operations_class = DatabaseWrapper.ops_class
    clear = operations_class.execute_sql_flush

    def clear_without_triggers(operations: Any, statements: Any) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            clear(operations, statements)
            for _name, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations_class, "execute_sql_flush", clear_without_triggers)
        yield
