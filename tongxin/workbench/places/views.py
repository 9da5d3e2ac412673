"""The room of places: the list, a place's page, its form, closures, publishing, the plaque."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.common.tables import ChoiceFilter, ListColumn, Listing, TakenIn, TextFilter, YesNoFilter
from tongxin.naming.selectors.access import applications_for
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places import actions, rules, selectors
from tongxin.places.actions.publishing import missing
from tongxin.places.hours import hours_lines, hours_text, open_state
from tongxin.places.imports import import_places
from tongxin.places.models import Closure, Place, PlaceKind
from tongxin.places.plaque import plaque_pdf
from tongxin.places.wording import closure_words, state_words
from tongxin.workbench.importing import ImportForm, ImportWords, import_page
from tongxin.workbench.keeping import add_page, change_page, kept_list, kept_state, published
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.places.forms import ClosureForm, PlaceForm, initial_of
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if


def _districts() -> list[tuple[str, str]]:
    return [(unit.code, unit.brief) for unit in Unit.objects.filter(kind=UnitKind.DISTRICT).order_by("path")]


LIST_COLUMNS = (
    ListColumn("name", gettext_lazy("名称"), lambda place: place.name, ("name",), lambda place: _address(place)),
    ListColumn("kind", gettext_lazy("类别"), lambda place: place.kind.name, ("kind__position",)),
    ListColumn("owner_name", gettext_lazy("管理单位"), lambda place: place.owner.brief, ("owner__name",)),
    ListColumn("location", gettext_lazy("位置"), lambda place: place.location),
    ListColumn(
        "public", gettext_lazy("公开"), lambda place: _("公开") if place.is_public else _("未公开"), ("is_public",)
    ),
)
# What an export has: the import's columns, so that a file can be taken in again.
FILE_COLUMNS = (
    ListColumn("slug", gettext_lazy("网址名"), lambda place: place.slug),
    ListColumn("name", gettext_lazy("名称"), lambda place: place.name, ("name",)),
    ListColumn("kind", gettext_lazy("类别"), lambda place: place.kind.name, ("kind__position",)),
    ListColumn("owner", gettext_lazy("管理单位代码"), lambda place: place.owner.code),
    ListColumn("district", gettext_lazy("辖市区代码"), lambda place: place.district.code if place.district else ""),
    *(
        ListColumn(name, heading, lambda place, name=name: getattr(place, name))  # type: ignore[misc]
        for name, heading in (
            ("summary", gettext_lazy("一句话介绍")),
            ("description", gettext_lazy("介绍")),
            ("location", gettext_lazy("位置")),
            ("entrance", gettext_lazy("入口")),
            ("transport", gettext_lazy("交通")),
            ("phone", gettext_lazy("机构电话")),
            ("website", gettext_lazy("机构网站")),
            ("latitude", gettext_lazy("纬度")),
            ("longitude", gettext_lazy("经度")),
        )
    ),
    ListColumn("datum", gettext_lazy("坐标系"), lambda place: "WGS84" if place.has_point else ""),
    ListColumn(
        "is_position_sample", gettext_lazy("位置为示意"), lambda place: _("是") if place.is_position_sample else _("否")
    ),
    ListColumn("hours", gettext_lazy("开放时间"), lambda place: hours_text(place.hours.all())),
    ListColumn("hours_note", gettext_lazy("开放说明"), lambda place: place.hours_note),
)
FILTERS = (
    TextFilter("q", gettext_lazy("名称或位置"), "name", also=("location", "summary")),
    ChoiceFilter(
        "kind", gettext_lazy("类别"), "kind__code", choices=lambda: PlaceKind.objects.values_list("code", "name")
    ),
    ChoiceFilter("district", gettext_lazy("辖市区"), "district__code", choices=_districts),
    YesNoFilter("public", gettext_lazy("公开"), "is_public"),
)
SHOWN = Listing(gettext_lazy("场所"), LIST_COLUMNS, FILTERS, sort="kind")
FILE = Listing(gettext_lazy("场所"), FILE_COLUMNS, FILTERS, sort="name")
FORM = "workbench/places/form.html"


def _address(place: Place) -> str:
    return reverse("workbench:place", args=[place.pk])


@staff_page
def places(request: HttpRequest) -> HttpResponseBase:
    """The places of one's units, as a list and as a file that can be taken in again."""
    rows = selectors.places_for(request.user).prefetch_related("hours")
    return kept_list(request, rows, SHOWN, "workbench/places/places.html", FILE)


