"""Whether an address of this site can be opened by everybody, asked of the site itself: no network, no account."""

from __future__ import annotations

import io
from functools import cache
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.shortcuts import resolve_url
from django.utils import translation


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def own_hosts() -> tuple[str, ...]:
    """The hosts under which this site is known."""
    return (urlsplit(settings.BASE_URL).netloc, *(host for host in settings.ALLOWED_HOSTS if host != "*"))


def opens(path: str) -> bool:
    """Whether somebody who is not signed in gets a page at `path` ("/places/?kind=base"), a redirect included.

    An address that leads to the sign-in does not count as opening, nor does an error inside the page.
    """
    if path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return True
    parts = urlsplit(path)
    base = urlsplit(settings.BASE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(parts.path).encode().decode("latin-1") or "/",
            "QUERY_STRING": quote(parts.query, safe="%&=+/?:;,@!$'()*~-._"),
            "SERVER_NAME": base.hostname or "localhost",
            "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
            "HTTP_HOST": base.netloc or "localhost",
            "HTTP_X_FORWARDED_PROTO": base.scheme,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": base.scheme or "http",
            "wsgi.input": io.BytesIO(),
        }
    )
    # The page asked for chooses its own language; whoever is being answered keeps theirs.
    with translation.override(translation.get_language()):
        response = _handler().get_response(request)
    return response.status_code < 400 and not response.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
