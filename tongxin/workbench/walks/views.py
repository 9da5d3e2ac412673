"""The room of walks: the list, a walk's page with its stops, its form, publishing."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.common.tables import ListColumn, Listing, TextFilter, YesNoFilter
from tongxin.places import rules
from tongxin.places.actions import walks as actions
from tongxin.places.models import Walk
from tongxin.places.selectors.walks import walk_for, walks_for, way_of
from tongxin.workbench.keeping import add_page, change_page, kept_list, kept_state, published
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import only_if
from tongxin.workbench.walks.forms import WalkForm, initial_of

COLUMNS = (
    ListColumn("name", gettext_lazy("名称"), lambda row: row.name, ("name",), lambda row: address_of(row)),
    ListColumn("stops", gettext_lazy("站"), lambda row: len(row.stops.all()), is_number=True),
    ListColumn("metres", gettext_lazy("全程（米）"), lambda row: way_of(row).total.metres, is_number=True),
    ListColumn("owner", gettext_lazy("管理单位"), lambda row: row.owner.brief, ("owner__name",)),
    ListColumn("public", gettext_lazy("公开"), lambda row: _("公开") if row.is_public else _("未公开"), ("is_public",)),
)
FILTERS = (
    TextFilter("q", gettext_lazy("名称或介绍"), "name", also=("summary",)),
    YesNoFilter("public", gettext_lazy("公开"), "is_public"),
)
SHOWN = Listing(gettext_lazy("步行路线"), COLUMNS, FILTERS, sort="name")
FORM = "workbench/walks/form.html"


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
    return kept_list(request, walks_for(request.user), SHOWN, "workbench/walks/walks.html")


@staff_page
def walk(request: HttpRequest, pk: int) -> HttpResponse:
    """One walk with its stops in order, the way to each, and what is still missing before it can be shown."""
    found = walk_for(request.user, pk)
    state = kept_state(request, found, actions.missing_of_walk(found), "portal:walk")
    return render(request, "workbench/walks/walk.html", {"walk": found, "way": way_of(found)} | state)


@staff_page
def walk_add(request: HttpRequest) -> HttpResponse:
    """Add a walk for a unit whose places one keeps."""
    title, back = _("新建步行路线"), reverse("workbench:walks")
    return add_page(request, WalkForm, actions.add_walk, template=FORM, title=title, back=back, address=address_of)


@staff_page
def walk_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a walk's words, place and path."""
    found = kept_walk(request, pk)
    form = WalkForm(request.POST or None, initial=initial_of(found), kept=found)
    change = partial(actions.change_walk, walk=found)
    return change_page(request, form, change, template=FORM, address=address_of)


@require_POST
@staff_page
def walk_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a walk to the public."""
    found = walk_for(request.user, pk)
    return published(request, found, partial(actions.publish_walk, walk=found), True, address_of)


@require_POST
@staff_page
def walk_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no longer."""
    found = walk_for(request.user, pk)
    return published(request, found, partial(actions.withdraw_walk, walk=found), False, address_of)
