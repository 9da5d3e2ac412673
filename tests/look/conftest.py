from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Static files by their plain names: the manifest exists only after collectstatic."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
