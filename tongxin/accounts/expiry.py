"""When the personal fields of an account end, and how they are emptied."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import User
from tongxin.common import personal

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


def declare_fields() -> None:
    """Tell the nightly job of the fields of an account; called once, when the app is ready."""
    personal.declare(
        personal.PersonalFields(
            model=User,
            fields=("username", "display_name", "email"),
            purpose=_("登录系统、就工作与本人联系、在本人办理的事项旁署名"),
            keeps=_("账号停用后两年"),
            expired=expired_accounts,
            shred=erase_account,
        )
    )
