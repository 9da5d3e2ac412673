"""An application: begun, written, looked at, checked; once named, its plaque."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common import components
from tongxin.common.errors import Conflict, Refusal
from tongxin.common.files.serving import serve
from tongxin.naming import rules
from tongxin.naming.actions import applying, checking, deciding, rechecking
from tongxin.naming.enums import AWAITS_VISITS, STANDING, ApplicationStatus
from tongxin.naming.models import Answer, Application, Evidence
from tongxin.naming.plaque import base_plaque_pdf
from tongxin.naming.selectors import access
from tongxin.naming.selectors.board import state_of, waits_for
from tongxin.naming.workflows import APPLICATION
from tongxin.places.hours import hours_lines
from tongxin.workbench.carry.moves import buttons, press
from tongxin.workbench.naming.forms import ApplicationForm, CheckForm, PlaceChoiceForm
from tongxin.workbench.naming.lists import application_url, batch_url, say_what_no_button_says
from tongxin.workbench.naming.rechecks import may_see_visits, rounds_of
from tongxin.workbench.pages import is_number, staff_page
from tongxin.workbench.units.pages import only_if

DONE = {
    "withdraw": gettext_lazy("申报已撤回。"),
    "refuse": gettext_lazy("已决定不予命名，单位会收到通知。"),
    "approve": gettext_lazy("已同意命名；印发决定后生效。"),
    "reconsider": gettext_lazy("决定已取消，请重新决定。"),
    "start_recheck": gettext_lazy("已开始复核，单位会收到通知。请安排考察人员。"),
    "revoke": gettext_lazy("称号已撤销，撤销决定已印发。"),
}
# Moves that have a page of their own.
ELSEWHERE = frozenset({"submit", "send_back", "pass_check", "keep"})


@staff_page
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the place; where there is but one, it is only confirmed."""
    batch = access.batch_for(request.user, pk)
    places = access.places_to_apply_for(request.user, batch)
    only_if(batch.takes_applications and places.exists())
    form = PlaceChoiceForm(places, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = applying.start(batch=batch, place=form.cleaned_data["place"], by=request.user)
        except Refusal as refusal:
            form.show(refusal)
        else:
            return HttpResponseRedirect(reverse("workbench:naming_write", args=[made.pk]))
    context = {"form": form, "batch": batch, "back": batch_url(batch)}
    return render(request, "workbench/naming/apply.html", context, status=422 if form.errors else 200)


def answers_of(application: Application) -> QuerySet[Answer]:
    return (
        application.answers.select_related("criterion", "application")
        .prefetch_related("evidence__attachment")
        .order_by("criterion__position")
    )


def known_of(application: Application) -> list[components.Known]:
    """What the place's own page says already."""
    place = application.place
    here = reverse("workbench:place", args=[place.pk])
    hours = hours_lines(list(place.hours.all()))
    return [
        components.Known(_("场所"), place.name, here),
        components.Known(_("管理单位"), place.owner.name),
        components.Known(_("位置"), place.location or _("还没有登记"), here if not place.location else ""),
        components.Known(_("开放时间"), "；".join(hours) or _("还没有登记"), here if not hours else ""),
    ]


@staff_page
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The form: kept as far as it goes, handed in when it is whole."""
    found = access.application_for(request.user, pk)
    only_if(rules.may_apply(request.user, found))
    if found.status not in applying.WRITABLE:
        return HttpResponseRedirect(application_url(found))
    answers = list(answers_of(found))
    form = ApplicationForm(
        found, answers, request.POST or None, request.FILES or None, initial={"version": found.version}
    )
    if request.method == "POST" and form.is_valid():
        do = request.POST.get("do", "")
        try:
            _keep(request, found, form, do)
            if do == "submit":
                applying.submit(application=found, by=request.user)
        except Conflict as refusal:
            form = _again(request, found, answers)
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            found = access.application_for(request.user, pk)
            answers = list(answers_of(found))
            form = _again(request, found, answers)
            form.show(refusal)
        else:
            done = _("已提交，等主办单位核对材料。") if do == "submit" else _("已存好，可以接着填。")
            messages.success(request, done)
            there = application_url(found) if do == "submit" else request.path
            return HttpResponseRedirect(there)
    context = {
        "found": found,
        "form": form,
        "rows": form.rows(),
        "known": known_of(found),
        "waits": waits_for(found),
        "state": state_of(found),
    }
    return render(request, "workbench/naming/write.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, found: Application, form: ApplicationForm, do: str) -> None:
    applying.save(
        application=found,
        version=form.cleaned_data["version"],
        statement=form.cleaned_data["statement"],
        texts=form.texts(),
        by=request.user,
    )
    for answer, upload in form.uploads():
        applying.add_evidence(answer=answer, upload=upload, by=request.user)
    number = do.removeprefix("remove-")
    if number != do and is_number(number):
        gone = get_object_or_404(
            Evidence.objects.select_related("answer__application"), pk=number, answer__application=found
        )
        applying.remove_evidence(evidence=gone, by=request.user)


def _again(request: HttpRequest, found: Application, answers: list[Answer]) -> ApplicationForm:
    """The form with what was typed, over the version that stands now."""
    typed = request.POST.copy()
    typed["version"] = str(Application.objects.values_list("version", flat=True).get(pk=found.pk))
    form = ApplicationForm(found, answers, typed)
    form.is_valid()
    return form


@staff_page
def evidence_file(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """A file of an application, for whoever may read it."""
    found = access.application_for(request.user, pk)
    row = get_object_or_404(Evidence.objects.select_related("attachment"), pk=evidence, answer__application=found)
    return serve(row.attachment)


@staff_page
def application_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole application, what it waits for, and the step that is open to this person."""
    found = access.application_for(request.user, pk)
    pressed = None
    if request.method == "POST":
        by = request.user
        acts = {
            "withdraw": lambda words: applying.withdraw(application=found, reason=words, by=by),
            "refuse": lambda words: deciding.refuse(application=found, reason=words, by=by),
            "approve": lambda words: deciding.approve(application=found, reason=words, by=by),
            "reconsider": lambda words: deciding.reconsider(application=found, reason=words, by=by),
            "start_recheck": lambda _words: rechecking.start(application=found, by=by),
            "revoke": lambda words: rechecking.revoke(application=found, reason=words, by=by),
        }
        pressed = press(request, acts, DONE)
        if pressed.refusal is None:
            return HttpResponseRedirect(application_url(found))
        found = access.application_for(request.user, pk)
    context = _context(request.user, found)
    hidden = ELSEWHERE | _not_yet(found)
    moves = buttons(
        APPLICATION,
        request.user,
        found,
        asks={
            "approve": _("同意的理由"),
            "refuse": _("不予命名的理由"),
            "withdraw": _("撤回的原因"),
            "revoke": _("撤销的理由，写进撤销决定并公布"),
        },
        hidden=hidden,
        pressed=pressed,
    )
    # Approving asks for a reason and is the way on all the same.
    context["buttons"] = [replace(button, is_primary=button.action == "approve") for button in moves]
    say_what_no_button_says(request, pressed, context["buttons"])
    return render(request, "workbench/naming/application.html", context, status=422 if pressed else 200)


def _not_yet(found: Application) -> frozenset[str]:
    """Moves whose day has not come, and what is decided on the page with the checklists."""
    hidden = set()
    if not found.batch.notice_is_over:
        hidden.add("approve")
    if not found.is_recheck_open:
        hidden.add("start_recheck")
    if found.status == ApplicationStatus.RECHECKED:
        hidden.add("revoke")
    return frozenset(hidden)


def _context(user: Any, found: Application) -> dict[str, Any]:
    visits = list(found.visits.select_related("reviewer").prefetch_related("findings__criterion"))
    for visit in visits:
        # The rule asks for the other visit; the page has both at hand.
        visit.application = found
    rechecks = list(found.rechecks.select_related("document"))
    present = [one for one in visits if one.pk in {visit.pk for visit in found.present_visits}]
    mine = next((one for one in present if one.reviewer_id == user.pk and one.filled_on is None), None)
    open_moves = {move.action for move in APPLICATION.open_to(user, found)}
    is_visiting = found.status in AWAITS_VISITS
    return {
        "found": found,
        "batch": found.batch,
        "answers": list(answers_of(found)),
        "known": known_of(found),
        "waits": waits_for(found),
        "state": state_of(found),
        "rounds": rounds_of(user, found, visits, rechecks) if may_see_visits(user, found) else [],
        "is_assigned": bool(present),
        "is_standing": found.status in STANDING,
        "my_visit": mine if is_visiting else None,
        "rechecks": [one for one in rechecks if one.outcome],
        "may_write": "submit" in open_moves,
        "may_check": "pass_check" in open_moves,
        "may_assign": is_visiting and rules.may_judge(user, found),
        "may_decide": "keep" in open_moves,
        "notice_note": found.status == ApplicationStatus.ON_NOTICE and not found.batch.notice_is_over,
    }


@staff_page
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Item by item: complete, or what is missing; then on to the visits or back to the unit."""
    found = access.application_for(request.user, pk)
    only_if(found.status == ApplicationStatus.SUBMITTED and rules.may_judge(request.user, found))
    answers = list(answers_of(found))
    form = CheckForm(answers, request.POST or None)
    if request.method == "POST" and form.is_valid():
        passes = request.POST.get("do") == "pass"
        try:
            if passes and any(form.lacks().values()):
                form.add_error(None, _("写了还缺的东西，就不能算齐全。请退回补正，或把那一栏清空。"))
            elif passes:
                checking.pass_check(application=found, by=request.user)
            else:
                checking.send_back(
                    application=found, lacks=form.lacks(), reason=form.cleaned_data["reason"], by=request.user
                )
        except Refusal as refusal:
            form.show(refusal)
        if not form.errors:
            done = _("材料齐全，请安排考察人员。") if passes else _("已退回补正，单位会收到通知。")
            messages.success(request, done)
            return HttpResponseRedirect(application_url(found))
    context = {"found": found, "form": form, "rows": form.rows(), "known": known_of(found)}
    return render(request, "workbench/naming/check.html", context, status=422 if form.errors else 200)


@staff_page
def plaque(request: HttpRequest, pk: int) -> HttpResponse:
    """The base's plaque; its code opens the place's public page."""
    found = access.application_for(request.user, pk)
    only_if(found.status in STANDING)
    address = f"{settings.BASE_URL.rstrip('/')}{reverse('portal:place', args=[found.place.slug])}"
    response = HttpResponse(base_plaque_pdf(found, address), content_type="application/pdf")
    name = _("%(place)s 基地标牌.pdf") % {"place": found.place}
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
