"""A plan that a unit has already becomes its plan for a project it carries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongxin.common.errors import Refusal
from tongxin.programme import rules
from tongxin.programme.actions import breaking_down
from tongxin.programme.models import Programme
from tongxin.programme.selectors.attaching import attachable_plans
from tongxin.workbench.carry.fields import RefusalForm
from tongxin.workbench.carry.requests import project_or_404
from tongxin.workbench.pages import staff_page


class PlanChoice(forms.ModelChoiceField[Programme]):
    def label_from_instance(self, plan: Any) -> str:
        count = ngettext("%(n)d 个项目", "%(n)d 个项目", plan.size) % {"n": plan.size}
        return f"{plan.name}（{plan.owner.brief}，{plan.year}，{count}）"


class AttachForm(RefusalForm):
    programme = PlanChoice(
        label=gettext_lazy("本单位已有的方案"),
        queryset=Programme.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, plans: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["programme"]
        field.queryset = plans


@staff_page
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one of the unit's own plans; what was done in it counts for the project from now on."""
    project = project_or_404(request, pk)
    if not rules.may_break_down(request.user, project):
        raise Http404
    plans = attachable_plans(project, request.user)
    form = AttachForm(plans, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["programme"]
        try:
            counted = breaking_down.attach(programme=chosen, project=project, by=request.user)
        except Refusal as refusal:
            form.add_error("programme", str(refusal))
        else:
            done = _("“%(plan)s”已并入这个项目。") % {"plan": chosen.name}
            facts = ngettext("补计 %(n)d 条实绩。", "补计 %(n)d 条实绩。", counted) % {"n": counted} if counted else ""
            messages.success(request, done + facts)
            return HttpResponseRedirect(reverse("workbench:project", args=[pk]))
    context = {"project": project, "form": form, "any": plans.exists()}
    return render(request, "workbench/carry/attach.html", context, status=422 if form.errors else 200)
