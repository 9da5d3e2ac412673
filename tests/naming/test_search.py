"""A call is found once it is out."""

from __future__ import annotations

import pytest

from tests.naming.factories import ApplicationFactory, BatchFactory
from tests.places.factories import PlaceFactory
from tongxin.common import search
from tongxin.naming.enums import ApplicationStatus, BatchStatus

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [hit.name for hit in search.search(text, kind="naming").hits]


def test_calls_that_are_out_are_found_and_drafts_are_not() -> None:
    out = BatchFactory(title="传统文化教育基地", number=2)
    BatchFactory(title="传统文化教育馆", status=BatchStatus.DRAFT)
    ApplicationFactory(
        batch=out, place=PlaceFactory(name="示例馆舍", is_public=False), status=ApplicationStatus.SUBMITTED
    )
    search.reindex()
    assert found("传统文化教育") == ["第二批传统文化教育基地"]
    assert found("馆舍") == [], "who applied is nobody's business yet"
