from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

# Between the framework and the cache before it; never sent to a browser.
MARK = "X-Tongxin-Keep"


class PublicPageMiddleware:
    """Marks what the cache before the framework may keep: pages that are the same for everybody who is not signed in.

    Those are whole answers to a GET, of an address in `settings.PUBLIC_PAGES`, that set no cookie and do not say
    `Cache-Control: no-store` or `private`. Must stand before all middleware that sets cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and is_the_same_for_all(request, response):
            response[MARK] = "1"
            # A browser asks each time and is told in a few bytes that nothing is new.
            response["Cache-Control"] = "public, max-age=0, must-revalidate"
        return response


def is_the_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    names = {match.app_name.split(":")[0], match.view_name} if match else set()
    asked_for = response.get("Cache-Control", "")
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.streaming
        and bool(names & settings.PUBLIC_PAGES)
        and not response.cookies
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.headers.get("HX-Request")
        and "no-store" not in asked_for
        and "private" not in asked_for
    )
