"""What the benchmark of public pages serves beside the site: a constant, and a Django view that gives it.

`TONGXIN_BENCH_BODY` names a file with the bytes; `granian tests.bench.served:constant`, `...:bare`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = Path(os.environ["TONGXIN_BENCH_BODY"]).read_bytes() if "TONGXIN_BENCH_BODY" in os.environ else b""


def constant(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The bytes and nothing else: what the server itself can do."""
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))])
    return [BODY]


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", view)]


def _bare() -> Callable[..., Iterable[bytes]]:
    """Django with this site's settings and middleware, and a view that does nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings")
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "tests.bench.served"
    return get_wsgi_application()


if os.environ.get("TONGXIN_BENCH_BARE"):
    bare = _bare()
