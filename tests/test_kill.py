"""kill -9 of the server with everything it runs, at random moments while people write: wholly there or not at all."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.killed_site import words_for
from tests.running import Answer, Site, wait_until

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(600)]
ROUNDS = 4
TOKEN = "t" * 32
BOUNDARY = "----tongxin-kill"
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"')


def photo(number: int) -> bytes:
    """A photo that no other has: 60 to 200 kB of noise, so that an upload takes a moment."""
    chance = random.Random(number)
    side = chance.randrange(150, 300)
    content = BytesIO()
    Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3)).save(content, "PNG")
    return content.getvalue()


def form_of(fields: dict[str, str], files: dict[str, bytes]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, content in files.items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="现场.png"\r\n'
        parts.append(f"{head}Content-Type: image/png\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


@dataclass
class Writer:
    """One unit's reporter and the coordinator at work: save, upload, hand in, accept, report after report."""

    site: Site
    session: str
    coordinator: str
    reports: list[tuple[int, int]]
    accepted: set[int] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    answered: int = 0

    def ask(self, session: str, address: str, fields: dict[str, str] | None = None, **files: bytes) -> Answer:
        headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        if fields is None:
            answer = self.site.ask("GET", address, headers=headers)
        else:
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
            answer = self.site.ask("POST", address, body=form_of(fields, files), headers=headers)
        self.answered += 1
        return answer

    def work(self) -> None:
        """Until everything is accepted or the server is gone. Begins where the last round was cut off."""
        try:
            while self.reports:
                self.one_report(*self.reports[0])
                self.reports.pop(0)
        except (OSError, HTTPException):
            return

    def one_report(self, report: int, indicator: int) -> None:
        write, page = f"/workbench/carry/reports/{report}/write/", f"/workbench/carry/reports/{report}/"
        number = report * 3 + 1
        fields = {"text": words_for(number), f"figure-{indicator}": str(number), "tab": "示例"}
        shown = self.ask(self.session, write)
        for do in ("save", "submit"):
            if shown.status == 302:
                break
            found = VERSION.search(shown.text)
            if found is None:
                self.refused.append(f"the form of {report}: {shown.status}")
                raise OSError
            version = found[1] or found[2]
            files = {"evidence": photo(report)} if do == "save" else {}
            answer = self.ask(self.session, write, fields | {"version": version, "do": do}, **files)
            if answer.status != 302:
                self.refused.append(f"{do} of {report}: {answer.status}")
            shown = self.ask(self.session, write)
        answer = self.ask(self.coordinator, page, {"action": "accept"})
        if answer.status == 302:
            self.accepted.add(report)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    made.prepare()
    yield made
    made.clean_up()


def answered(writers: list[Writer]) -> int:
    return sum(writer.answered for writer in writers)


def told(site: Site, *words: str) -> Any:
    done = site.run("tests.with_django", "tests.killed_site", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index("{" if words[0] != "queue" else "[") :])


def test_whatever_is_cut_off_is_wholly_there_or_not_at_all(site: Site) -> None:
    scene = told(site, "make")
    writers = [
        Writer(site, row["session"], scene["coordinator"], [tuple(pair) for pair in row["reports"]])
        for row in scene["writers"]
    ]
    chance = random.Random()
    queued = 0
    numbers: list[dict[str, int]] = []
    for turn in range(ROUNDS):
        queued += len(told(site, "queue", "3"))
        site.start()
        threads = [threading.Thread(target=writer.work) for writer in writers]
        for thread in threads:
            thread.start()
        # By answers, not by seconds, so that a slow machine gets as far. The first kill comes early, while the worker
        # is at the reminders of a whole year.
        until = answered(writers) + (chance.randrange(3) if turn == 0 else chance.randrange(12, 36))
        wait_until(lambda until=until: answered(writers) >= until, 90)
        time.sleep(chance.uniform(0, 0.2))
        site.kill()
        for thread in threads:
            thread.join(timeout=60)
            assert not thread.is_alive()
        found = told(site, "check")
        assert found["half_done"] == []
        # What the server had said yes to is there.
        assert set().union(*(writer.accepted for writer in writers)) <= set(found["accepted"])
        numbers.append(found["numbers"])
        assert [refusal for writer in writers for refusal in writer.refused] == [], site.log
    last = numbers[-1]
    assert last["accepted"] == last["facts"] > 3, numbers
    assert last["attachments"] >= last["evidence"] >= last["accepted"]
    # What was cut off in the worker is given back and done; each reminder was sent once.
    done = told(site, "finish")
    assert done["unfinished"] == 0
    assert done["finished"] >= queued
    assert done["reminders"] > 0
    assert told(site, "check")["half_done"] == []
    # The site goes on as if nothing had been.
    site.start()
    writers[0].refused.clear()
    before = len(writers[0].accepted)
    writers[0].reports = writers[0].reports[:2]
    writers[0].work()
    assert len(writers[0].accepted) == before + 2
    site.stop()
    assert told(site, "check")["half_done"] == []
