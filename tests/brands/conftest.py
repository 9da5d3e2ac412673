from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.brands.factories import BrandCategoryFactory, BrandFactory, BrandFamilyFactory, BrandSystemFactory
from tests.conftest import City
from tongxin.accounts.models import User
from tongxin.brands.models import Brand, BrandFamily, BrandSystem
from tongxin.organisations.enums import Role


@dataclass
class Scene:
    """A system of the office with one family; a brand of the east district; people who keep, review and name."""

    city: City
    system: BrandSystem
    family: BrandFamily
    brand: Brand
    keeper: User
    reviewer: User
    coordinator: User
    east: User
    west: User


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    system = BrandSystemFactory(owner=city.office)
    family = BrandFamilyFactory(category=BrandCategoryFactory(system=system))
    east, west = city.districts
    return Scene(
        city=city,
        system=system,
        family=family,
        brand=BrandFactory(family=family, owner=east),
        keeper=as_role(Role.REPORTER, east),
        reviewer=as_role(Role.REVIEWER, city.office),
        coordinator=as_role(Role.COORDINATOR, city.office),
        east=as_role(Role.COORDINATOR, east),
        west=as_role(Role.COORDINATOR, west),
    )
