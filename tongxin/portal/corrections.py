"""What somebody finds wrong on a public page: the form, the receipt with the answer, and all that was corrected.

The form and the receipt are one person's and never kept (`never_cache`); the list is a public page like any other.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from tongxin.common.errors import Invalid, Refusal
from tongxin.common.rates import is_too_often
from tongxin.corrections import actions, selectors
from tongxin.corrections.actions.asking import MOST_CONTACT, MOST_TEXT
from tongxin.corrections.expiry import AFTER_ANSWER
from tongxin.corrections.models import CorrectionNote
from tongxin.portal.about import page_at

PER_PAGE = 30
# From one address.
RATE = "10/h"


class AskForm(forms.Form):
    """What is wrong, and how to get back. `website` is seen by programs that fill in everything, not by people."""

    page = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("哪里不对"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("写明哪一处、应该是什么；知道依据的，写上依据。不要写身份证号、银行卡号。"),
    )
    contact = forms.CharField(
        label=gettext_lazy("联系方式"),
        max_length=MOST_CONTACT,
        required=False,
        help_text=gettext_lazy("电话或邮箱，只在需要问清楚时用；答复后三十天删去。不留也会答复，凭查询码看。"),
    )
    website = forms.CharField(
        label=gettext_lazy("请留空"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("这一栏请留空，填了会被当作程序自动提交。"))
        return ""


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The form for the page that ?page= names; once sent, the receipt."""
    address = (request.POST if request.method == "POST" else request.GET).get("page", "/")
    page = page_at(address)
    form = AskForm(request.POST or None, initial={"page": address})
    if request.method == "POST" and form.is_valid():
        try:
            if is_too_often(request, "correction", RATE):
                raise Invalid(_("这个网络地址提交得太多了，没有收下。请过一小时再试。"))
            row = actions.ask(page=page, text=form.cleaned_data["text"], contact=form.cleaned_data["contact"])
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return HttpResponseRedirect(f"{reverse('portal:correction_receipt', args=[row.code])}?new=1")
    context = {"form": form, "page": page, "days": settings.CORRECTION_WORKING_DAYS, "is_own_page": True}
    return render(request, "portal/corrections/ask.html", context)


@never_cache
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked, until when it is answered and why then, and the answer. 404 for a code that is none."""
    found = selectors.by_code(code)
    if found is None:
        raise Http404
    context = {
        "asked": found,
        "is_own_page": True,
        "is_new": "new" in request.GET,
        "sums": found.deadline.explain(),
        "notes": list(found.notes.all()),
        "kept_days": AFTER_ANSWER.days,
    }
    return render(request, "portal/corrections/receipt.html", context)


@never_cache
def find_receipt(request: HttpRequest) -> HttpResponse:
    """From a typed code to its receipt; a code that is none is told beside the field."""
    code = request.GET.get("code", "").strip()[:40]
    found = selectors.by_code(code)
    if found is not None:
        return HttpResponseRedirect(reverse("portal:correction_receipt", args=[found.code]))
    return _list(request, wrong_code=code)


def corrections(request: HttpRequest) -> HttpResponse:
    """All that was corrected on this site, newest first, and where to type a receipt."""
    return _list(request)


def _list(request: HttpRequest, wrong_code: str = "") -> HttpResponse:
    page = Paginator(selectors.public_notes(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "wrong_code": wrong_code,
        "days": settings.CORRECTION_WORKING_DAYS,
        "sample": any(note.is_sample for note in page),
    }
    return render(request, "portal/corrections/corrections.html", context)


def _as_dict(request: HttpRequest, note: CorrectionNote) -> dict[str, Any]:
    return {
        "page": request.build_absolute_uri(note.path),
        "title": note.title,
        "what": note.what,
        "at": note.made_at,
        "unit": note.unit.name,
        "sample": note.is_sample,
    }


def as_json(request: HttpRequest) -> HttpResponse:
    """The same list for machines."""
    body = {"corrections": [_as_dict(request, note) for note in selectors.public_notes()[:500]]}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})
