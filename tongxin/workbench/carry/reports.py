"""Reports: the list of a unit's own, the form, evidence."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.common import components
from tongxin.common.clock.wording import plain_day
from tongxin.common.errors import Refusal
from tongxin.common.files.serving import serve
from tongxin.organisations.models import Unit
from tongxin.programme import rules
from tongxin.programme.actions import reporting as writing
from tongxin.programme.enums import ReportStatus
from tongxin.programme.lights import plain
from tongxin.programme.models import Programme, Report, ReportEvidence
from tongxin.programme.owing import OPEN
from tongxin.programme.selectors import access
from tongxin.programme.selectors.reporting import Reporting, known_for
from tongxin.workbench.carry.lists import REPORTS, standing
from tongxin.workbench.carry.report_form import ReportForm
from tongxin.workbench.deadlines import report_lines
from tongxin.workbench.lists import EVERYTHING, exported, ordered, sorting, starting
from tongxin.workbench.navigation import writes
from tongxin.workbench.pages import is_number, paged, staff_page
from tongxin.workbench.typed import keep_words, saved_line

TAB_BYTES = 6
OWN = "own"


def report_or_404(request: HttpRequest, pk: int) -> Report:
    """A report that this person may read, with all that its pages show."""
    return get_object_or_404(access.visible_reports(request.user).select_related("project__area", "written_by"), pk=pk)


def readable_reports(request: HttpRequest) -> QuerySet[Report]:
    """All reports that one may read, of periods that have begun."""
    return access.visible_reports(request.user).filter(_begun())


def own_reports(request: HttpRequest) -> QuerySet[Report]:
    """Of those, the reports of the units one belongs to."""
    return readable_reports(request).filter(unit_id__in=access.own_units(request.user))


def _begun() -> Q:
    """Periods that have begun by their programme's day."""
    shown = "project__programme__shown_as_of"
    return Q(**{f"{shown}__isnull": True}, period_starts__lte=timezone.localdate()) | Q(period_starts__lte=F(shown))


@staff_page
def report_list(request: HttpRequest) -> HttpResponseBase:
    """The reports of one's own units, or all that one may read; those to be written first; the address narrows them."""
    query = request.GET
    own, readable = own_reports(request), readable_reports(request)
    has_own, has_more = own.exists(), readable.exclude(unit_id__in=access.own_units(request.user)).exists()
    # Who answers for reports sees first what is to be written, who only reads them sees what there is.
    is_own = has_own and query.get("whose", OWN if writes(request.user) else EVERYTHING) != EVERYTHING
    listed = own if is_own else readable
    status = query.get("status", "open" if is_own else EVERYTHING)
    rows = listed.filter(status__in=OPEN) if status == "open" else listed
    if status in ReportStatus.values:
        rows = rows.filter(status=status)
    if is_number(query.get("year", "")):
        rows = rows.filter(project__programme_id=query["year"])
    if is_number(query.get("unit", "")):
        rows = rows.filter(unit_id=query["unit"])
    if words := query.get("q", "").strip():
        rows = rows.filter(project__title__icontains=words)
    listing = starting(REPORTS, "due" if status == "open" else "-due")
    if (file := exported(listing, rows, request)) is not None:
        return file
    page = paged(request, ordered(listing, rows, query))
    context = {
        "page": page,
        "rows": [
            (report, report.is_open and rules.may_write_report(request.user, report), *standing(report))
            for report in page
        ],
        "filters": [
            *([_whose(is_own)] if has_own and has_more else []),
            *_report_filters(listed, status, query, is_own),
            sorting(listing, query),
        ],
        "is_own": is_own,
    }
    return render(request, "workbench/carry/report_list.html", context)


def _whose(is_own: bool) -> components.Filter:
    choices = [(OWN, _("本单位要报的")), (EVERYTHING, _("我能看的全部"))]
    return components.Filter("whose", _("范围"), choices, OWN if is_own else EVERYTHING)


def _report_filters(
    listed: QuerySet[Report], status: str, query: QueryDict, is_own: bool
) -> Iterator[components.Filter]:
    states = [
        ("open", _("待填")),
        *[(value, str(label)) for value, label in ReportStatus.choices],
        (EVERYTHING, _("全部")),
    ]
    yield components.Filter("status", _("状态"), states, status)
    programmes = Programme.objects.filter(pk__in=listed.order_by().values("project__programme_id"))
    yield components.Filter(
        "year", _("工作年"), [(str(p.pk), p.name) for p in programmes], query.get("year", ""), _("全部")
    )
    if not is_own:
        units = Unit.objects.filter(pk__in=listed.order_by().values("unit_id")).order_by("path")
        yield components.Filter(
            "unit", _("单位"), [(str(unit.pk), unit.brief) for unit in units], query.get("unit", ""), _("全部")
        )
    yield components.Filter("q", _("找项目"), value=query.get("q", ""))


def known_items(found: Reporting) -> list[components.Known]:
    """What the system knows, ready to read, each with the way to its facts."""
    report = found.report
    month = report.period_starts.strftime("%Y-%m")
    is_month = report.period_starts.strftime("%Y-%m") == report.period_ends.strftime("%Y-%m")
    return [
        components.Known(
            one.kind.name,
            f"{plain(one.total)} {one.kind.unit} · {_('%(count)d 笔') % {'count': one.facts}}",
            f"{reverse('workbench:facts')}?project={report.project_id}&kind={one.kind.code}"
            + (f"&month={month}" if is_month else ""),
        )
        for one in found.known
    ]


