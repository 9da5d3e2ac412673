"""Merging and closing a unit: first what it owes, then what will happen, then once more the question."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.organisations import actions, owes, selectors
from tongxin.organisations.models import Unit
from tongxin.workbench.pages import staff_page
from tongxin.workbench.units import forms
from tongxin.workbench.units.pages import Words, form_page, only_if, signed_in
from tongxin.workbench.units.tree import page_of, restructured


def _owed(unit: Unit, *, merging: bool = False) -> list[str]:
    owed = owes.owes(unit, merging=merging)
    return [_("先了结这些工作，才能合并或撤销："), *owed] if owed else []


@staff_page
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    unit = restructured(request, pk)
    only_if(unit.is_open)
    words = Words(_("并入另一个单位"), _("合并"), page_of(unit), unit.name, is_grave=True)
    others = selectors.tree_for(signed_in(request)).exclude(path__startswith=unit.path)
    form = forms.MergeForm(request.POST or None, units=others, initial={"on": timezone.localdate()})

    def consequences(cleaned: dict[str, Any]) -> list[str]:
        into, below = cleaned["into"], unit.get_children().filter(closed_on__isnull=True).count()
        return [
            _("“%(unit)s”从 %(day)s 起撤销，并入“%(into)s”。")
            % {"unit": unit, "day": cleaned["on"].isoformat(), "into": into},
            _("它下面的 %(count)d 个单位改为隶属“%(into)s”。") % {"count": below, "into": into},
            _("在这里有角色的人，在“%(into)s”得到同样的角色。") % {"into": into},
            _("它牵头的品牌、主管的品牌体系、管理的场所、名人和步行路线、主办的命名批次，都改归“%(into)s”。")
            % {"into": into},
            _("它的名称、报告和实绩仍归它自己，不会改动。合并不能撤回。"),
        ]

    def act(cleaned: dict[str, Any]) -> str:
        actions.merge_units(by=signed_in(request), source=unit, **cleaned)
        return _("“%(unit)s”已并入“%(into)s”。") % {"unit": unit, "into": cleaned["into"]}

    return form_page(request, form, words, act, notes=_owed(unit, merging=True), consequences=consequences)


@staff_page
def close(request: HttpRequest, pk: int) -> HttpResponse:
    unit = restructured(request, pk)
    only_if(unit.is_open)
    words = Words(_("撤销单位"), _("撤销"), page_of(unit), unit.name, is_grave=True)
    form = forms.EndForm(request.POST or None, initial={"on": timezone.localdate()})

    def consequences(cleaned: dict[str, Any]) -> list[str]:
        return [
            _("“%(unit)s”从 %(day)s 起撤销，在这里的角色同时结束。") % {"unit": unit, "day": cleaned["on"].isoformat()},
            _("它的名称、报告和实绩仍归它自己，不会改动。撤销不能撤回。"),
        ]

    def act(cleaned: dict[str, Any]) -> str:
        actions.close_unit(by=signed_in(request), unit=unit, **cleaned)
        return _("“%(unit)s”已撤销。") % {"unit": unit}

    return form_page(request, form, words, act, notes=_owed(unit), consequences=consequences)
