from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.common.pictures.factories import own_folders
from tests.conftest import City
from tests.factories import UserFactory
from tests.places.factories import WalkFactory
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role
from tongxin.places.models import Walk, WalkStop

__all__ = ["own_folders"]


@dataclass
class Scene:
    """A walk of the east district with three stops, and people of each role there, above, and elsewhere."""

    city: City
    walk: Walk
    stop: WalkStop
    people: dict[str, User]

    def order(self) -> list[str]:
        return list(self.walk.stops.order_by("position").values_list("name", flat=True))


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    east, west = city.districts
    walk = WalkFactory(owner=east, is_public=False)
    people = {role.value: as_role(role, east) for role in Role}
    people |= {
        "office": as_role(Role.COORDINATOR, city.office),
        "west": as_role(Role.COORDINATOR, west),
        "nobody": UserFactory(),
    }
    return Scene(city, walk, walk.stops.get(position=2), people)
