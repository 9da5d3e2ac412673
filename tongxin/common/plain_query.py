"""What visitors type into an address or a form, before any view reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict

NUL = "\x00"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class PlainQueryMiddleware:
    """Takes NUL out of what was typed: no text holds it and PostgreSQL refuses it. A path with one names no page.

    So every filter, search and form of every list may hand its words to the database as they are. Stands last, so that
    a form is read only after the protection against forgery has read it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NUL in request.path_info:
            raise Http404
        if _has_nul(request.GET):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method == "POST" and request.content_type in FORMS and _has_nul(request.POST):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _has_nul(query: QueryDict) -> bool:
    return any(NUL in name or any(NUL in str(value) for value in values) for name, values in query.lists())


def _without_nul(query: QueryDict) -> QueryDict:
    plain = QueryDict(mutable=True, encoding=query.encoding)
    for name, values in query.lists():
        plain.setlist(name.replace(NUL, ""), [str(value).replace(NUL, "") for value in values])
    plain._mutable = False
    return plain
