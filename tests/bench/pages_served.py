"""Public pages under load: a kept page against a constant, a page made anew against a view that does nothing.

All servers are granian with one process and run one after another in short turns, so that what else the machine does
falls on all alike; each figure is the median of the turns' ratios. wrk asks, eight connections, no pauses.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.bench.limits import Finding
from tests.running import ROOT, Site, free_port, wait_until

TURNS = 5
SECONDS = 2
# The least that is asked: docs/plan.md, "It holds".
LEAST_KEPT, LEAST_FRESH = 0.7, 0.15


def _wrk() -> str:
    found = shutil.which("wrk")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=True, capture_output=True)
        found = shutil.which("wrk")
    if found is None:
        raise SystemExit("The benchmark of pages needs wrk (on Debian and Ubuntu: apt-get install wrk).")
    return found


def _rate(wrk: str, port: int, address: str) -> float:
    """Requests a second, all answered 200."""
    done = subprocess.run(
        [wrk, "-t1", "-c8", f"-d{SECONDS}s", f"http://127.0.0.1:{port}{address}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Non-2xx" not in done.stdout, done.stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found.group(1))


def _serve(target: str, environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning", target),
        ],
        cwd=ROOT,
        env=environment,
    )
    return process, port


def measure(addresses: tuple[str, ...] = ("/",), turns: int = TURNS) -> list[Finding]:
    """Findings as how many times slower than what they are held against, so that less is better."""
    wrk = _wrk()
    site = Site(Path(os.environ["TONGXIN_VAR_DIR"]) / "served")
    site.var.mkdir(parents=True, exist_ok=True)
    done = site.run("tongxin", "prepare")
    assert done.returncode == 0, done.stderr
    found: list[Finding] = []
    kept, kept_port = _serve("tongxin.cli.web:application", site.environment)
    # Each answer made anew: neither pages nor what was worked out for them is kept.
    fresh, fresh_port = _serve("tongxin.cli.web:application", site.environment | {"TONGXIN_PAGE_SECONDS": "0"})
    servers = [kept, fresh]
    try:
        site.port = kept_port
        assert wait_until(site.is_ready)
        for number, address in enumerate(addresses):
            page = site.ask("GET", address)
            assert page.status == 200, address
            body = site.var / f"body-{number}"
            body.write_bytes(page.body)
            environment = site.environment | {"TONGXIN_BENCH_BODY": str(body)}
            constant, constant_port = _serve("tests.bench.served:constant", environment)
            bare, bare_port = _serve("tests.bench.served:bare", environment | {"TONGXIN_BENCH_BARE": "1"})
            servers += [constant, bare]
            for port, path in ((constant_port, "/"), (bare_port, "/"), (fresh_port, address)):
                wait_until(lambda port=port, path=path: _answers(site, port, path))  # type: ignore[misc]
            rounds = [
                (
                    _rate(wrk, constant_port, "/"),
                    _rate(wrk, kept_port, address),
                    _rate(wrk, bare_port, "/"),
                    _rate(wrk, fresh_port, address),
                )
                for _turn in range(turns)
            ]
            a, b, c, d = (median(column) for column in zip(*rounds, strict=True))
            detail = f"{len(page.body) / 1024:.0f} KiB"
            found += [
                Finding(
                    f"kept {address} to a constant",
                    median(row[0] / row[1] for row in rounds),
                    1 / LEAST_KEPT,
                    f"{b:,.0f} to {a:,.0f} a second, {detail}",
                ),
                Finding(
                    f"fresh {address} to a bare view",
                    median(row[2] / row[3] for row in rounds),
                    1 / LEAST_FRESH,
                    f"{d:,.0f} to {c:,.0f} a second",
                ),
            ]
            for process in (constant, bare):
                process.terminate()
    finally:
        for process in servers:
            process.terminate()
        for process in servers:
            process.wait(timeout=20)
    return found


def _answers(site: Site, port: int, path: str) -> bool:
    site.port = port
    try:
        return site.ask("GET", path).status == 200
    except OSError:
        return False
