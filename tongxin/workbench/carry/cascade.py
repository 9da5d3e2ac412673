"""A unit's own plan for a project it carries; opening a closed project again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Refusal
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions import breaking_down, closing
from tongxin.programme.enums import Insight
from tongxin.programme.models import Project
from tongxin.programme.selectors import access
from tongxin.workbench.carry.fields import NeededInTheEnd, RefusalForm, WordsField
from tongxin.workbench.carry.requests import project_or_404
from tongxin.workbench.pages import staff_page


class BreakDownForm(RefusalForm):
    unit = forms.ModelChoiceField(label=gettext_lazy("哪个单位的方案"), queryset=Unit.objects.none(), empty_label=None)
    name = NeededInTheEnd(label=gettext_lazy("方案名称"), max_length=120)
    insight = forms.ChoiceField(
        label=gettext_lazy("上级能看到多少"),
        choices=Insight.choices,
        widget=forms.RadioSelect,
        initial=Insight.PROGRESS,
    )

    def __init__(self, project: Project, by: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = [
            part.unit_id
            for part in project.assignments.select_related("unit")
            if rules.may_break_down_for(by, part.unit)
        ]
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.filter(pk__in=own)
        unit.initial = own[0] if own else None
        self.fields["name"].initial = _("%(project)s分解方案") % {"project": project.title[:100]}


@staff_page
def break_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a unit's own plan: the areas that come of the project's measures are shown before."""
    project = project_or_404(request, pk)
    if not rules.may_break_down(request.user, project):
        raise Http404
    form = BreakDownForm(project, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            plan = breaking_down.break_down(project=project, by=request.user, name=chosen["name"], unit=chosen["unit"])
            breaking_down.set_insight(programme=plan, insight=Insight(chosen["insight"]), by=request.user)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("已建好分解方案。加上项目和承办单位，就可以交办了。"))
            return HttpResponseRedirect(reverse("workbench:board", args=[plan.pk]))
    context = {
        "project": project,
        "form": form,
        "areas": breaking_down.measures_of(project),
        "plans": access.visible_programmes(request.user).filter(parent_project=project),
    }
    return render(request, "workbench/carry/break_down.html", context, status=422 if form.errors else 200)


class InsightForm(RefusalForm):
    insight = forms.ChoiceField(label=gettext_lazy("上级能看到多少"), choices=Insight.choices, widget=forms.RadioSelect)


@staff_page
def insight(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the office above sees into one's own plan."""
    programme = get_object_or_404(access.visible_programmes(request.user), pk=pk)
    if not rules.may_set_insight(request.user, programme):
        raise Http404
    form = InsightForm(request.POST or None, initial={"insight": programme.insight})
    if request.method == "POST" and form.is_valid():
        breaking_down.set_insight(programme=programme, insight=Insight(form.cleaned_data["insight"]), by=request.user)
        messages.success(request, _("已改好。"))
        return HttpResponseRedirect(reverse("workbench:board", args=[pk]))
    context = {"programme": programme, "form": form}
    return render(request, "workbench/carry/insight.html", context, status=422 if form.errors else 200)


class ReopenForm(RefusalForm):
    reason = WordsField(label=gettext_lazy("理由"), help_text=gettext_lazy("会写进项目经过，单位也会收到"))


@staff_page
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed project again, with the reason."""
    project = project_or_404(request, pk)
    if not rules.may_coordinate_project(request.user, project):
        raise Http404
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closing.reopen(project=project, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("已重新办理。"))
            return HttpResponseRedirect(reverse("workbench:project", args=[pk]))
    context = {"project": project, "form": form}
    return render(request, "workbench/carry/reopen.html", context, status=422 if form.errors else 200)
