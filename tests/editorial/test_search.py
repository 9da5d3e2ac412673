"""What editors wrote is found once three people have read it, and no longer once it is taken back."""

from __future__ import annotations

import json

import pytest

from tests.editorial.conftest import Desk
from tests.editorial.factories import make_notice, make_story
from tests.editorial.test_reviewing import waiting
from tongxin.common import search
from tongxin.editorial import reviewing
from tongxin.editorial.models import Story

pytestmark = pytest.mark.django_db


def found(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(hit.source, hit.name, hit.key) for hit in search.search(text).hits]


def test_a_story_is_found_once_it_is_out_and_not_once_it_is_taken_back(desk: Desk) -> None:
    story = make_story(
        desk.author,
        title="青果巷开放了",
        slug="opened",
        summary="老街",
        body=json.dumps([{"type": "text", "value": "<p>修缮工程做完了</p>"}]),
    )
    reviewing.hand_in(page=story, by=desk.author)
    for reader in (desk.first, desk.second, desk.third):
        assert found("青果") == []
        reviewing.approve(task_state=waiting(story), by=reader)
    [(source, name, (address,))] = found("修缮工程")
    assert (source, name, address) == ("news", "青果巷开放了", Story.objects.get().get_url())
    reviewing.take_back(page=Story.objects.get(), by=desk.third, reason="数字有误")
    assert found("青果") == []


def test_what_waits_for_its_hour_is_not_found(desk: Desk) -> None:
    make_notice(desk.author, title="征集公告")
    search.reindex()
    assert found("征集") == []


def test_a_deleted_page_is_gone(desk: Desk) -> None:
    story = make_story(desk.author, live=True, title="青果巷开放了")
    search.reindex()
    assert len(found("青果")) == 1
    story.delete()
    assert found("青果") == []
