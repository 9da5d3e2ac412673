"""Is the site ready? For load balancers and `script/server`."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils.cache import add_never_cache_headers

from tongxin import __version__


def healthz(request: HttpRequest) -> JsonResponse:
    """200 with {"status": "ok", ...} when the database answers, else 503 with {"status": "unavailable"}."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        response = JsonResponse({"status": "ok", "version": __version__, "database": connection.vendor})
    except Exception:
        response = JsonResponse({"status": "unavailable", "version": __version__}, status=503)
    add_never_cache_headers(response)
    return response
