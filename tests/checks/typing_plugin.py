"""The mypy plugin of django-stubs, fitted to this project.

It reads the models that stand beside this file, not those of a copy that is installed. And it does not follow the ways
back from Wagtail's models to ours: Wagtail makes its page manager while it runs, so the plugin can never say what
`user.owned_pages` is, and while it waits for that, all our models are left half read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Not at 0: mypy takes its own entry away from there.
sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from mypy_django_plugin.django.context import DjangoContext
from mypy_django_plugin.main import plugin

__all__ = ["plugin"]

_relations = DjangoContext.get_model_relations


def _own_relations(context: DjangoContext, model: Any) -> Iterator[Any]:
    return (one for one in _relations(context, model) if not one.related_model.__module__.startswith("wagtail."))


DjangoContext.get_model_relations = _own_relations  # type: ignore[method-assign]
