"""Is the first page of results as fast over 100,000 pages of text as over 1,000? On SQLite, and on PostgreSQL where one is.

The two stand side by side in two databases of one make, and are asked in turns through the page itself, so that what
else the machine does falls on both alike. Words are drawn from a vocabulary by Zipf's law: some stand in nearly every
text, most in few. The same words are asked of both.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from shutil import copy
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings, setup_test_environment

from tests.bench.limits import Finding
from tests.running import ROOT
from tongxin.common import search
from tongxin.common.search import Entry, Source
from tongxin.common.search.sources import unregister

SMALL, LARGE = 1_000, 100_000
LIMIT = 1.5
RUNS = 15
WORDS_A_TEXT = 300
POSTGRES = "BENCH_POSTGRES"
SYLLABLES = "青果巷史良周光图书馆故居修缮工程乡贤侨联服务品牌项目街区文化历史名人教育基地常州武进新北天宁钟楼溧阳金坛同心荟力商彩"


def vocabulary(size: int = 4000) -> list[str]:
    """Words of two and three characters; the first are the most frequent in the texts."""
    random = Random(7)
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(random.choices(SYLLABLES, k=random.choice((2, 2, 2, 3))))] = None
    return list(words)


WORDS = vocabulary()
_WEIGHTS = [1 / (rank + 3) for rank in range(len(WORDS))]
# By how often they stand in the texts; the same in both sizes.
QUERIES = {
    "a word in nearly every text": f"q={WORDS[0]}",
    "a word in every third text": f"q={WORDS[40]}",
    "a word in every twentieth text": f"q={WORDS[400]}",
    "a rare word": f"q={WORDS[2500]}",
    "two frequent words": f"q={WORDS[1]} {WORDS[5]}",
    "a frequent word and a rare one": f"q={WORDS[2]} {WORDS[1500]}",
    "pinyin of a name": "q=qingguoxiang",
    "initials of a name": "q=qgx",
    "a frequent word within a kind": f"q={WORDS[0]}&kind=bench-b",
    "nothing": "q=没有这样的东西",
}


def texts(kind: str, count: int) -> Iterator[Entry]:
    """Pages of about 700 characters; one in 25 is called after 青果巷, so that its first page is full in either size."""
    random = Random(kind)
    day = date(2019, 1, 1)
    for number in range(count):
        drawn = random.choices(WORDS, _WEIGHTS, k=WORDS_A_TEXT)
        named = "青果巷" if number % 25 == 7 else ""
        yield Entry(
            id=str(number),
            key=(f"/{kind}/{number}/",),
            title=named + "".join(drawn[:4]),
            summary="".join(drawn[4:24]) + "。",
            body="，".join("".join(drawn[at : at + 6]) for at in range(24, WORDS_A_TEXT, 6)) + "。",
            on=day + timedelta(days=number % 2000),
        )


@dataclass
class Pages:
    """Two kinds of pages, nine of one to one of the other."""

    count: int = 0

    def entries_of(self, kind: str, share: int) -> Any:
        def entries(ids: Collection[str] | None) -> Iterator[Entry]:
            return texts(kind, self.count * share // 10) if ids is None else iter(())

        return entries

    def __enter__(self) -> Pages:
        self.former = search.sources()
        for source in self.former:
            unregister(source.code)
        search.register(Source("bench-a", "甲", "bench.a", self.entries_of("bench-a", 9), weight=2))
        search.register(Source("bench-b", "乙", "bench.b", self.entries_of("bench-b", 1)))
        return self

    def __exit__(self, *_error: object) -> None:
        for code in ("bench-a", "bench-b"):
            unregister(code)
        for source in self.former:
            search.register(source)

    def fill(self, count: int) -> None:
        self.count = count
        search.reindex()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _ask(client: Client, query: str) -> float:
    started = perf_counter()
    response = client.get(f"/search/?{query}")
    spent = perf_counter() - started
    assert response.status_code == 200, query
    return spent


def _measure_two(small: str, large: str, label: str, runs: int) -> list[Finding]:
    """The ratio of the quickest of many turns for each query: other work on the machine only adds."""
    client = Client()
    times: dict[str, list[list[float]]] = {name: [[], []] for name in QUERIES}
    for turn in range(runs + 1):
        for at, place in enumerate((small, large)):
            _use(place)
            _ask(client, "q=x")
            gc.disable()
            for name, query in QUERIES.items():
                spent = _ask(client, query)
                # The first turn warms the caches of both.
                if turn:
                    times[name][at].append(spent)
            gc.enable()
    return [
        Finding(
            f"search, {label}: {name}",
            min(both[1]) / min(both[0]),
            LIMIT,
            f"{min(both[0]) * 1000:.1f} to {min(both[1]) * 1000:.1f} ms",
        )
        for name, both in times.items()
    ]


def measure(runs: int = RUNS, sizes: tuple[int, int] = (SMALL, LARGE)) -> list[Finding]:
    """On SQLite here; on the PostgreSQL whose address stands in BENCH_POSTGRES in a process of its own."""
    found = _on_sqlite(runs, sizes)
    if os.environ.get(POSTGRES):
        environment = os.environ | {"DATABASE_URL": os.environ[POSTGRES]}
        done = subprocess.run(
            [sys.executable, "-m", "tests.with_django", "tests.bench.search_scale", str(runs), *map(str, sizes)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        found += [Finding(**row) for row in json.loads(done.stdout)]
    return found


def _on_sqlite(runs: int, sizes: tuple[int, int]) -> list[Finding]:
    own = str(connection.settings_dict["NAME"])
    with TemporaryDirectory() as folder, Pages() as pages:
        places = [str(Path(folder) / f"{size}.sqlite3") for size in sizes]
        try:
            for place, size in zip(places, sizes, strict=True):
                connection.close()
                copy(own, place)
                _use(place)
                pages.fill(size)
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return _measure_two(*places, "SQLite", runs)
        finally:
            _use(own)


def _on_postgres(runs: int, sizes: tuple[int, int]) -> list[Finding]:
    """In two databases that are made for it and dropped."""
    own = str(connection.settings_dict["NAME"])
    names = [f"tongxin_bench_{os.getpid()}_{size}" for size in sizes]
    with Pages() as pages:
        try:
            for number, (name, size) in enumerate(zip(names, sizes, strict=True)):
                _use("postgres")
                with connection.cursor() as cursor:
                    template = f'TEMPLATE "{names[0]}"' if number else "TEMPLATE template0"
                    cursor.execute(f"CREATE DATABASE \"{name}\" {template} ENCODING 'UTF8'")
                _use(name)
                if not number:
                    call_command("migrate", verbosity=0)
                pages.fill(size)
                connection.close()
            return _measure_two(*names, "PostgreSQL", runs)
        finally:
            _use("postgres")
            with connection.cursor() as cursor:
                for name in names:
                    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            _use(own)


def main(arguments: list[str]) -> int:
    runs, small, large = map(int, arguments)
    setup_test_environment(debug=False)
    with override_settings(
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
    ):
        found = _on_postgres(runs, (small, large))
    sys.stdout.write(json.dumps([vars(one) for one in found]))
    return 0
