from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.common.files.samples import picture
from tests.places.factories import PlaceFactory, WalkFactory
from tests.workbench.walks.conftest import Scene
from tongxin.places.models import Walk, WalkStop

pytestmark = pytest.mark.django_db
LIST = "/workbench/walks/"
LINE = '{"type": "LineString", "coordinates": [[119.96, 31.78], [119.97, 31.78]]}'


def stop_filled(**changes: Any) -> dict[str, Any]:
    return {"text": "讲解", "datum": "wgs84", "minutes_here": "15"} | changes


def test_a_walk_from_the_form_to_the_public_page(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["coordinator"])
    owner = scene.city.districts[0].pk
    answer = client.post(
        reverse("workbench:walk_add"), {"owner": owner, "name": "青果巷步行路线", "summary": "走一走", "path": LINE}
    )
    walk = Walk.objects.get(name="青果巷步行路线")
    assert answer["Location"] == reverse("workbench:walk", args=[walk.pk])
    add = reverse("workbench:stop_add", args=[walk.pk])
    for name in ("甲宅", "乙宅"):
        client.post(add, stop_filled(place=PlaceFactory(name=name).pk))
    assert list(walk.stops.values_list("position", "name", "minutes_here")) == [(1, "甲宅", 15), (2, "乙宅", 15)]
    stop = walk.stops.get(position=2)
    upload = {"description": "门楼", "credit": "示例馆", "licence": "本单位拍摄"}
    address = reverse("workbench:stop_picture", args=[walk.pk, stop.pk])
    client.post(address, upload | {"file": SimpleUploadedFile("a.jpg", picture())})
    client.post(reverse("workbench:walk_publish", args=[walk.pk]))
    client.logout()
    html = client.get(f"/walks/{walk.slug}/").content.decode()
    for words in ("青果巷步行路线", "甲宅", "乙宅", "示例馆 · 本单位拍摄"):
        assert words in html, words


def test_stops_are_moved_by_buttons_and_by_dragging(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    move = reverse("workbench:stop_move", args=[scene.walk.pk, scene.stop.pk])
    answer = client.post(move)
    assert answer["Location"].endswith(f"#stop-{scene.stop.pk}")
    assert scene.order() == ["中段", "东口", "西口"]
    client.post(move, {"down": "1"})
    assert scene.order() == ["东口", "中段", "西口"]
    ids = list(scene.walk.stops.order_by("-position").values_list("pk", flat=True))
    order = reverse("workbench:stops_order", args=[scene.walk.pk])
    client.post(order, {"order": ",".join(map(str, ids))})
    assert scene.order() == ["西口", "中段", "东口"]
    for nonsense in ("", "1", "x,y", f"{ids[0]},{ids[0]},{ids[0]}"):
        html = client.post(order, {"order": nonsense}, follow=True).content.decode()
        assert "别人加减过站点" in html, nonsense
    assert scene.order() == ["西口", "中段", "东口"]
    client.post(reverse("workbench:stop_remove", args=[scene.walk.pk, scene.stop.pk]))
    assert scene.order() == ["西口", "东口"]


def test_a_stop_of_another_walk_is_not_there(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    other = WalkFactory(owner=scene.city.districts[1]).stops.first()
    for name in ("stop_change", "stop_remove", "stop_picture"):
        assert client.get(reverse(f"workbench:{name}", args=[scene.walk.pk, other.pk])).status_code == 404
    assert client.post(reverse("workbench:stop_move", args=[scene.walk.pk, other.pk])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"latitude": "31.78"}, "经度和纬度要么都填"),
        ({"name": "站"}, "请填坐标，或选一个有坐标的场所"),
        ({"name": "站", "minutes_here": "999"}, "240"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(changes: dict[str, str], said: str, scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    address = reverse("workbench:stop_add", args=[scene.walk.pk])
    html = client.post(address, stop_filled(name="站", text="打了很久的字") | changes).content.decode()
    assert said in html
    assert "打了很久的字" in html
    assert WalkStop.objects.count() == 3
    change = reverse("workbench:walk_change", args=[scene.walk.pk])
    html = client.post(change, {"name": "路线", "path": "{", "version": "1"}).content.decode()
    assert "不是 GeoJSON" in html
    html = client.post(change, {"name": "后改的", "version": "0"}).content.decode()
    assert "别人改过" in html
    assert Walk.objects.get().name != "后改的"


def test_more_walks_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])

    def queries(**query: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST, query).status_code == 200
        return len(seen)

    queries()
    before = queries(), queries(export="csv")
    for _number in range(3):
        WalkFactory(owner=scene.city.districts[0])
    assert (queries(), queries(export="csv")) == before
