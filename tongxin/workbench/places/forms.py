from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.common.errors import Invalid
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places.actions import Given
from tongxin.places.enums import Answer, Datum, Feature
from tongxin.places.imports import given_of
from tongxin.places.models import Place, PlaceKind
from tongxin.workbench.fields import DayField
from tongxin.workbench.keeping import KeptForm
from tongxin.workbench.units.forms import offer_units


class PlaceForm(KeptForm):
    """A place with its hours and features; the owner is asked for only when it is added."""

    kind = forms.ModelChoiceField(label=_("类别"), queryset=PlaceKind.objects.all(), empty_label=_("请选择"))
    name = forms.CharField(label=_("名称"), max_length=80)
    district = forms.ModelChoiceField(label=_("辖市区"), queryset=Unit.objects.none(), required=False)
    summary = forms.CharField(label=_("一句话介绍"), max_length=200, required=False)
    description = forms.CharField(
        label=_("介绍"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    location = forms.CharField(
        label=_("位置"), max_length=200, required=False, help_text=_("路名、门牌，或“某路某号旁”。")
    )
    entrance = forms.CharField(
        label=_("入口"), max_length=200, required=False, help_text=_("从哪个门进，门口有没有台阶。")
    )
    transport = forms.CharField(
        label=_("交通"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    phone = forms.CharField(
        label=_("机构电话"), max_length=40, required=False, help_text=_("固定电话或热线；不登记个人电话。")
    )
    website = forms.CharField(label=_("机构网站"), max_length=200, required=False)
    latitude = forms.DecimalField(label=_("纬度"), required=False, help_text=_("例如 31.7740"))
    longitude = forms.DecimalField(label=_("经度"), required=False, help_text=_("例如 119.9535"))
    datum = forms.ChoiceField(
        label=_("坐标来自"), choices=Datum.choices, initial=Datum.WGS84, help_text=_("存的是 WGS-84；GCJ-02 会先换算。")
    )
    is_position_sample = forms.BooleanField(label=_("位置只是示意"), required=False)
    hours = forms.CharField(
        label=_("开放时间"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "一行一条，例如“周二至周日 9:00–11:30、13:30–17:00”；只管一段日子的写在前面，例如“7月1日至8月31日 每天 8:30–18:00”。"
        ),
    )
    hours_note = forms.CharField(label=_("开放说明"), max_length=200, required=False)
    outline = forms.CharField(
        label=_("轮廓（GeoJSON）"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("区域才需要：Polygon 或 MultiPolygon，WGS-84，先经度后纬度。"),
    )
    slug = forms.CharField(
        label=_("网址名"), max_length=80, required=False, help_text=_("公开页面地址的最后一段；不填就用名称的拼音。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_units(
            self.fields["district"],
            Unit.objects.filter(kind=UnitKind.DISTRICT, closed_on__isnull=True).order_by("path"),
        )
        for feature in Feature:
            self.fields[feature.value] = forms.ChoiceField(
                label=feature.label, required=False, choices=[("", _("不清楚")), *Answer.choices]
            )
            self.fields[f"{feature.value}-note"] = forms.CharField(
                label=_("%(feature)s的说明") % {"feature": feature.label}, max_length=100, required=False
            )

    @property
    def feature_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each feature's answer with its note."""
        return [(self[feature.value], self[f"{feature.value}-note"]) for feature in Feature]

    def given(self) -> Given:
        """What was filled in, for the action. Raises Invalid where the outline is no JSON."""
        data = self.filled()
        features = {}
        for feature in Feature.values:
            features[feature] = (data.pop(feature, ""), data.pop(f"{feature}-note", ""))
        try:
            outline = json.loads(data.pop("outline") or "null")
        except ValueError:
            raise Invalid(_("轮廓不是 GeoJSON，请整段粘贴。"), field="outline") from None
        return Given(**data, outline=outline, features=features, is_sample=self.is_sample)


def initial_of(place: Place) -> dict[str, Any]:
    """A place as its form begins."""
    given = given_of(place)
    initial = {name: getattr(given, name) for name in PlaceForm.base_fields if hasattr(given, name)}
    for feature, (answer, note) in given.features.items():
        initial[feature], initial[f"{feature}-note"] = answer, note
    outline = "" if given.outline is None else json.dumps(given.outline, ensure_ascii=False)
    return initial | {"outline": outline, "version": place.version, "datum": Datum.WGS84}


class ClosureForm(forms.Form):
    starts_on = DayField(label=_("从"))
    ends_on = DayField(label=_("到"), help_text=_("这一天也闭馆。"))
    reason = forms.CharField(label=_("原因"), max_length=120, help_text=_("会在公开页面上显示，例如：内部布展。"))
