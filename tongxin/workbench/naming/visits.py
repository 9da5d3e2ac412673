"""The visits: who goes, and each reviewer's own checklist, made for a phone."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tongxin.common.errors import Refusal
from tongxin.naming import rules
from tongxin.naming.actions import visiting
from tongxin.naming.enums import AWAITS_VISITS, Stage
from tongxin.naming.models import Visit
from tongxin.naming.selectors import access
from tongxin.workbench.naming.applications import answers_of, known_of
from tongxin.workbench.naming.forms import ReviewersForm, VisitForm
from tongxin.workbench.naming.lists import application_url
from tongxin.workbench.pages import staff_page
from tongxin.workbench.typed import keep_words, saved_line
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
    is_by_itself = bool(request.headers.get("HX-Request"))
    if visit.filled_on is not None or found.status not in AWAITS_VISITS:
        if is_by_itself:
            return saved_line(request, wrong=_("这份核查表已经提交，或者申报已不在考察这一步。"))
        return _handed_in(request, visit) if request.method == "POST" else HttpResponseRedirect(application_url(found))
    criteria = list(found.batch.criteria.filter(stage=Stage.VISIT))
    form = VisitForm(visit, criteria, request.POST or None)
    if is_by_itself and request.method == "POST":
        return _saved_by_itself(request, visit, form)
    if request.method == "POST" and form.is_valid():
        is_final = request.POST.get("do") == "submit"
        act = visiting.fill_visit if is_final else visiting.save_visit
        try:
            saved = act(visit=visit, by=request.user, **form.given())
        except Refusal as refusal:
            visit.refresh_from_db(fields=["filled_on"])
            if visit.filled_on is not None:
                return _handed_in(request, visit)
            form.show(refusal)
        else:
            if is_final:
                return _handed_in(request, saved)
            messages.success(request, _("已存好，可以接着填。"))
            return HttpResponseRedirect(request.path)
    context = {
        "visit": visit,
        "found": found,
        "form": form,
        "version": _version(visit),
        "keep_words": keep_words(_("提交核查表")),
        "rows": form.rows(),
        "known": known_of(found),
        "answers": list(answers_of(found)),
    }
    return render(request, "workbench/naming/visit.html", context, status=422 if form.errors else 200)


def _handed_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Handed in, now or by the same button a moment ago: who presses twice on a slow line is told the same."""
    if visit.filled_on is not None:
        messages.success(request, _("核查表已提交。"))
    return HttpResponseRedirect(application_url(visit.application))


def _saved_by_itself(request: HttpRequest, visit: Visit, form: VisitForm) -> HttpResponse:
    """Save without a word while one writes; words that come back from a device do not pass over newer ones."""
    if request.POST.get("version") != _version(visit):
        return saved_line(request, wrong=_("别处存过新的一版，这里写的没有自动存。对照后按“存着”，就以这里的为准。"))
    if not form.is_valid():
        return saved_line(request, wrong=_("有的内容还不能存，请看红字。"))
    try:
        saved = visiting.save_visit(visit=visit, by=request.user, **form.given())
    except Refusal as refusal:
        return saved_line(request, wrong=str(refusal))
    return saved_line(request, version=_version(saved))


def _version(visit: Visit) -> str:
    """What is saved of a checklist, as a few letters: others after every change."""
    findings = visit.findings.order_by("criterion").values_list("criterion", "mark", "note")
    saved = repr((visit.visited_on, visit.recommends, visit.summary, list(findings)))
    return hashlib.blake2b(saved.encode(), digest_size=6).hexdigest()
