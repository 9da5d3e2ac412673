from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.places.actions.restoring import Shot, StageGiven
from tongxin.places.models import Restoration, RestorationStage
from tongxin.workbench.fields import DayField

PICTURE = {"accept": "image/jpeg,image/png,image/webp"}


class RestorationForm(forms.Form):
    summary = forms.CharField(
        label=_("修什么"), max_length=300, required=False, help_text=_("例如：屋面、门窗和展陈。")
    )
    budget_amount = forms.DecimalField(label=_("预算（元）"), required=False)
    budget_source = forms.CharField(
        label=_("预算依据"), max_length=200, required=False, help_text=_("文件名称和文号；填了金额就要写。")
    )
    budget_address = forms.CharField(
        label=_("预算依据的网址"), max_length=300, required=False, help_text=_("文件能在网上看到的，写它的网址。")
    )
    opens_on = DayField(label=_("计划对外开放"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    @staticmethod
    def initial_of(row: Restoration) -> dict[str, Any]:
        names = ("summary", "budget_amount", "budget_source", "budget_address", "opens_on", "version")
        return {name: getattr(row, name) for name in names}


class StageForm(forms.Form):
    title = forms.CharField(label=_("阶段"), max_length=60, help_text=_("例如：屋面修缮。"))
    planned_from = DayField(label=_("计划开始"))
    planned_until = DayField(label=_("计划完成"))
    started_on = DayField(label=_("实际开始"), required=False)
    finished_on = DayField(label=_("实际完成"), required=False)
    cost_amount = forms.DecimalField(label=_("实际支出（元）"), required=False)
    cost_source = forms.CharField(
        label=_("支出依据"), max_length=200, required=False, help_text=_("文件名称和文号，或凭证号；填了金额就要写。")
    )
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def given(self) -> StageGiven:
        return StageGiven(**{one.name: self.cleaned_data[one.name] for one in fields(StageGiven)})

    @staticmethod
    def initial_of(stage: RestorationStage) -> dict[str, Any]:
        return {one.name: getattr(stage, one.name) for one in fields(StageGiven)}


class AfterForm(forms.Form):
    """The picture after, with the words that it cannot go without."""

    after_file = forms.ImageField(label=_("修缮后的图片"), widget=forms.ClearableFileInput(attrs=PICTURE))
    after_description = forms.CharField(
        label=_("修缮后图上有什么"),
        max_length=255,
        help_text=_("读给看不到图的人听，例如：正厅的梁架已经补齐，地面铺方砖。"),
    )
    after_on = DayField(label=_("修缮后拍摄"), required=False)
    credit = forms.CharField(label=_("作者或提供单位"), max_length=120)
    licence = forms.CharField(label=_("使用许可"), max_length=120, help_text=_("例如：本单位拍摄、作者授权。"))

    def after(self) -> Shot | None:
        return self.shot("after")

    def shot(self, which: str) -> Shot | None:
        data = self.cleaned_data
        if not data.get(f"{which}_file"):
            return None
        return Shot(
            data[f"{which}_file"], data[f"{which}_description"], data["credit"], data["licence"], data[f"{which}_on"]
        )


class PairForm(AfterForm):
    """A view before, and after where it is there already."""

    title = forms.CharField(label=_("看的是哪里"), max_length=60, help_text=_("例如：正厅。前后两张从同一个位置拍。"))
    before_file = forms.ImageField(label=_("修缮前的图片"), widget=forms.ClearableFileInput(attrs=PICTURE))
    before_description = forms.CharField(label=_("修缮前图上有什么"), max_length=255)
    before_on = DayField(label=_("修缮前拍摄"), required=False)
    field_order = [
        "title", "before_file", "before_description", "before_on", "after_file", "after_description", "after_on", "credit",
        "licence",
    ]  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["after_file"].required = self.fields["after_description"].required = False
        self.fields["after_file"].help_text = _("还没有修好就先不填。")


class OpenForm(forms.Form):
    opened_on = DayField(label=_("对外开放的日子"), help_text=_("登记后记入实绩，只记一次。"))
