"""The W3C's checker finds no error in the HTML of any public page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.running import Site

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("site")]


def pages(site: Site) -> list[str]:
    return ["/"]


def test_the_checker_finds_no_error(public_site: Site, tools: Path, tmp_path: Path) -> None:
    addresses = {}
    for number, address in enumerate(pages(public_site)):
        answer = public_site.ask("GET", address)
        assert answer.status == 200, address
        (tmp_path / f"{number}.html").write_bytes(answer.body)
        addresses[f"{number}.html"] = address
    jar = tools / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--format", "json", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    found = json.loads(done.stderr)["messages"]
    told = [
        f"{addresses[one['url'].rsplit('/', 1)[-1]]} line {one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in found
    ]
    assert not told, "\n".join(told[:40])
