"""Many rows by few statements, where the mapper would cost more than the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

# So many rows that no statement has more parameters than SQLite takes (32,766).
CHUNK = 2000


def insert_rows(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run an INSERT whose word ROWS stands for the rows of values. Values must be as the database takes them."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            places = f"({', '.join(['%s'] * len(chunk[0]))})"
            values = [value for row in chunk for value in row]
            cursor.execute(statement.replace("ROWS", ", ".join([places] * len(chunk))), values)


def execute_each(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement once for each row of values, in their order."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)
