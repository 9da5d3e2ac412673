"""The kinds of fact: what can be recorded and counted, as a city sets it up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tongxin.common.tables import ListColumn, Listing, TextFilter, YesNoFilter
from tongxin.facts import actions, rules
from tongxin.facts.models import FactKind
from tongxin.facts.selectors import kinds_kept_by
from tongxin.workbench.kinds.forms import KindForm
from tongxin.workbench.pages import posted, staff_page
from tongxin.workbench.units.pages import Words, form_page, only_if


def _yes_no(is_so: bool) -> str:
    return _("是") if is_so else _("否")


COLUMNS = (
    ListColumn("name", gettext_lazy("名称"), lambda row: row.name, ("name",), lambda row: _address(row)),
    ListColumn("unit", gettext_lazy("计量单位"), lambda row: row.unit),
    ListColumn("name_en", gettext_lazy("英文名称"), lambda row: row.name_en),
    ListColumn("code", gettext_lazy("代码"), lambda row: row.code, ("code",)),
    ListColumn(
        "persons", gettext_lazy("按人计数"), lambda row: _yes_no(row.counts_persons), ("counts_persons", "position")
    ),
    ListColumn("public", gettext_lazy("可以公开"), lambda row: _yes_no(row.is_public), ("is_public", "position")),
    ListColumn(
        "active",
        gettext_lazy("状态"),
        lambda row: _("使用中") if row.is_active else _("不再使用"),
        ("is_active", "position"),
    ),
    ListColumn("position", gettext_lazy("排序"), lambda row: row.position, ("position", "code"), is_number=True),
)
FILTERS = (
    TextFilter("q", gettext_lazy("名称、代码或说明"), "name", also=("code", "note", "name_en")),
    YesNoFilter("persons", gettext_lazy("按人计数"), "counts_persons"),
    YesNoFilter("public", gettext_lazy("可以公开"), "is_public"),
    YesNoFilter("active", gettext_lazy("使用中"), "is_active"),
)
SHOWN = Listing(pgettext_lazy("navigation", "实绩种类"), COLUMNS, FILTERS, sort="position")
DETAILS = (
    ListColumn("unit_en", gettext_lazy("英文计量单位"), lambda row: row.unit_en),
    ListColumn("decimals", gettext_lazy("小数位数"), lambda row: row.decimals, is_number=True),
    ListColumn("note", gettext_lazy("说明"), lambda row: row.note),
)
FILE = Listing(pgettext_lazy("navigation", "实绩种类"), (*COLUMNS, *DETAILS), FILTERS, sort="position")


def _address(kind: FactKind) -> str:
    return reverse("workbench:fact_kind_change", args=[kind.pk])


def _list() -> str:
    return reverse("workbench:fact_kinds")


@staff_page
def kinds(request: HttpRequest) -> HttpResponseBase:
    """All kinds of fact, as a list and as a file."""
    only_if(rules.may_keep_kinds(request.user))
    rows = kinds_kept_by(request.user)
    if (file := FILE.export(rows, request.GET)) is not None:
        return file
    return render(request, "workbench/kinds/kinds.html", {"page": SHOWN.page(rows, request.GET)})


@staff_page
def kind_add(request: HttpRequest) -> HttpResponse:
    """Add a kind of fact."""
    only_if(rules.may_keep_kinds(request.user))

    def act(data: dict[str, Any]) -> str:
        kind = actions.add_kind(by=request.user, **data)
        return _("“%(kind)s”已加上；定指标、报进展时可以选了。") % {"kind": kind}

    notes = [
        _("实绩记一件事做了多少，不记是谁；不能按宗教信仰、民族或政治面貌来分。"),
        _("开始记以后，计量单位和小数位数就不能改了，“按人计数”也不能取消。"),
    ]
    return form_page(request, KindForm(posted(request)), Words(_("加一种实绩"), _("加上"), _list()), act, notes=notes)


@staff_page
def kind_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a kind of fact, or offer it no longer."""
    kind = get_object_or_404(kinds_kept_by(request.user), pk=pk)

    def act(data: dict[str, Any]) -> str:
        return _("“%(kind)s”已保存。") % {"kind": actions.change_kind(kind=kind, by=request.user, **data)}

    form = KindForm(posted(request), kind=kind, initial=kind.__dict__)
    notes = [_("代码：%(code)s") % {"code": kind.code}]
    if kind.facts.exists():
        notes.append(_("已经记了这种实绩：计量单位、小数位数不能再改，“按人计数”不能取消；其余可以改。"))
    return form_page(request, form, Words(_("修改实绩种类"), _("保存"), _list(), kind.name), act, notes=notes)
