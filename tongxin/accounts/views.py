from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER
from django.views.i18n import set_language as keep_in_cookie

from tongxin.accounts import actions


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """The language switch: Django's own, and kept with the account of whoever is signed in."""
    language = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        actions.choose_language(user=request.user, language=language)
    return keep_in_cookie(request)


TEXT_SIZE_COOKIE = "tongxin_text"
YEAR_SECONDS = 365 * 24 * 60 * 60


@require_POST
def set_text_size(request: HttpRequest) -> HttpResponseBase:
    """The switch to large letters and back, kept in this browser; `size` is "large" or anything else for the usual."""
    way = request.POST.get("next", "")
    is_own = url_has_allowed_host_and_scheme(way, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(way if is_own else "/")
    if request.POST.get("size") == "large":
        response.set_cookie(
            TEXT_SIZE_COOKIE, "large", max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(TEXT_SIZE_COOKIE, samesite="Lax")
    return response
