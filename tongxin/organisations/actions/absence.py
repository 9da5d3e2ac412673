from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations import roles, rules
from tongxin.organisations.actions.accounts import current_roles
from tongxin.organisations.models import Delegation
from tongxin.organisations.rules import Actor


def delegate(*, by: Actor, away: User, stand_in: User, starts: date, ends: date, reason: str = "") -> Delegation:
    """Let `stand_in` act for `away` from `starts` to `ends`, both included, with all roles of `away`.

    By the one who goes away, or by an administrator of all his or her units (illness).
    Raises NotAllowed, Invalid on the dates or the person.
    """
    _insist_on_whose(by, away)
    if away.pk == stand_in.pk:
        raise Invalid(_("不能由本人代办本人的工作，请选另一位同事。"), field="stand_in")
    if not stand_in.is_active or not current_roles(stand_in):
        raise Invalid(_("代办人须是在岗的工作人员，请换一位。"), field="stand_in")
    if ends < starts:
        raise Invalid(_("结束日期不能早于开始日期。"), field="ends")
    if ends < timezone.localdate():
        raise Invalid(_("结束日期已经过去，请填今天或之后的日期。"), field="ends")
    with transaction.atomic():
        # One writer per absent person: overlapping delegations would leave it open who decides.
        away = User.objects.select_for_update().get(pk=away.pk)
        overlapping = Delegation.objects.filter(
            away=away, revoked_at__isnull=True, starts__lte=ends, ends__gte=starts
        ).first()
        if overlapping is not None:
            raise Invalid(
                _("%(starts)s 至 %(ends)s 已经安排了代办，请先撤回那一次，或错开日期。")
                % {"starts": overlapping.starts.isoformat(), "ends": overlapping.ends.isoformat()},
                field="starts",
            )
        delegation = Delegation.objects.create(
            away=away, stand_in=stand_in, starts=starts, ends=ends, reason=reason.strip()
        )
        audit.record(by, "delegation.made", delegation, away=away.pk, stand_in=stand_in.pk, starts=starts, ends=ends)
    roles.forget(stand_in)
    return delegation


def revoke_delegation(*, by: Actor, delegation: Delegation) -> Delegation:
    """End a delegation at once. Raises NotAllowed, and WrongState where it was revoked or is over."""
    _insist_on_whose(by, delegation.away)
    with transaction.atomic():
        delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
        if delegation.revoked_at is not None or delegation.ends < timezone.localdate():
            raise WrongState(_("这次代办已经撤回或到期，不用再撤回。"))
        delegation.revoked_at = timezone.now()
        delegation.save(update_fields=["revoked_at"])
        audit.record(by, "delegation.revoked", delegation, away=delegation.away_id, stand_in=delegation.stand_in_id)
    roles.forget(delegation.stand_in)
    return delegation


def _insist_on_whose(by: Actor, away: User) -> None:
    if by is None:
        return
    if by.pk == away.pk:
        roles.act_as_oneself(by)
        return
    units = [membership.unit for membership in current_roles(away)]
    if not units or not all(rules.may_administer(by, unit) for unit in units):
        raise NotAllowed(_("只能安排自己外出时的代办；替别人安排，须由其所在单位的管理员办理。"))
