from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.places.actions.notables import NotableGiven, StatementGiven
from tongxin.places.enums import About
from tongxin.places.models import Notable, NotableStatement, Place
from tongxin.places.selectors.notables import places_to_tie
from tongxin.workbench.fields import DayField
from tongxin.workbench.keeping import KeptForm


class NotableForm(KeptForm):
    """A notable of the past, with the source of the dates."""

    name = forms.CharField(label=_("名称"), max_length=40)
    known_as = forms.CharField(
        label=_("称谓"), max_length=60, required=False, help_text=_("人们怎么称他，例如“语言学家”“实业家”。")
    )
    born = forms.CharField(
        label=_("生"), max_length=20, required=False, help_text=_("“1892”“1892-11”或“1892-11-03”；不知道就空着。")
    )
    died = forms.CharField(
        label=_("卒"),
        max_length=20,
        help_text=_("必填：只写已故的人物，在世的人不登记。"),
        error_messages={"required": _("请填卒年或去世日期。这里只写已故的人物，在世的人不登记。")},
    )
    dates_source = forms.CharField(
        label=_("生卒的出处"),
        max_length=300,
        help_text=_("例如某部地方志第几卷、墓碑、档案。"),
        error_messages={"required": _("请写明生卒日期的出处，例如地方志、碑记或档案。")},
    )
    summary = forms.CharField(label=_("一句话介绍"), max_length=200, required=False)
    houses = forms.ModelMultipleChoiceField(
        label=_("相关的场所"),
        queryset=Place.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("故居、纪念馆等；按次序显示。不与任何人挂钩的一类场所不在这里。"),
    )
    name_en = forms.CharField(label=_("英文名称"), max_length=80, required=False)
    known_as_en = forms.CharField(label=_("英文称谓"), max_length=120, required=False)
    summary_en = forms.CharField(
        label=_("英文介绍"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    slug = forms.CharField(
        label=_("网址名"), max_length=80, required=False, help_text=_("公开页面地址的最后一段；不填就用名称的拼音。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        houses = self.fields["houses"]
        if isinstance(houses, forms.ModelMultipleChoiceField):
            houses.queryset = places_to_tie()

    def given(self) -> NotableGiven:
        data = self.filled()
        return NotableGiven(**data | {"houses": tuple(data["houses"])}, is_sample=self.is_sample)


def initial_of(notable: Notable) -> dict[str, Any]:
    """A notable as its form begins."""
    names = (
        "name",
        "known_as",
        "born",
        "died",
        "dates_source",
        "summary",
        "name_en",
        "known_as_en",
        "summary_en",
        "slug",
    )
    initial: dict[str, Any] = {name: getattr(notable, name) for name in names}
    houses = list(notable.houses.values_list("place", flat=True))
    return initial | {"houses": houses, "version": notable.version}


class StatementForm(forms.Form):
    """One thing said of a notable, and where it is from."""

    about = forms.ChoiceField(label=_("说的是"), choices=About.choices)
    text = forms.CharField(label=_("内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        label=_("出处"),
        max_length=300,
        help_text=_("书名和页码、档案号、报刊日期或网页题目。"),
        error_messages={"required": _("请写出处。没有出处的话，公开页面上不说。")},
    )
    source_url = forms.CharField(label=_("出处网址"), max_length=300, required=False)
    source_date = DayField(label=_("出处日期"), required=False)
    text_en = forms.CharField(
        label=_("英文"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def given(self) -> StatementGiven:
        return StatementGiven(**self.cleaned_data)


def initial_of_statement(statement: NotableStatement) -> dict[str, Any]:
    """A statement as its form begins."""
    return {name: getattr(statement, name) for name in StatementForm.base_fields}
