from __future__ import annotations

import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tongxin.accounts.actions import clean_email
from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.errors import Invalid, NotAllowed, WrongState
from tongxin.organisations import roles, rules
from tongxin.organisations.actions.membership import grant_role, insist_an_administrator_stays
from tongxin.organisations.enums import Role
from tongxin.organisations.models import Delegation, Membership, Unit
from tongxin.organisations.rules import Actor
from tongxin.organisations.tree import lock_tree

# Without those that are mistaken for each other when read from paper: 0 O o, 1 l I.
LEGIBLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class OpenedAccount:
    """A new account with its first password, which is shown once and kept nowhere."""

    user: User
    first_password: str


def first_password() -> str:
    """Sixteen characters, in four groups for reading out: some 93 bits."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _place in range(4)) for _group in range(4))


def open_account(
    *, by: Actor, unit: Unit, role: Role | str, username: str, display_name: str = "", email: str = ""
) -> OpenedAccount:
    """Open an account with one role. The first password must be changed at the first sign-in.

    Raises NotAllowed unless `by` administers the unit, Invalid (with the field) on what cannot be taken.
    """
    rules.insist(rules.may_administer(by, unit), _("开通账号"))
    password = first_password()
    user = User(
        username=User.normalize_username(username.strip()),
        display_name=display_name.strip(),
        email=email,
        must_change_password=True,
    )
    user.set_password(password)
    _insist_on_fields(user)
    with transaction.atomic():
        user.save()
        audit.record(by, "account.opened", user, unit=unit.pk)
        grant_role(by=by, user=user, unit=unit, role=role)
    return OpenedAccount(user, password)


def renew_password(*, by: Actor, user: User) -> OpenedAccount:
    """Give somebody who forgot the password a first one again; the old one and its sessions end.

    Raises NotAllowed unless `by` administers every unit in which the person has a role, WrongState on a closed account.
    """
    _insist_on_account(by, user, _("重置密码"))
    password = first_password()
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        audit.record(by, "account.password_renewed", user)
    return OpenedAccount(user, password)


def remove_second_factor(*, by: Actor, user: User) -> int:
    """Take away codes and passkeys of somebody who lost the telephone. Returns how many there were."""
    _insist_on_account(by, user, _("解除第二道验证"))
    with transaction.atomic():
        count, _by_model = Authenticator.objects.filter(user=user).delete()
        audit.record(by, "account.second_factor_taken_away", user, factors=count)
    return int(count)


def close_account(*, by: Actor, user: User, reason: str = "") -> User:
    """Close an account: no sign-in, roles end today, delegations are revoked. What was done stays.

    Raises NotAllowed (also for one's own account), WrongState where it is closed or has the last administrator's role.
    """
    if by is not None and by.pk == user.pk:
        raise NotAllowed(_("不能停用自己的账号。请由另一名管理员办理。"))
    _insist_on_account(by, user, _("停用账号"))
    now = timezone.now()
    today = timezone.localdate()
    with transaction.atomic():
        lock_tree()
        user = User.objects.select_for_update().get(pk=user.pk)
        if not user.is_active:
            raise WrongState(_("这个账号已经停用。"))
        current = Membership.objects.filter(user=user).exclude(until__lt=today).select_related("unit")
        for membership in current:
            insist_an_administrator_stays(membership)
        ended = 0
        for membership in current:
            membership.until = max(today, membership.since or today)
            membership.save(update_fields=["until"])
            ended += 1
        for given in (Delegation.objects.filter(away=user), Delegation.objects.filter(stand_in=user)):
            given.filter(revoked_at__isnull=True, ends__gte=today).update(revoked_at=now)
        user.is_active, user.closed_at = False, now
        user.save(update_fields=["is_active", "closed_at"])
        audit.record(by, "account.closed", user, roles_ended=ended, reason=reason.strip())
    roles.forget(user)
    return user


def _insist_on_account(by: Actor, user: User, what: str) -> None:
    """Raise NotAllowed unless `by` administers every unit in which the person has a role today."""
    units = [membership.unit for membership in current_roles(user)]
    rules.insist(by is None or (bool(units) and all(rules.may_administer(by, unit) for unit in units)), what)
    if not user.is_active:
        raise WrongState(_("这个账号已经停用。"))


def current_roles(user: User) -> list[Membership]:
    """The roles that the person holds today, own ones only."""
    rows = Membership.objects.filter(roles.on(timezone.localdate()), user=user)
    return list(rows.select_related("unit").order_by("unit__path", "role"))


def _insist_on_fields(user: User) -> None:
    if not user.username:
        raise Invalid(_("请填写账号。"), field="username")
    if User.objects.filter(username__iexact=user.username).exists():
        raise Invalid(_("账号 %(name)s 已有人使用，请换一个。") % {"name": user.username}, field="username")
    user.email = clean_email(user.email)
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Invalid(messages[0], field=field) from None
