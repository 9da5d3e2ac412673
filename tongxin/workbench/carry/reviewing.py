"""The review queue, a report's page with what was decided on it, and corrections."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.models import User
from tongxin.common import audit, components
from tongxin.common.errors import Invalid, Refusal
from tongxin.programme import rules
from tongxin.programme.actions import reporting, reviewing
from tongxin.programme.enums import ReportStatus
from tongxin.programme.models import Programme, Report, ReportFigure
from tongxin.programme.selectors.home import reports_to_review
from tongxin.programme.selectors.reporting import known_for
from tongxin.programme.workflows import REPORT
from tongxin.workbench.carry.lists import REPORTS, standing
from tongxin.workbench.carry.moves import Pressed, buttons, press
from tongxin.workbench.carry.reports import known_items, report_or_404
from tongxin.workbench.deadlines import report_lines
from tongxin.workbench.lists import exported, ordered, sorting, starting
from tongxin.workbench.pages import is_number, paged, staff_page

DONE = {
    "accept": gettext_lazy("已通过，数字已记入实绩账。"),
    "send_back": gettext_lazy("已退回，单位会收到理由。"),
    "take_back": gettext_lazy("已撤回，可以接着改。"),
    "waive": gettext_lazy("本期已免报。"),
}
VERBS = {
    "report.saved": gettext_lazy("保存"),
    "report.submit": gettext_lazy("提交"),
    "report.take_back": gettext_lazy("撤回"),
    "report.send_back": gettext_lazy("退回"),
    "report.accept": gettext_lazy("通过"),
    "report.waive": gettext_lazy("免报"),
    "report.evidence_added": gettext_lazy("添加佐证"),
    "report.evidence_removed": gettext_lazy("移除佐证"),
    "report.figure_corrected": gettext_lazy("更正数字"),
}


@staff_page
def queue(request: HttpRequest) -> HttpResponseBase:
    """Reports that wait for this person's word, oldest first."""
    query = request.GET
    rows = reports_to_review(request.user)
    programmes = Programme.objects.filter(pk__in=rows.order_by().values("project__programme_id"))
    filters = [
        components.Filter("q", _("找项目"), value=query.get("q", "")),
        components.Filter(
            "year", _("工作年"), [(str(p.pk), p.name) for p in programmes], query.get("year", ""), _("全部")
        ),
    ]
    if is_number(query.get("year", "")):
        rows = rows.filter(project__programme_id=query["year"])
    if words := query.get("q", "").strip():
        rows = rows.filter(project__title__icontains=words)
    listing = starting(REPORTS, "submitted")
    if (file := exported(listing, rows, request)) is not None:
        return file
    page = paged(request, ordered(listing, rows, query))
    return render(request, "workbench/carry/queue.html", {"page": page, "filters": [*filters, sorting(listing, query)]})


def happenings(report: Report) -> list[components.Moment]:
    """What was done with a report, newest first; saves in a row count once."""
    entries = list(audit.history(report))
    people = {user.pk: str(user) for user in User.objects.filter(pk__in={entry.actor_id for entry in entries})}
    shown: list[components.Moment] = []
    last = ("", 0)
    for entry in entries:
        now = (entry.verb, entry.actor_id or 0)
        if entry.verb == "report.saved" and now == last:
            shown.pop()
        last = now
        who = people.get(entry.actor_id or 0, _("系统"))
        note = str(entry.detail.get("note") or entry.detail.get("reason") or "")
        state = {"report.accept": "done", "report.send_back": "risk"}.get(entry.verb, "")
        shown.append(
            components.Moment(entry.at, f"{who} {VERBS.get(entry.verb, entry.verb)}", note, state)  # type: ignore[arg-type]
        )
    return shown[::-1]