@staff_page
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of one report. Saves, or saves and hands in; whatever is refused, what was typed stays."""
    report = report_or_404(request, pk)
    if not rules.may_write_report(request.user, report):
        raise Http404
    if report.status not in OPEN:
        return HttpResponseRedirect(reverse("workbench:report", args=[pk]))
    found = known_for(report)
    conflict: Report | None = None
    if request.method != "POST":
        form = ReportForm(found, initial={"version": report.version, "tab": secrets.token_hex(TAB_BYTES)})
    else:
        form = ReportForm(found, _with_own_autosave(request, report), request.FILES)
        if form.is_valid():
            do = request.POST.get("do", "")
            is_final = do == "submit"
            try:
                _save(report, form, request.user)
                _store_evidence(report, form, request.user)
                if do.startswith("remove-") and is_number(do.removeprefix("remove-")):
                    gone = get_object_or_404(report.evidence, pk=do.removeprefix("remove-"))
                    writing.remove_evidence(report=report, evidence=gone, by=request.user)
                if is_final:
                    writing.submit(report=report, version=report.version, by=request.user)
            except writing.ReportConflict as refusal:
                conflict = refusal.theirs
                form = _bound_to(request, found, version=refusal.theirs.version)
            except Refusal as refusal:
                form = _bound_to(request, found, version=report.version)
                form.is_valid()
                form.figures()
                form.show(refusal)
            else:
                messages.success(request, _("已提交，等审核。") if is_final else _("已存好，可以接着填。"))
                return HttpResponseRedirect(
                    reverse("workbench:report" if is_final else "workbench:report_write", args=[pk])
                )
    context = {
        "report": report,
        "project": report.project,
        "form": form,
        "found": found,
        "known": known_items(found),
        "asked": form.asked(),
        "further": form.further(),
        "evidence": report.evidence.select_related("attachment"),
        "conflict": conflict,
        "subtitle": _subtitle(report, found),
        "state": standing(report),
        "keep_words": keep_words(_("提交审核")),
        "due": report_lines(report),
    }
    status = 200 if request.method != "POST" else 422
    return render(request, "workbench/carry/report_write.html", context, status=status)


def _subtitle(report: Report, found: Reporting) -> str:
    parts = [report.unit.brief, _("项目 %(code)s") % {"code": report.project.code}, report.label]
    parts.append(_("应于 %(date)s报") % {"date": plain_day(report.due_on)})
    if found.previous is not None:
        parts.append(_("上期已通过"))
    return " · ".join(parts)


def _save(report: Report, form: ReportForm, by: Any) -> None:
    writing.save_report(
        report=report,
        version=form.cleaned_data["version"],
        text=form.cleaned_data["text"],
        difficulty=form.cleaned_data["difficulty"],
        figures=form.figures(),
        goals=form.goals_reached(),
        by=by,
    )


def _store_evidence(report: Report, form: ReportForm, by: Any) -> None:
    for upload in form.cleaned_data["evidence"]:
        writing.add_evidence(report=report, upload=upload, by=by)


def _bound_to(request: HttpRequest, found: Reporting, *, version: int) -> ReportForm:
    """The form with what was typed, to be saved over `version` next."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    return ReportForm(found, typed)


def _with_own_autosave(request: HttpRequest, report: Report) -> Any:
    """What was posted, with the version that this very tab saved by itself meanwhile."""
    kept = request.session.get(f"autosave:{report.pk}", {})
    if not kept or kept["tab"] != request.POST.get("tab") or str(kept["over"]) != request.POST.get("version"):
        return request.POST
    typed = request.POST.copy()
    typed["version"] = str(kept["version"])
    return typed


@staff_page
@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Save without a word while somebody writes (htmx); answers with the line that says so and the new version."""
    report = report_or_404(request, pk)
    if not rules.may_write_report(request.user, report):
        raise Http404
    form = ReportForm(known_for(report), request.POST)
    if not form.is_valid():
        return saved_line(request, wrong=_("有的内容还不能存，请看红字。"))
    seen = form.cleaned_data["version"]
    try:
        _save(report, form, request.user)
    except Refusal as refusal:
        return saved_line(request, wrong=str(refusal))
    request.session[f"autosave:{report.pk}"] = {
        "tab": form.cleaned_data["tab"],
        "over": seen,
        "version": report.version,
    }
    return saved_line(request, version=str(report.version))


@staff_page
@require_POST
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Store what was chosen (htmx); answers with the evidence block."""
    report = report_or_404(request, pk)
    if not rules.may_write_report(request.user, report):
        raise Http404
    refused = []
    for upload in request.FILES.getlist("evidence"):
        # One file that is refused does not keep the others out.
        try:
            writing.add_evidence(report=report, upload=upload, by=request.user)
        except Refusal as refusal:
            refused.append(str(refusal))
    return _evidence_block(request, report, *refused)


@staff_page
@require_POST
def evidence_remove(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Take one piece off (htmx); answers with the evidence block. Without JavaScript the form itself does it."""
    report = report_or_404(request, pk)
    if not rules.may_write_report(request.user, report):
        raise Http404
    evidence = get_object_or_404(report.evidence, pk=evidence_pk)
    try:
        writing.remove_evidence(report=report, evidence=evidence, by=request.user)
    except Refusal as refusal:
        return _evidence_block(request, report, str(refusal))
    return _evidence_block(request, report)


def _evidence_block(request: HttpRequest, report: Report, *refused: str) -> HttpResponse:
    form = ReportForm(known_for(report))
    context = {
        "report": report,
        "form": form,
        "evidence": report.evidence.select_related("attachment"),
        "refused": refused,
    }
    return render(request, "workbench/carry/evidence.html", context)


@staff_page
def evidence_file(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """The photo or file itself, for whoever may read the report."""
    report = report_or_404(request, pk)
    evidence = get_object_or_404(ReportEvidence.objects.select_related("attachment"), pk=evidence_pk, report=report)
    return serve(evidence.attachment)  # type: ignore[return-value]
