from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.common.files.samples import picture
from tests.places.factories import NotableFactory, PlaceFactory
from tests.workbench.notables.conftest import Scene
from tongxin.places.models import Notable

pytestmark = pytest.mark.django_db
LIST = "/workbench/notables/"


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "name": "赵元任",
        "born": "1892",
        "died": "1982",
        "dates_source": "示例地方志",
        "summary": "语言学家",
    } | changes


def test_a_notable_from_the_form_to_the_public_page(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    house = PlaceFactory(name="赵元任故居")
    home = PlaceFactory(name="某成员之家", kind__is_sensitive_by_association=True)
    form = client.get(reverse("workbench:notable_add")).content.decode()
    assert "在世的人不登记" in form
    assert "赵元任故居" in form
    assert home.name not in form
    owner = scene.city.districts[0].pk
    answer = client.post(reverse("workbench:notable_add"), filled(owner=owner, houses=[house.pk]))
    notable = Notable.objects.get(name="赵元任")
    assert answer["Location"] == reverse("workbench:notable", args=[notable.pk])
    add = reverse("workbench:statement_add", args=[notable.pk])
    refused = client.post(add, {"about": "life", "text": "写了很久的话", "source": ""}).content.decode()
    assert "没有出处的话，公开页面上不说" in refused
    assert "写了很久的话" in refused
    for about in ("life", "honour"):
        client.post(add, {"about": about, "text": f"{about} 的话", "source": "示例出处", "source_date": "1990-01-02"})
    upload = {"description": "肖像", "credit": "示例馆", "licence": "本单位收藏"}
    portrait = reverse("workbench:notable_portrait", args=[notable.pk])
    client.post(portrait, upload | {"file": SimpleUploadedFile("a.jpg", picture())})
    assert "公开之前还缺" not in client.get(answer["Location"]).content.decode()
    client.post(reverse("workbench:notable_publish", args=[notable.pk]))
    html = client.get(f"/notables/{notable.slug}/").content.decode()
    for words in ("life 的话", "示例出处", "1990年1月2日", "赵元任故居", "示例馆 · 本单位收藏"):
        assert words in html, words
    statement = notable.statements.first()
    assert statement is not None
    client.post(reverse("workbench:statement_remove", args=[notable.pk, statement.pk]))
    client.post(reverse("workbench:notable_portrait_remove", args=[notable.pk]))
    notable.refresh_from_db()
    assert (notable.statements.count(), notable.portrait) == (1, None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"died": ""}, "在世的人不登记"),
        ({"died": "2999"}, "在世的人不登记"),
        ({"dates_source": ""}, "生卒日期的出处"),
        ({"version": "0"}, "别人改过"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(changes: dict[str, str], said: str, scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    address = reverse("workbench:notable_change", args=[scene.notable.pk])
    html = client.post(address, filled(version=1, summary="打了很久的字") | changes).content.decode()
    assert said in html
    assert "打了很久的字" in html
    scene.notable.refresh_from_db()
    assert scene.notable.version == 1


def test_more_notables_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])

    def queries(**query: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST, query).status_code == 200
        return len(seen)

    queries()
    before = queries(), queries(export="csv")
    for _number in range(3):
        NotableFactory(owner=scene.city.districts[0])
    assert (queries(), queries(export="csv")) == before
