from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.workbench.carry.scene import Scene, make_scene


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


@pytest.fixture
def writer(scene: Scene, client: Client) -> Client:
    client.force_login(scene.year.reporter)
    return client
