"""The room of corrections: what waits for an answer, one request, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common import components
from tongxin.common.tables import ListColumn, Listing
from tongxin.corrections import actions, rules, selectors
from tongxin.corrections.enums import Status
from tongxin.corrections.models import CorrectionRequest
from tongxin.corrections.workflows import CORRECTION
from tongxin.workbench.corrections.forms import AnswerForm, HandOverForm, ReasonForm
from tongxin.workbench.lists import EVERYTHING, exported, ordered, sorting, starting
from tongxin.workbench.pages import paged, staff_page
from tongxin.workbench.units.pages import Words, form_page, only_if

ROUTES = {
    "answer": "workbench:correction_answer",
    "hand_over": "workbench:correction_hand_over",
    "set_aside": "workbench:correction_set_aside",
    "reopen": "workbench:correction_reopen",
}
COLUMNS = (
    ListColumn("page", gettext_lazy("页面"), str, ("title", "path")),
    ListColumn("path", gettext_lazy("网址"), lambda row: row.path),
    ListColumn("text", gettext_lazy("哪里不对"), lambda row: row.text),
    ListColumn("unit", gettext_lazy("答复单位"), lambda row: row.unit.name, ("unit__name",)),
    ListColumn("asked", gettext_lazy("提出日期"), lambda row: timezone.localtime(row.asked_at).date(), ("asked_at",)),
    ListColumn("due", gettext_lazy("答复期限"), lambda row: row.due_on, ("due_on",)),
    ListColumn("status", gettext_lazy("状态"), lambda row: row.get_status_display(), ("status",)),
    ListColumn("outcome", gettext_lazy("结果"), lambda row: row.get_outcome_display()),
    ListColumn("answer", gettext_lazy("答复"), lambda row: row.answer),
)
LIST = Listing(gettext_lazy("更正请求"), COLUMNS, sort="due")


@staff_page
def corrections(request: HttpRequest) -> HttpResponseBase:
    """The requests that one's units answer: first those that wait, by the day they are due."""
    rows = selectors.requests_for(request.user)
    status = request.GET.get("status", Status.RECEIVED)
    if status in Status.values:
        rows = rows.filter(status=status)
    words = request.GET.get("q", "").strip()
    if words:
        rows = rows.filter(text__icontains=words) | rows.filter(title__icontains=words)
    listing = starting(LIST, "due" if status == Status.RECEIVED else "-asked")
    if (file := exported(listing, rows, request)) is not None:
        return file
    choices = [*[(value, str(label)) for value, label in Status.choices], (EVERYTHING, _("全部"))]
    filters = [
        components.Filter("status", _("状态"), choices, status),
        components.Filter("q", _("页面或内容"), value=words),
        sorting(listing, request.GET),
    ]
    page = paged(request, ordered(listing, rows, request.GET))
    return render(request, "workbench/corrections/corrections.html", {"page": page, "filters": filters})


@staff_page
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its page, its due date and why, and what this person may do."""
    return _shown(request, selectors.request_for(request.user, pk))


def _shown(request: HttpRequest, row: CorrectionRequest, contact: str = "") -> HttpResponse:
    moves = [(reverse(ROUTES[move.action], args=[row.pk]), move) for move in CORRECTION.open_to(request.user, row)]
    context = {
        "asked": row,
        "state": ("late", _("逾期"))
        if row.is_late
        else ("done" if not row.is_open else "idle", row.get_status_display()),
        "sums": row.deadline.explain(),
        "moves": moves,
        "notes": list(row.notes.all()),
        "contact": contact,
        "may_read_contact": bool(row.contact) and not contact and rules.may_answer(request.user, row),
    }
    return render(request, "workbench/corrections/correction.html", context)


def _open(request: HttpRequest, pk: int) -> CorrectionRequest:
    """The request where this person answers, else 404."""
    row = selectors.request_for(request.user, pk)
    only_if(rules.may_answer(request.user, row))
    return row


@staff_page
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer; a correction is noted on the page."""
    row = _open(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.answer(request=row, by=request.user, **data)
        return _("已答复，提出的人凭查询码能看到。")

    return form_page(
        request, AnswerForm(request.POST or None), _words(row, _("答复"), _("答复")), act, notes=[row.text]
    )


@staff_page
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to the unit that it belongs to."""
    row = _open(request, pk)

    def act(data: dict[str, Any]) -> HttpResponse | str:
        actions.hand_over(request=row, by=request.user, **data)
        return _("已转去，对方会收到通知；时限不变。")

    words = _words(row, _("转给别的单位"), _("转去"), reverse("workbench:corrections"))
    return form_page(request, HandOverForm(row, request.POST or None), words, act, notes=[row.text])


@staff_page
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not take it up, with the reason that whoever asked will read."""
    row = _open(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.set_aside(request=row, by=request.user, **data)
        return _("已记为不受理，提出的人能看到理由。")

    words = _words(row, _("不受理"), _("不受理"))
    return form_page(request, ReasonForm(request.POST or None), words, act, notes=[row.text])


@staff_page
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    row = _open(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.reopen(request=row, by=request.user, **data)
        return _("已重新办理，时限从今天起算。")

    words = _words(row, _("重新办理"), _("重新办理"))
    return form_page(request, ReasonForm(request.POST or None), words, act, notes=[row.text])


@staff_page
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """How to reach whoever asked: on POST only, and noted in the audit trail."""
    row = _open(request, pk)
    if request.method != "POST":
        return _shown(request, row)
    return _shown(request, row, actions.read_contact(request=row, by=request.user))


def _words(row: CorrectionRequest, title: str, button: str, back: str = "") -> Words:
    return Words(title, button, back or reverse("workbench:correction", args=[row.pk]), str(row))
