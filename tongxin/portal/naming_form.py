from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.naming.models import Application
from tongxin.naming.personal import KEEPS, PURPOSE

WHOLE = "0"


class ObjectionForm(forms.Form):
    """An objection: to which place, what, and how to be asked back where one likes. No name is asked."""

    use_required_attribute = False
    application = forms.ChoiceField(label=gettext_lazy("对哪一处有异议"))
    text = forms.CharField(
        label=gettext_lazy("异议内容"),
        help_text=gettext_lazy("对哪一点有异议，依据是什么。请不要写自己或别人的身份证号、电话等个人信息。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    contact = forms.CharField(
        label=gettext_lazy("联系方式"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    # People do not see it and leave it empty; programs that fill every field give themselves away.
    website = forms.CharField(
        label=gettext_lazy("这一栏请留空"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, applications: list[Application], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._applications = {str(one.pk): one for one in applications}
        field: Any = self.fields["application"]
        field.choices = [(pk, one.place.name) for pk, one in self._applications.items()] + [
            (WHOLE, _("整批，不针对某一处"))
        ]
        self.fields["contact"].help_text = _(
            "可以不留。留单位的或自己的都行，只用于%(purpose)s；%(keeps)s。留了也随时可以凭回执删掉。"
        ) % {"purpose": PURPOSE, "keeps": KEEPS}

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("这一栏请留空，再提交一次。"))
        return ""

    def given(self) -> dict[str, Any]:
        """What was filled in, for the action."""
        data = self.cleaned_data
        return {
            "application": self._applications.get(data["application"]),
            "text": data["text"],
            "contact": data["contact"],
        }
