"""From a document to a draft to a programme: taking in, the editor, the last step."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.common import clock
from tongxin.common.errors import Conflict, Invalid, NotAllowed, Refusal, WrongState
from tongxin.documents import drafting, selectors
from tongxin.documents.actions import drafts
from tongxin.documents.actions.intake import take_in
from tongxin.documents.models import Draft
from tongxin.organisations.models import Unit
from tongxin.programme.actions import plan
from tongxin.programme.selectors.access import visible_programmes
from tongxin.programme.selectors.home import coordinated_years
from tongxin.workbench.pages import ask_first, paged, staff_page
from tongxin.workbench.plan.editing import editor_of, panel_of
from tongxin.workbench.plan.forms import MakeProgrammeForm, TakeInForm, open_units
from tongxin.workbench.plan.steps import arguments_of


@staff_page
@require_GET
def draft_list(request: HttpRequest) -> HttpResponse:
    """Drafts that the person may go on with, and the ways to begin a plan."""
    owners = selectors.owners_for(request.user)
    page = paged(request, selectors.visible_drafts(request.user).defer("document__text", "document__outline"), 20)
    context = {
        "page": page,
        "rows": selectors.draft_rows(page.object_list),
        "may_start": owners.exists(),
        "programmes": coordinated_years(request.user).select_related("owner"),
    }
    return render(request, "workbench/plan/drafts.html", context)


@staff_page
def take_in_page(request: HttpRequest) -> HttpResponse:
    """Upload or paste a document; what was typed stays when it cannot be taken."""
    owners = selectors.owners_for(request.user)
    if not owners.exists():
        raise NotAllowed(_("只有协调员可以录入部署工作的文件。"))
    form = TakeInForm(owners, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload = request.FILES.get("file")
        try:
            taken = take_in(owner=given["owner"], upload=upload, text="" if upload else given["text"], by=request.user)
            known = taken.document.drafts.filter(became_id="").first() if taken.was_known else None
            draft = known or drafts.start_draft(document=taken.document, by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error("file" if upload else "text", str(refusal))
        else:
            if taken.was_known:
                messages.info(request, _("这份文件以前录入过，没有重复保存；现在打开的是它的草稿。"))
            return HttpResponseRedirect(reverse("workbench:plan_draft", args=[draft.pk]))
    return render(request, "workbench/plan/take_in.html", {"form": form}, status=422 if form.errors else 200)


def draft_or_404(request: HttpRequest, pk: int) -> Draft:
    return get_object_or_404(selectors.visible_drafts(request.user), pk=pk)


@staff_page
@require_GET
def draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor: the document on the left, the draft on the right."""
    draft = draft_or_404(request, pk)
    if draft.became_id:
        return HttpResponseRedirect(reverse("workbench:plan", args=[draft.became_id]))
    return _editor(request, draft, open_item=request.GET.get("item", ""))


