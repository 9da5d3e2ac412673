"""What the pages of units share: a form that calls one action, a page that asks before it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongxin.accounts.models import User
from tongxin.common.errors import NotAllowed, Refusal


def signed_in(request: HttpRequest) -> User:
    """Who asks. Pages are behind `staff_page`: nobody else comes here."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def only_if(is_allowed: bool) -> None:
    """A page that is not for this person is not there."""
    if not is_allowed:
        raise Http404


@dataclass(frozen=True)
class Words:
    """What a form's page says: its title, what stands below it, its button, and the way back."""

    title: str
    button: str
    back: str
    subtitle: str = ""
    is_grave: bool = False


def form_page(
    request: HttpRequest,
    form: forms.Form,
    words: Words,
    act: Callable[[dict[str, Any]], str | HttpResponse],
    *,
    notes: Sequence[str] = (),
    consequences: Callable[[dict[str, Any]], Sequence[str]] | None = None,
) -> HttpResponse:
    """Show a form; once it is filled call `act`, which answers with a message (then back) or with a page of its own.

    With `consequences` a second step says what will happen and asks once more. What an action refuses stands beside
    its field, and nothing that was typed is lost.
    """
    context: dict[str, Any] = {"form": form, "words": words, "notes": notes}
    if request.method == "POST" and form.is_valid():
        if consequences is not None and "confirmed" not in request.POST:
            context["consequences"] = consequences(form.cleaned_data)
            return render(request, "workbench/units/confirm.html", context)
        try:
            done = act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(request, done)
            return redirect(words.back)
    return render(request, "workbench/units/form.html", context)


def confirm_page(request: HttpRequest, words: Words, text: str, act: Callable[[], str | HttpResponse]) -> HttpResponse:
    """Ask, then do on POST. `act` answers as in `form_page`; a refusal becomes a message on the page it came from."""
    if request.method != "POST":
        context = {
            "title": words.title,
            "text": text,
            "label": words.button,
            "back_url": words.back,
            "danger": words.is_grave,
            "layout": "workbench/base.html",
        }
        return render(request, "common/confirm.html", context)
    done = act()
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, done)
    return redirect(words.back)
