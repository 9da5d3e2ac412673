"""A walk's stops: added, changed, put in order, taken out."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.common.errors import Refusal
from tongxin.places.actions import walks as actions
from tongxin.places.models import WalkStop
from tongxin.workbench.keeping import told
from tongxin.workbench.pages import is_number, staff_page
from tongxin.workbench.pictures import PictureForm, keep
from tongxin.workbench.units.pages import Words, confirm_page, form_page, signed_in
from tongxin.workbench.walks.forms import StopForm, initial_of_stop
from tongxin.workbench.walks.views import address_of, kept_walk


def _stop(request: HttpRequest, pk: int, stop: int) -> WalkStop:
    rows = WalkStop.objects.select_related("walk__owner", "place", "picture")
    return get_object_or_404(rows, pk=stop, walk=kept_walk(request, pk))


@staff_page
def stop_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a stop after the last."""
    found = kept_walk(request, pk)
    form = StopForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        stop = actions.add_stop(walk=found, given=form.given(), by=request.user)
        return _("第 %(number)d 站“%(name)s”已加上。") % {"number": stop.position, "name": stop.name}

    return form_page(request, form, Words(_("加一站"), _("加上"), address_of(found), found.name), act)


@staff_page
def stop_change(request: HttpRequest, pk: int, stop: int) -> HttpResponse:
    """Change a stop."""
    row = _stop(request, pk, stop)
    form = StopForm(request.POST or None, initial=initial_of_stop(row))

    def act(data: dict[str, Any]) -> str:
        actions.change_stop(stop=row, given=form.given(), by=request.user)
        return _("这一站已保存。")

    words = Words(_("修改第 %(number)d 站") % {"number": row.position}, _("保存"), address_of(row.walk), row.walk.name)
    return form_page(request, form, words, act)


@require_POST
@staff_page
def stop_move(request: HttpRequest, pk: int, stop: int) -> HttpResponse:
    """Move a stop one up, or down with `down`."""
    row = _stop(request, pk, stop)
    actions.move_stop(stop=row, by_places=1 if request.POST.get("down") else -1, by=request.user)
    return HttpResponseRedirect(f"{address_of(row.walk)}#stop-{row.pk}")


@require_POST
@staff_page
def stops_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the stops into the order that was dragged: their ids, with commas between."""
    found = kept_walk(request, pk)
    order = [int(text) for text in request.POST.get("order", "").split(",") if is_number(text)]
    try:
        actions.order_stops(walk=found, order=order, by=request.user)
    except Refusal as refusal:
        told(request, refusal)
    return HttpResponseRedirect(address_of(found))


@staff_page
def stop_picture(request: HttpRequest, pk: int, stop: int) -> HttpResponse:
    """Show a picture at a stop."""
    row = _stop(request, pk, stop)

    def act(data: dict[str, Any]) -> str:
        with transaction.atomic():
            picture = keep(data, row.name, signed_in(request))
            actions.set_stop_picture(stop=row, picture=picture, by=request.user)
        return _("图片已加上。")

    form = PictureForm(request.POST or None, request.FILES or None, initial={"credit": row.walk.owner.name})
    return form_page(request, form, Words(_("加图片"), _("加上"), address_of(row.walk), row.name), act)


@staff_page
def stop_remove(request: HttpRequest, pk: int, stop: int) -> HttpResponse:
    """Ask, then take a stop out."""
    row = _stop(request, pk, stop)

    def act() -> str:
        actions.remove_stop(stop=row, by=request.user)
        return _("“%(name)s”已从路线里去掉。") % {"name": row.name}

    words = Words(_("去掉这一站"), _("去掉"), address_of(row.walk), is_grave=True)
    return confirm_page(request, words, f"{row.position} {row.name}", act)
