from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.facts.models import FactKind


class KindForm(forms.Form):
    """A kind of fact; `kind` is the row to be changed, with None a new one is made, which alone is asked for its code."""

    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("做了什么，例如“活动场次”“走访企业”。"))
    code = forms.CharField(
        label=_("代码"),
        max_length=40,
        help_text=_("表格和接口里用，定了不再改：小写英文字母、数字和连字符，例如 lane-walked。"),
    )
    unit = forms.CharField(label=_("计量单位"), max_length=10, help_text=_("例如：场、人次、家、元。"))
    decimals = forms.IntegerField(
        label=_("小数位数"),
        min_value=0,
        max_value=6,
        initial=0,
        help_text=_("数量最多填几位小数；0 是整数，金额一般是 2。"),
    )
    counts_persons = forms.BooleanField(
        label=_("按人计数"), required=False, help_text=_("只记人数，不记姓名；不足 10 人的数在公开页面上不显示。")
    )
    is_public = forms.BooleanField(
        label=_("可以公开"), required=False, help_text=_("公开页面上可以出现这种实绩的数；没选的只在工作台里看得到。")
    )
    is_active = forms.BooleanField(
        label=_("使用中"),
        required=False,
        initial=True,
        help_text=_("停用后不能再记这种实绩，也不能再选它作指标；已记的照样计数。"),
    )
    position = forms.IntegerField(
        label=_("排序"), min_value=0, max_value=32767, initial=0, help_text=_("数小的排在前面；一样的按代码排。")
    )
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("给填报的人看：什么算，什么不算。")
    )
    name_en = forms.CharField(
        label=_("英文名称"), max_length=80, required=False, help_text=_("英文页面上用；空着就用中文名称。")
    )
    unit_en = forms.CharField(
        label=_("英文计量单位"), max_length=20, required=False, help_text=_("英文页面上用，例如 events、people。")
    )

    def __init__(self, *args: Any, kind: FactKind | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        # A new kind is in use; one that is there keeps its code.
        del self.fields["is_active" if kind is None else "code"]
