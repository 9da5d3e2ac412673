"""The room of walks: the list, a walk's page with its stops, its form, publishing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.common.tables import ListColumn, Listing, TextFilter, YesNoFilter
from tongxin.organisations.models import Unit
from tongxin.places import guarding, rules, selectors
from tongxin.places.actions import walks as actions
from tongxin.places.models import Walk
from tongxin.places.selectors.walks import walk_for, walks_for, way_of
from tongxin.workbench.keeping import kept_form, published
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import only_if
from tongxin.workbench.walks.forms import WalkForm, initial_of

COLUMNS = (
    ListColumn("name", gettext_lazy("名称"), lambda row: row.name, ("name",), lambda row: address_of(row)),
    ListColumn("stops", gettext_lazy("站"), lambda row: len(row.stops.all())),
    ListColumn("metres", gettext_lazy("全程（米）"), lambda row: way_of(row).total.metres),
    ListColumn("owner", gettext_lazy("管理单位"), lambda row: row.owner.brief, ("owner__name",)),
    ListColumn("public", gettext_lazy("公开"), lambda row: _("公开") if row.is_public else _("未公开"), ("is_public",)),
)
FILTERS = (
    TextFilter("q", gettext_lazy("名称或介绍"), "name", also=("summary",)),
    YesNoFilter("public", gettext_lazy("公开"), "is_public"),
)
SHOWN = Listing(gettext_lazy("步行路线"), COLUMNS, FILTERS, sort="name")


def address_of(walk: Walk) -> str:
    return reverse("workbench:walk", args=[walk.pk])


def kept_walk(request: HttpRequest, pk: int) -> Walk:
    """A walk that this person lays out; 404 for all others."""
    found = walk_for(request.user, pk)
    only_if(rules.may_keep_for(request.user, found.owner))
    return found


@staff_page
def walks(request: HttpRequest) -> HttpResponseBase:
    """The walks of one's units, as a list and as a file."""
    rows = walks_for(request.user)
    if (file := SHOWN.export(rows, request.GET)) is not None:
        return file
    context = {"page": SHOWN.page(rows, request.GET), "may_add": selectors.keeps_places(request.user)}
    return render(request, "workbench/walks/walks.html", context)


@staff_page
def walk(request: HttpRequest, pk: int) -> HttpResponse:
    """One walk with its stops in order, the way to each, and what is still missing before it can be shown."""
    found = walk_for(request.user, pk)
    context = {
        "walk": found,
        "way": way_of(found),
        "missing": actions.missing_of_walk(found),
        "findings": guarding.findings_of(found),
        "may_edit": rules.may_keep_for(request.user, found.owner),
        "may_publish": rules.may_publish_for(request.user, found.owner),
        "public_url": reverse("portal:walk", args=[found.slug]) if found.is_public else "",
    }
    return render(request, "workbench/walks/walk.html", context)


@staff_page
def walk_add(request: HttpRequest) -> HttpResponse:
    """Add a walk for a unit whose places one keeps."""
    only_if(selectors.keeps_places(request.user))
    units = selectors.units_kept_by(request.user)
    form = WalkForm(units, request.POST or None, initial={"owner": units.first()})

    def put() -> Walk:
        return actions.add_walk(owner=form.cleaned_data["owner"], given=form.given(), by=request.user)

    return kept_form(
        request,
        form,
        put,
        template="workbench/walks/form.html",
        title=_("新建步行路线"),
        back=reverse("workbench:walks"),
        address=address_of,
    )


@staff_page
def walk_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a walk's words, place and path."""
    found = kept_walk(request, pk)
    form = WalkForm(Unit.objects.none(), request.POST or None, initial=initial_of(found), walk=found)

    def put() -> Walk:
        version = form.cleaned_data["version"] or 0
        return actions.change_walk(walk=found, given=form.given(found), version=version, by=request.user)

    return kept_form(
        request,
        form,
        put,
        template="workbench/walks/form.html",
        title=_("修改“%(place)s”") % {"place": found},
        back=address_of(found),
        address=address_of,
        found=found,
    )


@require_POST
@staff_page
def walk_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a walk to the public."""
    found = walk_for(request.user, pk)
    only_if(rules.may_publish_for(request.user, found.owner))
    return published(request, found, actions.publish_walk, True, address_of(found), walk=found)


@require_POST
@staff_page
def walk_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no longer."""
    found = walk_for(request.user, pk)
    only_if(rules.may_publish_for(request.user, found.owner))
    return published(request, found, actions.withdraw_walk, False, address_of(found), walk=found)
