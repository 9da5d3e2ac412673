from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import City
from tests.corrections.factories import CorrectionRequestFactory
from tests.workbench.everybody import make_everybody
from tongxin.accounts.models import User
from tongxin.corrections.models import CorrectionRequest
from tongxin.organisations.enums import Role


@dataclass
class Scene:
    """A request that the east district answers, and people of each role there, above, and elsewhere."""

    city: City
    request: CorrectionRequest
    people: dict[str, User]


@pytest.fixture
def scene(city: City, as_role: Callable[..., User]) -> Scene:
    east = city.districts[0]
    people = make_everybody(city, as_role, east) | {
        "office": as_role(Role.EDITOR, city.office),
    }
    return Scene(city, CorrectionRequestFactory(unit=east, contact="0519-86680000", title="某页"), people)
