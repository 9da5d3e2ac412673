from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workbench.carry.scene import Scene, make_scene


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()
