from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from tests.common.pictures.factories import make_picture, own_folders
from tests.conftest import City
from tests.places.factories import ClosureFactory, PlaceFactory
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
from tongxin.places.actions import attach_picture
from tongxin.places.models import Closure, Place, PlacePicture

__all__ = ["own_folders"]


@dataclass
class Scene:
    """A place of the east district with a closure and two pictures, and people of each role there, above, and elsewhere."""

    city: City
    place: Place
    closure: Closure
    pictures: list[PlacePicture]
    people: dict[str, User]


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    east = city.districts[0]
    place = PlaceFactory(owner=east, district=east, is_public=False, summary="一句话", location="某路")
    people = make_everybody(city, as_role, east)
    closure = ClosureFactory(place=place, starts_on=date(2019, 9, 16), ends_on=date(2019, 9, 20))
    pictures = [attach_picture(place=place, picture=make_picture(title=title), by=None) for title in ("甲", "乙")]
    return Scene(city, place, closure, pictures, people)
