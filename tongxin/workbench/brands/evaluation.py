"""The yearly evaluation: preparing it, scoring apart, publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.brands import rules, selectors
from tongxin.brands.actions import evaluating
from tongxin.brands.enums import CriterionGroup, CriterionMethod, EvaluationStatus, Level
from tongxin.brands.models import Evaluation
from tongxin.brands.rules import REVIEWERS
from tongxin.brands.selectors import evaluation as reading
from tongxin.brands.yardstick import Line
from tongxin.common.errors import Invalid, Refusal
from tongxin.common.scoring import REASON_BELOW
from tongxin.organisations.models import Unit
from tongxin.workbench.brands.forms import PrepareForm, ReviewersForm
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if, signed_in

SPARE_LINES = 2


def _here(evaluation: Evaluation) -> str:
    return reverse("workbench:brand_evaluation", args=[evaluation.pk])


def _runs(request: HttpRequest) -> Any:
    """The system whose evaluations this person runs; None for others."""
    return next((one for one in selectors.systems() if rules.may_keep_system(request.user, one)), None)


@staff_page
def evaluations(request: HttpRequest) -> HttpResponse:
    """Every evaluation that one sees."""
    context = {
        "evaluations": list(reading.evaluations_for(request.user)),
        "may_prepare": _runs(request) is not None,
        "waiting": selectors.waiting_for(request.user),
    }
    return render(request, "workbench/brands/evaluations.html", context)


@staff_page
def prepare(request: HttpRequest) -> HttpResponse:
    """Begin a year's evaluation with the usual yardstick."""
    system = _runs(request)
    only_if(system is not None)
    today = timezone.localdate()
    form = PrepareForm(posted(request), initial={"year": today.year, "until": today})

    def act(data: dict[str, Any]) -> HttpResponse:
        made = evaluating.prepare(system=system, by=request.user, **data)
        messages.success(request, _("已建立；请核对评价标准，选评审人，再开始评分。"))
        return HttpResponseRedirect(_here(made))

    words = Words(_("建立年度评价"), _("建立"), reverse("workbench:brand_evaluations"))
    return form_page(request, form, words, act)


@staff_page
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """How an evaluation stands: yardstick, reviewers, brands with their sheets; the results once they are out."""
    found = reading.evaluation_for(request.user, pk)
    may_run = rules.may_run_evaluation(request.user, found)
    criteria = list(found.criteria.all())
    context = {
        "evaluation": found,
        "groups": [(group.label, [one for one in criteria if one.group == group]) for group in CriterionGroup],
        "rows": reading.rows_of(found, request.user),
        "reviewers": list(found.reviewers.select_related("user")) if may_run else [],
        "may_run": may_run,
        "is_reviewer": reading.is_reviewer(request.user, found),
        "is_preparing": found.status == EvaluationStatus.PREPARING,
        "is_open": found.status == EvaluationStatus.OPEN,
        "is_published": found.status == EvaluationStatus.PUBLISHED,
        "least": evaluating.LEAST_REVIEWERS,
    }
    return render(request, "workbench/brands/evaluation.html", context)


@staff_page
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the year is evaluated."""
    found = reading.evaluation_for(request.user, pk)
    only_if(rules.may_run_evaluation(request.user, found))
    wrong: Refusal | None = None
    names = ("title", "group", "weight", "method")
    if request.method == "POST":
        columns = [request.POST.getlist(name) for name in names]
        rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]
        rows = [row for row in rows if row["title"].strip() or row["weight"].strip()]
        try:
            evaluating.set_criteria(evaluation=found, lines=_lines(rows), by=request.user)
        except Refusal as refusal:
            wrong = refusal
        else:
            messages.success(request, _("评价标准已定。"))
            return HttpResponseRedirect(_here(found))
    else:
        rows = [
            {"title": one.title, "group": one.group, "weight": str(one.weight), "method": one.method}
            for one in found.criteria.all()
        ]
    context = {
        "evaluation": found,
        "rows": rows + [dict.fromkeys(names, "")] * SPARE_LINES,
        "groups": CriterionGroup.choices,
        "methods": CriterionMethod.choices,
        "wrong": wrong,
    }
    return render(request, "workbench/brands/criteria.html", context, status=422 if wrong else 200)


def _lines(rows: list[dict[str, str]]) -> list[Line]:
    lines = []
    for number, row in enumerate(rows, start=1):
        try:
            lines.append(
                Line(CriterionGroup(row["group"]), row["title"], int(row["weight"]), CriterionMethod(row["method"]))
            )
        except ValueError as error:
            raise Invalid(
                _("第 %(number)d 条没有填全：内容、分组、权重（整数）和方式都要有。") % {"number": number}
            ) from error
    return lines


@staff_page
def reviewers(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who scores, among those who review or coordinate for some unit."""
    found = reading.evaluation_for(request.user, pk)
    only_if(rules.may_run_evaluation(request.user, found))
    units = Unit.objects.filter(path__startswith=found.system.owner.path)
    people = (
        User.objects.filter(memberships__unit__in=units, memberships__role__in=REVIEWERS, is_active=True)
        .distinct()
        .order_by("display_name", "username")
    )
    form = ReviewersForm(people, posted(request), initial={"users": [one.user_id for one in found.reviewers.all()]})

    def act(data: dict[str, Any]) -> str:
        evaluating.set_reviewers(evaluation=found, users=list(data["users"]), by=request.user)
        return _("评审人已定。")

    return form_page(request, form, Words(_("选评审人"), _("保存"), _here(found), str(found.year)), act)


