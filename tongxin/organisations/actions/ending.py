"""How a unit ends: merged into another, or closed. What it did stays its own."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.common import audit
from tongxin.common.enumeration import listed
from tongxin.common.errors import Invalid, WrongState
from tongxin.organisations import rules
from tongxin.organisations.following import follow_all
from tongxin.organisations.models import Membership, Unit
from tongxin.organisations.owes import owes
from tongxin.organisations.rules import Actor
from tongxin.organisations.tree import fresh, lock_tree


def merge_units(*, by: Actor, source: Unit, into: Unit, on: date | None = None, reason: str = "") -> Unit:
    """End `source` on the day `on` (today) and let `into` carry on: its open lower units and its people move there.

    What apps above let follow (`organisations.following`: the places it keeps, the brands it leads) goes to `into`. Names,
    past roles and past work of `source` stay with it; looking for its name leads to `into`.
    Raises NotAllowed, WrongState where one is closed or `source` owes work (the message lists it), Invalid on a day
    or a pair of units that does not fit.
    """
    rules.insist(rules.may_restructure(by, source) and rules.may_administer(by, into), _("合并单位"))
    with transaction.atomic():
        lock_tree()
        source, into = fresh(source), fresh(into)
        day = _day_of_ending(source, on)
        if source.pk == into.pk:
            raise Invalid(_("不能把单位并入自己，请选另一个单位。"), field="into")
        if into.is_descendant_of(source):
            raise Invalid(
                _("“%(into)s”是“%(source)s”的下级，不能把上级并入下级。请先把它移出来。")
                % {"into": into, "source": source},
                field="into",
            )
        if not into.is_open:
            raise WrongState(_("“%(into)s”已撤销，不能并入。请换一个单位。") % {"into": into})
        _refuse_while_owing(source, merging=True)
        follow_all(source, into, day, reason, by)
        moved_units = [child.pk for child in source.get_children().filter(closed_on__isnull=True)]
        for pk in moved_units:
            Unit.objects.get(pk=pk).move(fresh(into), "last-child")
        moved_people = _move_people(source, into, day)
        Unit.objects.filter(pk=source.pk).update(closed_on=day, merged_into=into)
        audit.record(
            by,
            "unit.merged",
            source,
            into=into.pk,
            on=day,
            reason=reason.strip(),
            units=moved_units,
            people=moved_people,
        )
        audit.record(by, "unit.took_over", into, source=source.pk, on=day)
    return fresh(source)


def close_unit(*, by: Actor, unit: Unit, on: date | None = None, reason: str = "") -> Unit:
    """End a unit on the day `on` (today), with the roles in it.

    Raises NotAllowed, WrongState where it is closed already, has open lower units or owes work; the message says which.
    """
    rules.insist(rules.may_restructure(by, unit), _("撤销单位"))
    with transaction.atomic():
        lock_tree()
        unit = fresh(unit)
        day = _day_of_ending(unit, on)
        below = list(unit.get_children().filter(closed_on__isnull=True))
        if below:
            raise WrongState(
                _("“%(unit)s”下面还有 %(count)d 个单位（%(names)s）。请先把它们移到别处、合并或撤销。")
                % {"unit": unit, "count": len(below), "names": listed(str(one) for one in below[:5])}
            )
        _refuse_while_owing(unit)
        ended = _end_roles(unit, day)
        Unit.objects.filter(pk=unit.pk).update(closed_on=day)
        audit.record(by, "unit.closed", unit, on=day, reason=reason.strip(), roles_ended=ended)
    return fresh(unit)


def _day_of_ending(unit: Unit, on: date | None) -> date:
    day = on or timezone.localdate()
    if not unit.is_open:
        raise WrongState(_("“%(unit)s”已经撤销。请刷新页面，看看最新的情况。") % {"unit": unit})
    if day > timezone.localdate():
        raise Invalid(_("日期还没有到。请在当天或之后登记。"), field="on")
    if unit.opened_on is not None and day < unit.opened_on:
        raise Invalid(_("日期不能早于设立日期（%(day)s）。") % {"day": unit.opened_on.isoformat()}, field="on")
    return day


def _refuse_while_owing(unit: Unit, *, merging: bool = False) -> None:
    owed = owes(unit, merging=merging)
    if owed:
        raise WrongState(
            _("“%(unit)s”还有 %(count)d 项工作没有了结，暂不能合并或撤销：%(owed)s")
            % {
                "unit": unit,
                "count": len(owed),
                "owed": "".join(_("（%(n)d）%(thing)s") % {"n": n, "thing": one} for n, one in enumerate(owed, 1)),
            }
        )


def _end_roles(unit: Unit, day: date) -> int:
    """The last day of a role is the unit's last day. Returns how many were ended."""
    ended: int = Membership.objects.filter(unit=unit).exclude(until__lte=day).update(until=day)
    return ended


def _move_people(source: Unit, into: Unit, day: date) -> int:
    """Give the roles in `source` in `into` from that day on, so that nobody is without a day, and end the old ones."""
    moved = 0
    current = Membership.objects.filter(unit=source, user__is_active=True).exclude(until__lte=day)
    for membership in current.select_related("user"):
        same = Membership.objects.filter(user=membership.user, unit=into, role=membership.role)
        if not same.exclude(until__lt=day).exists():
            Membership.objects.create(
                user=membership.user, unit=into, role=membership.role, since=day, until=membership.until
            )
            moved += 1
    _end_roles(source, day)
    return moved
