"""The sample site as a visitor has it: prepared with the sample year, served by the real server."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Site

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    done = site.run("tongxin", "prepare")
    assert done.returncode == 0, done.stderr
    site.start()
    yield site
    site.clean_up()


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of Lighthouse and the HTML checker, installed as locked; skipped where there is no npm or no Java."""
    if not MODULES.exists():
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved"],
            cwd=HERE,
            check=True,
            capture_output=True,
            timeout=600,
            env=os.environ | {"CI": "true"},
        )
    return MODULES
