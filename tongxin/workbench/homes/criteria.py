"""The standard of a home, as data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.places import rules
from tongxin.places.actions import homes as actions
from tongxin.places.models import HomeCriterion
from tongxin.workbench.homes.forms import CriterionForm
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import Words, form_page, only_if


@staff_page
def home_criteria(request: HttpRequest) -> HttpResponse:
    """What a home must have. Everybody who works here may read it."""
    context = {
        "criteria": HomeCriterion.objects.select_related("fact_kind"),
        "may_set_standard": rules.may_set_standard(request.user),
    }
    return render(request, "workbench/homes/criteria.html", context)


@staff_page
def home_criterion_add(request: HttpRequest) -> HttpResponse:
    """Add a criterion."""
    only_if(rules.may_set_standard(request.user))

    def act(data: dict[str, Any]) -> str:
        return _("标准“%(criterion)s”已加上。") % {"criterion": actions.put_criterion(by=request.user, **data)}

    words = Words(_("加一项标准"), _("加上"), reverse("workbench:home_criteria"))
    return form_page(request, CriterionForm(request.POST or None), words, act)


@staff_page
def home_criterion_change(request: HttpRequest, criterion: int) -> HttpResponse:
    """Change a criterion, or put it out of use; evidence stays."""
    only_if(rules.may_set_standard(request.user))
    row = get_object_or_404(HomeCriterion, pk=criterion)

    def act(data: dict[str, Any]) -> str:
        actions.put_criterion(by=request.user, criterion=row, **data)
        return _("标准“%(criterion)s”已保存。") % {"criterion": row}

    form = CriterionForm(request.POST or None, initial=CriterionForm.initial_of(row))
    return form_page(request, form, Words(_("修改标准"), _("保存"), reverse("workbench:home_criteria")), act)
