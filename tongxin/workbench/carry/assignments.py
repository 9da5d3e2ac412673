"""Handing projects out, and the units' in-box of what was handed to them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common import clock, components
from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid, Refusal
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions import assigning
from tongxin.programme.enums import AssignmentStatus, ProjectStatus
from tongxin.programme.models import Assignment, Programme, Project
from tongxin.programme.selectors import access
from tongxin.programme.selectors.home import coordinated_years
from tongxin.programme.workflows import ASSIGNMENT
from tongxin.workbench.carry.lists import ASSIGNMENTS
from tongxin.workbench.carry.moves import Pressed, buttons, press
from tongxin.workbench.lists import EVERYTHING, exported, ordered, sorting
from tongxin.workbench.pages import is_number, paged, staff_page

DONE = {
    "accept": gettext_lazy("已签收。"),
    "query_back": gettext_lazy("已退回主办单位，会收到您的说明。"),
    "assign_again": gettext_lazy("已重新交办。"),
}


def visible_assignments(request: HttpRequest) -> QuerySet[Assignment]:
    """Handed-out parts of the units one belongs to, and of the years that one coordinates."""
    own = Q(unit_id__in=access.own_units(request.user))
    office = Q(project__programme__in=coordinated_years(request.user))
    return Assignment.objects.filter(own | office, project__assigned_on__isnull=False).select_related(
        "project__programme__owner",
        "project__programme__parent_project__programme__owner",
        "project__lead_unit",
        "project__area",
        "unit",
    )


@staff_page
def inbox(request: HttpRequest) -> HttpResponseBase:
    """What was handed to one's units, and what came back with a question: to be answered first; all on asking."""
    status = request.GET.get("status", "open")
    waits_for_me = Q(unit_id__in=access.own_units(request.user)) | Q(status=AssignmentStatus.QUERIED)
    rows = visible_assignments(request)
    if status != EVERYTHING and status not in AssignmentStatus.values:
        rows = rows.filter(waits_for_me)
    if status == "open":
        rows = rows.filter(status__in=[AssignmentStatus.WAITING, AssignmentStatus.QUERIED])
    elif status in AssignmentStatus.values:
        rows = rows.filter(status=status)
    if words := request.GET.get("q", "").strip():
        rows = rows.filter(project__title__icontains=words)
    if (file := exported(ASSIGNMENTS, rows, request)) is not None:
        return file
    choices = [
        ("open", _("待办")),
        *[(value, str(label)) for value, label in AssignmentStatus.choices],
        (EVERYTHING, _("全部")),
    ]
    filters = [
        components.Filter("status", _("状态"), choices, status),
        components.Filter("q", _("找项目"), value=words),
        sorting(ASSIGNMENTS, request.GET),
    ]
    page = paged(request, ordered(ASSIGNMENTS, rows, request.GET))
    return render(request, "workbench/carry/inbox.html", {"page": page, "filters": filters})


