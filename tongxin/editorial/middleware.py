"""The door of the editor's room: who may in by our own roles, and a policy of its own for what is in there."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url

from tongxin.accounts.models import User
from tongxin.common.errors import Refusal
from tongxin.editorial import rules
from tongxin.editorial.tree import SETTERS, WRITERS

ROOM = "/editor/"
# Signing in, passwords and accounts are ours, not Wagtail's.
CLOSED = re.compile(r"^/editor/(login|logout|password_reset|users|groups|sites|redirects|failwhale|test404)(/|$)")
# What is shown in a frame beside the form is a page of the site, under the site's own policy.
PREVIEW = re.compile(r"^/editor/pages/.*(/preview/|/view_draft/|/revisions/\d+/view/|/workflow/preview/\d+/\d*/?)")


class EditorRoomMiddleware:
    """404 for who has no business in the room; Wagtail's groups follow our roles at each step through the door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOM):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if CLOSED.match(request.path) or not rules.may_enter(request.user):
            raise Http404
        follow_roles(request.user)
        response = self.get_response(request)
        if PREVIEW.match(request.path):
            _allow_in_own_frame(response)
        else:
            response._csp_replace = settings.EDITOR_POLICY  # type: ignore[attr-defined]
            response["X-Frame-Options"] = "SAMEORIGIN"
            response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """An action that was refused within the room says why where the person stands."""
        if not request.path.startswith(ROOM) or not isinstance(error, Refusal):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"success": False, "error_code": "refused", "error_message": str(error)}, status=400)
        messages.error(request, str(error))
        return redirect(request.path if request.method == "POST" and "/edit/" in request.path else ROOM)


def follow_roles(user: User) -> None:
    """Let Wagtail's groups say what the person's roles say today."""
    wanted = {WRITERS} | ({SETTERS} if rules.may_set_up(user) else set())
    held = set(user.groups.filter(name__in=(WRITERS, SETTERS)).values_list("name", flat=True))
    if held != wanted:
        user.groups.remove(*Group.objects.filter(name__in=held - wanted))
        user.groups.add(*Group.objects.filter(name__in=wanted - held))


def _allow_in_own_frame(response: HttpResponse) -> None:
    policy = response.get("Content-Security-Policy", "")
    if policy:
        response["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    else:
        strict = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        response._csp_replace = {**strict, "frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "no-store"
