"""What is added to a place one by one: closures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed
from tongxin.places import rules
from tongxin.places.guarding import insist_clean_row
from tongxin.places.models import Closure, Place

LONGEST_CLOSURE_DAYS = 3 * 366


def _check_may(by: Any, place: Place) -> None:
    if not rules.may_edit(by, place):
        raise NotAllowed(_("只有管理单位或其上级的填报员、审核员、协调员可以改这个场所。"))


def add_closure(*, place: Place, starts_on: date, ends_on: date, reason: str, by: Any) -> Closure:
    """Close a place on some days, both included. Raises NotAllowed, Invalid with the field."""
    _check_may(by, place)
    reason = reason.strip()
    if ends_on < starts_on:
        raise Invalid(_("结束日期早于开始日期。"), field="ends_on")
    if (ends_on - starts_on).days > LONGEST_CLOSURE_DAYS:
        raise Invalid(_("闭馆超过三年，请核对日期；长期关闭的场所请停止公开。"), field="ends_on")
    if not reason or len(reason) > 120:
        raise Invalid(_("请写明原因，最多 120 个字，例如：内部维修。"), field="reason")
    with transaction.atomic():
        # The place's row makes two people who close it at one moment queue.
        Place.objects.select_for_update().get(pk=place.pk)
        other = Closure.objects.filter(place=place, starts_on__lte=ends_on, ends_on__gte=starts_on).first()
        if other is not None:
            raise Invalid(
                _("与已登记的闭馆重叠：%(starts)s 至 %(ends)s（%(reason)s）。请改日期，或先删去那一条。")
                % {"starts": other.starts_on, "ends": other.ends_on, "reason": other.reason},
                field="starts_on",
            )
        closure = Closure(place=place, starts_on=starts_on, ends_on=ends_on, reason=reason)
        insist_clean_row(closure, place)
        closure.save(force_insert=True)
        audit.record(by, "place.closed_for", place, starts=starts_on, ends=ends_on, reason=reason)
    return closure


def remove_closure(*, closure: Closure, by: Any) -> None:
    """Take a closure back."""
    _check_may(by, closure.place)
    with transaction.atomic():
        audit.record(by, "place.closure_removed", closure.place, starts=closure.starts_on, ends=closure.ends_on)
        closure.delete()
