"""Lists of naming: batches with what waits for oneself, applications, and titles that are to be looked at again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Refusal
from tongxin.common.tables import ChoiceFilter, ListColumn, Listing, TextFilter
from tongxin.naming import rules
from tongxin.naming.actions import rechecking
from tongxin.naming.enums import ApplicationStatus, BatchStatus, Outcome
from tongxin.naming.models import Application, Batch
from tongxin.naming.selectors import access
from tongxin.workbench.carry.moves import Button, Pressed
from tongxin.workbench.naming.forms import RecheckForm
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import only_if


def batch_url(batch: Batch) -> str:
    return reverse("workbench:naming_board", args=[batch.pk])


def application_url(application: Application) -> str:
    return reverse("workbench:naming_application", args=[application.pk])


BATCHES = Listing(
    gettext_lazy("命名批次"),
    (
        ListColumn("name", gettext_lazy("批次"), lambda one: one.name, ("title", "number"), batch_url),
        ListColumn("owner", gettext_lazy("主办单位"), lambda one: one.owner.brief, ("owner__name",)),
        ListColumn("status", gettext_lazy("状态"), lambda one: one.get_status_display(), ("status",)),
        ListColumn("opens_on", gettext_lazy("申报开始"), lambda one: one.opens_on, ("opens_on",)),
        ListColumn("closes_on", gettext_lazy("申报截止"), lambda one: one.closes_on, ("closes_on",)),
        ListColumn("notice_ends_on", gettext_lazy("公示截止"), lambda one: one.last_notice_day, ("notice_ends_on",)),
    ),
    (ChoiceFilter("status", gettext_lazy("状态"), "status", choices=lambda: BatchStatus.choices),),
    sort="-opens_on",
)
APPLICATIONS = Listing(
    gettext_lazy("命名申报"),
    (
        ListColumn("place", gettext_lazy("场所"), lambda one: one.place.name, ("place__name",), application_url),
        ListColumn("unit", gettext_lazy("管理单位"), lambda one: one.place.owner.brief, ("place__owner__name",)),
        ListColumn("batch", gettext_lazy("批次"), lambda one: one.batch.name, ("batch__opens_on",)),
        ListColumn("status", gettext_lazy("状态"), lambda one: one.get_status_display(), ("status",)),
        ListColumn("submitted_on", gettext_lazy("提交日期"), lambda one: one.submitted_on, ("submitted_on",)),
        ListColumn("named_on", gettext_lazy("命名日期"), lambda one: one.named_on, ("named_on",)),
        ListColumn("code", gettext_lazy("编号"), lambda one: one.code, ("code",)),
    ),
    (
        TextFilter("q", gettext_lazy("场所"), "place__name"),
        ChoiceFilter("status", gettext_lazy("状态"), "status", choices=lambda: ApplicationStatus.choices),
    ),
    sort="batch",
)


def _recheck_state(one: Application) -> str:
    due, today = one.recheck_due_on, one.batch.today
    if due is None or today < due - rechecking.AHEAD:
        return _("未到期")
    return _("已过期限") if today > due else _("可以复核")


RECHECKS = Listing(
    gettext_lazy("复核"),
    (
        ListColumn("place", gettext_lazy("场所"), lambda one: one.place.name, ("place__name",), application_url),
        ListColumn("unit", gettext_lazy("管理单位"), lambda one: one.place.owner.brief, ("place__owner__name",)),
        ListColumn("title", gettext_lazy("称号"), lambda one: one.batch.name, ("batch__opens_on",)),
        ListColumn("code", gettext_lazy("编号"), lambda one: one.code, ("code",)),
        ListColumn("named_on", gettext_lazy("命名日期"), lambda one: one.named_on, ("named_on",)),
        ListColumn("due", gettext_lazy("复核期限"), lambda one: one.recheck_due_on, ("recheck_due_on",)),
        ListColumn("state", gettext_lazy("到没到"), _recheck_state),
    ),
    (TextFilter("q", gettext_lazy("场所"), "place__name"),),
    sort="due",
)


def say_what_no_button_says(request: HttpRequest, pressed: Pressed | None, shown: list[Button]) -> None:
    """The refusal of a button that is not there any more (another tab, somebody faster) stands at the top of the page."""
    if pressed is not None and pressed.refusal is not None and not any(button.wrong for button in shown):
        messages.error(request, str(pressed.refusal))


@staff_page
def batch_list(request: HttpRequest) -> HttpResponseBase:
    """The batches that one sees, and above them what waits for oneself."""
    rows = access.batches_for(request.user)
    if (file := BATCHES.export(rows, request.GET)) is not None:
        return file
    context = {
        "page": BATCHES.page(rows, request.GET),
        "waiting": waiting_for(request.user),
        "may_add": access.coordinates(request.user),
    }
    return render(request, "workbench/naming/batches.html", context)


def waiting_for(user: Any) -> list[dict[str, str]]:
    """What one is to do: visits, and applications of one's own unit that are not finished."""
    found = [
        {
            "what": visit.application.place.name,
            "words": _("请实地考察"),
            "about": visit.application.batch.name,
            "url": reverse("workbench:naming_visit", args=[visit.pk]),
        }
        for visit in access.visits_due(user)
    ]
    own = access.applications_for(user).filter(status__in=(ApplicationStatus.DRAFT, ApplicationStatus.RETURNED))
    for one in own.order_by("pk"):
        if not rules.may_apply(user, one):
            continue
        last = one.supplement_by or one.batch.closes_on
        words = _("请补正，%(day)s截止") if one.status == ApplicationStatus.RETURNED else _("还没提交，%(day)s截止")
        found.append(
            {
                "what": one.place.name,
                "words": words % {"day": plain_day(last, year=one.batch.today.year)},
                "about": one.batch.name,
                "url": reverse("workbench:naming_write", args=[one.pk]),
            }
        )
    return found


@staff_page
def application_list(request: HttpRequest) -> HttpResponseBase:
    """The applications that one sees, of all batches."""
    rows = access.applications_for(request.user)
    if (file := APPLICATIONS.export(rows, request.GET)) is not None:
        return file
    context = {"page": APPLICATIONS.page(rows, request.GET), "title": _("命名申报")}
    return render(request, "workbench/naming/list.html", context)


@staff_page
def recheck_list(request: HttpRequest) -> HttpResponseBase:
    """The titles that stand, the one that is to be looked at again first at the top."""
    rows = access.titles_for(request.user)
    if (file := RECHECKS.export(rows, request.GET)) is not None:
        return file
    context = {
        "page": RECHECKS.page(rows, request.GET),
        "title": _("复核"),
        "under": _("命名后隔几年复核一次：期限前 90 天起可以复核，到时会提醒单位和主办单位。"),
    }
    return render(request, "workbench/naming/list.html", context)


@staff_page
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a title or take it back, with the reason."""
    found = access.application_for(request.user, pk)
    only_if(found.status == ApplicationStatus.NAMED and rules.may_judge(request.user, found))
    form = RecheckForm(request.POST or None, initial={"outcome": Outcome.KEPT})
    if request.method == "POST" and form.is_valid():
        act = rechecking.keep if form.cleaned_data["outcome"] == Outcome.KEPT else rechecking.revoke
        try:
            act(application=found, reason=form.cleaned_data["reason"], by=request.user)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("复核结论已记下。"))
            return HttpResponseRedirect(application_url(found))
    context = {
        "form": form,
        "found": found,
        "back": application_url(found),
        "due": plain_day(found.recheck_due_on, year=0) if found.recheck_due_on else "",
    }
    return render(request, "workbench/naming/recheck.html", context, status=422 if form.errors else 200)
