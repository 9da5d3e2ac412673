"""Reading plain form fields, and a form that shows a refusal beside the field it is about."""

from __future__ import annotations

from typing import Any

from django import forms

from tongxin.common.errors import Refusal


class NeededInTheEnd(forms.CharField):
    """Words that a form can be saved without, and not handed in: the action asks for them, in its own words."""

    def validate(self, value: str) -> None:
        """Nothing is asked here; the label does not call it optional."""


class WordsField(NeededInTheEnd):
    """Several lines of words; what must be said, the action asks for."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": str(rows)}), max_length=2000, **options)


class RefusalForm(forms.Form):
    """A form over one action."""

    use_required_attribute = False

    def show(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that it is about, or at the top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
