"""Form fields that pages of several subjects share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class DayField(forms.DateField):
    """A date with the browser's own calendar; one that the calendar does not have is named in the refusal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                _("“%(text)s”不是日历上有的日期，请按 2019-09-30 的样子填。") % {"text": str(value)[:20]},
                code="invalid",
            ) from error
