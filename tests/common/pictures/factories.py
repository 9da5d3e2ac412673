"""Pictures of the library, kept by the action that all use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Collection

from tests.common.files.samples import named, picture
from tongxin.common.models import Picture
from tongxin.common.pictures.actions import keep_picture


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Any) -> Path:
    """Originals and renditions lie in the test's own folders. A conftest that wants it imports it."""
    place = {"location": str(tmp_path / "pictures"), "base_url": "/pictures/"}
    settings.STORAGES = {**settings.STORAGES, "pictures": {**settings.STORAGES["pictures"], "OPTIONS": place}}
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def ensure_folder() -> None:
    """The library's first folder, made where a test with real transactions emptied it."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


def make_picture(size: tuple[int, int] = (40, 30), title: str = "示例照片", **words: str) -> Picture:
    """A small picture, half red and half blue."""
    ensure_folder()
    given = {"description": "红蓝两半", "credit": "示例作者", "licence": "示例许可"} | words
    return keep_picture(upload=named(picture(size=size), "示例.jpg"), title=title, by=None, **given)
