"""The list of brands, what waits for one's word, and coverage: which unit has no brand yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.brands import selectors
from tongxin.brands.enums import BrandStatus
from tongxin.brands.models import Brand, BrandCategory, BrandFamily
from tongxin.brands.selectors.coverage import coverage
from tongxin.common.tables import ChoiceFilter, ListColumn, Listing, TextFilter
from tongxin.organisations.enums import Role
from tongxin.organisations.roles import holds_any
from tongxin.workbench.pages import staff_page


def _address(brand: Brand) -> str:
    return reverse("workbench:brand", args=[brand.pk])


LIST_COLUMNS = (
    ListColumn("name", gettext_lazy("品牌"), lambda brand: brand.name, ("name",), _address),
    ListColumn(
        "family",
        gettext_lazy("系列"),
        lambda brand: f"{brand.family.category.name} › {brand.family.name}",
        ("family__category__position", "family__position", "position"),
    ),
    ListColumn("above", gettext_lazy("上级品牌"), lambda brand: brand.parent.name if brand.parent else ""),
    ListColumn("owner", gettext_lazy("牵头单位"), lambda brand: brand.owner.brief, ("owner__name",)),
    ListColumn("status", gettext_lazy("状态"), lambda brand: brand.get_status_display(), ("status",)),
    ListColumn("named", gettext_lazy("命名"), lambda brand: brand.named_on, ("named_on",)),
)
FILE_COLUMNS = (
    *LIST_COLUMNS,
    *(
        ListColumn(name, heading, lambda brand, name=name: getattr(brand, name))  # type: ignore[misc]
        for name, heading in (
            ("promise", gettext_lazy("品牌承诺")),
            ("audience", gettext_lazy("服务对象")),
            ("features", gettext_lazy("特色")),
            ("name_en", gettext_lazy("英文名称")),
            ("promise_en", gettext_lazy("英文承诺")),
            ("slug", gettext_lazy("网址名")),
        )
    ),
    ListColumn("sample", gettext_lazy("示例"), lambda brand: _("是") if brand.is_sample else _("否")),
)
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
        "waiting": selectors.waiting_for(request.user),
    }
    return render(request, "workbench/brands/brands.html", context)


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
