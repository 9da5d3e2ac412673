"""Asking for a later date and asking to close: the forms, the lists, the decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.models import User
from tongxin.common import clock, components
from tongxin.common.clock.wording import day
from tongxin.common.errors import Refusal
from tongxin.common.tables import Listing
from tongxin.programme import rules
from tongxin.programme.actions import closing, extending
from tongxin.programme.enums import RequestStatus
from tongxin.programme.models import CloseRequest, ExtensionRequest, Project, StageGoal
from tongxin.programme.selectors import access
from tongxin.programme.selectors.board import card_of
from tongxin.programme.selectors.sight import sight_of
from tongxin.programme.workflows import CLOSING, EXTENSION
from tongxin.workbench.carry.fields import RefusalForm, WordsField
from tongxin.workbench.carry.lists import CLOSINGS, EXTENSIONS
from tongxin.workbench.carry.moves import Pressed, buttons, press
from tongxin.workbench.deadlines import moved, reckoned
from tongxin.workbench.fields import DayField
from tongxin.workbench.lists import EVERYTHING, exported, ordered, sorting, starting
from tongxin.workbench.pages import paged, staff_page
from tongxin.workbench.year import cards

DONE = {
    "grant": gettext_lazy("已同意，单位会收到通知。"),
    "refuse": gettext_lazy("已答复，单位会收到理由。"),
    "withdraw": gettext_lazy("已撤回。"),
}


def project_or_404(request: HttpRequest, pk: int) -> Project:
    return get_object_or_404(access.visible_projects(request.user), pk=pk)


def _mine(request: HttpRequest) -> Q:
    """Requests of projects that one's unit leads, and of years that one's office sees in full."""
    sight = sight_of(request.user)
    return Q(project__lead_unit_id__in=sight.unit_ids) | Q(project__programme_id__in=sight.office_ids)


PROJECT_PATHS = (
    "project__programme__owner",
    "project__programme__parent_project__programme__owner",
    "project__lead_unit",
    "asked_by",
)


def extensions_for(request: HttpRequest) -> QuerySet[ExtensionRequest]:
    return ExtensionRequest.objects.filter(_mine(request)).select_related(*PROJECT_PATHS, "goal")


def closings_for(request: HttpRequest) -> QuerySet[CloseRequest]:
    return CloseRequest.objects.filter(_mine(request)).select_related(*PROJECT_PATHS)


def _list(request: HttpRequest, rows: QuerySet[Any], template: str, listing: Listing) -> HttpResponseBase:
    status = request.GET.get("status", RequestStatus.ASKED)
    words = request.GET.get("q", "").strip()
    if status in RequestStatus.values:
        rows = rows.filter(status=status)
    if words:
        rows = rows.filter(project__title__icontains=words)
    listing = starting(listing, "asked" if status == RequestStatus.ASKED else "-asked")
    if (file := exported(listing, rows, request)) is not None:
        return file
    choices = [*[(value, str(label)) for value, label in RequestStatus.choices], (EVERYTHING, _("全部"))]
    filters = [
        components.Filter("status", _("状态"), choices, status),
        components.Filter("q", _("找项目"), value=words),
        sorting(listing, request.GET),
    ]
    page = paged(request, ordered(listing, rows, request.GET))
    return render(request, template, {"page": page, "filters": filters})


@staff_page
def extensions(request: HttpRequest) -> HttpResponseBase:
    return _list(request, extensions_for(request), "workbench/carry/extensions.html", EXTENSIONS)


@staff_page
def closings(request: HttpRequest) -> HttpResponseBase:
    return _list(request, closings_for(request), "workbench/carry/closings.html", CLOSINGS)


class ExtensionForm(RefusalForm):
    goal = forms.ModelChoiceField(label=gettext_lazy("延哪个期限"), queryset=StageGoal.objects.none(), required=False)
    new_due = DayField(label=gettext_lazy("申请延至"))
    reason = WordsField(label=gettext_lazy("理由"), help_text=gettext_lazy("为什么要延，打算怎样赶上"))
    beyond_programme = forms.BooleanField(label=gettext_lazy("跨年办理（新期限在工作年结束以后）"), required=False)

    def __init__(self, project: Project, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        goal: Any = self.fields["goal"]
        goal.queryset = project.goals.filter(reached_on__isnull=True)
        goal.empty_label = _("整个项目（%(due)s）") % {"due": day(project.due_on)}
        goal.label_from_instance = lambda one: (
            _("%(label)s　%(text)s（%(day)s）") % {"label": one.label, "text": one.text[:30], "day": day(one.due_on)}
        )


@staff_page
def extension_ask(request: HttpRequest, pk: int) -> HttpResponse:
    project = project_or_404(request, pk)
    if not rules.may_carry(request.user, project):
        raise Http404
    form = ExtensionForm(project, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = extending.ask(project=project, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("已提交，等主办单位批复。"))
            return HttpResponseRedirect(reverse("workbench:extension", args=[asked.pk]))
    context = {"project": project, "form": form, "moves": moved(project.deadline_moves.select_related("goal"))}
    return render(request, "workbench/carry/extension_ask.html", context, status=422 if form.errors else 200)


@staff_page
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is asked, how it stands with the project, and the decision."""
    asked = get_object_or_404(extensions_for(request), pk=pk)
    pressed: Pressed | None = None
    if request.method == "POST":
        acts = {
            "grant": lambda words: extending.grant(request=asked, by=request.user, decision=words),
            "refuse": lambda words: extending.refuse(request=asked, by=request.user, reason=words),
            "withdraw": lambda _words: extending.withdraw(request=asked, by=request.user),
        }
        pressed = press(request, acts, DONE)
        if pressed.refusal is None:
            return HttpResponseRedirect(reverse("workbench:extension", args=[pk]))
        asked = get_object_or_404(extensions_for(request), pk=pk)
    context = _decision(asked) | {
        "request_row": asked,
        "days": clock.working_days_between(asked.old_due, asked.new_due),
        "moves": moved(asked.project.deadline_moves.select_related("goal")),
        "sum": reckoned(asked.old_due, asked.new_due),
        "is_beyond": asked.new_due > asked.project.programme.ends_on,
        "buttons": buttons(EXTENSION, request.user, asked, asks={"grant": _("批复意见")}, pressed=pressed),
    }
    return render(request, "workbench/carry/extension.html", context, status=422 if pressed else 200)


