"""One members' home: how it stands against the standard, its funds, its use. Nothing here names anybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common.files.serving import serve
from tongxin.places import rules
from tongxin.places.actions import homes as actions
from tongxin.places.enums import Aspect
from tongxin.places.models import HomeCriterion, HomeEvidence, HomeFund, Place
from tongxin.places.selectors import homes as selectors
from tongxin.workbench.homes.forms import EvidenceForm, FundsForm, ReasonForm, UseForm
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if


def _address(home: Place) -> str:
    return reverse("workbench:home_of_members", args=[home.pk])


def _kept(request: HttpRequest, pk: int) -> Place:
    found = selectors.home_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    return found


@staff_page
def home(request: HttpRequest, pk: int) -> HttpResponse:
    """A home's page."""
    found = selectors.home_for(request.user, pk)
    today = timezone.localdate()
    (view,) = selectors.views_of([found], selectors.active_criteria(), today, today.year)
    funds = list(HomeFund.objects.filter(home=found))
    context = {
        "home": found,
        "view": view,
        "aspects": [(aspect.label, view.verdict.of(aspect)) for aspect in Aspect],
        "funds": funds,
        "year": today.year,
        "events": view.used.get("event-held", 0),
        "persons": view.used.get("persons-reached", 0),
        "may_edit": rules.may_edit(request.user, found),
    }
    return render(request, "workbench/homes/home.html", context)


@staff_page
def home_evidence_add(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """Write down what was found of one criterion."""
    found = _kept(request, pk)
    row = get_object_or_404(HomeCriterion, pk=criterion, is_active=True, fact_kind__isnull=True)

    def act(data: dict[str, Any]) -> str:
        upload = data.pop("file")
        actions.record_evidence(home=found, criterion=row, upload=upload, by=request.user, **data)
        return _("“%(criterion)s”的依据已登记。") % {"criterion": row}

    form = EvidenceForm(request.POST or None, request.FILES or None)
    words = Words(_("登记依据：%(criterion)s") % {"criterion": row}, _("登记"), _address(found), found.name)
    return form_page(request, form, words, act, notes=[row.how])


def _evidence(found: Place, pk: int) -> HomeEvidence:
    row = get_object_or_404(HomeEvidence.objects.select_related("criterion", "attachment"), pk=pk, home=found)
    row.home = found
    return row


@staff_page
def home_evidence_withdraw(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """Ask, then take wrong evidence back."""
    found = _kept(request, pk)
    row = _evidence(found, evidence)

    def act() -> str:
        actions.withdraw_evidence(evidence=row, by=request.user)
        return _("依据已撤回，之前的一条（如有）重新算数。")

    words = Words(_("撤回这条依据"), _("撤回"), _address(found), is_grave=True)
    return confirm_page(request, words, f"{row.criterion} · {row.seen_on:%Y-%m-%d} · {row.note}", act)


@staff_page
def home_evidence_file(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """The file of a piece of evidence."""
    found = selectors.home_for(request.user, pk)
    row = _evidence(found, evidence)
    if row.attachment is None:
        raise Http404
    return serve(row.attachment)


@staff_page
def home_funds_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was granted or used in a period."""
    found = _kept(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.record_funds(home=found, by=request.user, **data)
        return _("经费已登记。")

    form = FundsForm(request.POST or None)
    return form_page(request, form, Words(_("登记经费"), _("登记"), _address(found), found.name), act)


@staff_page
def home_funds_withdraw(request: HttpRequest, pk: int, funds: int) -> HttpResponse:
    """Take a wrong figure back, with the reason."""
    found = _kept(request, pk)
    row = get_object_or_404(HomeFund, pk=funds, home=found)
    row.home = found

    def act(data: dict[str, Any]) -> str:
        actions.withdraw_funds(funds=row, reason=data["reason"], by=request.user)
        return _("这一笔已撤回。")

    words = Words(
        _("撤回这一笔"), _("撤回"), _address(found), f"{row.year} {row.get_flow_display()} {row.amount}", True
    )
    return form_page(request, ReasonForm(request.POST or None), words, act)


@staff_page
def home_use_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down one activity: heads, no names."""
    found = _kept(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.record_use(home=found, by=request.user, **data)
        return _("活动已记入实绩：%(persons)d 人次。") % {"persons": data["persons"]}

    form = UseForm(request.POST or None)
    return form_page(request, form, Words(_("记一次活动"), _("记下"), _address(found), found.name), act)
