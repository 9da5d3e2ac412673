"""What every page of the workbench shares: who may enter, refusals as messages, paging."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from tongxin.common.errors import NotAllowed, Refusal

P = ParamSpec("P")
PER_PAGE = 50


def staff_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for people who work here: signs in first; a refused action becomes a message on the page it came from.

    A view that can say more (a form that keeps what was typed) catches the refusal itself. A part of a page that is
    asked for after the sign-in has run out is answered 401, not with the sign-in page: that would stand inside the page.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(way_back(request))

    signed_in = login_required(guarded)

    @wraps(view)
    def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated and request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return signed_in(request, *args, **kwargs)

    return entered  # type: ignore[return-value]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None where nothing was, so that the form shows no errors yet."""
    return request.POST if request.method == "POST" else None


def way_back(request: HttpRequest, otherwise: str = "/workbench/") -> str:
    """Where this request came from, if that is a page of this site."""
    wanted = request.POST.get("next") or request.headers.get("referer", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else otherwise


def ask_first(request: HttpRequest, *, title: str, text: str, label: str, back_url: str) -> HttpResponse:
    """The page that asks before something is taken away, for browsers without the dialog."""
    context = {"title": title, "text": text, "label": label, "back_url": back_url, "danger": True}
    return render(request, "common/confirm.html", context | {"layout": "workbench/base.html"})


def is_number(text: str) -> bool:
    """Whether a text from the address or a form can be an id: plain digits, and no more than a database takes."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def paged(request: HttpRequest, rows: QuerySet[Any] | list[Any], per_page: int = PER_PAGE) -> Page[Any]:
    """The page of `rows` that ?page= asks for; a wrong number shows the nearest."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def choices_of(rows: QuerySet[Any] | list[Any]) -> list[tuple[str, str]]:
    """(id, words) of rows, for a filter or a form."""
    return [(str(row.pk), str(row)) for row in rows if isinstance(row, Model)]
