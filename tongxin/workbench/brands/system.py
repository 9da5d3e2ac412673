"""The frame of a system of brands: its name and aim, categories, families, coverage rules, kinds of evidence; whether it is public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.brands import rules, selectors
from tongxin.brands.actions import evidence_kinds
from tongxin.brands.actions import systems as actions
from tongxin.brands.models import BrandCategory, BrandFamily, BrandSystem, CoverageRule, EvidenceKind
from tongxin.workbench.brands.forms import CategoryForm, EvidenceKindForm, FamilyForm, RuleForm, SystemForm
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if


def _home() -> str:
    return reverse("workbench:brand_systems")


def _system(request: HttpRequest, pk: int) -> BrandSystem:
    system = get_object_or_404(selectors.systems(), pk=pk)
    only_if(rules.may_keep_system(request.user, system))
    return system


@staff_page
def brand_systems(request: HttpRequest) -> HttpResponse:
    """Every system with its categories, families and rules."""
    only_if(selectors.works_here(request.user))
    context = {
        "systems": [(one, rules.may_keep_system(request.user, one)) for one in selectors.systems_in_full()],
        "may_add": selectors.may_found_system(request.user),
        "waiting": selectors.waiting_for(request.user),
    }
    return render(request, "workbench/brands/systems.html", context)


@staff_page
def system_add(request: HttpRequest) -> HttpResponse:
    """Set up a system for a unit that one coordinates."""
    only_if(selectors.may_found_system(request.user))
    units = selectors.units_coordinated_by(request.user)
    form = SystemForm(units, posted(request), initial={"owner": units.first()})

    def act(data: dict[str, Any]) -> str:
        actions.ensure_system(owner=data.pop("owner"), name=data.pop("name"), by=request.user, **data)
        return _("品牌体系已建立；接着加类别和系列。")

    return form_page(request, form, Words(_("建立品牌体系"), _("建立"), _home()), act)


@staff_page
def system_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its name, aim and emphasis."""
    system = _system(request, pk)
    form = SystemForm(None, posted(request), initial=system.__dict__)

    def act(data: dict[str, Any]) -> str:
        actions.change(row=system, texts=data, by=request.user)
        return _("已保存。")

    return form_page(request, form, Words(_("修改品牌体系"), _("保存"), _home(), system.name), act)


@require_POST
@staff_page
def system_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show its named brands to the public, or take them back."""
    system = _system(request, pk)
    actions.show_system(system=system, public=not system.is_public, by=request.user)
    messages.success(request, _("已公开。") if system.is_public else _("已停止公开。"))
    return HttpResponseRedirect(_home())


@staff_page
def category_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a category."""
    system = _system(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.ensure_category(system=system, by=request.user, **data)
        return _("已加上。")

    return form_page(request, CategoryForm(posted(request)), Words(_("加一个类别"), _("加上"), _home()), act)


@staff_page
def category_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a category's names."""
    row = get_object_or_404(BrandCategory.objects.select_related("system__owner"), pk=pk)
    only_if(rules.may_keep_system(request.user, row.system))
    form = CategoryForm(posted(request), initial=row.__dict__)
    del form.fields["code"]

    def act(data: dict[str, Any]) -> str:
        actions.change(row=row, texts=data, by=request.user)
        return _("已保存。")

    return form_page(request, form, Words(_("修改类别"), _("保存"), _home(), row.name), act)


@staff_page
def family_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a family to a category."""
    row = get_object_or_404(BrandCategory.objects.select_related("system__owner"), pk=pk)
    only_if(rules.may_keep_system(request.user, row.system))

    def act(data: dict[str, Any]) -> str:
        actions.ensure_family(category=row, by=request.user, **data)
        return _("已加上。")

    return form_page(request, FamilyForm(posted(request)), Words(_("加一个系列"), _("加上"), _home(), row.name), act)


def _family(request: HttpRequest, pk: int) -> BrandFamily:
    row = get_object_or_404(BrandFamily.objects.select_related("category__system__owner"), pk=pk)
    only_if(rules.may_keep_system(request.user, row.category.system))
    return row


@staff_page
def family_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a family's names and description."""
    row = _family(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.change(row=row, texts=data, by=request.user)
        return _("已保存。")

    form = FamilyForm(posted(request), initial=row.__dict__)
    return form_page(request, form, Words(_("修改系列"), _("保存"), _home(), row.name), act)


@staff_page
def rule_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that each unit of a kind has exactly one brand in a family."""
    row = _family(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.ensure_rule(family=row, by=request.user, **data)
        return _("已加上；覆盖情况里马上看得到。")

    return form_page(request, RuleForm(posted(request)), Words(_("加一条覆盖规则"), _("加上"), _home(), row.name), act)


@staff_page
def rule_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then ask it of the units no longer."""
    row = get_object_or_404(CoverageRule.objects.select_related("family__category__system__owner"), pk=pk)
    only_if(rules.may_keep_system(request.user, row.family.category.system))

    def act() -> str:
        actions.remove_rule(rule=row, by=request.user)
        return _("已删去“%(name)s”。") % {"name": row}

    words = Words(_("删去规则“%(name)s”？") % {"name": row}, _("删去"), _home(), is_grave=True)
    return confirm_page(request, words, _("品牌不受影响。"), act)


@staff_page
def evidence_kind_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a kind of evidence that brands of a system can stand on."""
    system = _system(request, pk)
    form = EvidenceKindForm(posted(request))

    def act(data: dict[str, Any]) -> str:
        evidence_kinds.add_kind(system=system, code=data["code"], given=form.given(), by=request.user)
        return _("已加上；各单位登记佐证时可以选。")

    return form_page(request, form, Words(_("加一种佐证"), _("加上"), _home(), system.name), act)


@staff_page
def evidence_kind_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a kind of evidence asks, or offer it no longer."""
    row = get_object_or_404(EvidenceKind.objects.select_related("system__owner"), pk=pk)
    only_if(rules.may_keep_system(request.user, row.system))
    form = EvidenceKindForm(posted(request), kind=row, initial=row.__dict__)

    def act(_data: dict[str, Any]) -> str:
        evidence_kinds.change_kind(kind=row, given=form.given(), by=request.user)
        return _("已保存；已核对的佐证不受影响。")

    return form_page(request, form, Words(_("修改佐证种类"), _("保存"), _home(), row.name), act)
