from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.visits.actions import Wanted
from tongxin.visits.expiry import KEEPS, PURPOSE


class PersonsForm(forms.Form):
    persons = forms.IntegerField(label=gettext_lazy("人数"), min_value=1, max_value=2000)


class TicketForm(PersonsForm):
    """A head-count and nothing else: all that is asked for places that are sensitive by association."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    # Seen by programs only: whoever fills it is none that visits.
    website = forms.CharField(
        label=gettext_lazy("请留空"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {}).setdefault("request_key", uuid4())
        super().__init__(*args, **options)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("请让“请留空”这一格空着，再提交一次。"))
        return ""

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(persons=data["persons"], request_key=data["request_key"])


class ContactForm(forms.Form):
    """Who comes and how they are reached; the contact is whoever fills the form."""

    group_name = forms.CharField(
        label=gettext_lazy("单位或团体名称"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("联系人"),
        max_length=30,
        help_text=gettext_lazy("怎么称呼您，例如“王老师”。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("电话和邮箱填一个就行。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("邮箱"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("填了就把预约码发到邮箱。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def contact(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("group_name", "contact_name", "phone", "email")}


class BookingForm(ContactForm, TicketForm):
    """What a group says of itself."""

    consent = forms.BooleanField(label=gettext_lazy("同意登记"), required=False)
    field_order = ["persons", "group_name", "contact_name", "phone", "email", "consent", "request_key", "website"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["consent"].label = _("我是联系人本人，同意登记上面几项。用途：%(purpose)s。保存：%(keeps)s。") % {
            "purpose": PURPOSE,
            "keeps": KEEPS,
        }

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(
            persons=data["persons"],
            has_consented=data["consent"],
            request_key=data["request_key"],
            **self.contact(),
        )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("预约码"),
        max_length=30,
        help_text=gettext_lazy("12 位，大小写、连字符都不要紧。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
