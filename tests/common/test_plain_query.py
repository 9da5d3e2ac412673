"""NUL, which PostgreSQL refuses in any text, never reaches a view."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tongxin.common.plain_query import PlainQueryMiddleware


def seen(request: HttpRequest) -> dict[str, Any]:
    """What a view behind the middleware reads."""
    found: dict[str, Any] = {}

    def view(request: HttpRequest) -> HttpResponse:
        middleware.process_view(request, view, (), {})
        found.update(get=dict(request.GET.lists()), post=dict(request.POST.lists()))
        return HttpResponse()

    middleware = PlainQueryMiddleware(view)
    middleware(request)
    return found


def test_words_come_without_it(rf: RequestFactory) -> None:
    request = rf.post("/?q=%00青果%00巷&q=b&na%00me=1&page=2", {"reason": "内部\x00维修", "units": ["1", "\x00"]})
    assert seen(request) == {
        "get": {"q": ["青果巷", "b"], "name": ["1"], "page": ["2"]},
        "post": {"reason": ["内部维修"], "units": ["1", ""]},
    }


def test_what_has_none_is_left_alone(rf: RequestFactory) -> None:
    request = rf.get("/?q=青果巷")
    before = request.GET
    seen(request)
    assert request.GET is before


def test_no_page_has_it_in_its_address(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        seen(rf.get("/places/%00/"))


@pytest.mark.django_db
def test_every_public_filter_answers(client: Client) -> None:
    for address in ("/places/", "/places.json", "/places.geojson"):
        assert client.get(address, {"q": "\x00", "kind": "\x00", "district": "\x00", "page": "\x00"}).status_code == 200
    assert client.get("/places/a%00b/").status_code == 404
    assert client.post("/accounts/login/", {"login": "a\x00b", "password": "\x00"}).status_code == 200
