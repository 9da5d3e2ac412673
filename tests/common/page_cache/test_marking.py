"""Which answers are marked as the same for all, and which changes let go of what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from tests.factories import UnitFactory
from tongxin.common import audit, page_cache
from tongxin.common.page_cache.middleware import MARK, PublicPageMiddleware

Django = pytest.mark.django_db


def answer(request: HttpRequest, app: str = "portal", **headers: str) -> HttpResponse:
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "page", [app], [app])
    response = HttpResponse("words", headers=headers)
    return PublicPageMiddleware(lambda _request: response)(request)  # type: ignore[return-value]


def test_a_public_page_is_marked(rf: RequestFactory) -> None:
    response = answer(rf.get("/"))
    assert response[MARK] == "1"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("why", ["staff", "session", "post", "htmx", "private", "no-store"])
def test_what_is_for_one_person_is_not(rf: RequestFactory, why: str) -> None:
    request = rf.post("/") if why == "post" else rf.get("/", headers={"HX-Request": "true"} if why == "htmx" else {})
    if why == "session":
        request.COOKIES["sessionid"] = "abc"
    said = {"Cache-Control": why} if why in ("private", "no-store") else {}
    assert MARK not in answer(request, "workbench" if why == "staff" else "portal", **said)


def test_a_page_that_sets_a_cookie_is_not(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "page", ["portal"], ["portal"])
    response = HttpResponse("words")
    response.set_cookie("csrftoken", "x")
    assert MARK not in PublicPageMiddleware(lambda _request: response)(request)


@Django
@pytest.mark.parametrize(("verb", "renews"), [("unit.renamed", True), ("draft.changed", False)])
def test_a_write_lets_go_of_pages_once_it_is_committed(
    django_capture_on_commit_callbacks: Any, verb: str, renews: bool
) -> None:
    unit = UnitFactory()
    before = page_cache.current()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        audit.record(None, verb, unit)
        assert page_cache.current() == before
    assert (page_cache.current() != before) is renews


def test_what_was_worked_out_holds_until_a_change(settings: Any) -> None:
    settings.PAGE_SECONDS = 60
    done: list[int] = []
    work = lambda: done.append(1) or len(done)  # noqa: E731
    assert [page_cache.remembered("test", work) for _ in range(3)] == [1, 1, 1]
    page_cache.generation.renew()
    assert page_cache.remembered("test", work) == 2
    settings.PAGE_SECONDS = 0
    assert page_cache.remembered("test", work) == 3
