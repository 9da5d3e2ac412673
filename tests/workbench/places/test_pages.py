from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.places.factories import PlaceFactory, PlaceKindFactory
from tests.workbench.places.conftest import Scene
from tongxin.common.tables import read_workbook
from tongxin.places.models import Closure, Place

pytestmark = pytest.mark.django_db
LIST = "/workbench/places/"


def filled(scene: Scene, **changes: Any) -> dict[str, Any]:
    kind = PlaceKindFactory()
    fields = {"kind": kind.pk, "name": "青果巷", "datum": "wgs84", "latitude": "31.774", "longitude": "119.9535"}
    return fields | {"hours": "每天 9:00-17:00", "step-free": "yes", "step-free-note": "侧门"} | changes


def test_a_place_is_added_changed_and_closed(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    east = scene.city.districts[0]
    answer = client.post(reverse("workbench:place_add"), filled(scene, owner=east.pk))
    place = Place.objects.get(name="青果巷")
    assert answer["Location"] == reverse("workbench:place", args=[place.pk])
    html = client.get(answer["Location"]).content.decode()
    assert "每天 09:00–17:00" in html
    assert "公开之前还缺" in html
    address = reverse("workbench:place_change", args=[place.pk])
    html = client.get(address).content.decode()
    assert "每天 09:00–17:00" in html
    assert 'value="侧门"' in html
    client.post(address, filled(scene, name="青果巷街区", version=1))
    place.refresh_from_db()
    assert (place.name, place.version, place.features.count()) == ("青果巷街区", 2, 1)
    closing = reverse("workbench:closure_add", args=[place.pk])
    client.post(closing, {"starts_on": "2019-10-01", "ends_on": "2019-10-07", "reason": "换展"})
    closure = Closure.objects.get(place=place)
    client.post(reverse("workbench:closure_remove", args=[place.pk, closure.pk]))
    assert Closure.objects.filter(place=place).count() == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"latitude": "119.9535", "longitude": "31.774"}, "好像填反了"),
        ({"hours": "周二 9:00-12:00\n周二 11:00-17:00"}, "周二的两段时间重叠"),
        ({"outline": "{"}, "不是 GeoJSON"),
        ({"phone": "13812345678"}, "手机号"),
        ({"version": "0"}, "别人改过"),
    ],
)
def test_what_is_refused_stands_at_its_field_and_keeps_what_was_typed(
    changes: dict[str, str], said: str, scene: Scene, client: Client
) -> None:
    client.force_login(scene.people["reporter"])
    address = reverse("workbench:place_change", args=[scene.place.pk])
    html = client.post(address, filled(scene, version=1, summary="打了很久的字") | changes).content.decode()
    assert said in html
    assert "打了很久的字" in html
    scene.place.refresh_from_db()
    assert scene.place.version == 1


def test_the_file_can_be_taken_in_again(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    content = client.get(LIST, {"export": "xlsx"}).content
    assert len(read_workbook(content, "x.xlsx").sheet("场所").rows) == 2
    upload = SimpleUploadedFile("场所.xlsx", content)
    answer = client.post(reverse("workbench:places_import"), {"file": upload}, follow=True)
    assert "新登记 0 处，修改 0 处，没有变化 1 处" in answer.content.decode()
    wrong = SimpleUploadedFile("场所.csv", "网址名,名称,类别,管理单位代码\na,甲,没有,XX\n".encode())
    html = client.post(reverse("workbench:places_import"), {"file": wrong}).content.decode()
    assert "要改正的单元格" in html
    nonsense = SimpleUploadedFile("场所.xlsx", io.BytesIO(b"PK\x03\x04").getvalue())
    assert client.post(reverse("workbench:places_import"), {"file": nonsense}).status_code == 200
    assert Place.objects.count() == 1


def test_more_places_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])

    def queries(**query: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST, query).status_code == 200
        return len(seen)

    queries()
    before = queries(), queries(export="csv")
    for _number in range(3):
        PlaceFactory(owner=scene.city.districts[0], kind=scene.place.kind)
    assert (queries(), queries(export="csv")) == before


def test_who_was_faster_is_shown_beside_what_was_typed(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    address = reverse("workbench:place_change", args=[scene.place.pk])
    kind = PlaceKindFactory(name="另一类")
    whole = {
        "kind": kind.pk,
        "name": scene.place.name,
        "summary": "甲写的",
        "location": "某路",
        "datum": "wgs84",
    }
    assert client.post(address, whole | {"version": 1}).status_code == 302
    mine = whole | {"kind": scene.place.kind.pk, "summary": "乙写的", "version": 1}
    page = client.post(address, mine).content.decode()
    for words in ("别人改过这个场所", "现在存着的是：甲写的", "现在存着的是：另一类", 'value="乙写的"'):
        assert words in page, words
    assert "现在存着的是：某路" not in page
    assert 'name="version" value="2"' in page
    scene.place.refresh_from_db()
    assert (scene.place.summary, scene.place.kind) == ("甲写的", kind)
    assert client.post(address, mine | {"version": 2}).status_code == 302
    scene.place.refresh_from_db()
    assert scene.place.summary == "乙写的"


def test_personal_data_is_pointed_out_in_a_draft_and_refused_at_its_field_once_it_is_public(
    scene: Scene, client: Client
) -> None:
    client.force_login(scene.people["coordinator"])
    place = PlaceFactory(owner=scene.city.districts[0], is_public=False)
    texts = {"summary": "请打 13812345678", "location": "青果巷"}
    address = reverse("workbench:place", args=[place.pk])
    client.post(reverse("workbench:place_change", args=[place.pk]), filled(scene, version=1, **texts))
    html = client.get(address).content.decode()
    assert "“场所：一句话介绍”有手机号 138******78。" in html
    answer = client.post(reverse("workbench:place_publish", args=[place.pk]), follow=True).content.decode()
    assert "还不能公开：“场所：一句话介绍”有手机号" in answer
    place.refresh_from_db()
    assert (place.is_public, place.summary) == (False, texts["summary"])
    Place.objects.filter(pk=place.pk).update(is_public=True, summary="一句话")
    answer = client.post(reverse("workbench:place_change", args=[place.pk]), filled(scene, version=2, **texts))
    assert "手机号" in answer.context["form"].errors["summary"][0]
    assert 'aria-invalid="true"' in answer.content.decode()
