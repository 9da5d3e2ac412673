from __future__ import annotations

import json
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tongxin.common.errors import Invalid
from tongxin.places.actions.walks import StopGiven, WalkGiven
from tongxin.places.enums import Datum
from tongxin.places.models import Place, Walk, WalkStop
from tongxin.places.selectors.notables import places_to_tie
from tongxin.places.selectors.walks import walk_geojson
from tongxin.workbench.keeping import KeptForm


def _text(label: Any, longest: int, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=False, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class WalkForm(KeptForm):
    """A walk without its stops."""

    name = forms.CharField(label=_("名称"), max_length=80)
    place = forms.ModelChoiceField(
        label=_("所在场所"), queryset=Place.objects.none(), required=False, help_text=_("这条路线走过的街区。")
    )
    summary = forms.CharField(label=_("一句话介绍"), max_length=200, required=False)
    notes = _text(_("走之前知道"), 1000, 3, help_text=_("从哪里开始，路面怎样，哪里有卫生间。"))
    is_position_sample = forms.BooleanField(label=_("位置只是示意"), required=False)
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    summary_en = _text(_("英文介绍"), 400, 2)
    notes_en = _text(_("走之前知道（英文）"), 2000, 3)
    path = forms.CharField(
        label=_("路线（GeoJSON）"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("LineString，WGS-84，先经度后纬度；不填就按站与站的直线量。"),
    )
    slug = forms.CharField(
        label=_("网址名"), max_length=80, required=False, help_text=_("公开页面地址的最后一段；不填就用名称的拼音。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_places(self.fields["place"])

    @property
    def stops(self) -> str:
        """The stops as GeoJSON, the ground on which the path is drawn."""
        return json.dumps(walk_geojson(self.kept) if self.kept else {"features": []}, ensure_ascii=False)

    @property
    def basemap(self) -> str:
        return settings.BASEMAP

    def given(self) -> WalkGiven:
        """What was filled in, for the action. Raises Invalid where the path is no JSON."""
        data = self.filled()
        try:
            data["path"] = json.loads(data["path"] or "null")
        except ValueError:
            raise Invalid(_("路线不是 GeoJSON，请整段粘贴。"), field="path") from None
        return WalkGiven(**data, is_sample=self.is_sample)


def initial_of(walk: Walk) -> dict[str, Any]:
    """A walk as its form begins."""
    initial = {name: getattr(walk, name) for name in WalkForm.base_fields if name not in ("owner", "path")}
    return initial | {"version": walk.version, "path": json.dumps(walk.path) if walk.path else ""}


class StopForm(forms.Form):
    """A stop. What is left empty is taken from its place, or worked out."""

    place = forms.ModelChoiceField(
        label=_("场所"),
        queryset=Place.objects.none(),
        required=False,
        help_text=_("选了场所，名称和坐标可以不填。"),
    )
    name = forms.CharField(label=_("名称"), max_length=80, required=False)
    text = _text(_("讲解"), 2000, 6, help_text=_("站在门口的人想知道什么。繁体由系统转换，不用填。"))
    latitude = forms.DecimalField(label=_("纬度"), required=False, help_text=_("例如 31.7740"))
    longitude = forms.DecimalField(label=_("经度"), required=False, help_text=_("例如 119.9535"))
    datum = forms.ChoiceField(
        label=_("坐标来自"), choices=Datum.choices, initial=Datum.WGS84, help_text=_("存的是 WGS-84；GCJ-02 会先换算。")
    )
    minutes_here = forms.IntegerField(label=_("停留（分钟）"), min_value=0, max_value=240, initial=10)
    metres_given = forms.IntegerField(
        label=_("距上一站（米）"),
        min_value=0,
        max_value=20_000,
        required=False,
        help_text=_("不填就按路线或直线量；实地量过的填在这里。"),
    )
    minutes_on_way_given = forms.IntegerField(
        label=_("路上（分钟）"), min_value=0, max_value=240, required=False, help_text=_("不填就按每分钟 70 米算。")
    )
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    text_en = _text(_("英文讲解"), 4000, 6)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_places(self.fields["place"])

    def given(self) -> StopGiven:
        return StopGiven(**self.cleaned_data)


def initial_of_stop(stop: WalkStop) -> dict[str, Any]:
    """A stop as its form begins."""
    names = [name for name in StopForm.base_fields if name != "datum"]
    return {name: getattr(stop, name) for name in names} | {"datum": Datum.WGS84}


def _offer_places(field: Any) -> None:
    field.queryset = places_to_tie()
    field.empty_label = _("没有")
    field.label_from_instance = lambda place: f"{place.name}（{place.kind}）"
