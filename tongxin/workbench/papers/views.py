"""Official papers: those that were issued, and making one: choose, look at it, issue it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.common import components
from tongxin.common.errors import Refusal
from tongxin.common.files.kinds import PDF
from tongxin.common.files.serving import serve
from tongxin.documents.models import IssuedDocument
from tongxin.documents.typesetting import Heading, OfficialDocument, Paragraph, Table, missing_characters, to_pdf
from tongxin.programme import rules
from tongxin.programme.actions import papers
from tongxin.programme.enums import ProgrammeStatus
from tongxin.programme.models import Programme
from tongxin.programme.selectors import access
from tongxin.programme.selectors.papers import visible_papers
from tongxin.workbench.pages import paged, staff_page
from tongxin.workbench.papers.forms import PaperForm
from tongxin.workbench.year.views import programme_or_404


@staff_page
def issued_papers(request: HttpRequest) -> HttpResponse:
    """The papers that one may read, the newest first."""
    query = request.GET
    readable = visible_papers(request.user)
    years = readable.order_by("-year").values_list("year", flat=True).distinct()
    filters = [
        components.Filter(
            "series",
            _("种类"),
            [(value, str(label)) for value, label in IssuedDocument.Series.choices],
            query.get("series", ""),
            _("全部种类"),
        ),
        components.Filter(
            "year", _("年份"), [(str(year), str(year)) for year in years], query.get("year", ""), _("全部年份")
        ),
    ]
    rows = readable.order_by("-issued_on", "-made_at", "-pk")
    if query.get("series") in IssuedDocument.Series.values:
        rows = rows.filter(series=query["series"])
    if query.get("year", "").isdecimal():
        rows = rows.filter(year=int(query["year"][:6]))
    running = access.visible_programmes(request.user).filter(status=ProgrammeStatus.RUNNING)
    context = {
        "page": paged(request, rows),
        "filters": filters,
        "is_narrow": any(one.value for one in filters),
        # The newest year of one's own: papers of another are made from its board.
        "own": next((one for one in running if rules.may_coordinate(request.user, one)), None),
    }
    return render(request, "workbench/papers/issued.html", context)


@staff_page
def paper_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """An issued paper as PDF (shown) or .docx (saved)."""
    paper = get_object_or_404(visible_papers(request.user), pk=pk)
    if form == "pdf":
        return serve(paper.pdf, as_download="save" in request.GET)
    if form == "docx":
        return serve(paper.docx, as_download=True)
    raise Http404


def own_programme_or_404(request: HttpRequest, pk: int) -> Programme:
    """A programme that this person coordinates."""
    programme = programme_or_404(request, pk)
    if not rules.may_coordinate(request.user, programme):
        raise Http404
    return programme


@staff_page
def new_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a paper, look at its draft, issue it. The choice is in the address."""
    programme = own_programme_or_404(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    form = PaperForm(programme, given if "series" in given else None)
    draft: OfficialDocument | None = None
    if form.is_valid():
        try:
            if request.method == "POST":
                issued = papers.issue_paper(programme=programme, wanted=form.wanted, by=request.user)
                messages.success(
                    request, _("已印发：%(title)s（%(number)s）。") % {"title": issued.title, "number": issued.number}
                )
                return HttpResponseRedirect(reverse("workbench:papers"))
            draft = papers.draw_up(programme=programme, wanted=form.wanted, by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context: dict[str, Any] = {"programme": programme, "form": form, "draft": draft}
    if draft is not None:
        context |= {
            "blocks": shown_blocks(draft),
            "missing": missing_characters("".join(draft.texts())),
            "preview_url": f"{reverse('workbench:paper_preview', args=[pk])}?{request.GET.urlencode()}",
        }
    return render(request, "workbench/papers/new.html", context, status=422 if form.errors else 200)


@staff_page
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it would be printed, without a number; shown, not kept."""
    programme = own_programme_or_404(request, pk)
    form = PaperForm(programme, request.GET)
    if not form.is_valid():
        raise Http404
    draft = papers.draw_up(programme=programme, wanted=form.wanted, by=request.user)
    response = HttpResponse(to_pdf(draft), content_type=PDF.content_type)
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True)
class Shown:
    """A block of a draft as the page shows it: `kind` is heading, subheading, text or table."""

    kind: str
    text: str = ""
    table: components.Table | None = None


def shown_blocks(draft: OfficialDocument) -> list[Shown]:
    blocks = []
    for block in draft.body:
        match block:
            case Heading():
                blocks.append(Shown("heading" if block.level == 1 else "subheading", block.text))
            case Paragraph():
                blocks.append(Shown("text", block.text))
            case Table():
                columns = [
                    components.Column(head, number=alignment == "right")
                    for head, alignment in zip(block.headers, block.column_alignments, strict=True)
                ]
                blocks.append(Shown("table", "", components.Table(block.caption, columns, block.full_rows)))
            case _:
                continue
    return blocks
