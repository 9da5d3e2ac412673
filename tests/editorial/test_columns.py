"""Editors are warned before a column stands still too long, once, and again when it has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.corrections.factories import CorrectionRequestFactory
from tests.editorial.conftest import Desk
from tests.editorial.factories import make_notice, make_story
from tongxin.editorial.columns import standings, warn_editors
from tongxin.organisations.models import Notice

pytestmark = pytest.mark.django_db
OUT = datetime(2019, 9, 1, 4, tzinfo=UTC)


def states(today: date) -> dict[str, tuple[str, int]]:
    return {one.column.code: (one.state, one.stood_days) for one in standings(today)}


def test_lights_by_days(desk: Desk) -> None:
    make_story(live=True, last_published_at=OUT)
    make_notice(live=True, last_published_at=OUT)
    assert states(date(2019, 9, 9)) == {
        "home": ("good", 8), "news": ("good", 8), "notices": ("good", 8), "enquiries": ("good", 0)
    }  # fmt: skip
    assert states(date(2019, 9, 10))["news"] == ("risk", 9)
    assert states(date(2019, 9, 15))["home"] == ("risk", 14)
    assert states(date(2019, 9, 16))["home"] == ("late", 15)
    assert states(date(2020, 1, 1))["notices"] == ("risk", 122)
    assert states(date(2020, 3, 2))["notices"] == ("late", 183)


def test_an_enquiry_that_waits_counts_from_the_oldest(desk: Desk) -> None:
    CorrectionRequestFactory(unit=desk.city.office, asked_at=OUT)
    CorrectionRequestFactory(unit=desk.city.office, asked_at=OUT + timedelta(days=40))
    CorrectionRequestFactory(unit=desk.city.office, asked_at=OUT - timedelta(days=400), is_sample=True)
    assert states(date(2019, 10, 1))["enquiries"] == ("good", 30)
    assert states(date(2019, 11, 5))["enquiries"] == ("risk", 65)
    assert states(date(2019, 12, 2))["enquiries"] == ("late", 92)


def test_the_limits_are_settings(desk: Desk, settings: object) -> None:
    make_story(live=True, last_published_at=OUT)
    settings.COLUMN_DAYS = {"home": 3, "news": 30, "notices": 1, "enquiries": 1}  # type: ignore[attr-defined]
    assert states(date(2019, 9, 7))["home"] == ("late", 6)
    assert states(date(2019, 9, 7))["news"] == ("good", 6)


def test_editors_are_told_once_a_step(desk: Desk) -> None:
    make_story(live=True, last_published_at=OUT)

    def told(day: int) -> set[tuple[str, str]]:
        return {(one.recipient.display_name, one.title) for one in warn_editors(date(2019, 9, day))}

    assert told(5) == set()
    both = {"撰稿", "初审"}
    near = {(who, f"“{column}”快到期限了，还没有更新") for who in both for column in ("首页", "新闻栏目")}
    assert told(11) == near
    assert told(12) == told(15) == set()
    assert told(16) == {(who, f"“{column}”已超过期限没有更新") for who in both for column in ("首页", "新闻栏目")}
    assert told(30) == set()
    assert Notice.objects.filter(link="/workbench/columns/").count() == 8
    make_story(live=True, last_published_at=timezone.now())
    assert warn_editors() == []
