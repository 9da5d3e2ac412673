"""The plan as a workbook: import with the list of wrong cells, export."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongxin.common.errors import Conflict, Invalid, NotAllowed, WrongState
from tongxin.common.files.packages import MOST_TABLE_BYTES
from tongxin.common.tables import WrongCells
from tongxin.documents.selectors import owners_for
from tongxin.programme.exports import export_plan, file_name
from tongxin.programme.imports import Imported, import_plan
from tongxin.programme.selectors.access import visible_programmes
from tongxin.workbench.pages import staff_page
from tongxin.workbench.plan.forms import ImportForm
from tongxin.workbench.plan.plans import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_page
def import_page(request: HttpRequest) -> HttpResponse:
    """A workbook becomes or changes a plan; every wrong cell is listed, and nothing is imported until it is right."""
    owners = owners_for(request.user)
    if not owners.exists():
        raise NotAllowed(_("只有协调员可以导入计划。"))
    form = ImportForm(owners, request.POST or None, request.FILES or None)
    errors = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            result = import_plan(
                content=upload.read(MOST_TABLE_BYTES + 1),
                name=upload.name,
                by=request.user,
                owner=form.cleaned_data["owner"],
            )
        except WrongCells as wrong:
            errors = wrong.errors
            form.add_error(None, str(wrong))
        except (Invalid, WrongState, Conflict) as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "file", str(refusal))
        else:
            messages.success(request, words_of(result))
            return HttpResponseRedirect(reverse("workbench:plan", args=[result.programme.pk]))
    return page(request, "import", {"form": form, "errors": errors}, form)


def words_of(result: Imported) -> str:
    """What an import did, in a sentence."""
    if result.did_nothing:
        return _("表里的内容与现有计划一致，没有改动。")
    words = {
        "name": result.programme.name,
        "added": result.added,
        "changed": result.changed,
        "unchanged": result.unchanged,
    }
    told = _("“%(name)s”：新增 %(added)d 个项目，修改 %(changed)d 个，%(unchanged)d 个没有变化。") % words
    if result.left:
        told += _("另有 %(left)d 个项目不在表里，保持原样。") % {"left": result.left}
    return told


@staff_page
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(visible_programmes(request.user).select_related("document"), pk=pk)
    name = content_disposition_header(as_attachment=True, filename=file_name(programme))
    return HttpResponse(export_plan(programme), content_type=XLSX, headers={"Content-Disposition": name or ""})
