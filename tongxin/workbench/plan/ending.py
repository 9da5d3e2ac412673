"""The page on which a year of work is ended, or opened again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.programme.actions.ending import end_year, reopen_year
from tongxin.programme.enums import ProgrammeStatus, ProjectStatus
from tongxin.workbench.pages import staff_page
from tongxin.workbench.plan.plans import programme_or_404


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("重新开启的理由"), widget=forms.Textarea(attrs={"rows": "3"}), max_length=2000
    )


@staff_page
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still open in the year, and the button that ends it; for an ended year the way back, with a reason."""
    programme = programme_or_404(request, pk)
    is_closed = programme.status == ProgrammeStatus.CLOSED
    form = ReopenForm(request.POST if is_closed and request.method == "POST" else None)
    back = HttpResponseRedirect(reverse("workbench:plan", args=[pk]))
    if request.method == "POST" and not is_closed:
        end_year(programme=programme, by=request.user)
        messages.success(request, _("工作年已结束。需要时可以重新开启。"))
        return back
    if request.method == "POST" and form.is_valid():
        reopen_year(programme=programme, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("工作年已重新开启。"))
        return back
    still_open = programme.projects.exclude(status__in=[ProjectStatus.CLOSED, ProjectStatus.EVALUATED])
    context = {
        "programme": programme,
        "is_closed": is_closed,
        "form": form,
        "still_open": still_open.select_related("lead_unit")[:50],
    }
    return render(request, "workbench/plan/ending.html", context, status=422 if form.errors else 200)
