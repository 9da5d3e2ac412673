"""Districts' outlines for the map."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.organisations.enums import UnitKind
from tongxin.organisations.models import Unit
from tongxin.places import rules
from tongxin.places.models import DistrictOutline
from tongxin.places.positions import checked_outline


def set_outline(*, unit: Unit, geometry: Any, source: str, by: Any, is_sample: bool = False) -> DistrictOutline:
    """Give a district its outline (GeoJSON, WGS-84), or another. Raises NotAllowed, Invalid with the field.

    Outlines say where the city is, so they are not themselves held against the bounds unless those are a setting.
    """
    if not rules.may_draw_outline(by, unit):
        raise NotAllowed(_("辖区轮廓由本单位或上级的协调员、管理员维护。"))
    if unit.kind != UnitKind.DISTRICT:
        raise Invalid(_("请选一个辖市区。"), field="unit")
    source = source.strip()
    if not source or len(source) > 200:
        raise Invalid(_("请写明轮廓的来源，最多 200 个字。"), field="source")
    kept = checked_outline(geometry, in_city=False)
    if kept is None:
        raise Invalid(_("轮廓要用 GeoJSON 的 Polygon 或 MultiPolygon。"), field="outline")
    with transaction.atomic():
        outline, _is_new = DistrictOutline.objects.update_or_create(
            unit=unit, defaults={"geometry": kept, "source": source, "is_sample": is_sample}
        )
        audit.record(by, "district_outline.set", outline, unit=unit.pk, source=source)
    return outline
