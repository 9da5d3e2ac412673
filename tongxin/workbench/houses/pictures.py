"""Pictures before and after."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid
from tongxin.places import rules
from tongxin.places.actions import restoring
from tongxin.places.models import Restoration, RestorationPair
from tongxin.places.selectors.restoration import restoration_for
from tongxin.workbench.houses.forms import AfterForm, PairForm
from tongxin.workbench.houses.views import address
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if


def _edited(request: HttpRequest, pk: int) -> Restoration:
    row = restoration_for(request.user, pk)
    only_if(rules.may_edit(request.user, row.place))
    return row


def _pair(row: Restoration, pk: int) -> RestorationPair:
    found = get_object_or_404(RestorationPair, pk=pk, restoration=row)
    found.restoration = row
    return found


@staff_page
def pair_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a view before, and after where there is one."""
    row = _edited(request, pk)
    form = PairForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> str:
        before = form.shot("before")
        if before is None:
            raise Invalid(_("请选修缮前的图片。"), field="before_file")
        restoring.add_pair(restoration=row, title=data["title"], before=before, after=form.after(), by=request.user)
        return _("前后对照已加上。")

    return form_page(request, form, Words(_("加前后对照"), _("加上"), address(row.place), row.place.name), act)


@staff_page
def pair_after(request: HttpRequest, pk: int, pair: int) -> HttpResponse:
    """Add the picture after."""
    row = _edited(request, pk)
    found = _pair(row, pair)
    form = AfterForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> str:
        after = form.after()
        if after is None:
            raise Invalid(_("请选修缮后的图片。"), field="after_file")
        restoring.add_after(pair=found, after=after, by=request.user)
        return _("修缮后的图片已加上。")

    return form_page(request, form, Words(_("加修缮后的图片"), _("加上"), address(row.place), found.title), act)


@staff_page
def pair_remove(request: HttpRequest, pk: int, pair: int) -> HttpResponse:
    """Ask, then show a pair no longer."""
    row = _edited(request, pk)
    found = _pair(row, pair)

    def act() -> str:
        restoring.remove_pair(pair=found, by=request.user)
        return _("这组对照已撤下，图片仍在图片库。")

    return confirm_page(
        request, Words(_("撤下这组对照"), _("撤下"), address(row.place), is_grave=True), found.title, act
    )
