"""When somebody else was faster: what stands now is said beside what was typed, and nothing of either is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext as _

from tongxin.common.errors import Conflict

MOST_SHOWN = 300


def show_conflict(request: HttpRequest, form: forms.Form, refusal: Conflict) -> None:
    """Let the form say who was faster and, at each field that differs, what stands there; the next try is made knowing it.

    The form's `initial` is the row as it stands now, its `version` with it; a form without (a new row) only says why.
    """
    form.add_error(None, str(refusal))
    if "version" not in form.initial:
        return
    for name in form.changed_data:
        if name != "version" and name in form.fields and not form.errors.get(name):
            form.add_error(name, _("现在存着的是：%(now)s") % {"now": _words(form[name])})
    typed = request.POST.copy()
    typed["version"] = str(form.initial["version"])
    form.data = typed


def _words(field: forms.BoundField) -> str:
    """What stands in a field, as one would read it."""
    value: Any = field.initial
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(field.field, forms.ModelChoiceField) and not hasattr(value, "pk") and value not in (None, ""):
        value = field.field.queryset.filter(pk=value).first()  # type: ignore[union-attr]
    elif isinstance(field.field, forms.ChoiceField) and not isinstance(field.field, forms.ModelChoiceField):
        value = dict(field.field.choices).get(value, value)  # type: ignore[arg-type]
    if isinstance(value, list | tuple):
        value = _("、").join(str(one) for one in value)
    return truncatechars("" if value is None else str(value), MOST_SHOWN) or _("（空）")
