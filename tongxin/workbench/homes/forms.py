from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.facts.models import FactKind
from tongxin.places.enums import Aspect, FundFlow
from tongxin.places.models import HomeCriterion
from tongxin.places.selectors.homes import countable_kinds
from tongxin.workbench.fields import DayField


class EvidenceForm(forms.Form):
    is_met = forms.TypedChoiceField(
        label=_("达到没有"), choices=[("yes", _("达到")), ("no", _("没有达到"))], coerce=lambda value: value == "yes"
    )
    seen_on = DayField(label=_("日期"))
    note = forms.CharField(
        label=_("说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("看到了什么。只写事，不写人：不要出现姓名和电话。"),
    )
    file = forms.FileField(label=_("附件"), required=False, help_text=_("照片或文件；照片里不要有能认出来的人。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seen_on"].initial = timezone.localdate


class FundsForm(forms.Form):
    flow = forms.ChoiceField(label=_("拨付还是使用"), choices=FundFlow.choices)
    year = forms.IntegerField(label=_("年度"))
    quarter = forms.TypedChoiceField(
        label=_("季度"),
        required=False,
        empty_value=None,
        coerce=int,
        choices=[("", _("全年")), *((str(n), _("第%(n)d季度") % {"n": n}) for n in range(1, 5))],
    )
    amount = forms.DecimalField(label=_("金额（元）"))
    purpose = forms.CharField(
        label=_("用途"), max_length=100, required=False, help_text=_("使用的要写，例如：活动场租。")
    )
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和文号，或凭证号。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].initial = timezone.localdate().year


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("为什么撤回"), max_length=200)


class UseForm(forms.Form):
    """One activity: a day and how many came."""

    held_on = DayField(label=_("哪一天"))
    persons = forms.IntegerField(label=_("到场人数"), min_value=1, help_text=_("只记人数，不记任何人。"))
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["held_on"].initial = timezone.localdate
        self.fields["request_key"].initial = uuid4


class CriterionForm(forms.Form):
    aspect = forms.ChoiceField(label=_("方面"), choices=Aspect.choices)
    name = forms.CharField(label=_("名称"), max_length=40)
    how = forms.CharField(
        label=_("怎样算达到"),
        max_length=200,
        help_text=_("写到两个人去看会得出一样的结论。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    valid_months = forms.IntegerField(label=_("依据管几个月"), initial=12, help_text=_("0 是一直有效。"))
    fact_kind = forms.ModelChoiceField(
        label=_("按哪种实绩计"),
        queryset=FactKind.objects.none(),
        required=False,
        empty_label=_("不按实绩，凭依据"),
        help_text=_("选了就自动计算，不用交依据。"),
    )
    minimum = forms.IntegerField(label=_("一年至少"), required=False)
    is_active = forms.BooleanField(label=_("使用中"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fact_kind"].queryset = countable_kinds()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(row: HomeCriterion) -> dict[str, Any]:
        return {name: getattr(row, name) for name in CriterionForm.base_fields}
