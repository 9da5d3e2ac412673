from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Any) -> Path:
    """Originals and renditions lie in the test's own folders."""
    pictures = {
        **settings.STORAGES["pictures"],
        "OPTIONS": {"location": str(tmp_path / "pictures"), "base_url": "/pictures/"},
    }
    settings.STORAGES = {**settings.STORAGES, "pictures": pictures}
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path
