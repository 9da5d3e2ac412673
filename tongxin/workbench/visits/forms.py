from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.places.hours import hours_text
from tongxin.visits.actions import OpenDayGiven, PlanGiven
from tongxin.visits.models import VisitPlan
from tongxin.workbench.fields import DayField


class ClockField(forms.TimeField):
    """A time of day with the browser's own control."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


class PlanForm(forms.Form):
    is_open = forms.BooleanField(label=_("接受团体预约"), required=False, initial=True)
    hours = forms.CharField(
        label=_("什么时候接待团体"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不填就按场所的开放时间。一行一条，例如“周二至周五 9:00–11:30、13:30–16:30”。"),
    )
    slot_minutes = forms.IntegerField(
        label=_("每场分钟数"), initial=60, help_text=_("接待时间按这个长度分成一场一场。")
    )
    persons_per_slot = forms.IntegerField(label=_("每场最多人数"), initial=60)
    groups_per_slot = forms.IntegerField(label=_("每场最多团体数"), initial=2)
    lead_days = forms.IntegerField(label=_("至少提前几天"), initial=1, help_text=_("填 0，当天还没开始的也能约。"))
    ahead_days = forms.IntegerField(label=_("最多提前几天"), initial=30)
    is_closed_on_holidays = forms.BooleanField(
        label=_("法定节假日不接待"),
        required=False,
        initial=True,
        help_text=_("放假的日子按国务院通知；闭馆的日子总是不接待。"),
    )
    note = forms.CharField(
        label=_("预约须知"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("来之前要知道的，例如从哪个门进。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def given(self) -> PlanGiven:
        return PlanGiven(**{one.name: self.cleaned_data[one.name] for one in fields(PlanGiven)})


def initial_of(plan: VisitPlan) -> dict[str, Any]:
    """A plan as its form begins."""
    names = [one.name for one in fields(PlanGiven) if one.name != "hours"]
    return {name: getattr(plan, name) for name in names} | {
        "hours": hours_text(plan.hours.all()),
        "version": plan.version,
    }


class OpenDayForm(forms.Form):
    day = DayField(label=_("日期"))
    title = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("会在公开页面上显示，例如：国际博物馆日开放日。")
    )
    opens = ClockField(label=_("开"), initial="09:00")
    closes = ClockField(label=_("关"), initial="17:00")
    slot_minutes = forms.IntegerField(label=_("每场分钟数"), initial=60)
    persons_per_slot = forms.IntegerField(label=_("每场最多人数"), initial=100)
    groups_per_slot = forms.IntegerField(label=_("每场最多团体数"), initial=5)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def given(self) -> OpenDayGiven:
        return OpenDayGiven(**{one.name: self.cleaned_data[one.name] for one in fields(OpenDayGiven)})


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=120, help_text=_("约了的团体会看到，例如：临时布展。"))
    whole_day = forms.BooleanField(label=_("这一天的场次全部停约"), required=False)


class ArrivedForm(forms.Form):
    persons = forms.IntegerField(label=_("实际到场人数"), min_value=1, help_text=_("只记人数，记入这个场所的实绩。"))


class ExportForm(forms.Form):
    """Which days' slots, and what the list is for."""

    first = DayField(label=_("从"))
    last = DayField(label=_("到"))
    purpose = forms.CharField(
        label=_("用途"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("谁要这份名单、做什么用，例如：周六值班室没有网络，按名单接待。"),
    )
