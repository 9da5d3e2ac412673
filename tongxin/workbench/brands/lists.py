"""The list of brands, what waits for one's word, and coverage: which unit has no brand yet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tongxin.brands import selectors
from tongxin.brands.enums import BrandStatus
from tongxin.brands.imports import import_brands
from tongxin.brands.models import Brand, BrandCategory, BrandFamily
from tongxin.brands.selectors.coverage import coverage
from tongxin.brands.sheets import COLUMNS, empty_sheet, family_label
from tongxin.common.files.kinds import XLSX
from tongxin.common.tables import ChoiceFilter, ListColumn, Listing, TakenIn, TextFilter
from tongxin.organisations.enums import Role
from tongxin.organisations.roles import holds_any
from tongxin.workbench.brands.forms import BrandImportForm
from tongxin.workbench.importing import ImportWords, import_page
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.units.pages import only_if


def _address(brand: Brand) -> str:
    return reverse("workbench:brand", args=[brand.pk])


LIST_ORDER = {
    "name": ("name",),
    "family": ("family__category__position", "family__position", "position"),
    "owner": ("owner__name",),
    "status": ("status",),
    "named_on": ("named_on",),
}
LIST_COLUMNS = (
    ListColumn("name", gettext_lazy("品牌"), lambda brand: brand.name, LIST_ORDER["name"], _address),
    ListColumn(
        "family",
        gettext_lazy("系列"),
        lambda brand: family_label(brand.family),
        LIST_ORDER["family"],
    ),
    ListColumn("above", gettext_lazy("上级品牌"), lambda brand: brand.parent.name if brand.parent else ""),
    ListColumn("owner", gettext_lazy("牵头单位"), lambda brand: brand.owner.brief, LIST_ORDER["owner"]),
    ListColumn("status", gettext_lazy("状态"), lambda brand: brand.get_status_display(), LIST_ORDER["status"]),
    ListColumn("named_on", gettext_lazy("命名"), lambda brand: brand.named_on, LIST_ORDER["named_on"]),
)
# What an export has: the import's columns, so that a file can be taken in again.
FILE_COLUMNS = tuple(ListColumn(name, heading, value, LIST_ORDER.get(name, ())) for name, heading, value in COLUMNS)
FILTERS = (
    TextFilter("q", gettext_lazy("名称或承诺"), "name", also=("promise", "name_en")),
    ChoiceFilter(
        "category",
        gettext_lazy("类别"),
        "family__category__code",
        choices=lambda: BrandCategory.objects.values_list("code", "name"),
    ),
    ChoiceFilter(
        "family",
        gettext_lazy("系列"),
        "family_id",
        choices=lambda: [(str(pk), name) for pk, name in BrandFamily.objects.values_list("pk", "name")],
    ),
    ChoiceFilter("status", gettext_lazy("状态"), "status", choices=lambda: BrandStatus.choices),
)
SHOWN = Listing(gettext_lazy("品牌"), LIST_COLUMNS, FILTERS, sort="family")
FILE = Listing(gettext_lazy("品牌"), FILE_COLUMNS, FILTERS, sort="family")


@staff_page
def brands(request: HttpRequest) -> HttpResponseBase:
    """Brands by family, as a list and as a file."""
    rows = selectors.brands_for(request.user)
    if (file := FILE.export(rows, request.GET)) is not None:
        return file
    context = {
        "page": SHOWN.page(rows, request.GET),
        "may_add": selectors.keeps_brands(request.user),
        "may_import": bool(selectors.systems_kept_by(request.user)),
        "waiting": selectors.waiting_for(request.user),
    }
    return render(request, "workbench/brands/brands.html", context)


@staff_page
def brands_import(request: HttpRequest) -> HttpResponse:
    """Brands of a system from a spreadsheet."""
    kept = selectors.systems_kept_by(request.user)
    only_if(bool(kept))
    words = ImportWords(
        _("从表格导入品牌"),
        _(
            "列与导出的文件相同，工作表名为“品牌”。同一网址名的按表修改，空格子不改，没有变化的不动；新的品牌是草拟，还要申报、审核、命名。"
        ),
        reverse("workbench:brands"),
        pgettext("navigation", "品牌"),
        reverse("workbench:brands_template", args=[kept[0].pk]),
    )

    def take(content: bytes, name: str, data: dict[str, Any]) -> TakenIn:
        return import_brands(system=data.get("system") or kept[0], content=content, name=name, by=request.user)

    return import_page(request, BrandImportForm(kept, posted(request), request.FILES or None), words, take)


@staff_page
def brands_template(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty table to fill in, with the families and units of a system."""
    system = next((one for one in selectors.systems_kept_by(request.user) if one.pk == pk), None)
    if system is None:
        raise Http404
    response = HttpResponse(empty_sheet(system), content_type=XLSX.content_type)
    name = _("%(system)s 品牌空表.xlsx") % {"system": system}
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@staff_page
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for this person: brands to review and to name, evidence to confirm."""
    context = {
        "brands": list(selectors.to_review(request.user)),
        "evidence": list(selectors.evidence_to_confirm(request.user)),
        "waiting": selectors.waiting_for(request.user),
    }
    return render(request, "workbench/brands/waiting.html", context)


@staff_page
def covered(request: HttpRequest) -> HttpResponse:
    """Each rule ("one district, one feature") with the units that have no brand yet, or more than one."""
    found = []
    if holds_any(request.user, set(Role)):
        found = [(system, coverage(system)) for system in selectors.systems()]
    context = {"systems": found, "waiting": selectors.waiting_for(request.user)}
    return render(request, "workbench/brands/coverage.html", context)
