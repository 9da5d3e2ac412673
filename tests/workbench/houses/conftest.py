from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.common.pictures.factories import ensure_folder, own_folders
from tests.conftest import City
from tests.places.factories import PlaceFactory, RestorationFactory, StageFactory
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
from tongxin.demo.pictures import sample_picture
from tongxin.places.actions.restoring import Shot, add_pair
from tongxin.places.models import Place, Restoration, RestorationPair, RestorationStage

__all__ = ["own_folders"]


@dataclass
class Scene:
    """A house of the east district under restoration, another place of it without one, and people everywhere."""

    city: City
    restoration: Restoration
    stage: RestorationStage
    pair: RestorationPair
    plain: Place
    people: dict[str, User]

    @property
    def place(self) -> Place:
        return self.restoration.place


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    ensure_folder()
    east = city.districts[0]
    row = RestorationFactory(place=PlaceFactory(owner=east, name="示例故居", slug="shili"))
    before = Shot(sample_picture(1), "一座示例的房子", "示例单位", "本单位拍摄")
    pair = add_pair(restoration=row, title="正厅", before=before, by=None)
    people = make_everybody(city, as_role, east)
    return Scene(city, row, StageFactory(restoration=row, title="屋面修缮"), pair, PlaceFactory(owner=east), people)
