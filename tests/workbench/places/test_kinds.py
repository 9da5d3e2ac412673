"""A city's own kinds of place and its districts' outlines, by the pages."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.places.factories import DistrictOutlineFactory
from tests.workbench.places.conftest import Scene
from tongxin.places.models import DistrictOutline, PlaceKind

pytestmark = pytest.mark.django_db
PAGE = "/workbench/places/kinds/"


def page(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_a_kind_is_added_offered_changed_and_taken_away(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    client.post(reverse("workbench:place_kind_add"), {"name": "侨胞之家", "name_en": "House"})
    made = PlaceKind.objects.get(name="侨胞之家")
    assert "侨胞之家" in client.get("/workbench/places/add/").content.decode()
    change = reverse("workbench:place_kind_change", args=[made.pk])
    refused = client.post(change, {"name": scene.place.kind.name}).content.decode()
    assert f"已经有“{scene.place.kind.name}”这一类" in refused
    client.post(change, {"name": "侨之家", "is_sensitive_by_association": "on"})
    assert "侨之家" in page(client)
    assert "只记人数" in page(client)
    used = reverse("workbench:place_kind_remove", args=[scene.place.kind.pk])
    assert used not in page(client)
    client.post(reverse("workbench:place_kind_remove", args=[made.pk]))
    page(client)
    assert "侨之家" not in page(client)


def test_a_district_gets_its_outline_and_the_map_shows_it(scene: Scene, client: Client) -> None:
    east = scene.city.districts[0]
    address = reverse("workbench:district_outline", args=[east.pk])
    client.force_login(scene.people["coordinator"])
    assert "还没有轮廓" in page(client)
    for outline, said in (("{", "不是 GeoJSON"), ('{"type": "Point"}', "Polygon 或 MultiPolygon")):
        refused = client.post(address, {"outline": outline, "source": "示例"}).content.decode()
        assert said in refused
        assert json.dumps(outline)[1:-1].replace('\\"', "&quot;") in refused
    geometry = DistrictOutlineFactory.geometry
    client.post(address, {"outline": json.dumps(geometry), "source": "示例地图"})
    assert DistrictOutline.objects.get().unit == east
    assert "示例地图" in page(client)
    [feature] = client.get("/districts.geojson").json()["features"]
    assert feature["properties"]["name"] == east.brief
