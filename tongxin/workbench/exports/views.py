"""Lists of persons as files: what one asked for and what waits for one's word, the decision, the file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.common.files.kinds import XLSX
from tongxin.organisations.personal_exports import actions, selectors
from tongxin.organisations.personal_exports.kinds import kind_of
from tongxin.organisations.personal_exports.models import ExportStatus, PersonalExport
from tongxin.organisations.personal_exports.rules import may_decide, may_withdraw
from tongxin.workbench.pages import paged, staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if, signed_in


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("申请人会看到，例如：只要人数，看列表就够。"),
    )


def address(export: PersonalExport) -> str:
    return reverse("workbench:export", args=[export.pk])


@staff_page
def exports(request: HttpRequest) -> HttpResponse:
    """What waits for one's word, then all that one asked for or may decide."""
    context = {
        "waiting": selectors.waiting_for(request.user),
        "page": paged(request, selectors.exports_for(request.user)),
    }
    return render(request, "workbench/exports/exports.html", context)


@staff_page
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """One list that is asked for: what for, by whom, and where it stands."""
    found = selectors.export_for(request.user, pk)
    is_open = found.status == ExportStatus.ASKED
    context = {
        "export": found,
        "kind": kind_of(found.kind),
        "may_decide": is_open and may_decide(request.user, found),
        "may_withdraw": is_open and may_withdraw(request.user, found),
        "is_there": selectors.is_there_for(signed_in(request), found),
        "is_mine": found.asked_by_id == signed_in(request).pk,
    }
    return render(request, "workbench/exports/export.html", context)


@staff_page
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then allow it."""
    found = _to_decide(request, pk)

    def act() -> str:
        actions.approve(export=found, by=request.user)
        return _("已同意，文件只给申请人，24 小时后销毁。")

    words = Words(_("同意导出这份名单"), _("同意"), address(found))
    return confirm_page(
        request, words, _("%(what)s。用途：%(purpose)s") % {"what": found, "purpose": found.purpose}, act
    )


@staff_page
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not allow it, with the reason."""
    found = _to_decide(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.refuse(export=found, reason=data["reason"], by=request.user)
        return _("没有同意，申请人会看到理由。")

    words = Words(_("不同意导出"), _("不同意"), address(found), str(found))
    return form_page(request, ReasonForm(request.POST or None), words, act, notes=[found.purpose])


@require_POST
@staff_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker no longer needs it."""
    found = _mine(request, pk)

    def act() -> str:
        actions.withdraw(export=found, by=request.user)
        return _("申请已撤回。")

    return confirm_page(request, Words(_("撤回申请"), _("撤回申请"), address(found)), str(found), act)


@require_POST
@staff_page
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for the asker alone; each time is written down."""
    found = _mine(request, pk)
    response = HttpResponse(actions.fetch(export=found, by=request.user), content_type=XLSX.content_type)
    response["Content-Disposition"] = content_disposition_header(True, found.file_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _to_decide(request: HttpRequest, pk: int) -> PersonalExport:
    found = selectors.export_for(request.user, pk)
    only_if(may_decide(request.user, found))
    return found


def _mine(request: HttpRequest, pk: int) -> PersonalExport:
    found = selectors.export_for(request.user, pk)
    only_if(may_withdraw(request.user, found))
    return found
