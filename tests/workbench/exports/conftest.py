from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import City
from tests.visits.factories import BookingFactory, a_day, planned_place
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
from tongxin.organisations.personal_exports.models import PersonalExport
from tongxin.places.models import Place
from tongxin.visits.exporting import ask_for_bookings


@dataclass
class Scene:
    """A list of a house of the east district that its reporter asked for, and people everywhere."""

    place: Place
    export: PersonalExport
    people: dict[str, User]


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    people = make_everybody(city, as_role, city.districts[0])
    place = planned_place(owner=city.districts[0], name="示例故居")
    BookingFactory(slot__place=place)
    export = ask_for_bookings(
        place=place, first=a_day(), last=a_day(), purpose="值班室没有网络，按名单接待", by=people["reporter"]
    )
    return Scene(place, export, people)
