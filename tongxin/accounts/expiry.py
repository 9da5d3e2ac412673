"""When the personal fields of an account end, and how they are emptied."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from tongxin.accounts.models import User

KEPT_AFTER_CLOSING = timedelta(days=2 * 365)


def erased_username(user: User) -> str:
    return f"closed-{user.pk}"


def expired_accounts() -> QuerySet[User]:
    """Accounts closed two years ago or longer that still say who held them."""
    erased = Concat(Value("closed-"), Cast(F("pk"), CharField()))
    return User.objects.filter(closed_at__lte=timezone.now() - KEPT_AFTER_CLOSING).exclude(
        Q(display_name="") & Q(email="") & Q(username=erased)
    )


def erase_account(user: User) -> None:
    """Empty what says who held the account, with its means of signing in. Its number stays: the audit chain holds."""
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.display_name = ""
    user.email = ""
    user.username = erased_username(user)
    user.set_unusable_password()
    user.save(update_fields=["display_name", "email", "username", "password"])
