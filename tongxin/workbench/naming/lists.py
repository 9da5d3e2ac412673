"""Lists of naming: batches with what waits for oneself, and applications."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.clock.wording import plain_day
from tongxin.common.tables import ChoiceFilter, ListColumn, Listing, TextFilter
from tongxin.naming import rules
from tongxin.naming.enums import ApplicationStatus, BatchStatus
from tongxin.naming.models import Application, Batch
from tongxin.naming.selectors import access
from tongxin.workbench.carry.moves import Button, Pressed
from tongxin.workbench.pages import staff_page


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
            "words": _("请复核考察") if visit.recheck_id else _("请实地考察"),
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
    return [*found, *_rechecks_waiting(user)]


def _rechecks_waiting(user: Any) -> list[dict[str, str]]:
    """Titles that are to be looked at again: what the office is to do, and what the place's unit is to be ready for."""
    found = []
    for one in access.rechecks_due(user):
        day = plain_day(one.recheck_due_on, year=0) if one.recheck_due_on else ""
        if rules.may_judge(user, one):
            words = {
                ApplicationStatus.NAMED: _("请开始复核，%(day)s到期"),
                ApplicationStatus.RECHECKING: _("正在复核，%(day)s到期"),
                ApplicationStatus.RECHECKED: _("请作复核决定，%(day)s到期"),
            }[ApplicationStatus(one.status)]
        elif rules.may_apply(user, one):
            words = _("将复核，请准备，%(day)s到期")
        else:
            continue
        found.append(
            {
                "what": one.place.name,
                "words": words % {"day": day},
                "about": one.batch.name,
                "url": application_url(one),
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
