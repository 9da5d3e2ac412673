"""督办: the list of notices, issuing one, one notice from delivery to answer to close."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common import components
from tongxin.common.errors import Refusal
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions import chasing, supervising
from tongxin.programme.enums import SupervisionStatus
from tongxin.programme.models import Project
from tongxin.programme.selectors import access
from tongxin.programme.selectors.board import card_of
from tongxin.programme.workflows import SUPERVISION
from tongxin.workbench.carry.fields import RefusalForm, WordsField
from tongxin.workbench.carry.lists import NOTICES, answer_light
from tongxin.workbench.carry.moves import Pressed, buttons, press
from tongxin.workbench.carry.requests import project_or_404
from tongxin.workbench.deadlines import answer_lines
from tongxin.workbench.fields import DayField
from tongxin.workbench.lists import EVERYTHING, exported, ordered, sorting, starting
from tongxin.workbench.pages import is_number, paged, staff_page
from tongxin.workbench.year import cards

OPEN = [SupervisionStatus.ISSUED, SupervisionStatus.DELIVERED, SupervisionStatus.ANSWERED]
DONE = {
    "receive": gettext_lazy("已签收，请按期答复。"),
    "answer": gettext_lazy("已答复，等主办单位确认。"),
    "close": gettext_lazy("已销号。"),
    "send_back": gettext_lazy("已退回，单位会重新答复。"),
}


@staff_page
def notices(request: HttpRequest) -> HttpResponseBase:
    """Notices to and from one's units, those still open first."""
    query = request.GET
    status = query.get("status", "open")
    rows = access.visible_notices(request.user)
    if status == "open":
        rows = rows.filter(status__in=OPEN)
    elif status in SupervisionStatus.values:
        rows = rows.filter(status=status)
    if is_number(query.get("unit", "")):
        rows = rows.filter(unit_id=query["unit"])
    units = Unit.objects.filter(pk__in=access.visible_notices(request.user).order_by().values("unit_id"))
    if words := query.get("q", "").strip():
        rows = rows.filter(project__title__icontains=words)
    listing = starting(NOTICES, "answer_by" if status == "open" else "-number")
    if (file := exported(listing, rows, request)) is not None:
        return file
    choices = [
        ("open", _("未销号")),
        *[(value, str(label)) for value, label in SupervisionStatus.choices],
        (EVERYTHING, _("全部")),
    ]
    filters = [
        components.Filter("status", _("状态"), choices, status),
        components.Filter("unit", _("单位"), [(str(u.pk), u.brief) for u in units], query.get("unit", ""), _("全部")),
        components.Filter("q", _("找项目"), value=words),
        sorting(listing, query),
    ]
    page = paged(request, ordered(listing, rows, query))
    context = {"page": page, "rows": [(notice, *answer_light(notice)) for notice in page], "filters": filters}
    return render(request, "workbench/carry/notices.html", context)


class IssueForm(RefusalForm):
    unit = forms.ModelChoiceField(label=gettext_lazy("发给"), queryset=Unit.objects.none(), empty_label=None)
    reason = WordsField(label=gettext_lazy("督办事由"), rows=4)
    demand = WordsField(label=gettext_lazy("督办要求"), help_text=gettext_lazy("要做到什么，由谁，什么时候"), rows=4)
    answer_by = DayField(label=gettext_lazy("答复期限"), help_text=gettext_lazy("默认 5 个工作日"))

    def __init__(self, project: Project, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.filter(assignments__project=project)


@staff_page
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a notice; the light's own grounds are filled in as its reason."""
    project = project_or_404(request, pk)
    if not rules.may_supervise(request.user, project):
        raise Http404
    card = card_of(project)
    initial = {
        "unit": project.lead_unit_id,
        "reason": "\n".join(reason.found for reason in card.light.reasons),
        "answer_by": supervising.answer_by_of(project.programme),
    }
    form = IssueForm(project, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            notice = supervising.issue_notice(project=project, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("已发出督办通知单 %(number)s。") % {"number": notice})
            return HttpResponseRedirect(reverse("workbench:supervision", args=[notice.pk]))
    context = {"project": project, "form": form, "card": card, "reasons": cards.reasons(card.light)}
    return render(request, "workbench/carry/issue.html", context, status=422 if form.errors else 200)


@staff_page
def notice_page(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(access.visible_notices(request.user), pk=pk)
    pressed: Pressed | None = None
    if request.method == "POST":
        acts = {
            "receive": lambda _words: supervising.receive(notice=notice, by=request.user),
            "answer": lambda words: supervising.answer(notice=notice, text=words, by=request.user),
            "close": lambda _words: supervising.close(notice=notice, by=request.user),
            "send_back": lambda words: supervising.send_back(notice=notice, reason=words, by=request.user),
        }
        pressed = press(request, acts, DONE)
        if pressed.refusal is None:
            return HttpResponseRedirect(reverse("workbench:supervision", args=[pk]))
        notice = get_object_or_404(access.visible_notices(request.user), pk=pk)
    context = {
        "notice": notice,
        "project": notice.project,
        "state": answer_light(notice),
        "due": answer_lines(notice),
        "basis": notice.basis,
        "buttons": buttons(
            SUPERVISION,
            request.user,
            notice,
            asks={"answer": _("采取了什么措施，什么时候完成")},
            needed=frozenset({"answer"}),
            pressed=pressed,
        ),
    }
    return render(request, "workbench/carry/notice.html", context, status=422 if pressed else 200)


@staff_page
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind a project's units by hand, once a day: a question, then the deed."""
    project = project_or_404(request, pk)
    if not rules.may_coordinate_project(request.user, project):
        raise Http404
    there = reverse("workbench:project", args=[pk])
    if request.method == "POST":
        try:
            chasing.remind_now(project=project, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("已催办，单位的填报员和审核员会收到通知。"))
        return HttpResponseRedirect(there)
    context = {
        "layout": "workbench/base.html",
        "title": _("催办这个项目？"),
        "text": _("“%(project)s”的填报员和审核员会收到通知，写明哪些到期、逾期几天。每个项目一天只能催一次。")
        % {"project": project.title},
        "label": _("催办"),
        "back_url": there,
    }
    return render(request, "common/confirm.html", context)