@staff_page
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One step in the draft. What cannot be done is said, and what was typed stays."""
    draft = draft_or_404(request, pk)
    operation = request.POST.get("operation", "")
    item = request.POST.get("item", "")
    try:
        version = _version(request)
        if operation == "match_again":
            draft = drafts.match_again(draft=draft, version=version, by=request.user)
        elif operation == "undo":
            draft = drafts.undo(draft=draft, version=version, by=request.user)
        else:
            arguments = arguments_of(operation, request.POST)
            draft = drafts.change_draft(draft=draft, version=version, operation=operation, by=request.user, **arguments)
    except (Invalid, Conflict, WrongState) as refusal:
        messages.error(request, str(refusal))
        draft = draft_or_404(request, pk)
        if draft.became_id:
            return _go(request, reverse("workbench:plan_draft", args=[pk]))
        is_panel = "panel" in request.POST
        return _editor(request, draft, open_item=item if is_panel else "", typed=request.POST if is_panel else None)
    if not request.htmx:  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("workbench:plan_draft", args=[pk]) + (f"#item-{item}" if item else ""))
    if operation == "rename" and drafting.find(draft.state, item)[0]["kind"] != drafting.AREA:
        # The title stands on the page already: what is open and focused there stays as it is.
        context = {"draft": draft, "can_undo": True}
        return render(request, "workbench/plan/renamed.html", context)
    return _editor(request, draft)


def _version(request: HttpRequest) -> int:
    value = request.POST.get("version", "")
    if not value.isdecimal():
        raise Invalid(_("页面不完整。请刷新后再试。"))
    return int(value)


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _editor(request: HttpRequest, draft: Draft, *, open_item: str = "", typed: Any = None) -> HttpResponse:
    editor = editor_of(draft)
    context: dict[str, Any] = {
        "editor": editor,
        "draft": draft,
        "document": draft.document,
        "can_undo": draft.undo_steps.exists(),
        "unit_names": open_units().values_list("name", flat=True),
        "open_item": open_item,
        "typed": typed or {},
    }
    if open_item:
        try:
            context["panel"] = panel_of(draft, open_item)
        except Invalid:
            context["open_item"] = ""
    is_step = bool(request.htmx)  # type: ignore[attr-defined]
    response = render(request, f"workbench/plan/{'editor_step' if is_step else 'editor'}.html", context)
    if is_step:
        response["HX-Reswap"] = "innerHTML"
    return response


@staff_page
@require_GET
def panel(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """The panel of one item: all that may be done with it. Without htmx the whole editor with the panel open."""
    draft = draft_or_404(request, pk)
    if draft.became_id or not request.htmx:  # type: ignore[attr-defined]
        url = reverse("workbench:plan_draft", args=[pk])
        return _go(request, f"{url}?item={item}#item-{item}")
    context = {"panel": panel_of(draft, item), "draft": draft, "typed": {}}
    return render(request, "workbench/plan/panel.html", context)


@staff_page
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_or_404(request, pk)
    if request.method != "POST":
        return ask_first(
            request,
            title=_("删除这份草稿？"),
            text=_("已做的修改会一起删除；文件仍然保留。"),
            label=_("删除草稿"),
            back_url=reverse("workbench:plan_draft", args=[pk]),
        )
    drafts.discard_draft(draft=draft, by=request.user)
    messages.success(request, _("草稿已删除，文件仍然保留，可以重新起草。"))
    return HttpResponseRedirect(reverse("workbench:plan_drafts"))


@staff_page
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """The last step: a name, a period, and what is still open."""
    draft = draft_or_404(request, pk)
    if draft.became_id:
        return HttpResponseRedirect(reverse("workbench:plan_made", args=[draft.became_id]))
    leaderless = [
        project["title"]
        for area in drafting.areas(draft.state)
        for project in drafting.projects_in(area)
        if not any(party["units"] for party in project["leads"])
    ]
    form = MakeProgrammeForm(request.POST or None, initial=_proposed(draft), leaderless=len(leaderless))
    if request.method == "POST" and form.is_valid():
        try:
            programme = plan.create_programme_from_draft(draft=draft, by=request.user, **form.cleaned_data)
        except (Invalid, Conflict) as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("workbench:plan_made", args=[programme.pk]))
    context = {
        "form": form,
        "draft": draft,
        "comparison": selectors.declared_against(draft),
        "open_names": [party["name"] for party in drafting.unmatched(draft.state)],
        "leaderless": leaderless,
    }
    return render(request, "workbench/plan/make.html", context, status=422 if form.errors else 200)


def _proposed(draft: Draft) -> dict[str, Any]:
    """What the form holds before anybody has typed: the year that the document is for, the whole of it."""
    document = draft.document
    written = re.search(r"((?:19|20)\d\d)\s*年", document.title)
    year = int(written[1]) if written else (document.issued_on or clock.today()).year
    owner: Unit = document.owner
    return {
        "version": draft.version,
        "name": document.title[:120],
        "year": year,
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "default_lead": owner.pk,
    }


@staff_page
@require_GET
def made(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of the draft, and what to do next."""
    programme = get_object_or_404(visible_programmes(request.user), pk=pk)
    projects = programme.projects.all()
    context = {
        "programme": programme,
        "areas": programme.areas.count(),
        "projects": projects.count(),
        "units": Unit.objects.filter(assignments__project__programme=programme).distinct().count(),
        "without_indicator": projects.filter(indicators__isnull=True).count(),
        "without_goal": projects.filter(goals__isnull=True).count(),
    }
    return render(request, "workbench/plan/made.html", context)
