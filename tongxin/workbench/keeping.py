"""What the pages of things that a unit keeps share: the list, the form that adds or changes, the button that publishes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Conflict, Invalid, Refusal, WrongState
from tongxin.common.tables import Listing
from tongxin.organisations.models import Unit
from tongxin.places import guarding, rules, selectors
from tongxin.workbench.conflict import show_conflict
from tongxin.workbench.units.forms import offer_units
from tongxin.workbench.units.pages import only_if


class KeptForm(forms.Form):
    """The form of a thing that a unit keeps: its owner is chosen once; `version` is the row that was read.

    `kept` is the row to be changed, with None a new one is made. `given()` is what was filled in, for the action.
    """

    owner = forms.ModelChoiceField(label=gettext_lazy("管理单位"), queryset=Unit.objects.none())
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, units: models.QuerySet[Unit] | None = None, kept: Any = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kept = kept
        if kept is None:
            offer_units(self.fields["owner"], Unit.objects.none() if units is None else units)
        else:
            del self.fields["owner"]

    @property
    def is_sample(self) -> bool:
        return bool(self.kept and self.kept.is_sample)

    def filled(self) -> dict[str, Any]:
        """What was filled in of the thing itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("owner", "version")}

    def given(self) -> Any:
        raise NotImplementedError


def kept_list(
    request: HttpRequest, rows: models.QuerySet[Any], shown: Listing, template: str, file: Listing | None = None
) -> HttpResponseBase:
    """What one's units keep, as a list and as a file (of other columns with `file`)."""
    if (export := (file or shown).export(rows, request.GET)) is not None:
        return export
    context = {"page": shown.page(rows, request.GET), "may_add": selectors.keeps_places(request.user)}
    return render(request, template, context)


def kept_state(request: HttpRequest, kept: Any, missing: list[str], public_page: str) -> dict[str, Any]:
    """What the page of one row says of it: what is missing or amiss before it can be shown, and who may do what."""
    return {
        "missing": missing,
        "findings": guarding.findings_of(kept),
        "may_edit": rules.may_keep_for(request.user, kept.owner),
        "may_publish": rules.may_publish_for(request.user, kept.owner),
        "public_url": reverse(public_page, args=[kept.slug]) if kept.is_public else "",
    }


def add_page(
    request: HttpRequest,
    form_class: type[KeptForm],
    add: Callable[..., Any],
    *,
    template: str,
    title: str,
    back: str,
    address: Callable[[Any], str],
) -> HttpResponse:
    """The form for a new row of a unit whose places one keeps; `add` is the action."""
    only_if(selectors.keeps_places(request.user))
    units = selectors.units_kept_by(request.user)
    form = form_class(request.POST or None, initial={"owner": units.first()}, units=units)

    def put() -> Any:
        return add(owner=form.cleaned_data["owner"], given=form.given(), by=request.user)

    return kept_form(request, form, put, template=template, title=title, back=back, address=address)


def change_page(
    request: HttpRequest,
    form: KeptForm,
    change: Callable[..., Any],
    *,
    template: str,
    address: Callable[[Any], str],
) -> HttpResponse:
    """The form of a row that is there; `change` is the action, which knows the row."""

    def put() -> Any:
        return change(given=form.given(), version=form.cleaned_data["version"] or 0, by=request.user)

    title, back = _("修改“%(place)s”") % {"place": form.kept}, address(form.kept)
    return kept_form(request, form, put, template=template, title=title, back=back, address=address)


def kept_form(
    request: HttpRequest,
    form: KeptForm,
    put: Callable[[], Any],
    *,
    template: str,
    title: str,
    back: str,
    address: Callable[[Any], str],
) -> HttpResponse:
    """The form; what is refused stands beside its field, and nothing that was typed is lost.

    `put` calls the action and returns the row, whose `address` is opened then. After a Conflict the next try is made
    knowing what the other wrote.
    """
    if request.method == "POST" and form.is_valid():
        try:
            row = put()
        except Conflict as refusal:
            show_conflict(request, form, refusal)
        except (Invalid, WrongState) as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("“%(place)s”已保存。") % {"place": row})
            return HttpResponseRedirect(address(row))
    return render(request, template, {"form": form, "title": title, "back": back})


def published(
    request: HttpRequest, kept: Any, act: Callable[..., Any], public: bool, address: Callable[[Any], str]
) -> HttpResponse:
    """Do what a publishing button says, and go back; a refusal becomes a message there. `act` knows the row."""
    only_if(rules.may_publish_for(request.user, kept.owner))
    try:
        act(by=request.user)
    except Refusal as refusal:
        told(request, refusal)
    else:
        words = _("“%(place)s”已公开。") if public else _("“%(place)s”已停止公开。")
        messages.success(request, words % {"place": kept})
    return HttpResponseRedirect(address(kept))


def told(request: HttpRequest, refusal: Refusal) -> None:
    """Say on the next page why something was not done."""
    messages.error(request, str(refusal))
