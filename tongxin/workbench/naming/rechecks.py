"""Titles that are looked at again: which are due, what the reviewers found, and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Refusal
from tongxin.common.tables import ListColumn, Listing, TextFilter
from tongxin.naming import rules
from tongxin.naming.actions import rechecking
from tongxin.naming.enums import ApplicationStatus, Outcome
from tongxin.naming.models import Application, Recheck, Visit
from tongxin.naming.selectors import access
from tongxin.workbench.naming.forms import RecheckForm
from tongxin.workbench.naming.lists import application_url
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import only_if


def _state(one: Application) -> str:
    if one.status == ApplicationStatus.RECHECKED:
        return _("等决定")
    if one.status == ApplicationStatus.RECHECKING:
        return _("正在复核")
    if one.is_recheck_late:
        return _("已过期限")
    return _("可以复核") if one.is_recheck_open else _("未到期")


RECHECKS = Listing(
    gettext_lazy("复核"),
    (
        ListColumn("place", gettext_lazy("场所"), lambda one: one.place.name, ("place__name",), application_url),
        ListColumn("unit", gettext_lazy("管理单位"), lambda one: one.place.owner.brief, ("place__owner__name",)),
        ListColumn("title", gettext_lazy("称号"), lambda one: one.batch.name, ("batch__opens_on",)),
        ListColumn("code", gettext_lazy("编号"), lambda one: one.code, ("code",)),
        ListColumn("named_on", gettext_lazy("命名日期"), lambda one: one.named_on, ("named_on",)),
        ListColumn("due", gettext_lazy("复核期限"), lambda one: one.recheck_due_on, ("recheck_due_on",)),
        ListColumn("state", gettext_lazy("到哪一步"), _state),
    ),
    (TextFilter("q", gettext_lazy("场所"), "place__name"),),
    sort="due",
)


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


@dataclass(frozen=True)
class Round:
    """The visits of the naming or of one re-check, each with whether its checklist is open to the reader."""

    title: str
    visits: list[tuple[Visit, bool]]


def may_see_visits(user: Any, found: Application) -> bool:
    """The office and the reviewers; the unit sees the outcome only."""
    return rules.may_read_all(user, found.batch) or any(one.reviewer_id == user.pk for one in found.visits.all())


def rounds_of(user: Any, found: Application, visits: list[Visit], rechecks: list[Recheck]) -> list[Round]:
    """The visits by round, the latest first."""
    days = {one.pk: one.started_on for one in rechecks}
    rounds: dict[int | None, list[tuple[Visit, bool]]] = {}
    for visit in sorted(visits, key=lambda one: (-(one.recheck_id or 0), one.pk)):
        rounds.setdefault(visit.recheck_id, []).append((visit, _is_open_to(user, visit, visits)))
    shown = []
    for pk, rows in rounds.items():
        day = days.get(pk) if pk else None
        title = _("复核考察（%(day)s起）") % {"day": plain_day(day, year=0)} if day else _("实地考察")
        shown.append(Round(title, rows))
    return shown


def _is_open_to(user: Any, visit: Visit, visits: list[Visit]) -> bool:
    if visit.filled_on is None:
        return False
    own_is_open = any(
        one.reviewer_id == user.pk and one.filled_on is None and one.recheck_id == visit.recheck_id for one in visits
    )
    return visit.reviewer_id == user.pk or (not own_is_open and rules.may_read_all(user, visit.application.batch))


@staff_page
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    """Both checklists, and the decision: keep the title or take it back, with the reason."""
    found = access.application_for(request.user, pk)
    only_if(found.status == ApplicationStatus.RECHECKED and rules.may_judge(request.user, found))
    form = RecheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = rechecking.keep if form.cleaned_data["outcome"] == Outcome.KEPT else rechecking.revoke
        try:
            act(application=found, reason=form.cleaned_data["reason"], by=request.user)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("复核结论已记下。"))
            return HttpResponseRedirect(application_url(found))
    open_one = found.open_recheck
    visits = found.visits.filter(recheck=open_one).select_related("reviewer").prefetch_related("findings__criterion")
    context = {
        "form": form,
        "found": found,
        "back": application_url(found),
        "due": plain_day(found.recheck_due_on, year=0) if found.recheck_due_on else "",
        "visits": [(one, True) for one in visits],
    }
    return render(request, "workbench/naming/recheck.html", context, status=422 if form.errors else 200)
