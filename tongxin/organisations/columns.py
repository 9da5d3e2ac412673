"""The column of an import in which a unit stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from tongxin.common.tables import TextColumn, WrongCell
from tongxin.organisations.models import Unit


class UnitCodeColumn(TextColumn):
    """A unit by its code; the value is the unit. One query for a sheet."""

    max_length = 40

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.all()}

    def clean(self, value: str | None, row: Mapping[str, Any], context: Any) -> Unit | None:
        if value is None:
            return None
        if value not in self._units:
            raise WrongCell(_("没有这个代码的单位，请核对"))
        return self._units[value]
