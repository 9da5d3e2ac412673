from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.common.pictures.factories import own_folders
from tests.conftest import City
from tests.places.factories import WalkFactory
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
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
    east = city.districts[0]
    walk = WalkFactory(owner=east, is_public=False)
    people = make_everybody(city, as_role, east)
    return Scene(city, walk, walk.stops.get(position=2), people)
