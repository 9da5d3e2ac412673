"""The language of public pages: from a link, and in which script Chinese goes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

from tongxin.common.chinese.pages import in_traditional, mark_chinese
from tongxin.common.chinese.traditional import to_traditional

Respond = Callable[[HttpRequest], HttpResponseBase]
TRADITIONAL = "zh-hant"
LINK_KEY = "lang"
YEAR_SECONDS = 365 * 24 * 60 * 60
# Rooms where people type what is kept: there Chinese stays as it is kept.
UNCONVERTED = ("/workbench/", "/editor/", "/api/")


class LinkLanguageMiddleware:
    """?lang= in a link chooses the language, for this page and, by the cookie of the switch, for those after it.

    Must stand before the middleware that marks what may be kept: the cookie is the same for everybody who follows the
    link, so the page with it may be kept.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get(LINK_KEY, "").lower() if request.method in ("GET", "HEAD") else ""
        if asked not in dict(settings.LANGUAGES):
            return self.get_response(request)
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = asked
        request.linked_language = asked  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, asked, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure()
        )
        return response


class ScriptMiddleware:
    """Chinese in the script that was asked for; on English pages it is marked as Chinese.

    Pages are made in simplified Chinese and converted as they go out, before they are kept; so no text, and no cache
    of texts, exists in traditional characters. Must stand after everything that chooses the language.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_traditional = translation.get_language() == TRADITIONAL
        if is_traditional:
            translation.activate("zh-hans")
            request.is_for_traditional = True  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.path.startswith(UNCONVERTED) or response.streaming or not isinstance(response, HttpResponse):
            return response
        if is_traditional:
            _convert(response)
        elif (translation.get_language() or "").startswith("en") and _is(response, "text/html"):
            _replace(response, mark_chinese(response.content.decode(response.charset or "utf-8")))
        return response


def _is(response: HttpResponse, kind: str) -> bool:
    return response.headers.get("Content-Type", "").split(";")[0].strip() == kind


def in_asked_script(request: HttpRequest, said: Any) -> Any:
    """Texts (in lists and dicts) for what is drawn and cannot be converted as it goes out, such as a PDF."""
    return _values(said) if getattr(request, "is_for_traditional", False) else said


def _convert(response: HttpResponse) -> None:
    # Files, pictures and PDFs are no text at all: only what is known to be is read as one.
    if _is(response, "text/html"):
        text = response.content.decode(response.charset or "utf-8")
        _replace(response, in_traditional(text, to_traditional))
    elif getattr(response, "is_for_people", False):
        _replace(response, json.dumps(_values(json.loads(response.content)), ensure_ascii=False))
    else:
        return
    response.headers["Content-Language"] = "zh-Hant"


def _values(said: object) -> object:
    """Shown values converted; addresses hold no Chinese."""
    if isinstance(said, str):
        return to_traditional(said)
    if isinstance(said, list):
        return [_values(one) for one in said]
    if isinstance(said, dict):
        return {key: _values(value) for key, value in said.items()}
    return said


def _replace(response: HttpResponse, text: str) -> None:
    response.content = text.encode(response.charset or "utf-8")
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
