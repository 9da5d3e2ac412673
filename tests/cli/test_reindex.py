"""The index of the public search, built anew from the command line."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.places.factories import PlaceFactory
from tongxin.cli import main
from tongxin.common.models import SearchEntry

pytestmark = pytest.mark.django_db


def test_what_is_public_is_found_again_and_what_is_not_is_not(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    PlaceFactory(name="青果巷里的示例书院")
    PlaceFactory(name="青果巷里未公开的一处", is_public=False)
    SearchEntry.objects.all().delete()
    assert client.get("/search.json", {"q": "青果巷"}).json()["results"] == []
    with pytest.raises(SystemExit, match="0"):
        main(["reindex"])
    held = SearchEntry.objects.count()
    assert capsys.readouterr().out.strip() == f"The index holds {held} entries."
    found = [one["title"] for one in client.get("/search.json", {"q": "青果巷"}).json()["results"]]
    assert found == ["青果巷里的示例书院"]
    with pytest.raises(SystemExit, match="0"):
        main(["reindex"])
    assert SearchEntry.objects.count() == held
