"""The room of restored houses: the list, a house with its stages, its opening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.common.errors import Conflict, Invalid
from tongxin.common.tables import ListColumn, Listing, TextFilter, YesNoFilter
from tongxin.places import rules
from tongxin.places.actions import restoring
from tongxin.places.models import Place, Restoration, RestorationStage
from tongxin.places.selectors import place_for
from tongxin.places.selectors.restoration import (
    current_stage,
    restoration_at,
    restoration_for,
    restorations_for,
    spent,
)
from tongxin.workbench.conflict import show_conflict
from tongxin.workbench.houses.forms import OpenForm, RestorationForm, StageForm
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if


def _stage_words(row: Restoration) -> str:
    stage = current_stage(row)
    if stage is None:
        return _("阶段都已完成") if row.stages.all() else ""
    return _("%(stage)s（已过计划日期）") % {"stage": stage} if stage.is_late(timezone.localdate()) else stage.title


COLUMNS = (
    ListColumn(
        "name", gettext_lazy("场所"), lambda row: row.place.name, ("place__name",), lambda row: address(row.place)
    ),
    ListColumn("owner_name", gettext_lazy("管理单位"), lambda row: row.place.owner.brief, ("place__owner__name",)),
    ListColumn("stage", gettext_lazy("现在的阶段"), _stage_words),
    ListColumn("budget", gettext_lazy("预算（元）"), lambda row: row.budget_amount, ("budget_amount",), is_number=True),
    ListColumn("budget_source", gettext_lazy("预算依据"), lambda row: row.budget_source),
    ListColumn("spent", gettext_lazy("已支出（元）"), spent, is_number=True),
    ListColumn("opens", gettext_lazy("计划对外开放"), lambda row: row.opens_on, ("opens_on",)),
    ListColumn("opened", gettext_lazy("对外开放"), lambda row: row.opened_on, ("opened_on",)),
)
FILTERS = (
    TextFilter("q", gettext_lazy("场所名称"), "place__name"),
    YesNoFilter("waiting", gettext_lazy("还没开放"), "opened_on__isnull"),
)
LIST = Listing(gettext_lazy("修缮"), COLUMNS, FILTERS, sort="name")


def address(place: Place) -> str:
    return reverse("workbench:house", args=[place.pk])


@staff_page
def houses(request: HttpRequest) -> HttpResponseBase:
    """The restorations of one's places, as a list and as a file."""
    rows = restorations_for(request.user)
    if (file := LIST.export(rows, request.GET)) is not None:
        return file
    return render(request, "workbench/houses/houses.html", {"page": LIST.page(rows, request.GET)})


@staff_page
def house(request: HttpRequest, pk: int) -> HttpResponse:
    """A house: its stages as planned and as done, pictures before and after, money, its opening."""
    found = place_for(request.user, pk)
    row = restoration_at(found)
    may_edit = rules.may_edit(request.user, found)
    only_if(row is not None or may_edit)
    today = timezone.localdate()
    context = {
        "place": found,
        "restoration": row,
        "stages": [(stage, stage.is_late(today)) for stage in row.stages.all()] if row else [],
        "pairs": list(row.pairs.all()) if row else [],
        "spent": spent(row) if row else 0,
        "may_edit": may_edit,
        "may_open": bool(row and row.opened_on is None and rules.may_publish(request.user, found)),
        "public_url": reverse("portal:place", args=[found.slug]) if found.is_public else "",
    }
    return render(request, "workbench/houses/house.html", context)


@staff_page
def house_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the restoration of a place, or change what is said of it."""
    found = place_for(request.user, pk)
    only_if(rules.may_edit(request.user, found))
    row = Restoration.objects.filter(place=found).first()
    form = RestorationForm(request.POST or None, initial=RestorationForm.initial_of(row) if row else None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        version = data.pop("version") or 0
        try:
            restoring.set_restoration(place=found, version=version, by=request.user, **data)
        except Conflict as refusal:
            show_conflict(request, form, refusal)
        except Invalid as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("修缮情况已保存。"))
            return HttpResponseRedirect(address(found))
    words = Words(
        _("修缮情况"), _("保存"), address(found) if row else reverse("workbench:place", args=[pk]), found.name
    )
    context = {"form": form, "words": words, "notes": [], "asks_once_more": False}
    return render(request, "workbench/units/form.html", context)


def _edited(request: HttpRequest, pk: int) -> Restoration:
    row = restoration_for(request.user, pk)
    only_if(rules.may_edit(request.user, row.place))
    return row


def _stage(row: Restoration, pk: int) -> RestorationStage:
    found = get_object_or_404(RestorationStage, pk=pk, restoration=row)
    found.restoration = row
    return found


@staff_page
def stage_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a stage."""
    row = _edited(request, pk)
    form = StageForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        stage = restoring.put_stage(restoration=row, given=form.given(), by=request.user)
        return _("阶段“%(stage)s”已登记。") % {"stage": stage}

    return form_page(request, form, Words(_("登记阶段"), _("登记"), address(row.place), row.place.name), act)


@staff_page
def stage_change(request: HttpRequest, pk: int, stage: int) -> HttpResponse:
    """Change a stage: when it began and ended, what it cost."""
    row = _edited(request, pk)
    found = _stage(row, stage)
    form = StageForm(request.POST or None, initial=StageForm.initial_of(found))

    def act(data: dict[str, Any]) -> str:
        restoring.put_stage(restoration=row, given=form.given(), by=request.user, stage=found)
        return _("阶段“%(stage)s”已保存。") % {"stage": found}

    return form_page(request, form, Words(_("修改阶段"), _("保存"), address(row.place), row.place.name), act)


@staff_page
def stage_remove(request: HttpRequest, pk: int, stage: int) -> HttpResponse:
    """Ask, then take a stage out."""
    row = _edited(request, pk)
    found = _stage(row, stage)

    def act() -> str:
        restoring.remove_stage(stage=found, by=request.user)
        return _("阶段已删去。")

    return confirm_page(
        request, Words(_("删去这个阶段"), _("删去"), address(row.place), is_grave=True), found.title, act
    )


@staff_page
def house_open(request: HttpRequest, pk: int) -> HttpResponse:
    """The house opens to the public: a fact, once."""
    row = restoration_for(request.user, pk)
    only_if(rules.may_publish(request.user, row.place))

    def act(data: dict[str, Any]) -> str:
        restoring.open_to_public(restoration=row, opened_on=data["opened_on"], by=request.user)
        return _("“%(place)s”对外开放，已记入实绩。") % {"place": row.place}

    form = OpenForm(request.POST or None, initial={"opened_on": row.opens_on})
    return form_page(request, form, Words(_("登记对外开放"), _("登记"), address(row.place), row.place.name), act)
