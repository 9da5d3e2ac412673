"""What every request of a signed-in person passes: the language of the account, and the first password."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

Respond = Callable[[HttpRequest], HttpResponse]

# Reached also by somebody who must do something else first: to do it, to leave, to switch the language.
ALWAYS_OPEN = ("/accounts/", "/i18n/", "/static/", "/healthz")


def is_always_open(request: HttpRequest) -> bool:
    return request.path.startswith(ALWAYS_OPEN)


class LanguageMiddleware:
    """The language chosen for the account holds on every machine; without one the browser's is taken.

    A link that names a language (?lang=) goes before either.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.language in self.known and not getattr(request, "linked_language", ""):
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        return self.get_response(request)


class FirstPasswordMiddleware:
    """Whoever signed in with a password that somebody else has seen sets one of his or her own first."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not is_always_open(request):
            messages.info(request, _("您用的是初始密码，别人也见过。请先改成只有您自己知道的密码，再开始工作。"))
            return redirect("account_change_password")
        return self.get_response(request)
