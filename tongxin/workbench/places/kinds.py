"""What all places share: their kinds, and the outlines of the districts on the map."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Invalid
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places import rules
from tongxin.places.actions import set_outline
from tongxin.places.actions.kinds import put_kind, remove_kind
from tongxin.places.models import PlaceKind
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if


class KindForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=40)
    name_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=80, required=False)
    is_sensitive_by_association = forms.BooleanField(
        label=gettext_lazy("到场名单敏感"),
        required=False,
        help_text=gettext_lazy("这类场所只记人数，不留名单；有了场所以后不能再取消。"),
    )


class OutlineForm(forms.Form):
    outline = forms.CharField(
        label=gettext_lazy("轮廓（GeoJSON）"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("Polygon 或 MultiPolygon，WGS-84，先经度后纬度；整段粘贴。"),
    )
    source = forms.CharField(
        label=gettext_lazy("来源"), max_length=200, help_text=gettext_lazy("谁画的，依据什么，例如：天地图 2019 年版。")
    )


def _home() -> str:
    return reverse("workbench:place_kinds")


@staff_page
def place_kinds(request: HttpRequest) -> HttpResponse:
    """The kinds with how many places they have, and which district has its outline. Everybody who works here may read it."""
    districts = Unit.objects.filter(kind=UnitKind.DISTRICT, closed_on__isnull=True).select_related("outline")
    context = {
        "kinds": PlaceKind.objects.annotate(number=Count("places")),
        "may_set": rules.may_set_standard(request.user),
        "districts": [(one, rules.may_draw_outline(request.user, one)) for one in districts.order_by("path")],
    }
    return render(request, "workbench/places/kinds.html", context)


@staff_page
def place_kind_add(request: HttpRequest) -> HttpResponse:
    """Add a kind."""
    only_if(rules.may_set_standard(request.user))

    def act(data: dict[str, Any]) -> str:
        return _("“%(kind)s”已加上，登记场所时就能选。") % {"kind": put_kind(by=request.user, **data)}

    return form_page(request, KindForm(request.POST or None), Words(_("加一类场所"), _("加上"), _home()), act)


@staff_page
def place_kind_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a kind's names, or whether nobody is named there."""
    only_if(rules.may_set_standard(request.user))
    kind = get_object_or_404(PlaceKind, pk=pk)

    def act(data: dict[str, Any]) -> str:
        put_kind(kind=kind, by=request.user, **data)
        return _("“%(place)s”已保存。") % {"place": kind}

    form = KindForm(request.POST or None, initial=kind.__dict__)
    return form_page(request, form, Words(_("修改类别"), _("保存"), _home(), kind.name), act)


@staff_page
def place_kind_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take away a kind that has no places."""
    only_if(rules.may_set_standard(request.user))
    kind = get_object_or_404(PlaceKind, pk=pk)

    def act() -> str:
        remove_kind(kind=kind, by=request.user)
        return _("已删去“%(name)s”。") % {"name": kind}

    words = Words(_("删去类别“%(name)s”？") % {"name": kind}, _("删去"), _home(), is_grave=True)
    return confirm_page(request, words, _("还没有场所属于这一类。"), act)


@staff_page
def district_outline(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a district its outline on the map, or another."""
    unit = get_object_or_404(Unit.objects.select_related("outline"), pk=pk, kind=UnitKind.DISTRICT)
    only_if(rules.may_draw_outline(request.user, unit))
    kept = getattr(unit, "outline", None)

    def act(data: dict[str, Any]) -> str:
        try:
            geometry = json.loads(data["outline"])
        except ValueError:
            raise Invalid(_("轮廓不是 GeoJSON，请整段粘贴。"), field="outline") from None
        set_outline(unit=unit, geometry=geometry, source=data["source"], by=request.user)
        return _("%(district)s的轮廓已保存，地图上马上看得到。") % {"district": unit}

    initial = {"outline": json.dumps(kept.geometry), "source": kept.source} if kept else {}
    form = OutlineForm(request.POST or None, initial=initial)
    return form_page(request, form, Words(_("辖区轮廓"), _("保存"), _home(), unit.name), act)
