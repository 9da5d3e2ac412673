"""How a visitor chooses language and look. Neither form carries a token: the pages they stand on are kept for all
visitors, and a token is one visitor's (docs/adr/0016)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER
from django.views.i18n import set_language as keep_in_cookie

from tongxin.accounts import actions


@csrf_exempt
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """The language switch: Django's own, and kept with the account of whoever is signed in."""
    language = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        actions.choose_language(user=request.user, language=language)
    return keep_in_cookie(request)


LOOK_COOKIE = "tongxin_look"
EASY = "easy"
YEAR_SECONDS = 365 * 24 * 60 * 60


@csrf_exempt
@require_POST
def set_look(request: HttpRequest) -> HttpResponseBase:
    """The switch to pages that are easier to read and back, kept in this browser; `look` is "easy" or anything else."""
    way = request.POST.get("next", "")
    is_own = url_has_allowed_host_and_scheme(way, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(way if is_own else "/")
    if request.POST.get("look") == EASY:
        response.set_cookie(
            LOOK_COOKIE, EASY, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(LOOK_COOKIE, samesite="Lax")
    return response
