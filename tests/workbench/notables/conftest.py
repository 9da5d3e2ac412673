from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.common.pictures.factories import ensure_folder, own_folders
from tests.conftest import City
from tests.places.factories import NotableFactory
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
from tongxin.places.models import Notable, NotableStatement

__all__ = ["own_folders"]


@dataclass
class Scene:
    """A notable of the east district with two statements, and people of each role there, above, and elsewhere."""

    city: City
    notable: Notable
    statement: NotableStatement
    people: dict[str, User]


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    ensure_folder()
    east = city.districts[0]
    notable = NotableFactory(owner=east, is_public=False)
    people = make_everybody(city, as_role, east)
    return Scene(city, notable, notable.statements.get(position=0), people)
