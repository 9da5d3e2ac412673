"""`tongxin prepare` and `tongxin serve`, as script/server calls them."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Site, wait_until

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    var = tmp_path_factory.mktemp("var")
    Site(var).prepare()
    return var


@pytest.fixture
def site(prepared: Path) -> Iterator[Site]:
    made = Site(prepared)
    yield made
    made.clean_up()


def static_files(var: Path) -> dict[str, int]:
    return {
        str(place.relative_to(var)): place.stat().st_mtime_ns
        for place in (var / "static").rglob("*")
        if place.is_file()
    }


def test_a_second_prepare_changes_nothing_and_is_quick(site: Site) -> None:
    before = static_files(site.var)
    database = hashlib.sha256((site.var / "tongxin.sqlite3").read_bytes()).hexdigest()
    started = time.monotonic()
    site.prepare()
    spent = time.monotonic() - started
    assert len(before) > 20
    assert static_files(site.var) == before
    assert hashlib.sha256((site.var / "tongxin.sqlite3").read_bytes()).hexdigest() == database
    # Not a benchmark: collecting and compressing all static files again would take longer on any machine.
    assert spent < 60


def test_serves_health_pages_and_static_files_and_stops_when_asked(site: Site) -> None:
    site.start()
    health = site.ask("GET", "/healthz")
    assert (health.status, health.headers["content-type"]) == (200, "application/json")
    assert health.json["status"] == "ok"
    assert health.json["database"] == "sqlite"
    assert site.ask("GET", "/").status == 200
    assert site.ask("GET", "/workbench/").headers["location"].startswith("/accounts/login/")
    style = next(name for name in static_files(site.var) if name.endswith(".css"))
    assert site.ask("GET", f"/{style}").status == 200
    assert any("granian" in words for words in site.members().values())
    assert any("tongxin worker" in words for words in site.members().values())
    assert site.stop() == 0
    assert wait_until(lambda: not site.members(), 20), site.members()


@pytest.mark.parametrize("dying", ["tongxin worker", "granian"])
def test_what_dies_is_started_again(site: Site, dying: str) -> None:
    site.start()
    name = "worker" if "worker" in dying else "web"

    def running() -> set[int]:
        return {pid for pid, words in site.members().items() if dying in words}

    everything = 5  # serve, worker, granian and its two processes
    assert wait_until(lambda: running() and len(site.members()) >= everything), site.members()
    first = running()
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: running() - first and site.is_ready()), site.log
    assert f"{name} ended with status -9; starting it again" in site.log
    # Nothing of the dead one is left behind, holding the port or the database.
    assert wait_until(lambda: len(site.members()) == everything, 20), site.members()


def test_a_port_in_use_is_one_clear_line(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", site.port))
        taken.listen()
        done = site.run("tongxin", "serve", "--port", str(site.port))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"tongxin: port {site.port} on 127.0.0.1 is in use; stop what runs there or choose another with --port"
    ]


def test_an_address_that_is_not_ours_is_one_clear_line(site: Site) -> None:
    done = site.run("tongxin", "serve", "--host", "203.0.113.1", "--port", str(site.port))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "203.0.113.1" in done.stderr


def test_an_unprepared_database_is_one_clear_line(tmp_path: Path) -> None:
    done = Site(tmp_path).run("tongxin", "audit", "verify")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["tongxin: the database is not prepared: run `tongxin prepare` first"]
