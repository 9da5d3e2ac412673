"""What shows a brand's standing: entering it, confirming it by a second person."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.brands import actions, rules, selectors
from tongxin.brands.actions.evidence import visitors
from tongxin.brands.enums import EvidenceStatus
from tongxin.brands.models import Brand, Evidence
from tongxin.brands.workflows import EVIDENCE
from tongxin.common.files.serving import serve
from tongxin.workbench.brands.forms import EvidenceForm, MoveForm
from tongxin.workbench.brands.profile import frame
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.units.pages import Words, form_page, only_if


def _here(brand: Brand) -> str:
    return reverse("workbench:brand_evidence", args=[brand.pk])


def _row(request: HttpRequest, evidence: Evidence) -> dict[str, Any]:
    return {
        "evidence": evidence,
        "moves": EVIDENCE.open_to(request.user, evidence),
        "is_own": evidence.status == EvidenceStatus.ENTERED and rules.entered(request.user, evidence),
        "visitors": visitors(evidence),
    }


@staff_page
def brand_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The three aims with what shows them, and what still waits for a second person."""
    found = selectors.brand_for(request.user, pk)
    rows = list(
        found.evidence.select_related(
            "kind", "fact_kind", "file", "brand__owner", "brand__family__category__system__owner"
        )
    )
    context = frame(request, found, "evidence") | {
        "levels": [
            (level, [_row(request, one) for one in rows if one.level == level and one.status == "confirmed"])
            for level, _rows in selectors.levels_of(found)
        ],
        "entered": [_row(request, one) for one in rows if one.status == EvidenceStatus.ENTERED],
        "others": [_row(request, one) for one in rows if one.status in ("refused", "withdrawn")],
    }
    return render(request, "workbench/brands/evidence.html", context)


@staff_page
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter evidence."""
    found = selectors.brand_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    form = EvidenceForm(found, posted(request), request.FILES or None, initial={"on": timezone.localdate()})

    def act(data: dict[str, Any]) -> str:
        actions.enter_evidence(brand=found, new=form.new(), file=data["file"], by=request.user)
        return _("已登记，等另一位审核员或协调员核对；核对之前不算。")

    words = Words(_("登记佐证"), _("登记"), _here(found), found.name)
    return form_page(request, form, words, act)


@staff_page
def evidence_decide(request: HttpRequest, pk: int, evidence: int, action: str) -> HttpResponse:
    """Confirm, refuse or withdraw."""
    found = selectors.brand_for(request.user, pk)
    rows = found.evidence.select_related("brand__owner")
    row = get_object_or_404(rows, pk=evidence)
    move = next((one for one in EVIDENCE.moves if one.action == action), None)
    if move is None or move.who is None:
        raise Http404
    only_if(move.who(request.user, row))
    form = MoveForm(posted(request), needs_reason=move.needs_reason, needs_paper=False)
    del form.fields["paper"]

    def act(data: dict[str, Any]) -> str:
        actions.decide(evidence=row, action=action, by=request.user, reason=data["reason"])
        return _("%(move)s：已办。") % {"move": move.label}

    words = Words(f"{move.label}", str(move.label), _here(found), f"{row.title} · {row.source}")
    return form_page(request, form, words, act)


@staff_page
def evidence_file(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """The file that shows it."""
    found = selectors.brand_for(request.user, pk)
    row = get_object_or_404(found.evidence.select_related("file").filter(file__isnull=False), pk=evidence)
    if row.file is None:
        raise Http404
    return serve(row.file)
