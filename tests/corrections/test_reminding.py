"""Those who answer are reminded before the day and on it, those above once it is over; each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.conftest import City
from tests.corrections.factories import CorrectionRequestFactory
from tongxin.accounts.models import User
from tongxin.corrections.actions import remind_due
from tongxin.organisations.enums import Role

pytestmark = pytest.mark.django_db


def test_reminders_rise(city: City, as_role: Callable[..., User]) -> None:
    east = city.districts[0]
    as_role(Role.EDITOR, east, username="editor")
    as_role(Role.COORDINATOR, east, username="east")
    as_role(Role.COORDINATOR, city.office, username="office")
    CorrectionRequestFactory(unit=east, title="某页", is_sample=True)
    CorrectionRequestFactory(unit=east, status="set_aside", answer="无关", closed_at="2019-09-05T00:00Z")

    def told(day: int) -> list[tuple[str, str]]:
        return sorted((notice.recipient.username, notice.title) for notice in remind_due(today=date(2019, 9, day)))

    assert told(5) == []
    assert told(6) == [("editor", "更正请求快到期了：某页")]
    assert told(6) == told(8) == []
    assert told(9) == [("editor", "更正请求今天到期：某页")]
    assert told(10) == [("east", "更正请求已逾期未答复：某页"), ("editor", "更正请求已逾期未答复：某页")]
    assert told(11) == []
    assert told(12) == [
        ("east", "更正请求已逾期未答复：某页"),
        ("editor", "更正请求已逾期未答复：某页"),
        ("office", "更正请求已逾期未答复：某页"),
    ]
    # Friday the 13th is a holiday.
    assert told(13) == told(30) == []
