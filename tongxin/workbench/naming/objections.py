"""An objection to a public notice, and its answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.common.errors import Refusal
from tongxin.naming.actions import noticing
from tongxin.naming.models import Objection
from tongxin.naming.selectors import access
from tongxin.workbench.naming.forms import ObjectionAnswerForm
from tongxin.workbench.naming.lists import batch_url
from tongxin.workbench.pages import staff_page


def _objection_or_404(request: HttpRequest, pk: int) -> Objection:
    found = access.objections_for(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@staff_page
def objection_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was objected, and the answer to it."""
    return _page(request, _objection_or_404(request, pk))


def _page(request: HttpRequest, found: Objection, contact: str = "") -> HttpResponse:
    form = ObjectionAnswerForm(request.POST if request.method == "POST" and not contact else None)
    if form.is_bound and form.is_valid():
        try:
            noticing.answer_objection(objection=found, by=request.user, **form.given())
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, _("已答复。"))
            return HttpResponseRedirect(batch_url(found.batch))
    context = {"objection": found, "batch": found.batch, "form": form, "contact": contact}
    return render(request, "workbench/naming/objection.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how to reach who objected; that it was read is written down."""
    found = _objection_or_404(request, pk)
    return _page(request, found, noticing.read_contact(objection=found, by=request.user))
