"""What happens to means of signing in, in the audit chain: never a password, never what was typed as a name.

allauth tells of these by signals only; nothing else hangs on them.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.db import transaction
from django.db.models import Q

from tongxin.accounts.models import User
from tongxin.common import audit
from tongxin.common.subjects import Subject

NOBODY = Subject("accounts.user", "unknown")


def record_failed_sign_in(typed: str) -> None:
    """A wrong password. The row names the account that was meant, by number, where there is one."""
    account = User.objects.filter(Q(username=typed) | Q(email__iexact=typed)).first() if typed else None
    _record(None, "account.sign_in_failed", account)


def _record(by: User | None, verb: str, about: User | None, **detail: Any) -> None:
    if by is not None:
        # Signing in is done as oneself, also while standing in for somebody.
        by.acting_for_id = None
    with transaction.atomic():
        audit.record(by, verb, about if about is not None else NOBODY, **detail)


def _signed_in(user: User, **_rest: Any) -> None:
    _record(user, "account.signed_in", user)


def _password_changed(user: User, **_rest: Any) -> None:
    if user.must_change_password:
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
    _record(user, "account.password_changed", user)


def _second_factor_added(user: User, authenticator: Any, **_rest: Any) -> None:
    _record(user, "account.second_factor_added", user, factor=str(authenticator.type))


def _second_factor_removed(user: User, authenticator: Any, **_rest: Any) -> None:
    _record(user, "account.second_factor_removed", user, factor=str(authenticator.type))


def _second_factor_renewed(user: User, authenticator: Any, **_rest: Any) -> None:
    _record(user, "account.second_factor_renewed", user, factor=str(authenticator.type))


def _second_factor_failed(user: User, **_rest: Any) -> None:
    _record(None, "account.second_factor_failed", user)


def connect() -> None:
    """Listen to allauth; called once, when the app is ready."""
    account_signals.user_logged_in.connect(_signed_in)
    for signal in (account_signals.password_set, account_signals.password_changed, account_signals.password_reset):
        signal.connect(_password_changed)
    mfa_signals.authenticator_added.connect(_second_factor_added)
    mfa_signals.authenticator_removed.connect(_second_factor_removed)
    mfa_signals.authenticator_reset.connect(_second_factor_renewed)
    mfa_signals.authentication_failed.connect(_second_factor_failed)
