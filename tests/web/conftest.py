"""The sample site as a visitor has it: prepared with the sample year, served by the real server."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Site
from tests.web.addresses import Found, walk

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What judges the served site is marked so; its modules stand in one group, so that it is prepared once."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.site)


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    done = site.run("tongxin", "prepare", seconds=900)
    assert done.returncode == 0, done.stderr
    site.start()
    yield site
    site.clean_up()


@pytest.fixture(scope="session")
def found(public_site: Site) -> list[Found]:
    """Every public address of the sample site, with what it answered."""
    return walk(public_site)


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of Lighthouse and the HTML checker, installed as locked."""
    for program in ("npm", "java"):
        assert shutil.which(program), f"the public pages cannot be judged without {program}; script/judges installs it"
    # npm writes this file last, so that a run that was broken off is done again.
    if not (MODULES / ".package-lock.json").exists():
        done = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved"],
            cwd=HERE,
            capture_output=True,
            text=True,
            timeout=600,
            env=os.environ | {"CI": "true"},
        )
        assert done.returncode == 0, done.stderr[:3000]
    return MODULES
