from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import City
from tongxin.accounts.models import User
from tongxin.editorial.models import SiteHome
from tongxin.editorial.tree import ensure_site
from tongxin.organisations.enums import Role


@dataclass
class Desk:
    """The site's tree, an author and a reader for each step, each with one role in the office."""

    city: City
    home: SiteHome
    author: User
    first: User
    second: User
    third: User


@pytest.fixture
def desk(city: City, as_role: Callable[..., User]) -> Desk:
    return Desk(
        city,
        ensure_site(),
        as_role(Role.EDITOR, city.office, display_name="撰稿"),
        as_role(Role.EDITOR, city.office, display_name="初审"),
        as_role(Role.REVIEWER, city.office, display_name="复审"),
        as_role(Role.COORDINATOR, city.office, display_name="终审"),
    )
