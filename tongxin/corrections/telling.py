"""Who is told of a request to correct something, and with which words."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tongxin.corrections.models import CorrectionRequest
from tongxin.corrections.rules import ANSWERERS
from tongxin.organisations.enums import Role, UnitKind
from tongxin.organisations.models import Notice, Unit
from tongxin.organisations.notices import notify
from tongxin.organisations.roles import holders


def office() -> Unit | None:
    """The unit that answers for pages that are nobody's own: the first coordinating office, else the first root."""
    units = list(Unit.objects.filter(closed_on__isnull=True, depth=1).order_by("path"))
    return next((unit for unit in units if unit.kind == UnitKind.OFFICE), next(iter(units), None))


def answerers(unit: Unit) -> list[Any]:
    """Who answers in a unit: its editors where it has any, else whoever else may; those above where it has nobody."""
    return holders(Role.EDITOR, unit) or holders(ANSWERERS, unit, climb=True)


def coordinators(unit: Unit) -> list[Any]:
    return holders(Role.COORDINATOR, unit, climb=True)


def link(row: CorrectionRequest) -> str:
    return f"/workbench/corrections/{row.pk}/"


def tell_asked(row: CorrectionRequest) -> list[Notice]:
    """A request came in, or is taken up again."""
    key = f"correction:{row.pk}:{row.due_on.isoformat()}:asked"
    return _notify(row, key, answerers(row.unit), _("有人指出页面有误"), row.text)


def tell_handed_over(row: CorrectionRequest, reason: str) -> list[Notice]:
    return _notify(row, f"correction:{row.pk}:unit:{row.unit_id}", answerers(row.unit), _("转来一条更正请求"), reason)


def remind(row: CorrectionRequest, step: str, people: list[Any], words: Any) -> list[Notice]:
    return _notify(row, f"correction:{row.pk}:{row.due_on.isoformat()}:{step}", people, words, row.text)


def _notify(row: CorrectionRequest, key: str, people: list[Any], words: Any, body: str) -> list[Notice]:
    title = format_lazy(_("{words}：{page}"), words=words, page=str(row))
    return notify(recipients=people, key=key, title=title, body=body, link=link(row), mail=not row.is_sample)
