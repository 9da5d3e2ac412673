"""Where the words are kept: FTS5 of SQLite or `tsvector` of PostgreSQL, each in three tables of its own.

Three nested sets of words a thing, so that what stands in a title is looked up without reading what stands in all
texts: `title` (title and names), `head` (these and the summary), `whole` (these and the body). Neither engine keeps
positions or ranks: both give numbers, the highest first, and stop at the limit. See docs/adr/0017.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from django.db import connection

from tongxin.common.search.words import Groups, Term

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

    def find(self, depth: str, groups: Groups, limit: int) -> list[int]:
        """The numbers of the entries that meet all groups, the highest first, at most `limit`."""


def _table(depth: str) -> str:
    if depth not in DEPTHS:
        raise ValueError(f"A depth is one of {', '.join(DEPTHS)}, not {depth!r}.")
    return f"search_{depth}"


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

    def find(self, depth: str, groups: Groups, limit: int) -> list[int]:
        table = _table(depth)
        asked = " AND ".join("(" + " OR ".join(map(self._term, group)) + ")" for group in groups)
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

    The index gives all that match, in no order. So each entry also keeps the word of the run of numbers it is in, a
    short run and a long one, and what is asked for is looked up in the newest runs first: a word that stands everywhere
    costs no more than the newest run, and one that does not has few matches altogether.
    """

    # Powers of two: 2,048 and 16,384 numbers. Their words begin with a mark that no other word has.
    RUNS = ("#a", 11), ("#b", 14)
    # Looked up in this order until there are enough: each leaves out what the one before has looked at. The order by a
    # sum keeps the planner from walking the whole table backwards, which is what it does for words that it has not met.
    LOOK = """
        WITH run AS MATERIALIZED (
            SELECT format('(''#a%%s'' | ''#a%%s'')', last >> 11, (last >> 11) - 1) AS short,
                   format('(''#b%%s'' | ''#b%%s'')', last >> 14, (last >> 14) - 1) AS long
            FROM (SELECT coalesce(max(id), 0) AS last FROM {table}) AS newest
        )
        SELECT id FROM (
            (SELECT id FROM {table} WHERE words @@ (%(asked)s || ' & ' || (SELECT short FROM run))::tsquery
             ORDER BY id + 0 DESC LIMIT %(limit)s)
            UNION ALL
            (SELECT id FROM {table}
             WHERE words @@ (%(asked)s || (SELECT ' & ' || long || ' & !' || short FROM run))::tsquery
             ORDER BY id + 0 DESC LIMIT %(limit)s)
            UNION ALL
            (SELECT id FROM {table} WHERE words @@ (%(asked)s || ' & !' || (SELECT long FROM run))::tsquery
             ORDER BY id + 0 DESC LIMIT %(limit)s)
        ) AS found LIMIT %(limit)s
    """

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

    def find(self, depth: str, groups: Groups, limit: int) -> list[int]:
        asked = " & ".join("(" + " | ".join(map(self._term, group)) + ")" for group in groups)
        with connection.cursor() as cursor:
            cursor.execute(self.LOOK.format(table=_table(depth)), {"asked": asked, "limit": limit})
            return sorted((row[0] for row in cursor.fetchall()), reverse=True)

    def _runs(self, number: int) -> list[str]:
        return [f"{mark}{number >> power}" for mark, power in self.RUNS]

    @staticmethod
    def _term(term: Term) -> str:
        # Words hold letters, digits and the marks only; doubled all the same, since they stand within quotes.
        return "'" + term.word.replace("\\", "\\\\").replace("'", "''") + "'" + (":*" if term.is_prefix else "")


ENGINES: dict[str, type[Engine]] = {"sqlite": Fts5, "postgresql": TsVector}


def engine() -> Engine:
    """The engine of the database in use."""
    return ENGINES[connection.vendor]()


def with_kind(groups: Sequence[tuple[Term, ...]], kind_word: str) -> Groups:
    """The same, of one kind only."""
    return (*groups, (Term(kind_word),))
