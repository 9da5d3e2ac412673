from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.programme.factories import Year, make_year


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def year(db: None) -> Year:
    return make_year()