@staff_page
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place as its unit sees it, with what is still missing before it can be shown."""
    found = selectors.place_for(request.user, pk)
    now = timezone.localtime()
    hours, closures = list(found.hours.all()), list(found.closures.all())
    state = open_state(now, hours, closures)
    context = {
        "place": found,
        "hours": hours_lines(hours),
        "state": state_words(state, now) if state else "",
        "closures": [(one, closure_words(one.starts_on, one.ends_on, one.reason)) for one in closures],
        "features": list(found.features.all()),
        "pictures": list(found.pictures.select_related("picture")),
        "namings": applications_for(request.user).filter(place=found).order_by("-batch__opens_on", "pk"),
    } | kept_state(request, found, missing(found), "portal:place")
    return render(request, "workbench/places/place.html", context)


@staff_page
def place_add(request: HttpRequest) -> HttpResponse:
    """Add a place for a unit whose places one keeps."""
    title, back = _("登记场所"), reverse("workbench:places")
    return add_page(request, PlaceForm, actions.add_place, template=FORM, title=title, back=back, address=_address)


@staff_page
def place_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a place with its hours and features."""
    found = selectors.place_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    form = PlaceForm(request.POST or None, initial=initial_of(found), kept=found)
    change = partial(actions.change_place, place=found)
    return change_page(request, form, change, template=FORM, address=_address)


@staff_page
def closure_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a place on some days."""
    found = selectors.place_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))

    def act(data: dict[str, Any]) -> str:
        actions.add_closure(place=found, by=request.user, **data)
        return _("闭馆已登记。")

    words = Words(_("登记闭馆"), _("登记"), _address(found), found.name)
    return form_page(request, ClosureForm(request.POST or None), words, act)


@staff_page
def closure_remove(request: HttpRequest, pk: int, closure: int) -> HttpResponse:
    """Ask, then take a closure back."""
    found = selectors.place_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    row = get_object_or_404(Closure.objects.select_related("place__owner"), pk=closure, place=found)

    def act() -> str:
        actions.remove_closure(closure=row, by=request.user)
        return _("已删去这次闭馆。")

    words = Words(_("删去这次闭馆"), _("删去"), _address(found), is_grave=True)
    return confirm_page(request, words, closure_words(row.starts_on, row.ends_on, row.reason), act)


@require_POST
@staff_page
def place_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a place to the public."""
    found = selectors.place_for(request.user, pk)
    return published(request, found, partial(actions.publish, place=found), True, _address)


@require_POST
@staff_page
def place_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no longer."""
    found = selectors.place_for(request.user, pk)
    return published(request, found, partial(actions.withdraw, place=found), False, _address)


@staff_page
def plaque(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet for the plaque; its code opens the place's public page."""
    found = selectors.place_for(request.user, pk)
    address = f"{settings.BASE_URL.rstrip('/')}{reverse('portal:place', args=[found.slug])}"
    response = HttpResponse(plaque_pdf(found, address), content_type="application/pdf")
    name = _("%(place)s 标牌.pdf") % {"place": found}
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@staff_page
def places_import(request: HttpRequest) -> HttpResponse:
    """Places from a spreadsheet."""
    only_if(selectors.keeps_places(request.user))
    words = ImportWords(
        _("从表格导入场所"),
        _("列与导出的文件相同，工作表名为“场所”。同一网址名的按表修改，空格子不改，没有变化的不动；新登记的还不公开。"),
        reverse("workbench:places"),
        _("场所"),
    )

    def take(content: bytes, name: str, _data: dict[str, Any]) -> TakenIn:
        return import_places(content=content, name=name, by=request.user)

    return import_page(request, ImportForm(posted(request), request.FILES or None), words, take)
