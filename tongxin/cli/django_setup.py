"""Commands that need the database set Django up when they are called, so that the others start at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def with_django(command: Callable[P, R]) -> Callable[P, R]:
    """The same command, run after Django is set up."""

    @wraps(command)
    def prepared(*args: P.args, **kwargs: P.kwargs) -> R:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings")
        import django

        django.setup()
        return command(*args, **kwargs)

    return prepared