@staff_page
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One part: what is to be done by when, and the answer to it."""
    part = get_object_or_404(visible_assignments(request), pk=pk)
    pressed: Pressed | None = None
    if request.method == "POST":
        unit = _unit(request)
        if request.POST.get("action") == "hand_over":
            return _handed_over(request, part, unit)
        pressed = press(
            request,
            {
                "accept": lambda _words: assigning.accept(assignment=part, by=request.user),
                "query_back": lambda words: assigning.query_back(assignment=part, by=request.user, reason=words),
                "assign_again": lambda words: assigning.assign_again(
                    assignment=part, by=request.user, note=words, unit=unit
                ),
            },
            DONE,
        )
        if pressed.refusal is None:
            return HttpResponseRedirect(reverse("workbench:assignments"))
        part = get_object_or_404(visible_assignments(request), pk=pk)
    may_hand_over = rules.may_assign_again(request.user, part) and part.project.is_open
    deadline = None
    if part.project.assigned_on and part.status == AssignmentStatus.WAITING:
        days = clock.working_days_between(part.project.assigned_on, part.accept_by or part.project.assigned_on)
        deadline = clock.add_working_days(part.project.assigned_on, max(days, 0)).explain()
    context = {
        "part": part,
        "project": part.project,
        "programme": part.project.programme,
        "goals": part.project.goals.all(),
        "indicators": part.project.indicators.all(),
        "others": part.project.assignments.select_related("unit").exclude(pk=part.pk),
        "reports": part.project.reports.filter(unit=part.unit).order_by("due_on"),
        "deadline": deadline,
        "units": Unit.objects.filter(closed_on__isnull=True).order_by("path") if may_hand_over else None,
        "buttons": buttons(ASSIGNMENT, request.user, part, asks={"assign_again": _("给单位的说明")}, pressed=pressed),
    }
    return render(request, "workbench/carry/assignment.html", context, status=422 if pressed else 200)


def _handed_over(request: HttpRequest, part: Assignment, unit: Unit | None) -> HttpResponse:
    if unit is None:
        raise Invalid(_("请选改交给哪个单位。"), field="unit")
    assigning.hand_over(assignment=part, unit=unit, by=request.user, note=request.POST.get("words", ""))
    messages.success(request, _("已改交，两个单位都会收到通知。"))
    return HttpResponseRedirect(reverse("workbench:project", args=[part.project_id]))


def _unit(request: HttpRequest) -> Unit | None:
    wanted = request.POST.get("unit", "")
    return get_object_or_404(Unit, pk=wanted) if is_number(wanted) else None


@staff_page
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a year's projects: a preview of who gets what and owes how many reports, then all at once."""
    programme = get_object_or_404(access.visible_programmes(request.user), pk=pk)
    if not rules.may_coordinate(request.user, programme):
        raise Http404
    planned = list(
        programme.projects.filter(status=ProjectStatus.PLANNED)
        .select_related("lead_unit", "area", "programme")
        .prefetch_related("assignments__unit")
    )
    wrong: Refusal | None = None
    chosen = {project.pk for project in planned}
    if request.method == "POST":
        chosen = {int(value) for value in request.POST.getlist("projects") if is_number(value)}
        try:
            done = assigning.assign_all(
                programme=programme,
                by=request.user,
                accept_by=_day(request.POST.get("accept_by", "")),
                projects=[project for project in planned if project.pk in chosen],
            )
        except Refusal as refusal:
            wrong = refusal
        else:
            messages.success(request, _("已交办 %(count)d 个项目，各单位已收到通知。") % {"count": len(done)})
            return HttpResponseRedirect(reverse("workbench:board", args=[pk]))
    context = {
        "programme": programme,
        "rows": [(project, project.pk in chosen, *_preview(project, programme)) for project in planned],
        "accept_by": request.POST.get("accept_by") or assigning.accept_by_of(programme).isoformat(),
        "wrong": wrong,
    }
    return render(request, "workbench/carry/assign.html", context, status=422 if wrong else 200)


def _preview(project: Project, programme: Programme) -> tuple[list[str], int, str]:
    """Supporting units, how many reports the project will owe, and what will be in the way."""
    supporting = [part for part in project.assignments.all() if part.unit_id != project.lead_unit_id]
    reporting = 1 + sum(part.reports for part in supporting)
    spans = clock.periods(project.own_rhythm, project.starts_on, project.due_on)
    owed = sum(period.ends >= programme.today for period in spans)
    closed = [unit.name for unit in (project.lead_unit, *(part.unit for part in supporting)) if not unit.is_open]
    problem = _("单位已撤销：%(units)s") % {"units": listed(closed)} if closed else ""
    return [part.unit.brief for part in supporting], owed * reporting, problem


def _day(text: str) -> date | None:
    """A day as the browser sends it. Raises Invalid for one that the calendar does not have."""
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise Invalid(_("“%(text)s”不是日期。请按 2019-09-30 的样子填。") % {"text": text[:20]}, field="accept_by")
    return day
