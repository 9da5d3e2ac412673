from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.naming.factories import Naming, make_naming


@pytest.fixture
def naming(db: None, settings: Any, tmp_path: Path) -> Naming:
    settings.MEDIA_ROOT = tmp_path
    return make_naming()
