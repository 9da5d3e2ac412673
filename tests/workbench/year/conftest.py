from __future__ import annotations

from tests.programme.conftest import own_files, year

__all__ = ["own_files", "year"]
