"""The plan itself: a programme, its areas and projects, edited page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, formset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.common import clock
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.documents.selectors import owners_for
from tongxin.programme import rules
from tongxin.programme.actions import plan
from tongxin.programme.enums import AssignmentRole, Counting, ProjectStatus, PublicField
from tongxin.programme.models import Area, Programme, Project
from tongxin.programme.selectors.access import visible_areas, visible_programmes, visible_projects
from tongxin.workbench.pages import ask_first, staff_page
from tongxin.workbench.plan.forms import (
    AreaForm,
    GoalForm,
    IndicatorForm,
    NewProgrammeForm,
    ProgrammeForm,
    ProjectForm,
    SupportForm,
)

Supports: Any = formset_factory(SupportForm, extra=2, can_delete=True)
Indicators: Any = formset_factory(IndicatorForm, extra=1, can_delete=True)
Goals: Any = formset_factory(GoalForm, extra=1, can_delete=True)


def programme_or_404(request: HttpRequest, pk: int) -> Programme:
    """A programme that the person may plan; 404 where it may not be seen, refused where it may only be read."""
    programme = get_object_or_404(visible_programmes(request.user), pk=pk)
    if not rules.may_coordinate(request.user, programme):
        raise NotAllowed(_("只有“%(owner)s”或其上级的协调员可以修改这个计划。") % {"owner": programme.owner})
    return programme


def refused_into(form: BaseForm, change: Callable[[], Any]) -> Any:
    """What the action gives; its refusal becomes an error of the form, and then None."""
    try:
        return change()
    except (Invalid, WrongState) as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def page(request: HttpRequest, template: str, context: dict[str, Any], *forms: Any) -> HttpResponse:
    """A page with forms: 422 when something in them is wrong, so that every client knows."""
    is_wrong = any(form.is_bound and not form.is_valid() for form in forms)
    return render(request, f"workbench/plan/{template}.html", context, status=422 if is_wrong else 200)


@staff_page
@require_GET
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole plan as a list, with the ways to change each part."""
    programme = programme_or_404(request, pk)
    projects: dict[int, list[Project]] = {}
    for project in programme.projects.select_related("lead_unit").prefetch_related("indicators", "goals"):
        projects.setdefault(project.area_id, []).append(project)
    context = {
        "programme": programme,
        "areas": [(area, projects.get(area.pk, [])) for area in programme.areas.all()],
        "area_form": AreaForm(),
        "planned": sum(p.status == ProjectStatus.PLANNED for rows in projects.values() for p in rows),
    }
    return render(request, "workbench/plan/plan.html", context)


