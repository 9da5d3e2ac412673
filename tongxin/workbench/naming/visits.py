"""The visits: who goes, and each reviewer's own checklist, made for a phone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tongxin.common.errors import Refusal
from tongxin.naming import rules
from tongxin.naming.actions import visiting
from tongxin.naming.enums import AWAITS_VISITS, Stage
from tongxin.naming.selectors import access
from tongxin.workbench.naming.applications import answers_of, known_of
from tongxin.workbench.naming.forms import ReviewersForm, VisitForm
from tongxin.workbench.naming.lists import application_url
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import only_if


@staff_page
def reviewers(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask two people of other units to visit."""
    found = access.application_for(request.user, pk)
    only_if(found.status in AWAITS_VISITS and rules.may_judge(request.user, found))
    people = {str(person.pk): person for person in access.reviewers_for(found)}
    chosen = [str(visit.reviewer_id) for visit in found.present_visits]
    form = ReviewersForm(
        [(pk, str(person)) for pk, person in people.items()],
        request.POST or None,
        initial=dict(zip(("first", "second"), chosen, strict=False)),
    )
    if request.method == "POST" and form.is_valid():
        asked = [people[form.cleaned_data[name]] for name in ("first", "second")]
        try:
            visiting.assign_reviewers(application=found, reviewers=asked, by=request.user)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("已安排考察人员，他们会收到通知。"))
            return HttpResponseRedirect(application_url(found))
    context = {"found": found, "form": form, "back": application_url(found), "few": len(people) < visiting.REVIEWERS}
    return render(request, "workbench/naming/reviewers.html", context, status=422 if form.errors else 200)


@staff_page
def visit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own checklist: kept as far as it goes, handed in when it is whole."""
    visit = access.visits_of(request.user).filter(pk=pk).first()
    if visit is None:
        raise Http404
    found = visit.application
    if visit.filled_on is not None or found.status not in AWAITS_VISITS:
        return HttpResponseRedirect(application_url(found))
    criteria = list(found.batch.criteria.filter(stage=Stage.VISIT))
    form = VisitForm(visit, criteria, request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_final = request.POST.get("do") == "submit"
        act = visiting.fill_visit if is_final else visiting.save_visit
        try:
            act(visit=visit, by=request.user, **form.given())
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("核查表已提交。") if is_final else _("已存好，可以接着填。"))
            return HttpResponseRedirect(application_url(found) if is_final else request.path)
    context = {
        "visit": visit,
        "found": found,
        "form": form,
        "rows": form.rows(),
        "known": known_of(found),
        "answers": list(answers_of(found)),
    }
    return render(request, "workbench/naming/visit.html", context, status=422 if form.errors else 200)
