"""Commands that prepare and run the site: `prepare`, `serve`, `worker`."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Annotated

import typer


def prepare(
    demo: Annotated[bool, typer.Option(help="Fill an empty database with the sample year.")] = True,
) -> None:
    """Bring the database, static files and (on the first run) the demo data up to date."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    _collect_static()
    from tongxin.editorial.tree import ensure_site
    from tongxin.facts.kinds import ensure_kinds
    from tongxin.places.kinds import ensure_first_kinds
    from tongxin.places.standard import ensure_first_criteria

    ensure_kinds()
    ensure_first_kinds()
    ensure_first_criteria()
    ensure_site()
    if demo:
        from tongxin.cli.demo import fill_if_empty

        fill_if_empty()
    from tongxin.common.search import reindex_if_needed

    reindex_if_needed()


def _collect_static() -> None:
    """Collect and compress static files, unless nothing has changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            stat = os.stat(storage.path(name))
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.VAR_DIR) / "static-collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest.hexdigest())


def worker() -> None:
    """Run the job worker: queued jobs, and the periodic ones when their time has come."""
    from tongxin.common.jobs.worker import run_worker

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Web processes.")] = 2,
) -> None:
    """Run the web server and the job worker until interrupted; if either dies, it is started again."""
    _must_be_free(host, port)
    commands = {
        "web": [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
            *("--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers"),
            *("--log-level", "warning", "tongxin.cli.web:application"),
        ],
        "worker": [sys.executable, "-m", "tongxin", "worker"],
    }
    running: dict[str, subprocess.Popen[bytes]] = {}
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    try:
        while not stopping.is_set():
            for name, command in commands.items():
                process = running.get(name)
                if process is None or process.poll() is not None:
                    if process is not None:
                        typer.echo(f"{name} ended with status {process.returncode}; starting it again", err=True)
                        time.sleep(1)
                    running[name] = subprocess.Popen(command)  # noqa: S603 (own interpreter, own arguments)
            stopping.wait(0.5)
    finally:
        for process in running.values():
            process.send_signal(signal.SIGTERM)
        for process in running.values():
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def _must_be_free(host: str, port: int) -> None:
    """Raises OSError, in words, where nothing can listen. The web server itself would share a port that is taken."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # A port that was left a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except (OSError, OverflowError) as error:
        words = f"cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}"
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            words = f"port {port} on {host} is in use; stop what runs there or choose another with --port"
        raise OSError(getattr(error, "errno", None) or errno.EINVAL, words) from None
