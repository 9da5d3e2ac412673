"""The tree of units, a unit's page, and what changes a unit's name and place."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.models import User
from tongxin.common import components
from tongxin.common.tables import ListColumn, Listing
from tongxin.organisations import actions, rules, selectors
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit, UnitName
from tongxin.workbench.lists import exported, ordered
from tongxin.workbench.pages import paged, staff_page
from tongxin.workbench.units import forms
from tongxin.workbench.units.pages import Words, confirm_page, form_page, only_if, signed_in
from tongxin.workbench.units.wording import what_happened

PER_PAGE = 100


def _listing(user: User, *, with_closed: bool) -> Listing:
    """The list of units: a file of it has the columns of the import of units, so that it can be taken in again."""
    code_of = dict(selectors.visible_units(user).values_list("path", "code"))
    aliases: dict[int, list[str]] = {}
    for unit_id, name in (
        UnitName.objects.filter(kind=UnitName.Kind.ALIAS).order_by("pk").values_list("unit_id", "name")
    ):
        aliases.setdefault(unit_id, []).append(name)
    return Listing(
        gettext_lazy("单位"),
        (
            ListColumn("code", gettext_lazy("单位代码"), lambda unit: unit.code, ("code",)),
            ListColumn("name", gettext_lazy("单位名称"), lambda unit: unit.name, ("name",)),
            ListColumn("short", gettext_lazy("简称"), lambda unit: unit.short_name),
            ListColumn("kind", gettext_lazy("类别"), lambda unit: str(unit.get_kind_display()), ("kind",)),
            ListColumn(
                "tree",
                gettext_lazy("上级单位代码"),
                lambda unit: code_of.get(unit.path[: -Unit.steplen], ""),
                ("path",),
            ),
            ListColumn("aliases", gettext_lazy("别称"), lambda unit: "、".join(aliases.get(unit.pk, ()))),
            *([ListColumn("closed", gettext_lazy("撤销日期"), lambda unit: unit.closed_on)] if with_closed else []),
        ),
        sort="tree",
    )


@staff_page
def units(request: HttpRequest) -> HttpResponseBase:
    user, query = signed_in(request), request.GET
    rows = selectors.tree_for(
        user, text=query.get("q", ""), kind=query.get("kind", ""), with_closed=query.get("closed") == "yes"
    )
    listing = _listing(user, with_closed=query.get("closed") == "yes")
    if (file := exported(listing, rows, request)) is not None:
        return file
    filters = [
        components.Filter("q", _("名称、简称、曾用名或代码"), value=query.get("q", "")),
        components.Filter(
            "kind",
            _("类别"),
            [(code, str(label)) for code, label in UnitKind.choices],
            query.get("kind", ""),
            _("全部"),
        ),
        components.Filter("closed", _("已撤销的"), [("yes", _("也显示"))], query.get("closed", ""), _("不显示")),
        _order(query),
    ]
    above = dict(selectors.visible_units(user).values_list("path", "name"))
    page = paged(request, ordered(listing, rows, query), PER_PAGE)
    for unit in page:
        unit.indent = "　" * (unit.depth - 1)
        unit.above = above.get(unit.path[: -Unit.steplen], "")
    context = {
        "page": page,
        "filters": filters,
        "is_narrowed": any(query.get(key) for key in ("q", "kind", "sort")),
        "may_found": rules.may_found_root(user),
    }
    return render(request, "workbench/units/tree.html", context)


def _order(query: QueryDict) -> components.Filter:
    choices = [("name", _("按单位名称")), ("code", _("按单位代码")), ("kind", _("按类别"))]
    return components.Filter("sort", _("排序"), choices, query.get("sort", ""), _("按隶属关系"))


@staff_page
def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    unit = selectors.unit_for(user, pk)
    history = selectors.history_of(user, unit)
    mentioned = {entry["detail"].get(key) for entry in history for key in ("into", "source")} - {None}
    unit_names = dict(Unit.objects.filter(pk__in=mentioned).values_list("pk", "name"))
    moments = [
        components.Moment(
            entry["at"],
            what_happened(entry["verb"], entry["detail"], unit_names),
            _("；").join(filter(None, (str(entry["detail"].get("reason", "")), str(entry["by"] or "")))),
        )
        for entry in history
    ]
    names = selectors.names_of(unit)
    context = {
        "unit": unit,
        "above": list(unit.get_ancestors()),
        "below": list(unit.get_children().filter(closed_on__isnull=True)),
        "merged": list(unit.merged_units.all()),
        "names": [row for row in names if row.kind != UnitName.Kind.ALIAS],
        "aliases": [row for row in names if row.kind == UnitName.Kind.ALIAS],
        "moments": moments,
        "may_see_members": rules.may_see_members(user, unit),
        "may_administer": unit.is_open and rules.may_administer(user, unit),
        "may_restructure": unit.is_open and rules.may_restructure(user, unit),
    }
    return render(request, "workbench/units/unit.html", context)


def administered(request: HttpRequest, pk: int) -> Unit:
    """A unit that this person administers; else the page is not there."""
    user = signed_in(request)
    unit = selectors.unit_for(user, pk)
    only_if(rules.may_administer(user, unit))
    return unit


def restructured(request: HttpRequest, pk: int) -> Unit:
    """A unit whose place and name this person decides on; else the page is not there."""
    user = signed_in(request)
    unit = selectors.unit_for(user, pk)
    only_if(rules.may_restructure(user, unit))
    return unit


def page_of(unit: Unit) -> str:
    return reverse("workbench:unit", args=[unit.pk])


@staff_page
def found(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    only_if(rules.may_found_root(user))
    words = Words(_("新增最上级单位"), _("新增"), reverse("workbench:units"))
    return _set_up(request, None, words)


@staff_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    unit = administered(request, pk)
    words = Words(_("新增下级单位"), _("新增"), page_of(unit), _("上级单位：%(unit)s") % {"unit": unit})
    return _set_up(request, unit, words)


def _set_up(request: HttpRequest, parent: Unit | None, words: Words) -> HttpResponse:
    def act(cleaned: dict[str, Any]) -> str:
        unit = actions.create_unit(by=signed_in(request), parent=parent, **cleaned)
        return _("已新增“%(unit)s”。") % {"unit": unit}

    return form_page(request, forms.UnitForm(request.POST or None), words, act)


@staff_page
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    unit = restructured(request, pk)
    words = Words(_("单位改名"), _("改名"), page_of(unit), _("现名：%(unit)s") % {"unit": unit})
    form = forms.RenameForm(request.POST or None, initial={"name": unit.name, "on": timezone.localdate()})

    def consequences(cleaned: dict[str, Any]) -> list[str]:
        return [
            _("从 %(day)s 起，名称由“%(old)s”改为“%(new)s”。")
            % {"day": cleaned["on"].isoformat(), "old": unit.name, "new": cleaned["name"]},
            _("“%(old)s”留作曾用名，按它仍然找得到这个单位；以前的文件和报告不变。") % {"old": unit.name},
        ]

    def act(cleaned: dict[str, Any]) -> str:
        actions.rename_unit(by=signed_in(request), unit=unit, **cleaned)
        return _("已改名为“%(name)s”。") % {"name": cleaned["name"]}

    return form_page(request, form, words, act, consequences=consequences)


@staff_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    unit = administered(request, pk)
    words = Words(_("更改单位资料"), _("保存"), page_of(unit), unit.name)
    initial = {name: getattr(unit, name) for name in ("name_en", "short_name", "kind", "is_sensitive_by_association")}

    def act(cleaned: dict[str, Any]) -> str:
        actions.change_unit(by=signed_in(request), unit=unit, **cleaned)
        return _("已保存。")

    return form_page(request, forms.ChangeForm(request.POST or None, initial=initial), words, act)


@staff_page
def alias_add(request: HttpRequest, pk: int) -> HttpResponse:
    unit = administered(request, pk)
    words = Words(_("登记别称"), _("登记"), page_of(unit), unit.name)

    def act(cleaned: dict[str, Any]) -> str:
        actions.add_alias(by=signed_in(request), unit=unit, alias=cleaned["alias"])
        return _("已登记别称“%(alias)s”。") % {"alias": cleaned["alias"]}

    return form_page(request, forms.AliasForm(request.POST or None), words, act)


@staff_page
def alias_remove(request: HttpRequest, pk: int, alias_pk: int) -> HttpResponse:
    unit = administered(request, pk)
    alias = unit.names.filter(pk=alias_pk, kind=UnitName.Kind.ALIAS).first()
    if alias is None:
        raise Http404
    words = Words(_("删除别称"), _("删除"), page_of(unit))

    def act() -> str:
        actions.remove_alias(by=signed_in(request), alias=alias)
        return _("已删除别称“%(alias)s”。") % {"alias": alias.name}

    text = _("删除以后，文件里写“%(alias)s”时就认不出“%(unit)s”了。") % {"alias": alias.name, "unit": unit}
    return confirm_page(request, words, text, act)


@staff_page
def move(request: HttpRequest, pk: int) -> HttpResponse:
    unit = restructured(request, pk)
    above = unit.get_parent()
    present = _("现在的上级单位：%(unit)s") % {"unit": above} if above else _("现在没有上级单位")
    words = Words(_("调整隶属关系"), _("调整"), page_of(unit), f"{unit} · {present}")
    places = selectors.tree_for(signed_in(request)).exclude(path__startswith=unit.path)
    form = forms.MoveForm(request.POST or None, units=places)

    def consequences(cleaned: dict[str, Any]) -> list[str]:
        return [
            _("“%(unit)s”连同下面的 %(count)d 个单位改为隶属“%(parent)s”。")
            % {"unit": unit, "count": unit.get_descendant_count(), "parent": cleaned["parent"]},
            _("“%(parent)s”及其上级的管理员、协调员从此可以管理和查看它；原上级的不再可以。")
            % {"parent": cleaned["parent"]},
        ]

    def act(cleaned: dict[str, Any]) -> str:
        actions.move_unit(by=signed_in(request), unit=unit, **cleaned)
        return _("“%(unit)s”现在隶属“%(parent)s”。") % {"unit": unit, "parent": cleaned["parent"]}

    return form_page(request, form, words, act, consequences=consequences)
