"""Where the words are kept: FTS5 of SQLite or `tsvector` of PostgreSQL, each in three tables of its own.

Three nested sets of words a thing, so that what stands in a title is looked up without reading what stands in all
texts: `title` (title and names), `head` (these and the summary), `whole` (these and the body). Neither engine keeps
positions or ranks: both give numbers, the highest first, and stop at the limit. See docs/adr/0017.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Protocol

from django.db import connection

from tongxin.common.search.models import SearchEntry
from tongxin.common.search.words import Groups, Term, kind_word

DEPTHS = ("title", "head", "whole")
# For each depth the words of one entry.
Words = Mapping[str, Iterable[str]]


class Engine(Protocol):
    def create(self) -> None:
        """Make the tables; for a migration."""

    def drop(self) -> None: ...

    def add(self, entries: Iterable[tuple[int, Words]]) -> None:
        """Keep the words of new entries by their numbers."""

    def remove(self, entries: Iterable[tuple[int, Words]]) -> None:
        """Let entries go; the words must be those they were added with."""

    def clear(self) -> None:
        """Let all go."""

    def find(self, depth: str, groups: Groups, limit: int, kind: str = "") -> list[int]:
        """The numbers of the entries that meet all groups, the highest first, at most `limit`.

        With `kind` (a source's code) those of that source only.
        """


def _table(depth: str) -> str:
    if depth not in DEPTHS:
        raise ValueError(f"A depth is one of {', '.join(DEPTHS)}, not {depth!r}.")
    return f"search_{depth}"


def _of_kind(groups: Groups, kind: str) -> Groups:
    """The same, of one kind only: its word is one more that must be met."""
    return (*groups, (Term(kind_word(kind)),)) if kind else groups


class Fts5:
    """SQLite: tables without content or positions, the words separated by blanks.

    Its "ascii" tokenizer parts words at blanks and signs of ASCII only: which letters there are is decided in `words`.
    """

    def create(self) -> None:
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                cursor.execute(
                    f"CREATE VIRTUAL TABLE IF NOT EXISTS {_table(depth)} USING fts5(words, content='', detail=none, "
                    "columnsize=0, tokenize=\"ascii tokenchars '~^:'\", prefix='4 6')"
                )

    def drop(self) -> None:
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                cursor.execute(f"DROP TABLE IF EXISTS {_table(depth)}")

    def add(self, entries: Iterable[tuple[int, Words]]) -> None:
        rows = list(entries)
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                cursor.executemany(
                    f"INSERT INTO {_table(depth)} (rowid, words) VALUES (%s, %s)",  # noqa: S608 (a name from DEPTHS)
                    [(number, _joined(words[depth])) for number, words in rows],
                )

    def remove(self, entries: Iterable[tuple[int, Words]]) -> None:
        rows = list(entries)
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                table = _table(depth)
                cursor.executemany(
                    f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', %s, %s)",  # noqa: S608
                    [(number, _joined(words[depth])) for number, words in rows],
                )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                table = _table(depth)
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608

    def find(self, depth: str, groups: Groups, limit: int, kind: str = "") -> list[int]:
        table = _table(depth)
        asked = " AND ".join("(" + " OR ".join(map(self._term, group)) + ")" for group in _of_kind(groups, kind))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT %s",  # noqa: S608
                [asked, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    @staticmethod
    def _term(term: Term) -> str:
        return f'"{term.word}"' + (" *" if term.is_prefix else "")


def _joined(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


class TsVector:
    """PostgreSQL: `tsvector` made from the words as they are, without positions, under a GIN index.

    The index gives all that match, in no order. So each entry also keeps the words of the runs of numbers it is in, from
    a short run to a long one, and what is asked for is looked up in the newest runs first: a word that stands everywhere
    costs no more than the newest run, and one that does not has few matches altogether.
    """

    # Runs of 256, 2,048 and 16,384 numbers, as powers of two. Their words begin with a mark that no other word has.
    RUNS = {"#a": 8, "#b": 11, "#c": 14}

    def create(self) -> None:
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                table = _table(depth)
                cursor.execute(f"CREATE TABLE IF NOT EXISTS {table} (id bigint PRIMARY KEY, words tsvector NOT NULL)")
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {table}_words ON {table} USING gin (words) WITH (fastupdate = off)"
                )

    def drop(self) -> None:
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                cursor.execute(f"DROP TABLE IF EXISTS {_table(depth)}")

    def add(self, entries: Iterable[tuple[int, Words]]) -> None:
        rows = list(entries)
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                cursor.executemany(
                    f"INSERT INTO {_table(depth)} (id, words) VALUES (%s, array_to_tsvector(%s::text[]))",  # noqa: S608
                    [(number, sorted({*words[depth], *self._runs(number)})) for number, words in rows],
                )

    def remove(self, entries: Iterable[tuple[int, Words]]) -> None:
        numbers = [number for number, _words in entries]
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                cursor.execute(f"DELETE FROM {_table(depth)} WHERE id = ANY(%s)", [numbers])  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            for depth in DEPTHS:
                cursor.execute(f"DELETE FROM {_table(depth)}")  # noqa: S608

    def find(self, depth: str, groups: Groups, limit: int, kind: str = "") -> list[int]:
        asked = " & ".join("(" + " | ".join(map(self._term, group)) + ")" for group in _of_kind(groups, kind))
        with connection.cursor() as cursor:
            cursor.execute(self._look(_table(depth), kind), {"asked": asked, "limit": limit, "kind": kind})
            return sorted((row[0] for row in cursor.fetchall()), reverse=True)

    def _look(self, table: str, kind: str) -> str:
        """One statement: the two newest runs of each length in turn, without what was looked at before, then the rest.

        Newest of the kind, where one is given: things of one kind stand together where the index was built anew.

        The parts are worked out one after the other, and only until there are enough. The order by a sum keeps the
        planner from walking the whole table backwards, which is what it does for words that it has not met.
        """
        newest = ", ".join(
            f"format('(''{mark}%%s'' | ''{mark}%%s'')', last >> {power}, (last >> {power}) - 1) AS {mark[1:]}"
            for mark, power in self.RUNS.items()
        )
        columns = [mark[1:] for mark in self.RUNS]
        parts = [f"' & ' || {columns[0]}"]
        parts += [f"' & ' || {run} || ' & !' || {before}" for before, run in pairwise(columns)]
        parts += [f"' & !' || {columns[-1]}"]
        selects = " UNION ALL ".join(
            f"(SELECT id FROM {table} WHERE words @@ (%(asked)s || (SELECT {part} FROM run))::tsquery"  # noqa: S608
            " ORDER BY id + 0 DESC LIMIT %(limit)s)"
            for part in parts
        )
        last = f"SELECT coalesce(max(id), 0) AS last FROM {table}"  # noqa: S608
        if kind:
            # A span of one, so that the index of source and number is what gives this order.
            last = (
                f"SELECT coalesce((SELECT id FROM {SearchEntry._meta.db_table} WHERE source BETWEEN %(kind)s AND %(kind)s"  # noqa: S608
                " ORDER BY source DESC, id DESC LIMIT 1), 0) AS last"
            )
        return (
            f"WITH run AS MATERIALIZED (SELECT {newest} FROM ({last}) AS newest)"  # noqa: S608
            f" SELECT id FROM ({selects}) AS found LIMIT %(limit)s"
        )

    def _runs(self, number: int) -> list[str]:
        return [f"{mark}{number >> power}" for mark, power in self.RUNS.items()]

    @staticmethod
    def _term(term: Term) -> str:
        # Words hold letters, digits and the marks only; doubled all the same, since they stand within quotes.
        return "'" + term.word.replace("\\", "\\\\").replace("'", "''") + "'" + (":*" if term.is_prefix else "")


ENGINES: dict[str, type[Engine]] = {"sqlite": Fts5, "postgresql": TsVector}


def engine() -> Engine:
    """The engine of the database in use."""
    return ENGINES[connection.vendor]()
