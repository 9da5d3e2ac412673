"""The readers' room: what waits for a word, the draft as it would go out, and the word itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page, TaskState

from tongxin.common.errors import Invalid
from tongxin.editorial import guarding, reviewing
from tongxin.editorial.selectors import readings as selectors
from tongxin.workbench.pages import staff_page


@staff_page
def readings(request: HttpRequest) -> HttpResponse:
    """What waits for this person, what waits for others, and what is out and may be taken back."""
    if not selectors.reads_anything(request.user):
        raise Http404
    waiting = selectors.waiting(request.user)
    context = {
        "mine": [one for one in waiting if not one.why_not],
        "others": [one for one in waiting if one.why_not],
        "out": selectors.newest_out() if selectors.takes_back(request.user) else [],
    }
    return render(request, "workbench/editorial/readings.html", context)


@staff_page
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as it would go out, beside what was said of it and the word that is asked."""
    draft = selectors.draft_for(request.user, pk)
    return render(request, "workbench/editorial/reading.html", {"draft": draft} | _guarded(draft))


def _guarded(draft: selectors.Draft) -> dict[str, Any]:
    """What the guards find in an open draft, and who let what stand."""
    return {
        "findings": guarding.findings_in(draft.page) if draft.is_open else [],
        "passes": guarding.passes_of(draft.reading.state.revision),
    }


@staff_page
def reading_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft in the site's own page; kept nowhere."""
    draft = selectors.draft_for(request.user, pk)
    response: HttpResponse = draft.page.make_preview_request(request, draft.page.default_preview_mode)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@staff_page
def reading_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass a draft on, or send it back with a reason; a wrong form comes back with what was typed."""
    draft = selectors.draft_for(request.user, pk)
    words, verdict = request.POST.get("words", ""), request.POST.get("verdict", "")
    state = get_object_or_404(TaskState, pk=pk)
    try:
        if verdict == "approve":
            guarding.approve(task_state=state, by=request.user, comment=words, despite=request.POST.get("despite", ""))
            messages.success(request, _("已通过：%(title)s。") % {"title": draft.reading.title})
        elif verdict == "send_back":
            reviewing.send_back(task_state=state, by=request.user, reason=words)
            messages.success(request, _("已退回作者：%(title)s。") % {"title": draft.reading.title})
        else:
            raise Invalid(_("请选“通过”或“退回”。"))
    except Invalid as refusal:
        context = {"draft": draft, "words": words, "error": str(refusal), "despite": request.POST.get("despite", "")}
        return render(request, "workbench/editorial/reading.html", context | _guarded(draft), status=422)
    return HttpResponseRedirect(reverse("workbench:readings"))


@staff_page
def page_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, then no longer shows a page that is out."""
    page = get_object_or_404(Page.objects.live(), pk=pk).specific
    if not selectors.takes_back(request.user) or page.get_workflow() is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            reviewing.take_back(page=page, by=request.user, reason=request.POST.get("words", ""))
        except Invalid as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("已撤下：%(title)s。") % {"title": page.title})
            return HttpResponseRedirect(reverse("workbench:readings"))
    context = {"page": page, "error": error, "words": request.POST.get("words", "")}
    return render(request, "workbench/editorial/take_back.html", context, status=422 if error else 200)
