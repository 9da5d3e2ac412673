"""A place's pictures: added, put in order, captioned, taken away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.places import actions, rules, selectors
from tongxin.places.models import Place, PlacePicture
from tongxin.workbench.pages import staff_page
from tongxin.workbench.pictures import CaptionedPictureForm, keep
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if, signed_in


class CaptionForm(forms.Form):
    caption = forms.CharField(
        label=gettext_lazy("图片说明"), max_length=120, required=False, help_text=gettext_lazy("显示在图片下面。")
    )


def _place(request: HttpRequest, pk: int) -> Place:
    found = selectors.place_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    return found


def _shown(request: HttpRequest, pk: int, picture: int) -> PlacePicture:
    rows = PlacePicture.objects.select_related("picture", "place__owner")
    return get_object_or_404(rows, pk=picture, place=_place(request, pk))


def _back(place: Place) -> str:
    return reverse("workbench:place", args=[place.pk]) + "#pictures"


@staff_page
def picture_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a picture to a place."""
    found = _place(request, pk)

    def act(data: dict[str, Any]) -> str:
        with transaction.atomic():
            picture = keep(data, found.name, signed_in(request))
            actions.attach_picture(place=found, picture=picture, caption=data["caption"], by=request.user)
        return _("图片已加上。")

    form = CaptionedPictureForm(request.POST or None, request.FILES or None, initial={"credit": found.owner.name})
    return form_page(request, form, Words(_("加图片"), _("加上"), _back(found), found.name), act)


@staff_page
def picture_caption(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    """Say something else under a picture."""
    shown = _shown(request, pk, picture)

    def act(data: dict[str, Any]) -> str:
        actions.caption_picture(shown=shown, caption=data["caption"], by=request.user)
        return _("说明已保存。")

    words = Words(_("改图片说明"), _("保存"), _back(shown.place), shown.picture.description)
    return form_page(request, CaptionForm(request.POST or None, initial={"caption": shown.caption}), words, act)


@require_POST
@staff_page
def picture_move(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    """Move a picture one forward or, with ?back=1, one back."""
    shown = _shown(request, pk, picture)
    actions.move_picture(shown=shown, by_places=1 if request.POST.get("back") else -1, by=request.user)
    return HttpResponseRedirect(_back(shown.place))


@staff_page
def picture_remove(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    """Ask, then show a picture here no longer."""
    shown = _shown(request, pk, picture)

    def act() -> str:
        actions.detach_picture(shown=shown, by=request.user)
        return _("图片已撤下；图片库里还留着。")

    words = Words(_("撤下这张图片"), _("撤下"), _back(shown.place), is_grave=True)
    return confirm_page(request, words, shown.caption or shown.picture.description, act)
