"""The W3C's checker finds no error in the HTML of any public page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.web.addresses import Found

pytestmark = pytest.mark.xdist_group("site")


def test_the_checker_finds_no_error(found: list[Found], tools: Path, tmp_path: Path) -> None:
    # One that only leads on to another has no HTML.
    pages = [one for one in found if one.is_page and one.answer.body]
    for number, one in enumerate(pages):
        (tmp_path / f"{number}.html").write_bytes(one.answer.body)
    jar = tools / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--format", "json", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=280,
    )
    told = [
        f"{pages[int(Path(one['url']).stem)].address} line {one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in json.loads(done.stderr)["messages"]
    ]
    assert not told, "\n".join(told[:40])
