from __future__ import annotations

from tests.common.pictures.factories import own_folders

__all__ = ["own_folders"]
