"""What the pages of things that a unit keeps share: a form that adds or changes, a button that publishes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tongxin.common.errors import Conflict, Invalid, Refusal, WrongState


def kept_form(
    request: HttpRequest,
    form: forms.Form,
    put: Callable[[], Any],
    *,
    template: str,
    title: str,
    back: str,
    address: Callable[[Any], str],
    found: models.Model | None = None,
    **context: Any,
) -> HttpResponse:
    """The form; what is refused stands beside its field, and nothing that was typed is lost.

    `put` calls the action and returns the row, whose `address` is opened then. `found` is the row that is changed: after a
    Conflict the next try is made knowing what the other wrote.
    """
    if request.method == "POST" and form.is_valid():
        try:
            row = put()
        except Conflict as refusal:
            form.add_error(None, str(refusal))
            if found is not None:
                typed = request.POST.copy()
                form.data = typed
                typed["version"] = str(type(found)._default_manager.values_list("version", flat=True).get(pk=found.pk))
        except (Invalid, WrongState) as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("“%(place)s”已保存。") % {"place": row})
            return HttpResponseRedirect(address(row))
    return render(request, template, {"form": form, "title": title, "back": back} | context)


def published(
    request: HttpRequest, found: Any, act: Callable[..., Any], public: bool, back: str, **what: Any
) -> HttpResponse:
    """Do what a publishing button says, and go back; a refusal becomes a message there."""
    try:
        act(**what, by=request.user)
    except Refusal as refusal:
        told(request, refusal)
    else:
        words = _("“%(place)s”已公开。") if public else _("“%(place)s”已停止公开。")
        messages.success(request, words % {"place": found})
    return HttpResponseRedirect(back)


def told(request: HttpRequest, refusal: Refusal) -> None:
    """Say on the next page why something was not done."""
    messages.error(request, str(refusal))
