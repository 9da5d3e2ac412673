"""Every move of the table, walked with every role: allowed or refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone

from tests.conftest import City
from tests.corrections.factories import CorrectionRequestFactory
from tongxin.accounts.models import User
from tongxin.common.errors import NotAllowed
from tongxin.corrections.enums import Status
from tongxin.corrections.workflows import CORRECTION
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db
ANSWERING = {"reporter", "reviewer", "coordinator", "editor"}
CHANGES = {
    "answer": {"outcome": "stands", "answer": "无误", "closed_at": timezone.now()},
    "set_aside": {"answer": "无关", "closed_at": timezone.now()},
    "reopen": {"outcome": "", "closed_at": None},
    "hand_over": {},
}
STANDING = {
    "received": {},
    "answered": {"outcome": "stands", "answer": "无误", "closed_at": timezone.now()},
    "set_aside": {"answer": "无关", "closed_at": timezone.now()},
}


def test_every_state_is_in_the_table() -> None:
    assert set(CORRECTION.states) == set(Status.values)


@pytest.mark.parametrize("move", CORRECTION.moves, ids=lambda move: f"{move.source}-{move.action}")
def test_who_may_make_each_move(move, city: City, as_role: Callable[..., User]) -> None:  # type: ignore[no-untyped-def]
    people = {role.value: as_role(role, city.districts[0]) for role in Role}
    people["elsewhere"] = as_role(Role.EDITOR, city.districts[1])
    for who, user in people.items():
        row = CorrectionRequestFactory(unit=city.districts[0], status=move.source, **STANDING[move.source])
        may = who in ANSWERING
        assert (move in CORRECTION.open_to(user, row)) is may, who
        if may:
            with transaction.atomic():
                CORRECTION.move(row, move.action, by=user, note="理由", **CHANGES[move.action])
        else:
            with pytest.raises(NotAllowed), transaction.atomic():
                CORRECTION.move(row, move.action, by=user, note="理由", **CHANGES[move.action])
        row.refresh_from_db()
        assert row.status == (move.target if may else move.source)
