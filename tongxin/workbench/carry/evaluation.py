"""The year-end evaluation: the yardstick, one's own scores, the published results."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.common.errors import Invalid, Refusal
from tongxin.common.scoring import REASON_BELOW
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions import evaluating
from tongxin.programme.actions.evaluating import Line
from tongxin.programme.enums import CriterionMethod, EvaluatedThing
from tongxin.programme.models import Criterion, Programme, Project
from tongxin.programme.selectors import access
from tongxin.programme.selectors.evaluation import evaluation_for
from tongxin.workbench.pages import staff_page

SPARE_LINES = 2


def _programme(request: HttpRequest, pk: int) -> Programme:
    return get_object_or_404(access.visible_programmes(request.user), pk=pk)


@staff_page
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """What is evaluated and how it stands: one's own scores, the computed parts, the results once they are out."""
    programme = _programme(request, pk)
    found = evaluation_for(programme, request.user)
    context = {
        "programme": programme,
        "found": found,
        "may_coordinate": rules.may_coordinate(request.user, programme),
        "may_score": rules.may_score(request.user, programme),
    }
    return render(request, "workbench/carry/evaluation.html", context)


@staff_page
def score(request: HttpRequest, pk: int, criterion_pk: int, thing: str, thing_pk: int) -> HttpResponse:
    """Give one's score of one project or unit by one criterion."""
    programme = _programme(request, pk)
    if not rules.may_score(request.user, programme):
        raise Http404
    criterion = get_object_or_404(
        Criterion.objects.select_related("programme__owner"), pk=criterion_pk, programme=programme, thing=thing
    )
    about: Project | Unit
    if thing == EvaluatedThing.PROJECT:
        about = get_object_or_404(programme.projects.select_related("lead_unit"), pk=thing_pk)
    else:
        about = get_object_or_404(Unit.objects.filter(led_projects__programme=programme).distinct(), pk=thing_pk)
    given = criterion.scores.filter(
        reviewer_id=request.user.pk, **{"project" if isinstance(about, Project) else "unit": about}
    ).first()
    wrong: Refusal | None = None
    if request.method == "POST":
        try:
            evaluating.score(
                criterion=criterion,
                value=_value(request.POST.get("value", "")),
                reason=request.POST.get("words", ""),
                by=request.user,
                project=about if isinstance(about, Project) else None,
                unit=about if isinstance(about, Unit) else None,
            )
        except Refusal as refusal:
            wrong = refusal
        else:
            messages.success(request, _("已评分。公布前可以改，别人看不到。"))
            return HttpResponseRedirect(reverse("workbench:evaluation", args=[pk]))
    context = {
        "programme": programme,
        "criterion": criterion,
        "about": about,
        "value": request.POST.get("value", given.value if given else ""),
        "words": request.POST.get("words", given.reason if given else ""),
        "wrong": wrong,
        "least": REASON_BELOW,
        "is_party": rules.is_party_to(request.user, evaluating.parties_of(about)),
    }
    return render(request, "workbench/carry/score.html", context, status=422 if wrong else 200)


def _value(text: str) -> int:
    try:
        return int(text.strip())
    except ValueError as error:
        raise Invalid(_("请填 0 到 100 的整数。"), field="value") from error


@staff_page
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the year is evaluated; begins with the usual yardstick."""
    programme = _programme(request, pk)
    if not rules.may_coordinate(request.user, programme):
        raise Http404
    wrong: Refusal | None = None
    if request.method == "POST":
        rows = _typed_rows(request)
        try:
            evaluating.set_criteria(programme=programme, lines=_lines(rows), by=request.user)
        except Refusal as refusal:
            wrong = refusal
        else:
            messages.success(request, _("评价标准已定。"))
            return HttpResponseRedirect(reverse("workbench:evaluation", args=[pk]))
    else:
        known = [
            {"thing": c.thing, "title": c.title, "weight": str(c.weight), "method": c.method}
            for c in programme.criteria.all()
        ]
        rows = known or [
            {"thing": one.thing.value, "title": one.title, "weight": str(one.weight), "method": one.method.value}
            for one in evaluating.default_lines()
        ]
    context = {
        "programme": programme,
        "rows": rows + [{"thing": "", "title": "", "weight": "", "method": ""}] * SPARE_LINES,
        "things": EvaluatedThing.choices,
        "methods": CriterionMethod.choices,
        "wrong": wrong,
    }
    return render(request, "workbench/carry/criteria.html", context, status=422 if wrong else 200)


def _typed_rows(request: HttpRequest) -> list[dict[str, str]]:
    """The lines that were typed; a line without title and weight is left out."""
    names = ("thing", "title", "weight", "method")
    columns = [request.POST.getlist(name) for name in names]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]
    return [row for row in rows if row["title"].strip() or row["weight"].strip()]


def _lines(rows: list[dict[str, Any]]) -> list[Line]:
    lines = []
    for number, row in enumerate(rows, start=1):
        try:
            lines.append(
                Line(EvaluatedThing(row["thing"]), row["title"], int(row["weight"]), CriterionMethod(row["method"]))
            )
        except ValueError as error:
            raise Invalid(
                _("第 %(number)d 条没有填全：对象、内容、权重（整数）和方式都要有。") % {"number": number},
                field=f"criteria.{number - 1}",
            ) from error
    return lines


@staff_page
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix and publish the results: a question, then the deed."""
    programme = _programme(request, pk)
    if not rules.may_coordinate(request.user, programme):
        raise Http404
    there = reverse("workbench:evaluation", args=[pk])
    if request.method == "POST":
        try:
            done = evaluating.publish_results(programme=programme, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("已公布 %(count)d 项结果。") % {"count": len(done)})
        return HttpResponseRedirect(there)
    context = {
        "layout": "workbench/base.html",
        "title": _("公布评价结果？"),
        "text": _("公布后分数不能再改，办结的项目转为“已评价”；各评审人的最高、最低分一并列出。"),
        "label": _("公布"),
        "back_url": there,
    }
    return render(request, "common/confirm.html", context)
