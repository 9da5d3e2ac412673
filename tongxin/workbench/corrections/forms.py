from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.corrections.actions.answering import MOST_ANSWER
from tongxin.corrections.actions.noting import MOST_WHAT
from tongxin.corrections.enums import Outcome
from tongxin.corrections.models import CorrectionRequest
from tongxin.organisations.models import Unit
from tongxin.workbench.units.forms import offer_units


class AnswerForm(forms.Form):
    """The answer; what was corrected is asked for only where something was."""

    outcome = forms.ChoiceField(label=_("结果"), choices=Outcome.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("答复"),
        max_length=MOST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("提出的人凭查询码看到这段话。"),
    )
    what = forms.CharField(
        label=_("更正了什么"),
        max_length=MOST_WHAT,
        required=False,
        help_text=_("结果是“已更正”时要写，会登在那一页上，例如“开放时间由 9:00 改为 8:30”。"),
    )


class HandOverForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("转给"), queryset=Unit.objects.none(), empty_label=_("请选择"))
    reason = forms.CharField(label=_("为什么转"), max_length=300)

    def __init__(self, correction: CorrectionRequest, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_units(self.fields["unit"], Unit.objects.filter(closed_on__isnull=True).exclude(pk=correction.unit_id))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
