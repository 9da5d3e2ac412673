"""The readers' room with little and with much to read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.editorial.factories import make_story
from tests.workbench.editorial.test_permissions import Scene
from tests.workbench.editorial.test_permissions import desk as desk
from tests.workbench.editorial.test_permissions import scene as scene
from tongxin.editorial import reviewing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["author", "editor", "coordinator"])
def test_more_drafts_no_more_queries(scene: Scene, client: Client, who: str) -> None:
    client.force_login(scene.people[who])
    address = reverse("workbench:readings")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert client.get(address).status_code == 200
    for number in range(4):
        reviewing.hand_in(page=make_story(scene.desk.author, summary=f"第{number}段"), by=scene.desk.author)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    assert len(many) == len(few)