def figure_rows(report: Report) -> list[dict[str, Any]]:
    """Each figure as the report says it and, once accepted, the fact that it stands as now."""
    rows = []
    is_accepted = report.status == ReportStatus.ACCEPTED
    for figure in report.figures.select_related("kind", "indicator"):
        fact = reviewing.standing_fact(figure) if is_accepted else None
        rows.append(
            {
                "figure": figure,
                "label": figure.indicator.name if figure.indicator else figure.kind.name,
                "unit": figure.indicator.unit if figure.indicator and figure.indicator.is_by_hand else figure.kind.unit,
                "fact": fact,
                "was_corrected": is_accepted and (fact is None or fact.quantity != figure.quantity),
            }
        )
    return rows


@staff_page
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what it says, beside the unit's last one; the buttons of its workflow; its past."""
    report = report_or_404(request, pk)
    pressed: Pressed | None = None
    if request.method == "POST":
        pressed = press(
            request,
            {
                "accept": lambda _words: reviewing.accept(report=report, by=request.user),
                "send_back": lambda words: reviewing.send_back(report=report, by=request.user, reason=words),
                "waive": lambda words: reviewing.waive(report=report, by=request.user, reason=words),
                "take_back": lambda _words: reporting.take_back(report=report, by=request.user),
            },
            DONE,
        )
        if pressed.refusal is None:
            return HttpResponseRedirect(_next_page(request, report, pressed.action))
        report = report_or_404(request, pk)
    found = known_for(report)
    context = {
        "report": report,
        "project": report.project,
        "state": standing(report),
        "due": report_lines(report),
        "figures": figure_rows(report),
        "goals": [claim.goal for claim in report.claimed_goals.select_related("goal")],
        "evidence": report.evidence.select_related("attachment"),
        "known": known_items(found),
        "previous": found.previous,
        "previous_figures": figure_rows(found.previous) if found.previous else [],
        "moments": happenings(report),
        "buttons": buttons(REPORT, request.user, report, hidden=frozenset({"submit"}), pressed=pressed),
        "may_write": rules.may_write_report(request.user, report) and report.is_open,
        "may_correct": rules.may_correct_figure(request.user, report) and report.status == ReportStatus.ACCEPTED,
    }
    return render(request, "workbench/carry/report.html", context, status=422 if pressed else 200)


def _next_page(request: HttpRequest, report: Report, action: str) -> str:
    """After a decision on to the next in the queue; a report taken back is written on."""
    if action == "take_back":
        return reverse("workbench:report_write", args=[report.pk])
    following = reports_to_review(request.user).first() if action in ("accept", "send_back") else None
    return reverse("workbench:report", args=[following.pk if following else report.pk])


@staff_page
def correct(request: HttpRequest, pk: int, figure_pk: int) -> HttpResponse:
    """Correct one figure of an accepted report, with a reason; empty cancels it."""
    report = report_or_404(request, pk)
    figure = get_object_or_404(
        ReportFigure.objects.select_related("kind", "indicator", "report"), pk=figure_pk, report=report
    )
    if not rules.may_correct_figure(request.user, report):
        raise Http404
    wrong: Refusal | None = None
    if request.method == "POST":
        try:
            reviewing.correct_figure(
                figure=figure,
                quantity=_quantity(request.POST.get("quantity", "")),
                reason=request.POST.get("words", ""),
                by=request.user,
            )
        except Refusal as refusal:
            wrong = refusal
        else:
            messages.success(request, _("已更正。原来的一笔保留，另记了一笔。"))
            return HttpResponseRedirect(reverse("workbench:report", args=[pk]))
    (row,) = [row for row in figure_rows(report) if row["figure"].pk == figure.pk]
    context = {"report": report, "row": row, "wrong": wrong, "typed": request.POST}
    return render(request, "workbench/carry/correct.html", context, status=422 if wrong else 200)


def _quantity(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation as error:
        raise Invalid(
            _("“%(text)s”不是数字。请填数字，例如 12 或 3.5。") % {"text": text[:20]}, field="quantity"
        ) from error
