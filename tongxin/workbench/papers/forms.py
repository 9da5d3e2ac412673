from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from tongxin.documents.models import IssuedDocument
from tongxin.programme.actions.papers import CHOSEN, Wanted
from tongxin.programme.models import Programme
from tongxin.programme.selectors.papers import briefing_months


class PaperForm(forms.Form):
    """Which paper, and for a briefing of which month."""

    series = forms.ChoiceField(
        label=gettext_lazy("哪一种文件"),
        choices=[(series.value, series.label) for series in CHOSEN],
        initial=IssuedDocument.Series.BRIEFING,
    )
    month = forms.ChoiceField(
        label=gettext_lazy("写哪个月"),
        help_text=gettext_lazy("只用于工作简报"),
        error_messages={"invalid_choice": gettext_lazy("这个月不在工作年之内，或者还没有开始，请另选一个月。")},
    )

    def __init__(self, programme: Programme, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        months = briefing_months(programme)
        # Usually the month that is over is told, not the one that runs.
        over = [month for month in months if month < programme.today.replace(day=1)]
        self.fields["month"].initial = f"{(over or months)[0]:%Y-%m}" if months else None
        self.fields["month"].required = self["series"].value() == IssuedDocument.Series.BRIEFING
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in months
        ]

    @property
    def wanted(self) -> Wanted:
        """What was asked for; after `is_valid`."""
        series, month = self.cleaned_data["series"], self.cleaned_data["month"]
        if series != IssuedDocument.Series.BRIEFING or not month:
            return Wanted(series)
        return Wanted(series, date.fromisoformat(f"{month}-01"))
