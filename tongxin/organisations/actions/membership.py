from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, WrongState
from tongxin.organisations import roles, rules
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Membership, Unit
from tongxin.organisations.rules import Actor
from tongxin.organisations.tree import fresh, lock_tree


def grant_role(
    *, by: Actor, user: User, unit: Unit, role: Role | str, since: date | None = None, until: date | None = None
) -> Membership:
    """Give somebody a role in a unit. Granting a role that holds already changes nothing.

    Raises NotAllowed unless `by` administers the unit, WrongState on a closed unit or account, Invalid on the dates.
    """
    rules.insist(rules.may_administer(by, unit), _("授予角色"))
    if role not in Role.values:
        raise Invalid(_("没有“%(role)s”这种角色，请从列表里选。") % {"role": role}, field="role")
    first = since or timezone.localdate()
    if until is not None and until < first:
        raise Invalid(_("结束日期不能早于开始日期。"), field="until")
    with transaction.atomic():
        # One writer per account: two who press the same button make one row.
        user = User.objects.select_for_update().get(pk=user.pk)
        if not fresh(unit).is_open:
            raise WrongState(_("“%(unit)s”已撤销，不能再授予角色。") % {"unit": unit})
        if not user.is_active:
            raise WrongState(_("这个账号已停用，不能再授予角色。请先开通新的账号。"))
        held = Membership.objects.filter(user=user, unit=unit, role=role).exclude(until__lt=first).first()
        if held is not None:
            return held
        membership = Membership.objects.create(user=user, unit=unit, role=str(role), since=first, until=until)
        audit.record(
            by,
            "role.granted",
            unit,
            account=user.pk,
            role=str(role),
            since=first,
            until=until,
            membership=membership.pk,
        )
    roles.forget(user)
    return membership


def end_role(*, by: Actor, membership: Membership) -> Membership:
    """End a role: yesterday was its last day. The row stays, as the past does.

    Raises NotAllowed, and WrongState for the last administrator of a root unit: nobody could let anybody in again.
    """
    rules.insist(rules.may_administer(by, membership.unit), _("收回角色"))
    today = timezone.localdate()
    with transaction.atomic():
        lock_tree()
        membership = Membership.objects.select_for_update().select_related("unit", "user").get(pk=membership.pk)
        if membership.until is not None and membership.until < today:
            return membership
        insist_an_administrator_stays(membership)
        membership.until = today - timedelta(days=1)
        membership.save(update_fields=["until"])
        audit.record(
            by,
            "role.ended",
            membership.unit,
            account=membership.user_id,
            role=membership.role,
            membership=membership.pk,
        )
    roles.forget(membership.user)
    return membership


def insist_an_administrator_stays(membership: Membership) -> None:
    """Raise WrongState where this is the only administrator's role of a root unit."""
    if membership.role != Role.ADMINISTRATOR or not membership.unit.is_root():
        return
    others = Membership.objects.filter(
        roles.on(timezone.localdate()), unit=membership.unit, role=Role.ADMINISTRATOR, user__is_active=True
    ).exclude(pk=membership.pk)
    if not others.exclude(user_id=membership.user_id).exists():
        raise WrongState(
            _("这是“%(unit)s”的最后一名管理员，收回后就没有人能管理系统了。请先授予另一人管理员角色。")
            % {"unit": membership.unit}
        )