def _decision(asked: ExtensionRequest | CloseRequest) -> dict[str, Any]:
    """What both decisions show: the project's light and indicators, and who decided."""
    card = card_of(asked.project)
    decided_by = User.objects.filter(pk=asked.decided_by_id).first() if asked.decided_by_id else None
    return {
        "project": asked.project,
        "card": card,
        "reasons": cards.reasons(card.light),
        "decided_by": decided_by,
    }


class ClosingForm(RefusalForm):
    summary = WordsField(label=gettext_lazy("完成情况"), help_text=gettext_lazy("做成了什么，结果如何"), rows=5)
    explanation = WordsField(
        label=gettext_lazy("未完成事项的说明"), help_text=gettext_lazy("没有未完成的就空着"), required=False
    )


@staff_page
def closing_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to close: what is reached is shown, what stands open is named, the rest is the unit's words."""
    project = project_or_404(request, pk)
    if not rules.may_carry(request.user, project):
        raise Http404
    left = closing.unfinished(project)
    form = ClosingForm(request.POST or None)
    if not left.is_empty:
        form.fields["explanation"].required = True
        form.fields["explanation"].help_text = _("上面列的每一项：为什么没做完，以后怎么办")
    if request.method == "POST" and form.is_valid():
        try:
            asked = closing.ask_to_close(project=project, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("已提交，等主办单位确认。"))
            return HttpResponseRedirect(reverse("workbench:closing", args=[asked.pk]))
    context = {
        "project": project,
        "form": form,
        "left": left,
        "known": [
            components.Known(item.indicator.name, cards.figure(item), f"{reverse('workbench:facts')}?project={pk}")
            for item in card_of(project).measured
        ],
    }
    return render(request, "workbench/carry/closing_ask.html", context, status=422 if form.errors else 200)


@staff_page
def closing_page(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(closings_for(request), pk=pk)
    pressed: Pressed | None = None
    if request.method == "POST":
        acts = {
            "grant": lambda words: closing.grant(request=asked, by=request.user, decision=words),
            "refuse": lambda words: closing.refuse(request=asked, by=request.user, reason=words),
            "withdraw": lambda _words: closing.withdraw(request=asked, by=request.user),
        }
        pressed = press(request, acts, DONE)
        if pressed.refusal is None:
            return HttpResponseRedirect(reverse("workbench:closing", args=[pk]))
        asked = get_object_or_404(closings_for(request), pk=pk)
    context = _decision(asked) | {
        "request_row": asked,
        "left": closing.unfinished(asked.project) if asked.status == RequestStatus.ASKED else None,
        "buttons": buttons(CLOSING, request.user, asked, asks={"grant": _("办结意见")}, pressed=pressed),
    }
    return render(request, "workbench/carry/closing.html", context, status=422 if pressed else 200)
