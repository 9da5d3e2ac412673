"""Reading plain form fields, and a form that shows a refusal beside the field it is about."""

from __future__ import annotations

from typing import Any

from django import forms

from tongxin.common.errors import Refusal


class DayField(forms.DateField):
    """A date with the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class WordsField(forms.CharField):
    """Several lines of words; whether they are needed is decided by the action, which says so in its own words."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": str(rows)}), max_length=2000, **({"required": False} | options)
        )


class RefusalForm(forms.Form):
    """A form over one action."""

    def show(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that it is about, or at the top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
