from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.corrections.factories import CorrectionRequestFactory
from tests.workbench.corrections.conftest import Scene
from tongxin.common import audit
from tongxin.corrections.models import CorrectionNote

pytestmark = pytest.mark.django_db
LIST = "/workbench/corrections/"


def address(scene: Scene, name: str = "correction") -> str:
    return reverse(f"workbench:{name}", args=[scene.request.pk])


def test_it_is_answered_and_noted(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["editor"])
    html = client.get(LIST).content.decode()
    assert "某页" in html
    assert "逾期" in html
    filled = {"outcome": "corrected", "text": "已改", "what": ""}
    refused = client.post(address(scene, "correction_answer"), filled).content.decode()
    assert "请写一句更正了什么" in refused
    assert client.post(address(scene, "correction_answer"), filled | {"what": "时间"})["Location"] == address(scene)
    assert CorrectionNote.objects.get().what == "时间"
    html = client.get(address(scene)).content.decode()
    assert "重新办理" in html
    assert "某页" not in client.get(LIST).content.decode()
    assert "某页" in client.get(LIST, {"status": "answered"}).content.decode()


def test_the_contact_is_shown_on_asking_only(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["editor"])
    assert "0519-86680000" not in client.get(address(scene)).content.decode()
    assert "0519-86680000" not in client.get(address(scene, "correction_contact")).content.decode()
    assert list(audit.history(scene.request)) == []
    assert "0519-86680000" in client.post(address(scene, "correction_contact")).content.decode()
    assert [entry.verb for entry in audit.history(scene.request)] == ["personal.read"]
    exported = b"".join(client.get(LIST, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "某页" in exported
    assert "0519" not in exported


def test_two_tabs_answer_once(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["editor"])
    filled = {"outcome": "stands", "text": "无误", "what": ""}
    assert client.post(address(scene, "correction_answer"), filled).status_code == 302
    second = client.post(address(scene, "correction_answer"), filled | {"text": "另一个答复"}).content.decode()
    assert "现在不能做这一步" in second
    assert "另一个答复" in second
    scene.request.refresh_from_db()
    assert scene.request.answer == "无误"


def test_it_goes_to_another_unit_and_out_of_sight(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    filled = {"unit": scene.city.districts[1].pk, "reason": "归他们"}
    assert client.post(address(scene, "correction_hand_over"), filled)["Location"] == LIST
    assert client.get(address(scene)).status_code == 404
    client.force_login(scene.people["west"])
    assert client.get(address(scene)).status_code == 200


def test_the_navigation_counts_what_waits(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    assert f'<a href="{LIST}" aria-current="page">更正请求 <b>1</b></a>' in client.get(LIST).content.decode()
    client.force_login(scene.people["leader"])
    assert f'href="{LIST}"' not in client.get("/workbench/").content.decode()


def test_more_requests_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST).status_code == 200
        return len(seen)

    queries()
    before = queries()
    for unit in scene.city.streets[:3]:
        CorrectionRequestFactory(unit=unit)
    assert queries() == before