@staff_page
def new_programme(request: HttpRequest) -> HttpResponse:
    """An empty programme, for a plan without a document."""
    owners = owners_for(request.user)
    if not owners.exists():
        raise NotAllowed(_("只有协调员可以建立工作年。"))
    year = clock.today().year
    initial = {"year": year, "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    form = NewProgrammeForm(owners, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = refused_into(form, lambda: plan.create_programme(**form.cleaned_data, by=request.user))
        if made is not None:
            return HttpResponseRedirect(reverse("workbench:plan", args=[made.pk]))
    return page(request, "form", {"form": form, "title": _("新建工作年"), "action": _("建立")}, form)


@staff_page
def edit_programme(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    form = ProgrammeForm(request.POST or None, instance=programme)
    back = reverse("workbench:plan", args=[pk])
    if request.method == "POST" and form.is_valid():
        stored = Programme.objects.get(pk=pk)
        if refused_into(form, lambda: plan.edit_programme(programme=stored, by=request.user, **form.cleaned_data)):
            messages.success(request, _("已保存。"))
            return HttpResponseRedirect(back)
    context = {"form": form, "title": _("工作年的设置"), "back": back, "programme": Programme.objects.get(pk=pk)}
    return page(request, "form", context, form)


@staff_page
@require_POST
def add_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = plan.add_area(programme=programme_or_404(request, pk), title=request.POST.get("title", ""), by=request.user)
    messages.success(request, _("已增加领域“%(area)s”。") % {"area": area})
    return HttpResponseRedirect(reverse("workbench:plan", args=[pk]) + f"#area-{area.pk}")


def area_or_404(request: HttpRequest, pk: int) -> Area:
    area = get_object_or_404(visible_areas(request.user).select_related("programme__owner"), pk=pk)
    programme_or_404(request, area.programme_id)
    return area


@staff_page
def edit_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = area_or_404(request, pk)
    form = AreaForm(request.POST or None, initial={"title": area.title, "position": area.position})
    back = reverse("workbench:plan", args=[area.programme_id])

    def save() -> Area:
        return plan.edit_area(area=area, by=request.user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and refused_into(form, save):
        messages.success(request, _("已保存。"))
        return HttpResponseRedirect(back)
    context = {
        "form": form,
        "title": _("修改领域"),
        "back": back,
        "programme": area.programme,
        "remove_url": "" if area.projects.exists() else reverse("workbench:plan_area_remove", args=[pk]),
        "remove_title": _("删除领域“%(area)s”？") % {"area": area},
    }
    return page(request, "form", context, form)


@staff_page
def remove_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = area_or_404(request, pk)
    if request.method != "POST":
        return ask_first(
            request,
            title=_("删除领域“%(area)s”？") % {"area": area},
            text=_("删除后不能恢复。"),
            label=_("删除"),
            back_url=reverse("workbench:plan_area", args=[pk]),
        )
    plan.remove_area(area=area, by=request.user)
    messages.success(request, _("已删除领域“%(area)s”。") % {"area": area})
    return HttpResponseRedirect(reverse("workbench:plan", args=[area.programme_id]))


@staff_page
def add_project(request: HttpRequest, pk: int) -> HttpResponse:
    """A project added to an area by hand."""
    area = area_or_404(request, pk)
    programme = area.programme
    initial = {
        "area": area.pk,
        "starts_on": programme.starts_on,
        "due_on": programme.ends_on,
        "is_public": True,
        "public_fields": PublicField.values,
    }
    form = ProjectForm(request.POST or None, programme=programme, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        into = given.pop("area")
        given["public_fields"] = tuple(given["public_fields"])
        made = refused_into(
            form, lambda: plan.add_project(area=into, given=plan.ProjectGiven(**given), by=request.user)
        )
        if made is not None:
            messages.success(
                request, _("已增加项目“%(project)s”。接着可以填配合单位、指标和阶段目标。") % {"project": made}
            )
            return HttpResponseRedirect(reverse("workbench:plan_project", args=[made.pk]))
    context = {
        "form": form,
        "title": _("增加项目"),
        "back": reverse("workbench:plan", args=[programme.pk]),
        "programme": programme,
    }
    return page(request, "form", context, form)


def project_or_404(request: HttpRequest, pk: int) -> Project:
    project = get_object_or_404(visible_projects(request.user), pk=pk)
    programme_or_404(request, project.programme_id)
    return project


@staff_page
def edit_project(request: HttpRequest, pk: int) -> HttpResponse:
    """A project with its units, indicators and stage goals: four small forms, each saved by itself."""
    project = project_or_404(request, pk)
    part = request.POST.get("part", "")
    posted: dict[str, Any] = {part: request.POST} if request.method == "POST" else {}
    is_fixed = project.status != ProjectStatus.PLANNED
    form = ProjectForm(posted.get("project"), programme=project.programme, is_fixed=is_fixed, initial=_initial(project))
    supports = Supports(posted.get("supports"), initial=_supports(project), prefix="supports")
    indicators = Indicators(posted.get("indicators"), initial=_indicators(project), prefix="indicators")
    goals = Goals(posted.get("goals"), initial=_goals(project), prefix="goals")
    saved = {
        "project": lambda: _save_project(project, form, request.user),
        "supports": lambda: _save_supports(project, supports, request.user),
        "indicators": lambda: _save_indicators(project, indicators, request.user),
        "goals": lambda: _save_goals(project, goals, request.user),
    }
    error = ""
    bound: Any = {"project": form, "supports": supports, "indicators": indicators, "goals": goals}.get(part)
    if bound is not None and bound.is_valid():
        try:
            saved[part]()
        except (Invalid, WrongState) as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("已保存。"))
            return HttpResponseRedirect(reverse("workbench:plan_project", args=[pk]) + f"#{part}")
    context = {
        "project": project,
        "programme": project.programme,
        "form": form,
        "supports": supports,
        "indicators": indicators,
        "goals": goals,
        "is_fixed": is_fixed,
        "part": part,
        "error": error,
        "indicator_names": [indicator.name for indicator in project.indicators.all()],
    }
    is_wrong = bool(error) or (bound is not None and not bound.is_valid())
    return render(request, "workbench/plan/project.html", context, status=422 if is_wrong else 200)


@staff_page
def remove_project(request: HttpRequest, pk: int) -> HttpResponse:
    project = project_or_404(request, pk)
    if request.method != "POST":
        return ask_first(
            request,
            title=_("从计划里删除“%(project)s”？") % {"project": project},
            text=_("它的指标和阶段目标会一起删除。"),
            label=_("删除项目"),
            back_url=reverse("workbench:plan_project", args=[pk]),
        )
    plan.remove_project(project=project, by=request.user)
    messages.success(request, _("已从计划里删除“%(project)s”。") % {"project": project})
    return HttpResponseRedirect(reverse("workbench:plan", args=[project.programme_id]))


def _initial(project: Project) -> dict[str, Any]:
    names = ("code", "title", "description", "contact_role", "starts_on", "due_on", "rhythm", "is_public")
    return {name: getattr(project, name) for name in names} | {
        "area": project.area_id,
        "lead_unit": project.lead_unit_id,
        "public_fields": project.public_fields,
    }


def _supports(project: Project) -> list[dict[str, Any]]:
    return [
        {"unit": each.unit_id, "reports": each.reports}
        for each in project.assignments.filter(role=AssignmentRole.SUPPORT)
    ]


def _indicators(project: Project) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "unit": each.unit, "target": each.target, "kind": each.kind_id, "counting": each.counting}
        for each in project.indicators.all()
    ]


def _goals(project: Project) -> list[dict[str, Any]]:
    return [
        {
            "label": each.label,
            "starts_on": each.starts_on,
            "due_on": each.due_on,
            "text": each.text,
            "indicator": each.indicator.name if each.indicator else "",
            "threshold": each.threshold,
        }
        for each in project.goals.select_related("indicator")
    ]


def _kept(formset: Any, name: str) -> list[dict[str, Any]]:
    """The rows that are filled in and not to be taken out."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data]
    return [row for row in rows if row.get(name) and not row.get("DELETE")]


def _save_project(project: Project, form: ProjectForm, by: Any) -> None:
    plan.edit_project(project=project, by=by, **form.cleaned_data)


def _save_supports(project: Project, formset: Any, by: Any) -> None:
    rows = _kept(formset, "unit")
    plan.set_assignments(
        project=project, supports=[plan.SupportGiven(row["unit"], row["reports"]) for row in rows], by=by
    )


def _save_indicators(project: Project, formset: Any, by: Any) -> None:
    filters = {each.name: each.filters for each in project.indicators.all()}
    plan.set_indicators(
        project=project,
        indicators=[
            plan.IndicatorGiven(
                row["name"],
                row["kind"].unit if row["kind"] else row["unit"],
                row["target"],
                row["kind"],
                row["counting"] or Counting.SUM,
                filters.get(row["name"], {}),
            )
            for row in _kept(formset, "name")
        ],
        by=by,
    )


def _save_goals(project: Project, formset: Any, by: Any) -> None:
    rows = _kept(formset, "label")
    for row in rows:
        if not (row["starts_on"] and row["due_on"] and row["text"]):
            raise Invalid(_("阶段“%(label)s”还要写明开始、应于日期和目标。") % {"label": row["label"]}, field="goals")
    plan.set_goals(
        project=project,
        goals=[
            plan.GoalGiven(
                row["label"], row["starts_on"], row["due_on"], row["text"], row["indicator"], row["threshold"]
            )
            for row in rows
        ],
        by=by,
    )
