"""The room of places: the list, a place's page, its form, closures, publishing, the plaque."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.common.errors import Refusal
from tongxin.common.files.packages import MOST_TABLE_BYTES
from tongxin.common.tables import ChoiceFilter, ListColumn, Listing, TextFilter, UnreadableTable, YesNoFilter
from tongxin.naming.selectors.access import applications_for
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places import actions, guarding, rules, selectors
from tongxin.places.actions.publishing import missing
from tongxin.places.hours import hours_lines, hours_text, open_state
from tongxin.places.imports import WrongPlaces, import_places
from tongxin.places.models import Closure, Place, PlaceKind
from tongxin.places.plaque import plaque_pdf
from tongxin.places.wording import closure_words, state_words
from tongxin.workbench.keeping import kept_form, published
from tongxin.workbench.pages import staff_page
from tongxin.workbench.places.forms import ClosureForm, ImportForm, PlaceForm, initial_of
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


def _address(place: Place) -> str:
    return reverse("workbench:place", args=[place.pk])


@staff_page
def places(request: HttpRequest) -> HttpResponseBase:
    """The places of one's units, as a list and as a file that can be taken in again."""
    rows = selectors.places_for(request.user)
    if (file := FILE.export(rows.prefetch_related("hours"), request.GET)) is not None:
        return file
    context = {"page": SHOWN.page(rows, request.GET), "may_add": selectors.keeps_places(request.user)}
    return render(request, "workbench/places/places.html", context)


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
        "missing": missing(found),
        "findings": guarding.findings_of(found),
        "may_edit": rules.may_edit(request.user, found),
        "may_publish": rules.may_publish(request.user, found),
        "public_url": reverse("portal:place", args=[found.slug]) if found.is_public else "",
        "namings": applications_for(request.user).filter(place=found).order_by("-batch__opens_on", "pk"),
    }
    return render(request, "workbench/places/place.html", context)


@staff_page
def place_add(request: HttpRequest) -> HttpResponse:
    """Add a place for a unit whose places one keeps."""
    only_if(selectors.keeps_places(request.user))
    units = selectors.units_kept_by(request.user)
    form = PlaceForm(units, request.POST or None, initial={"owner": units.first()})

    def put() -> Place:
        return actions.add_place(owner=form.cleaned_data["owner"], given=form.given(), by=request.user)

    return kept_form(
        request,
        form,
        put,
        template="workbench/places/form.html",
        title=_("登记场所"),
        back=reverse("workbench:places"),
        address=_address,
    )


@staff_page
def place_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a place with its hours and features."""
    found = selectors.place_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    form = PlaceForm(Unit.objects.none(), request.POST or None, initial=initial_of(found), place=found)

    def put() -> Place:
        version = form.cleaned_data["version"] or 0
        return actions.change_place(place=found, given=form.given(found), version=version, by=request.user)

    return kept_form(
        request,
        form,
        put,
        template="workbench/places/form.html",
        title=_("修改“%(place)s”") % {"place": found},
        back=_address(found),
        address=_address,
        found=found,
    )


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
    return _published(request, pk, True)


@require_POST
@staff_page
def place_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no longer."""
    return _published(request, pk, False)


def _published(request: HttpRequest, pk: int, public: bool) -> HttpResponse:
    found = selectors.place_for(request.user, pk)
    only_if(rules.may_publish(request.user, found))
    act = actions.publish if public else actions.withdraw
    return published(request, found, act, public, _address(found), place=found)


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
    """Places from a spreadsheet; every wrong cell is listed, and nothing is taken in until it is right."""
    only_if(selectors.keeps_places(request.user))
    form = ImportForm(request.POST or None, request.FILES or None)
    errors = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            done = import_places(content=upload.read(MOST_TABLE_BYTES + 1), name=upload.name, by=request.user)
        except WrongPlaces as wrong:
            errors = wrong.errors
            form.add_error(None, str(wrong))
        except (Refusal, UnreadableTable) as refusal:
            form.add_error("file", str(refusal))
        else:
            words = _("导入完成：新登记 %(added)d 处，修改 %(changed)d 处，没有变化 %(unchanged)d 处。")
            counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
            messages.success(request, words % counts)
            return HttpResponseRedirect(reverse("workbench:places"))
    return render(request, "workbench/places/import.html", {"form": form, "errors": errors})
