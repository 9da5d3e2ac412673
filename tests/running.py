"""A real server for tests: `tongxin serve` in a var folder of its own, on a free port, in a process group of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Any, seconds: float = START_SECONDS) -> bool:
    """Whether `holds()` became true within so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Site:
    """One site in `var`; its process is started, stopped and killed by the test."""

    var: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return kept | {
            "TONGXIN_VAR_DIR": str(self.var),
            "TONGXIN_BASE_URL": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "tongxin.config.settings",
        }

    @property
    def log(self) -> str:
        place = self.var / "server.log"
        return place.read_text(encoding="utf-8", errors="replace") if place.exists() else ""

    def run(self, *arguments: str, seconds: float = 240, **options: Any) -> subprocess.CompletedProcess[str]:
        """`python -m` with these words, in the site's environment."""
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            **options,
        )

    def prepare(self) -> subprocess.CompletedProcess[str]:
        done = self.run("tongxin", "prepare", "--no-demo")
        assert done.returncode == 0, done.stderr
        return done

    def start(self) -> None:
        """Start serving and wait until /healthz answers."""
        with (self.var / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tongxin", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert wait_until(self.is_ready), f"the server does not answer:\n{self.log}"

    def is_ready(self) -> bool:
        try:
            return self.ask("GET", "/healthz").status == 200
        except (OSError, HTTPException):
            return False

    def ask(
        self,
        method: str,
        address: str,
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        seconds: float = 30,
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request(method, address, body=body, headers=headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def members(self) -> dict[int, str]:
        """The living processes of the server's group, with their command lines."""
        assert self.process is not None
        found = {}
        for place in Path("/proc").glob("[0-9]*"):
            try:
                state, _parent, group = (place / "stat").read_text().rpartition(") ")[2].split()[:3]
                words = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if int(group) == self.process.pid and state != "Z":
                found[int(place.name)] = words
        return found

    def kill(self) -> None:
        """kill -9 of the server with all its processes."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)
        assert wait_until(lambda: not self.members(), 20)

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def clean_up(self) -> None:
        if self.process is not None and (self.process.poll() is None or self.members()):
            self.kill()
