from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.common.pictures.factories import own_folders
from tests.conftest import City
from tests.factories import UserFactory
from tests.places.factories import NotableFactory
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role
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
    east, west = city.districts
    notable = NotableFactory(owner=east, is_public=False)
    people = {role.value: as_role(role, east) for role in Role}
    people |= {
        "office": as_role(Role.COORDINATOR, city.office),
        "west": as_role(Role.COORDINATOR, west),
        "nobody": UserFactory(),
    }
    return Scene(city, notable, notable.statements.get(position=0), people)