@staff_page
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then open the scoring."""
    found = reading.evaluation_for(request.user, pk)
    only_if(rules.may_run_evaluation(request.user, found))

    def act() -> str:
        evaluating.open_evaluation(evaluation=found, by=request.user)
        return _("已开始评分，评审人已收到通知。")

    words = Words(_("开始评分？"), _("开始评分"), _here(found))
    text = _("运行中的品牌都参加；开始后评价标准和评审人不能再改，参评品牌在公布前不能合并或退出。")
    return confirm_page(request, words, text, act)


@staff_page
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The office's words for each brand, then publish."""
    found = reading.evaluation_for(request.user, pk)
    only_if(rules.may_run_evaluation(request.user, found))
    rows = reading.rows_of(found, request.user)
    typed = {row.entry.pk: request.POST.get(f"conclusion-{row.entry.pk}", row.entry.conclusion) for row in rows}
    wrong, wrong_at = "", None
    if request.method == "POST":
        try:
            done = evaluating.publish(evaluation=found, by=request.user, conclusions=typed)
        except Refusal as refusal:
            wrong, wrong_at = str(refusal), refusal.field
        else:
            messages.success(request, _("已公布 %(count)d 个品牌的评价结果。") % {"count": len(done)})
            return HttpResponseRedirect(_here(found))
    context = {
        "evaluation": found,
        "rows": [(row, typed[row.entry.pk], wrong if wrong_at == f"conclusion-{row.entry.pk}" else "") for row in rows],
        "wrong": wrong,
        "least": evaluating.LEAST_REVIEWERS,
    }
    return render(request, "workbench/brands/publish.html", context, status=422 if wrong else 200)


@staff_page
def sheet(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """One's own scores of a brand beside what is counted; others' once one's own are handed in."""
    found = reading.evaluation_for(request.user, pk)
    only_if(reading.is_reviewer(request.user, found))
    about = reading.entry_for(request.user, found, entry)
    own, rows = reading.sheet_of(about, request.user)
    typed: dict[int, tuple[str, str]] = {
        row.criterion.pk: ("" if row.value is None else str(row.value), row.reason) for row in rows
    }
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {
            pk: (request.POST.get(f"value-{pk}", "").strip(), request.POST.get(f"reason-{pk}", "")) for pk in typed
        }
        try:
            scores = {pk: (_score(pk, value), reason) for pk, (value, reason) in typed.items()}
            submit = "submit" in request.POST
            evaluating.save_sheet(entry=about, scores=scores, by=signed_in(request), submit=submit)
        except Refusal as refusal:
            wrong = {refusal.field or "": str(refusal)}
        else:
            said = _("已提交，现在可以看到其他评审人的分数。") if submit else _("已存着，提交之前别人看不到。")
            messages.success(request, said)
            return HttpResponseRedirect(request.path if submit else _here(found))
    context = {
        "evaluation": found,
        "entry": about,
        "brand": about.brand,
        "is_party": rules.is_own_unit(request.user, about.brand),
        "is_submitted": own is not None and own.submitted_at is not None,
        "rows": [(row, *typed[row.criterion.pk], wrong.get(f"criterion-{row.criterion.pk}", "")) for row in rows],
        "wrong": next(iter(wrong.values()), ""),
        "least": REASON_BELOW,
        "levels": dict(Level.choices),
    }
    return render(request, "workbench/brands/sheet.html", context, status=422 if wrong else 200)


def _score(pk: int, value: str) -> int | None:
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 3:
        raise Invalid(_("请填 0 到 100 的整数。"), field=f"criterion-{pk}")
    return int(value)
