from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.factories import UserFactory
from tests.naming.factories import Naming, make_naming
from tongxin.accounts.models import User
from tongxin.organisations.enums import Role


@pytest.fixture
def naming(db: None, settings: Any, tmp_path: Path) -> Naming:
    settings.MEDIA_ROOT = tmp_path
    return make_naming()


@pytest.fixture
def everybody(naming: Naming) -> dict[str, User]:
    """ "office-coordinator", "unit-reporter", ..., and somebody without a role."""
    people = {f"{where}-{role.value}": naming.who(where, role) for where, role in naming.people}
    return people | {"nobody": UserFactory()}


ROLES = tuple(role.value for role in Role)
