"""Showing a place to the public and taking it back: the only writers of `Place.is_public`."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.places import rules
from tongxin.places.guarding import insist_clean
from tongxin.places.models import Place


def publish(*, place: Place, by: Any) -> Place:
    """Show a place to the public. Raises NotAllowed, WrongState, Invalid naming what a visitor would miss."""
    return _set(place, True, by)


def withdraw(*, place: Place, by: Any) -> Place:
    """Show a place no longer. Raises NotAllowed, WrongState."""
    return _set(place, False, by)


def missing(place: Place) -> list[str]:
    """What a visitor would miss, in words; empty for a place that may be shown."""
    wanted = {
        _("一句话介绍"): bool(place.summary),
        _("位置（在哪里）"): bool(place.location),
        _("坐标或轮廓"): place.has_point or place.outline is not None,
    }
    return [words for words, is_there in wanted.items() if not is_there]


def _set(place: Place, public: bool, by: Any) -> Place:
    if not rules.may_publish(by, place):
        raise NotAllowed(_("公开或停止公开由管理单位或其上级的协调员决定。"))
    with transaction.atomic():
        row = Place.objects.select_for_update().select_related("owner").get(pk=place.pk)
        if row.is_public == public:
            raise WrongState(_("“%(place)s”已经是这样了。") % {"place": row})
        lacking = missing(row) if public else []
        if lacking:
            raise Invalid(_("还不能公开，缺：%(what)s。") % {"what": _("、").join(lacking)})
        if public:
            insist_clean(row)
        row.is_public = public
        row.save(update_fields=["is_public", "updated_at"])
        audit.record(by, "place.published" if public else "place.withdrawn", row)
    return row
